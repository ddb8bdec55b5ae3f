//! Why a purpose is closed or locked, in words: a sentence for each reason.

use sordino_policy::chrome::Word;
use sordino_policy::{PermissionId, Purpose};

use super::view::View;
use crate::condition::NotReady;
use crate::ledger::{ClosedBy, Limiter, State};
use crate::ports::{DAY, Millis};

/// Why a purpose is closed.
pub(super) struct Reasons {
    /// A sentence for each: who else lowers it first, the person last.
    pub(super) sentences: Vec<String>,
    /// Whether somebody else keeps it closed, or the choices cannot be read.
    pub(super) locked: bool,
    /// Whether the policy changed since the person's yes.
    pub(super) policy_changed: bool,
    /// Whether the system's own switch is among them.
    pub(super) by_system: bool,
}

/// Returns every reason for which `purpose` is closed.
pub(super) fn reasons(view: &View<'_>, purpose: &Purpose) -> Reasons {
    let Some(balance) = view.balance() else {
        let word = match view.not_ready() {
            _ if view.broken => Word::Failed,
            Some(NotReady::KeysLocked) => Word::Locked,
            _ => Word::Unreadable,
        };
        return Reasons {
            sentences: vec![view.chrome.text(word).to_owned()],
            locked: true,
            policy_changed: false,
            by_system: false,
        };
    };
    let all = balance.reasons(view.catalog.policy(), purpose, view.time.now);
    let others = |why: &ClosedBy| matches!(why, ClosedBy::Limit(_) | ClosedBy::Withheld(_));
    Reasons {
        locked: all.iter().any(others),
        policy_changed: all.iter().any(is_change),
        by_system: all.contains(&ClosedBy::Limit(Limiter::Os)),
        sentences: all
            .into_iter()
            .filter_map(|why| sentence(view, purpose, why))
            .collect(),
    }
}

/// An opening under another policy writes down that the yes is no longer valid.
fn is_change(why: &ClosedBy) -> bool {
    matches!(
        why,
        ClosedBy::PolicyChanged | ClosedBy::Choice(State::Invalidated)
    )
}

/// The person's own no needs no reason.
fn sentence(view: &View<'_>, purpose: &Purpose, why: ClosedBy) -> Option<String> {
    let word = match why {
        ClosedBy::NoChoice => return None,
        ClosedBy::Choice(State::Expired) => return Some(ended(view, purpose)),
        ClosedBy::Choice(State::Terminated) => Word::NoLonger,
        ClosedBy::Choice(State::Invalidated) => Word::PolicyChanged,
        ClosedBy::Choice(_) => return None,
        ClosedBy::Limit(Limiter::Os) => match view.permission(purpose) {
            Some(PermissionId::Push) => Word::ByNotifications,
            Some(PermissionId::Contacts) => Word::ByContacts,
            None => Word::BySystem,
        },
        ClosedBy::Limit(Limiter::Organisation) => Word::ByOrganisation,
        ClosedBy::Limit(Limiter::Age) => {
            let age = view.catalog.policy().limits.minimum_age.to_string();
            return Some(view.chrome.filled(Word::ByAge, &[("age", &age)]));
        }
        ClosedBy::Limit(Limiter::Signal) => Word::BySignal,
        ClosedBy::Withheld(Limiter::Organisation) => Word::UnknownOrganisation,
        ClosedBy::Withheld(Limiter::Age) => Word::UnknownAge,
        ClosedBy::Withheld(Limiter::Signal | Limiter::Os) => Word::UnknownSignal,
        ClosedBy::Expired => return Some(ended(view, purpose)),
        ClosedBy::PolicyChanged => Word::PolicyChanged,
    };
    Some(view.chrome.text(word).to_owned())
}

fn ended(view: &View<'_>, purpose: &Purpose) -> String {
    match end(view, purpose) {
        Some(end) => {
            let date = view.time.day(&view.chrome, end);
            view.chrome.filled(Word::Ended, &[("date", &date)])
        }
        None => view.chrome.text(Word::NoLonger).to_owned(),
    }
}

/// Returns when the person's yes to `purpose` ended.
pub(super) fn end(view: &View<'_>, purpose: &Purpose) -> Option<Millis> {
    let (state, time) = view.last(purpose)?;
    match (state, purpose.validity_days) {
        // The entry was written when the end was noticed.
        (State::Expired, _) => Some(time),
        (_, Some(days)) => Some(time.saturating_add(Millis::from(days) * DAY)),
        (_, None) => None,
    }
}
