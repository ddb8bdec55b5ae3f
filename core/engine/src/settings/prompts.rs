//! What must be asked now: the first question, and another one after a change or the end of a yes.
//!
//! A purpose is asked for once. Put off, it is asked for again after the policy's `reask_after_days`; refused, after as
//! long as a yes would last, and never before those days. What somebody else keeps closed is not asked for.

use sordino_policy::chrome::Word;
use sordino_policy::{Purpose, Recipient};

use super::reasons::end;
use super::shape::{Prompt, PromptKind, PromptPurpose};
use super::view::{View, legal_name};
use crate::catalog::needs_consent;
use crate::ledger::{ClosedBy, State};
use crate::ports::{DAY, Millis};

/// Why a purpose is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    First,
    Changed,
    Ended,
}

/// Returns the questions of now: none or one.
pub(super) fn prompts(view: &View<'_>) -> Vec<Prompt> {
    let purposes = view.catalog.policy().purposes.iter();
    let asked: Vec<_> = purposes
        .filter_map(|purpose| Some((purpose, asks(view, purpose)?)))
        .collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let again = asked.iter().any(|(_, why)| *why != Asked::First);
    let text = |word| view.chrome.text(word).to_owned();
    let (none, all) = match asked.len() {
        1 => (Word::DontAllow, Word::Allow),
        _ => (Word::AllowNone, Word::AllowAll),
    };
    vec![Prompt {
        kind: if again {
            PromptKind::Renewal
        } else {
            PromptKind::FirstRun
        },
        title: text(if again {
            Word::DecideAgain
        } else {
            Word::MayItSend
        }),
        text: {
            let off = match asked.len() {
                1 => Word::OneIsOff,
                2 => Word::BothAreOff,
                _ => Word::AllAreOff,
            };
            // Whoever consents must know before how to take it back (GDPR Art. 7(3)).
            [text(off), text(Word::ChangeAnyTime)].join(" ")
        },
        news: news(view, &asked),
        purposes: asked
            .iter()
            .map(|(purpose, _)| asked_for(view, purpose))
            .collect(),
        allow_none: text(none),
        allow_all: text(all),
        choose: match asked.len() {
            1 => String::new(),
            _ => text(Word::Choose),
        },
        not_saved: text(Word::NotSaved),
    }]
}

fn asks(view: &View<'_>, purpose: &Purpose) -> Option<Asked> {
    let (balance, policy) = (view.balance()?, view.catalog.policy());
    if !needs_consent(purpose) || balance.is_limited(policy, purpose) {
        return None;
    }
    // The others are asked for when their feature is used.
    let first = purpose.kind.is_telemetry().then_some(Asked::First);
    let now = view.time.now;
    let Some((state, time)) = view.last(purpose) else {
        return first;
    };
    let days_since = |days: u32| now >= time.saturating_add(Millis::from(days) * DAY);
    match state {
        State::Unknown | State::Requested | State::Informed | State::ObjectionWithdrawn => first,
        State::Deferred => first.filter(|_| days_since(policy.limits.reask_after_days)),
        State::Refused | State::Withdrawn | State::Objected => {
            let as_long = purpose.validity_days?.max(policy.limits.reask_after_days);
            first.filter(|_| days_since(as_long))
        }
        State::Invalidated => Some(Asked::Changed),
        State::Expired | State::Terminated => Some(Asked::Ended),
        State::Given | State::Renewed => match balance.closed_by_person(policy, purpose, now) {
            Some(ClosedBy::PolicyChanged) => Some(Asked::Changed),
            Some(ClosedBy::Expired) => Some(Asked::Ended),
            _ => None,
        },
    }
}

fn news(view: &View<'_>, asked: &[(&Purpose, Asked)]) -> Vec<String> {
    let mut news = Vec::new();
    for (purpose, why) in asked {
        let sentence = match why {
            Asked::First => continue,
            Asked::Changed => {
                let date = view.time.date(&view.chrome, &view.catalog.policy().date);
                match &purpose.changed {
                    Some(changed) => {
                        let text = view.chrome.of(changed);
                        let values = [("date", &*date), ("text", text)];
                        view.chrome.filled(Word::NewSince, &values)
                    }
                    None => view.chrome.filled(Word::ChangedOn, &[("date", &date)]),
                }
            }
            Asked::Ended => match end(view, purpose) {
                Some(end) => {
                    let date = view.time.day(&view.chrome, end);
                    let title = view.chrome.of(&purpose.title);
                    view.chrome
                        .filled(Word::EndedOn, &[("title", title), ("date", &date)])
                }
                None => continue,
            },
        };
        if !news.contains(&sentence) {
            news.push(sentence);
        }
    }
    news
}

fn asked_for(view: &View<'_>, purpose: &Purpose) -> PromptPurpose {
    let name = |recipient: &Recipient| {
        let country = view.chrome.country(&recipient.country);
        let name = legal_name(recipient.name_in(view.chrome.locale()));
        format!("{name} ({country})")
    };
    let mut names: Vec<String> = Vec::new();
    for name in view.catalog.everybody(&purpose.id).map(name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push(view.catalog.policy().controller.name.clone());
    }
    PromptPurpose {
        purpose: purpose.id.clone(),
        label: view.chrome.of(&purpose.title).to_owned(),
        text: view.chrome.of(&purpose.text).to_owned(),
        to_whom: view
            .chrome
            .filled(Word::ToWhom, &[("names", &names.join(", "))]),
    }
}
