//! The contacts flow: what holds, what is kept, and the step in words.

use sordino_flows::contacts::{self, Access, Card, Facts, Input, Phase, State, Step, next};
use sordino_flows::primer::{Buttons, buttons};
use sordino_policy::chrome::{Chrome, Word};
use sordino_policy::{Permission, PermissionId};

use super::shape::{CardContent, ContactsNext, FlowAccess, FlowScreen};
use super::{OnAndroid, is_apple, on_android, permission};
use crate::answer::ChoiceError;
use crate::progress::{CardKept, LONGEST_ID};
use crate::rooms::Rooms;

/// Returns the next step after `input`. `id` is the card's, with `SavedKnown`.
pub(crate) fn contacts(
    rooms: &Rooms,
    input: Input,
    access: FlowAccess,
    id: &str,
    locale: &str,
) -> Result<ContactsNext, ChoiceError> {
    let permission = permission(rooms, PermissionId::Contacts)?;
    let version = permission.card_version.unwrap_or_default();
    let apple = is_apple(rooms);
    // An id that nobody could use is none.
    let is_usable = !id.is_empty() && id.len() <= LONGEST_ID;
    let input = match input {
        Input::SavedKnown if !is_usable => Input::SavedUnknown,
        input => input,
    };
    rooms.progress.change(&rooms.world, |kept, mark| {
        let is_anothers = kept.is_taken_over_by(mark);
        let kept = &mut kept.contacts;
        let access = access_to(permission, kept, access, is_anothers);
        let facts = |kept: &CardKept| Facts {
            open: rooms.is_open(&permission.purpose),
            access,
            current: kept.version == version && kept.numbers == permission.card_numbers
                // A contact that nobody is known to have saved has no news.
                || input == Input::Look && kept.numbers.is_empty(),
            apple,
        };
        if is_anothers {
            let (state, _) = next(state(kept, version), facts(kept), Input::Interrupted);
            keep(kept, state, version);
        }
        let (state, step) = next(state(kept, version), facts(kept), input);
        // The system's editor takes a contact's address, and what was written directly is known by its rows.
        let step = match step {
            Step::OpenEdit if !kept.id.starts_with("content:") => Step::OpenInsertOrEdit,
            step => step,
        };
        // Told with the step, as it was before this one.
        let card = content(permission, kept, rooms);
        keep(kept, state, version);
        if matches!(input, Input::SavedKnown | Input::SavedUnknown) {
            kept.version = version;
            kept.numbers = permission.card_numbers.clone();
            kept.id = match state.card {
                Card::Known => id.to_owned(),
                _ => String::new(),
            };
        }
        if state.card != Card::Known {
            kept.id.clear();
        }
        if step == Step::AskSystem {
            kept.history = kept.history.asking();
        }
        let chrome = rooms.world.policy().chrome(locale);
        let screen = screen(&chrome, permission, &card, step, state.phase, apple);
        let turns_off = match step {
            Step::TakeBack => vec![permission.purpose.clone()],
            _ => Vec::new(),
        };
        Ok(ContactsNext {
            step,
            screen,
            card,
            turns_off,
        })
    })
}

fn state(kept: &CardKept, version: u32) -> State {
    State {
        phase: kept.phase,
        card: kept.card,
        declined: kept.declined,
        offered: kept.offered == Some(version),
    }
}

fn keep(kept: &mut CardKept, state: State, version: u32) {
    (kept.phase, kept.card, kept.declined) = (state.phase, state.card, state.declined);
    kept.offered = state.offered.then_some(version);
}

fn access_to(
    permission: &Permission,
    kept: &mut CardKept,
    access: FlowAccess,
    first: bool,
) -> Access {
    if !permission.card_direct {
        return Access::NotNeeded;
    }
    match access {
        FlowAccess::NotDetermined => Access::NotDetermined,
        FlowAccess::Restricted => Access::Restricted,
        FlowAccess::Limited => Access::Limited,
        FlowAccess::Authorized => Access::Authorized,
        FlowAccess::Android { granted, rationale } => {
            match on_android(&mut kept.history, granted, rationale, first) {
                OnAndroid::Granted => Access::Authorized,
                OnAndroid::CanAsk { .. } => Access::NotDetermined,
                OnAndroid::Denied => Access::Denied,
            }
        }
        FlowAccess::Denied | FlowAccess::Provisional | FlowAccess::Ephemeral => Access::Denied,
    }
}

fn content(permission: &Permission, kept: &CardKept, rooms: &Rooms) -> CardContent {
    let name = permission.card_name.as_ref();
    let name = name.unwrap_or(&rooms.world.policy().controller.name);
    let old = kept.numbers.iter();
    let old = old.filter(|number| !permission.card_numbers.contains(number));
    CardContent {
        name: name.clone(),
        organisation: permission.card_organisation.clone().unwrap_or_default(),
        numbers: permission.card_numbers.clone(),
        id: kept.id.clone(),
        written: kept.numbers.clone(),
        old_numbers: old.cloned().collect(),
    }
}

fn screen(
    chrome: &Chrome<'_>,
    permission: &Permission,
    card: &CardContent,
    step: Step,
    phase: Phase,
    apple: bool,
) -> Option<FlowScreen> {
    let text = |word| chrome.text(word).to_owned();
    let named = |word| chrome.filled(word, &[("name", &card.name)]);
    let feature = chrome.of(&permission.feature).to_owned();
    let asks = |title, text: String, agree| FlowScreen {
        title,
        text,
        agree: chrome.text(agree).to_owned(),
        decline: chrome.text(Word::NotNow).to_owned(),
    };
    let says = |text: String| FlowScreen {
        title: feature.clone(),
        text,
        agree: String::new(),
        decline: String::new(),
    };
    Some(match step {
        contacts::Step::ShowPrimer => {
            let asks_system = phase == Phase::BeforeSystem;
            let added = match (asks_system, apple) {
                (true, _) => Word::ReadsNoOther,
                (false, true) => Word::CardOpens,
                (false, false) => Word::ContactsOpens,
            };
            let mut sentences = vec![
                chrome.of(&permission.purpose_string).to_owned(),
                text(added),
            ];
            if !asks_system && !card.old_numbers.is_empty() {
                let old = card.old_numbers.join(", ");
                sentences.push(chrome.filled(Word::OldNumbers, &[("numbers", &old)]));
            }
            let (agree, decline) = match buttons(apple, asks_system) {
                Buttons::Continue => (text(Word::Continue), String::new()),
                Buttons::AgreeDecline => (text(Word::Agree), text(Word::Decline)),
                Buttons::OpenNotNow => (text(Word::OpenContacts), text(Word::NotNow)),
            };
            FlowScreen {
                title: feature,
                text: sentences.join(" "),
                agree,
                decline,
            }
        }
        Step::AskAgain => asks(
            text(Word::CardGone),
            named(Word::CardGoneText),
            Word::MakeAgain,
        ),
        Step::AskLimited => asks(feature, named(Word::CardUnseen), Word::OpenSettings),
        Step::OfferUpdate => says(named(Word::CardNews)),
        Step::Explain => says(named(Word::LostContact)),
        Step::Done => says(named(Word::CardSaved)),
        _ => return None,
    })
}
