//! The push flow: what holds, what is kept, and the step in words.

use sordino_flows::primer::{Buttons, buttons};
use sordino_flows::push::{Access, Facts, Input, Step, next, system_allows};
use sordino_policy::chrome::{Chrome, Word};
use sordino_policy::{Permission, PermissionId, Purpose, Recipient};

use super::shape::{FlowAccess, FlowScreen, PushCategoryState, PushNext, SystemLimit};
use super::{OnAndroid, is_apple, on_android, permission};
use crate::answer::ChoiceError;
use crate::ledger::{ClosedBy, Limiter};
use crate::progress::Kept;
use crate::rooms::Rooms;

/// Returns the next step after `input`. `off` are the ids of categories whose channel, or its group, is off.
pub(crate) fn push(
    rooms: &Rooms,
    input: Input,
    access: FlowAccess,
    off: &[String],
    locale: &str,
) -> Result<PushNext, ChoiceError> {
    let permission = permission(rooms, PermissionId::Push)?;
    let apple = is_apple(rooms);
    let chrome = rooms.world.policy().chrome(locale);
    rooms.progress.change(&rooms.world, |kept, mark| {
        let is_anothers = kept.is_taken_over_by(mark);
        let access = access_to(kept, access, is_anothers);
        let purposes = purposes(rooms, permission);
        let wanted = purposes.iter().filter(|purpose| is_wanted(rooms, purpose));
        let wanted: Vec<&str> = wanted.map(|purpose| purpose.id.as_str()).collect();
        let is_off = |purpose: &str| is_muted(permission, purpose, off);
        let facts = Facts {
            consented: !wanted.is_empty(),
            access,
            muted: !wanted.is_empty() && wanted.iter().all(|purpose| is_off(purpose)),
        };
        if is_anothers {
            kept.push = next(kept.push, facts, Input::Interrupted).0;
        }
        let (phase, step) = next(kept.push, facts, input);
        kept.push = phase;
        if step == Step::AskSystem {
            kept.push_history = kept.push_history.asking();
        }
        let limits = purposes.iter().filter_map(|purpose| {
            let allows = system_allows(access, is_off(&purpose.id));
            let forbids =
                rooms.by_balance(|balance| balance.forbids(Limiter::Os, Some(&purpose.id)))?;
            (allows == forbids).then(|| SystemLimit {
                purpose: purpose.id.clone(),
                allows,
            })
        });
        Ok(PushNext {
            step,
            screen: screen(
                (&chrome, apple),
                permission,
                rooms,
                step,
                permission.is_critical(|purpose| wanted.contains(&purpose)),
            ),
            categories: categories(&chrome, permission, rooms),
            limits: limits.collect(),
            turns_off: match step {
                Step::TakeBack => wanted.iter().map(|id| (*id).to_owned()).collect(),
                _ => Vec::new(),
            },
        })
    })
}

fn access_to(kept: &mut Kept, access: FlowAccess, first: bool) -> Access {
    match access {
        FlowAccess::NotDetermined => Access::NotDetermined,
        FlowAccess::Denied | FlowAccess::Restricted => Access::Denied,
        FlowAccess::Provisional => Access::Provisional,
        FlowAccess::Ephemeral => Access::Ephemeral,
        FlowAccess::Authorized | FlowAccess::Limited => Access::Authorized,
        FlowAccess::Android { granted, rationale } => {
            match on_android(&mut kept.push_history, granted, rationale, first) {
                OnAndroid::Granted => Access::Authorized,
                OnAndroid::CanAsk { again: false } => Access::NotDetermined,
                OnAndroid::CanAsk { again: true } => Access::AskableAgain,
                OnAndroid::Denied => Access::Denied,
            }
        }
    }
}

/// The purposes of the categories, each once; the permission's own where it has none.
fn purposes<'a>(rooms: &'a Rooms, permission: &Permission) -> Vec<&'a Purpose> {
    let all = rooms.world.policy().purposes.iter();
    let is_of = |purpose: &&Purpose| {
        purpose.id == permission.purpose
            || permission
                .categories
                .iter()
                .any(|category| category.purpose.as_ref() == Some(&purpose.id))
    };
    all.filter(is_of).collect()
}

/// Returns `true` if the person's yes stands and nobody but the system forbids it.
fn is_wanted(rooms: &Rooms, purpose: &Purpose) -> bool {
    let (policy, now) = (rooms.world.policy(), rooms.world.now());
    let reasons = rooms.by_balance(|balance| balance.reasons(policy, purpose, now));
    let by_system = |why: &ClosedBy| *why == ClosedBy::Limit(Limiter::Os);
    reasons.is_some_and(|reasons| reasons.iter().all(by_system))
}

/// Returns `true` if every channel of a purpose is off.
fn is_muted(permission: &Permission, purpose: &str, off: &[String]) -> bool {
    let own = |of: &Option<String>| of.as_ref().unwrap_or(&permission.purpose) == purpose;
    let categories = permission.categories.iter();
    let mut own = categories
        .filter(|category| own(&category.purpose))
        .peekable();
    own.peek().is_some() && own.all(|category| off.contains(&category.id))
}

fn categories(
    chrome: &Chrome<'_>,
    permission: &Permission,
    rooms: &Rooms,
) -> Vec<PushCategoryState> {
    let categories = permission.categories.iter();
    let state = categories.map(|category| {
        let purpose = category.purpose.as_ref().unwrap_or(&permission.purpose);
        let texts = category.title.as_ref().unwrap_or(&permission.feature);
        let text = category.text.as_ref();
        PushCategoryState {
            id: category.id.clone(),
            title: chrome.of(texts).to_owned(),
            text: text.map_or_else(String::new, |text| chrome.of(text).to_owned()),
            purpose: purpose.clone(),
            importance: category.importance,
            marketing: category.marketing,
            critical: category.critical,
            open: rooms.is_open(purpose),
        }
    });
    state.collect()
}

fn screen(
    (chrome, apple): (&Chrome<'_>, bool),
    permission: &Permission,
    rooms: &Rooms,
    step: Step,
    critical: bool,
) -> Option<FlowScreen> {
    let text = |word| chrome.text(word).to_owned();
    let title = chrome.of(&permission.feature).to_owned();
    let says = |text: String| FlowScreen {
        title: title.clone(),
        text,
        agree: String::new(),
        decline: String::new(),
    };
    Some(match step {
        Step::ShowPrimer => {
            let name = |recipient: &Recipient| recipient.name_in(chrome.locale()).to_owned();
            let vendors = rooms.world.catalog.vendors(&permission.purpose);
            let names = vendors.map(name).collect::<Vec<_>>().join(", ");
            let added = match apple {
                true => text(Word::OtherwiseNoAlerts),
                false => chrome.filled(Word::TokenGoes, &[("names", &names)]),
            };
            let (agree, decline) = match buttons(apple, true) {
                Buttons::Continue => (text(Word::Continue), String::new()),
                _ => (text(Word::Agree), text(Word::Decline)),
            };
            let mut sentences = vec![chrome.of(&permission.purpose_string)];
            if critical {
                sentences.push(chrome.text(Word::BreaksSilence));
            }
            sentences.push(&added);
            FlowScreen {
                text: sentences.join(" "),
                agree,
                decline,
                title,
            }
        }
        Step::AskSettings => FlowScreen {
            text: text(Word::ByNotifications),
            agree: text(Word::OpenSettings),
            decline: text(Word::NotNow),
            title,
        },
        Step::Explain => says([text(Word::ByNotifications), text(Word::ConfirmText)].join(" ")),
        Step::Done => says(text(Word::On)),
        _ => return None,
    })
}
