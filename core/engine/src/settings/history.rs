//! Past choices, newest first.

use std::collections::BTreeSet;

use sordino_policy::chrome::Word;

use super::shape::{HistoryPage, HistoryRow};
use super::view::View;
use crate::ledger::{Actor, Entry, Limiter, State, What};

/// Begins the `how` of a refusal that an app brought along.
pub(crate) const IMPORTED: &str = "import";

/// Returns a page of the ledger's entries as people read them.
pub(super) fn page(view: &View<'_>, entries: &[Entry], offset: usize, limit: usize) -> HistoryPage {
    let mut forbidden = BTreeSet::new();
    let told = entries
        .iter()
        .filter(|entry| is_told(&entry.what, &mut forbidden));
    let told: Vec<&Entry> = told.collect();
    let mut told = told.into_iter().rev().skip(offset);
    let rows = told
        .by_ref()
        .take(limit)
        .map(|entry| row(view, entry))
        .collect();
    HistoryPage {
        title: view.chrome.text(Word::PastChoices).to_owned(),
        rows,
        more: told.next().is_some(),
    }
}

/// Whether people read of an entry. That a limiter allows what it never forbade is nothing that happened to them: most apps
/// tell at their first start that the person is old enough. `forbidden` is what limiters forbid before the entry.
fn is_told<'a>(what: &'a What, forbidden: &mut BTreeSet<(Limiter, Option<&'a str>)>) -> bool {
    match what {
        What::Genesis { .. } => false,
        What::Checkpoint(standing) => {
            let limits = standing.limits.iter().filter(|(.., allows)| !allows);
            forbidden.extend(limits.map(|(limiter, purpose, _)| (*limiter, purpose.as_deref())));
            false
        }
        What::Choice { state, .. } => *state != State::Unknown,
        What::Limit {
            limiter,
            purpose,
            allows: true,
        } => forbidden.remove(&(*limiter, purpose.as_deref())),
        What::Limit {
            limiter, purpose, ..
        } => {
            forbidden.insert((*limiter, purpose.as_deref()));
            true
        }
        What::Tombstone { lowered, .. } => {
            forbidden.extend(
                lowered
                    .iter()
                    .map(|(limiter, purpose)| (*limiter, purpose.as_deref())),
            );
            true
        }
    }
}

fn row(view: &View<'_>, entry: &Entry) -> HistoryRow {
    let titled = |word, title| view.chrome.filled(word, &[("title", title)]);
    let text = |word| view.chrome.text(word);
    let (title, place) = match &entry.what {
        What::Choice {
            purpose,
            state,
            actor,
            how,
            ..
        } => {
            let title = titled(said(*state), title(view, purpose));
            (title, text(place(*actor, how)).to_owned())
        }
        What::Limit {
            limiter,
            purpose,
            allows,
        } => {
            let whole = || text(Word::Everything);
            let of = purpose.as_ref().map_or_else(whole, |id| title(view, id));
            let word = if *allows {
                Word::Unblocked
            } else {
                Word::Blocked
            };
            (titled(word, of), text(whom(*limiter)).to_owned())
        }
        What::Tombstone { backups_until, .. } => {
            let date = view.time.day(&view.chrome, *backups_until);
            let backups = view.chrome.filled(Word::BackupsUntil, &[("date", &date)]);
            (text(Word::ListErased).to_owned(), backups)
        }
        What::Genesis { .. } | What::Checkpoint(_) => {
            (text(Word::ListErased).to_owned(), String::new())
        }
    };
    let time = view.time.minute(&view.chrome, entry.time);
    let detail = match place.as_str() {
        "" => time,
        place => format!("{time} · {place}"),
    };
    HistoryRow { title, detail }
}

/// A purpose that the policy no longer has is named by no id.
fn title<'a>(view: &View<'a>, id: &str) -> &'a str {
    let mut purposes = view.catalog.policy().purposes.iter();
    match purposes.find(|purpose| purpose.id == id) {
        Some(purpose) => view.chrome.of(&purpose.title),
        None => view.chrome.text(Word::Former),
    }
}

fn said(state: State) -> Word {
    match state {
        State::Given | State::Renewed => Word::ChoiceOn,
        State::Refused | State::Withdrawn => Word::ChoiceOff,
        State::Objected => Word::ChoiceObjected,
        State::ObjectionWithdrawn => Word::ChoiceObjectionBack,
        State::Requested | State::Unknown => Word::ChoiceAsked,
        State::Deferred => Word::ChoicePutOff,
        State::Informed => Word::ChoiceTold,
        State::Expired | State::Terminated | State::Invalidated => Word::ChoiceEnded,
    }
}

fn place(actor: Actor, how: &str) -> Word {
    match (actor, how) {
        (Actor::Expiry, _) => Word::ByTime,
        (Actor::Recovery, _) => Word::AtStart,
        (_, "settings") => Word::InSettings,
        (_, "first_run") => Word::AtFirstStart,
        (_, "renewal") => Word::AfterChange,
        (_, how) if how.starts_with(IMPORTED) => Word::Imported,
        _ => Word::InApp,
    }
}

fn whom(limiter: Limiter) -> Word {
    match limiter {
        Limiter::Os => Word::ByWhomSystem,
        Limiter::Organisation => Word::ByWhomOrganisation,
        Limiter::Age => Word::ByWhomAge,
        Limiter::Signal => Word::ByWhomSignal,
    }
}
