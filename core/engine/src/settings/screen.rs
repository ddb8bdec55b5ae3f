//! The settings, section by section.

use sordino_policy::chrome::{Chrome, Word};

use super::purposes::{plain, status, toggle};
use super::shape::{RowKind, SettingsRow, SettingsScreen, SettingsSection, SettingsTexts};
use super::view::View;

/// Returns the settings as they stand.
pub(super) fn screen(view: &View<'_>) -> SettingsScreen {
    let (mut choices, mut always) = (Vec::new(), Vec::new());
    for (at, _) in view.catalog.purposes() {
        match view.decides(at) {
            Some(decides) => choices.push(toggle(view, at, decides)),
            None => always.push(status(view, at)),
        }
    }
    let sections = [
        ("choices", None, choices),
        ("always", Some(Word::Always), always),
        ("your_data", Some(Word::YourData), actions(view)),
        ("more", Some(Word::More), links(view)),
    ];
    let sections = sections.into_iter().filter(|(_, _, rows)| !rows.is_empty());
    SettingsScreen {
        locale: view.chrome.locale().to_owned(),
        title: view.chrome.text(Word::Title).to_owned(),
        sections: sections
            .map(|(id, title, rows)| SettingsSection {
                id: id.to_owned(),
                title: title.map(|word| view.chrome.text(word).to_owned()),
                rows,
            })
            .collect(),
    }
}

/// The person's rights on this device.
fn actions(view: &View<'_>) -> Vec<SettingsRow> {
    let can = view.balance().is_some();
    let action = |id: &str, label, explanation: Option<Word>, hint| SettingsRow {
        explanation: explanation.map_or(String::new(), |word| view.chrome.text(word).to_owned()),
        hint: view.chrome.text(hint).to_owned(),
        changeable: can,
        ..plain(
            format!("action.{id}"),
            RowKind::Action,
            view.chrome.text(label),
        )
    };
    vec![
        action("history", Word::PastChoices, None, Word::OpensList),
        action(
            "export",
            Word::Export,
            Some(Word::ExportText),
            Word::OpensShare,
        ),
        action("erase", Word::Erase, Some(Word::EraseText), Word::AsksFirst),
    ]
}

fn links(view: &View<'_>) -> Vec<SettingsRow> {
    let controller = &view.catalog.policy().controller;
    let (officer, authority) = (
        &controller.data_protection_officer,
        &controller.supervisory_authority,
    );
    let mail = |email: &str| format!("mailto:{email}");
    let link = |id: &str, label, explanation: &str, hint, target: String| SettingsRow {
        explanation: explanation.to_owned(),
        hint: view.chrome.text(hint).to_owned(),
        changeable: true,
        target: Some(target),
        ..plain(format!("link.{id}"), RowKind::Link, view.chrome.text(label))
    };
    vec![
        link(
            "policy",
            Word::Policy,
            "",
            Word::OpensBrowser,
            controller.privacy_notice.clone(),
        ),
        link(
            "contact",
            Word::Contact,
            &controller.email,
            Word::OpensMail,
            mail(&controller.email),
        ),
        link(
            "officer",
            Word::Officer,
            &officer.name,
            Word::OpensMail,
            mail(&officer.email),
        ),
        link(
            "authority",
            Word::Authority,
            &authority.name,
            Word::OpensMail,
            mail(&authority.email),
        ),
        link(
            "system",
            Word::SystemSettings,
            "",
            Word::OpensSystem,
            "system.app".to_owned(),
        ),
    ]
}

/// Returns the texts of what happens between a tap and its receipt.
pub(super) fn texts(chrome: &Chrome<'_>) -> SettingsTexts {
    let text = |word| chrome.text(word).to_owned();
    SettingsTexts {
        title: text(Word::Title),
        back: text(Word::Back),
        details: text(Word::Details),
        always: text(Word::Always),
        their_policy: text(Word::TheirPolicy),
        unavailable: text(Word::Unreadable),
        turning_on: text(Word::TurningOn),
        turning_off: text(Word::TurningOff),
        off_until_restart: text(Word::OffUntilRestart),
        not_saved: text(Word::NotSaved),
        try_again: text(Word::TryAgain),
        past_choices: text(Word::PastChoices),
        empty_history: text(Word::NoChoices),
        export: text(Word::Export),
        cannot_share: text(Word::CannotShare),
        erase: text(Word::Erase),
        erase_title: text(Word::EraseTitle),
        erase_text: text(Word::EraseConfirm),
        erase_keep: text(Word::Cancel),
        erase_do: text(Word::Erase),
        erased: text(Word::Erased),
    }
}
