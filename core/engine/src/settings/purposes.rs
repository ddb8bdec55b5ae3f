//! The row of one purpose: a switch where the person decides, a state where nobody asks.

use sordino_policy::chrome::Word;
use sordino_policy::{LegalBasis, PermissionId, Purpose, PurposeKind, Recipient};

use super::reasons::{Reasons, reasons};
use super::shape::{Confirmation, RecipientLine, RowKind, SettingsRow};
use super::view::{Decides, View};
use crate::catalog::{PurposeIx, Withdrawal};
use crate::civil;
use crate::ledger::State;

/// A row without anything but what it is called.
pub(super) fn plain(id: String, kind: RowKind, label: &str) -> SettingsRow {
    SettingsRow {
        id,
        kind,
        purpose: None,
        label: label.to_owned(),
        explanation: String::new(),
        hint: String::new(),
        on: false,
        changeable: false,
        unsaved: false,
        state: String::new(),
        reasons: Vec::new(),
        confirm: None,
        turning_off: String::new(),
        withdrawal: String::new(),
        recipients: Vec::new(),
        changed_at: None,
        target: None,
        objects: false,
    }
}

/// Returns the row of a purpose that the person decides about.
pub(super) fn toggle(view: &View<'_>, at: PurposeIx, decides: Decides) -> SettingsRow {
    let purpose = view.catalog.purpose(at);
    let (on, unsaved) = (view.is_open(at), view.is_unsaved(at));
    let why = match on {
        true => None,
        false => Some(reasons(view, purpose)),
    };
    let locked = why.as_ref().is_some_and(|why| why.locked);
    let by_system = why.as_ref().is_some_and(|why| why.by_system);
    let confirm = (on && view.brings_alerts(purpose)).then(|| confirmation(view, purpose));
    let turning_off = view.chrome.text(loses(purpose)).to_owned();
    SettingsRow {
        purpose: Some(purpose.id.clone()),
        explanation: explanation(view, purpose),
        hint: match (&confirm, on) {
            (Some(_), _) => view.chrome.text(Word::AsksFirst).to_owned(),
            (None, true) => turning_off.clone(),
            (None, false) => String::new(),
        },
        on,
        changeable: !locked,
        unsaved,
        state: state(view, at, why.as_ref()),
        reasons: why.map_or(Vec::new(), |why| why.sentences),
        confirm,
        turning_off,
        withdrawal: view.chrome.text(withdrawal(view, at, decides)).to_owned(),
        recipients: recipients(view, purpose),
        changed_at: view.last(purpose).map(|(_, time)| time),
        target: by_system.then(|| system_target(view, purpose).to_owned()),
        objects: decides == Decides::Objects,
        ..plain(
            format!("purpose.{}", purpose.id),
            RowKind::Toggle,
            view.chrome.of(&purpose.title),
        )
    }
}

fn explanation(view: &View<'_>, purpose: &Purpose) -> String {
    let text = view.chrome.of(&purpose.text);
    match view.breaks_silence(purpose) {
        true => [text, view.chrome.text(Word::BreaksSilence)].join(" "),
        false => text.to_owned(),
    }
}

/// Returns the row of a purpose that the service cannot do without.
pub(super) fn status(view: &View<'_>, at: PurposeIx) -> SettingsRow {
    let purpose = view.catalog.purpose(at);
    let email = &view.catalog.policy().controller.email;
    let objects = purpose.legal_basis == LegalBasis::LegitimateInterest;
    let is_request = purpose.kind == PurposeKind::Rights;
    let word = match purpose.legal_basis {
        // The law demands that the request is heard, not that anything is sent.
        _ if is_request => Word::OnRequest,
        LegalBasis::LegalObligation => Word::Demanded,
        _ => Word::Needed,
    };
    SettingsRow {
        purpose: Some(purpose.id.clone()),
        explanation: view.chrome.of(&purpose.text).to_owned(),
        on: !is_request || view.is_open(at),
        state: view.chrome.text(word).to_owned(),
        withdrawal: match objects {
            true => view.chrome.filled(Word::ObjectByMail, &[("email", email)]),
            false => String::new(),
        },
        recipients: recipients(view, purpose),
        target: objects.then(|| format!("mailto:{email}")),
        objects,
        ..plain(
            format!("always.{}", purpose.id),
            RowKind::Status,
            view.chrome.of(&purpose.title),
        )
    }
}

fn state(view: &View<'_>, at: PurposeIx, why: Option<&Reasons>) -> String {
    let Some(why) = why else {
        let opening = view
            .balance()
            .and_then(|balance| balance.opening(&view.catalog.purpose(at).id));
        let last = view.last(view.catalog.purpose(at));
        let (word, since) = match last {
            Some((State::ObjectionWithdrawn, time)) => (Word::OnAgainSince, Some(time)),
            _ => (Word::OnSince, opening.map(|opening| opening.time)),
        };
        return match since {
            Some(since) => {
                let date = view.time.day(&view.chrome, since);
                view.chrome.filled(word, &[("date", &date)])
            }
            None => view.chrome.text(Word::On).to_owned(),
        };
    };
    let word = match why {
        _ if view.is_unsaved(at) => Word::OffUntilRestart,
        _ if view.is_turning_off(at) => Word::TurningOff,
        Reasons {
            policy_changed: true,
            locked: false,
            ..
        } => Word::OffUntilDecided,
        _ => Word::Off,
    };
    view.chrome.text(word).to_owned()
}

fn confirmation(view: &View<'_>, purpose: &Purpose) -> Confirmation {
    let chrome = &view.chrome;
    let title = [("title", chrome.of(&purpose.title))];
    Confirmation {
        title: chrome.filled(Word::ConfirmTitle, &title),
        text: chrome.text(Word::ConfirmText).to_owned(),
        keep: chrome.text(Word::KeepOn).to_owned(),
        turn_off: chrome.text(Word::TurnOff).to_owned(),
    }
}

fn loses(purpose: &Purpose) -> Word {
    match purpose.kind {
        PurposeKind::Push => Word::LosesPush,
        PurposeKind::Contacts => Word::LosesContact,
        _ => Word::LosesReports,
    }
}

fn withdrawal(view: &View<'_>, at: PurposeIx, decides: Decides) -> Word {
    match (decides, view.catalog.withdrawal(at)) {
        (Decides::Objects, _) => Word::ObjectHere,
        (Decides::Consents, Withdrawal::SettingsOrSystem) => Word::WithdrawHereOrSystem,
        (Decides::Consents, _) => Word::WithdrawHere,
    }
}

fn system_target(view: &View<'_>, purpose: &Purpose) -> &'static str {
    match view.permission(purpose) {
        Some(PermissionId::Push) => "system.notifications",
        _ => "system.app",
    }
}

fn recipients(view: &View<'_>, purpose: &Purpose) -> Vec<RecipientLine> {
    let line = |recipient: &Recipient| RecipientLine {
        name: recipient.name_in(view.chrome.locale()).to_owned(),
        country: country(view, recipient),
        policy_link: recipient.privacy_policy.clone(),
        retention: view
            .chrome
            .counted(Word::Kept, recipient.retention_days.into(), &[]),
    };
    view.catalog.everybody(&purpose.id).map(line).collect()
}

/// The country, and while the recipient there gets data, if that begins or ends.
fn country(view: &View<'_>, recipient: &Recipient) -> String {
    let country = view.chrome.country(&recipient.country).to_owned();
    let Some(transfer) = view.catalog.transfer(&recipient.id) else {
        return country;
    };
    let now = view.time.now;
    let (word, day) = match (&recipient.transfer_from, &recipient.transfer_until) {
        (Some(from), _) if now < transfer.from => (Word::TransferFrom, from.clone()),
        (_, Some(until)) if now <= transfer.until => (Word::TransferUntil, until.clone()),
        (_, Some(_)) => (Word::TransferOver, civil::day(transfer.until + 1)),
        _ => return country,
    };
    let date = view.time.date(&view.chrome, &day);
    view.chrome
        .filled(word, &[("country", &country), ("date", &date)])
}
