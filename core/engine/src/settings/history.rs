//! Past choices, newest first.

use sordino_policy::chrome::Word;

use super::shape::{HistoryPage, HistoryRow};
use super::view::View;
use crate::ledger::{Actor, Entry, Limiter, State, What};

/// Begins the `how` of a refusal that an app brought along.
pub(crate) const IMPORTED: &str = "import";

/// Returns a page of the ledger's entries as people read them.
pub(super) fn page(view: &View<'_>, entries: &[Entry], offset: usize, limit: usize) -> HistoryPage {
    let told = entries.iter().rev().filter(|entry| is_told(&entry.what));
    let mut told = told.skip(offset);
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

fn is_told(what: &What) -> bool {
    match what {
        What::Genesis { .. } | What::Checkpoint(_) => false,
        What::Choice { state, .. } => *state != State::Unknown,
        What::Tombstone { .. } | What::Limit { .. } => true,
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
            (title, text(place(*actor, how)))
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
            (titled(word, of), text(whom(*limiter)))
        }
        What::Genesis { .. } | What::Tombstone { .. } | What::Checkpoint(_) => {
            (text(Word::ListErased).to_owned(), "")
        }
    };
    let time = view.time.minute(&view.chrome, entry.time);
    let detail = match place {
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
        State::Refused | State::Withdrawn | State::Objected => Word::ChoiceOff,
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
