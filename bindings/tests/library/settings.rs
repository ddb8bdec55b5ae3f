//! The settings as Kotlin and Swift get them.

use std::sync::Arc;

use sordino::{Engine, PromptKind, RowKind, SettingsRow, Shown};

use crate::platform;

fn policy() -> Vec<u8> {
    let today = "2026-11-24".parse().expect("it is a date");
    let text = include_str!("../../../tests/src/policy.toml");
    let policy = sordino_policy::compile("policy.toml", text, today);
    policy.expect("it breaks no rule").to_json()
}

fn opened() -> (Arc<Engine>, tempfile::TempDir) {
    platform::opened(&policy())
}

fn row(engine: &Engine, locale: &str, id: &str) -> SettingsRow {
    let screen = engine.settings(locale.into(), 0).expect("it answers");
    let rows = screen.sections.into_iter().flat_map(|section| section.rows);
    let mut found = rows.filter(|row| row.id == id);
    found.next().expect("it is there")
}

fn shown(locale: &str) -> Shown {
    Shown {
        locale: locale.into(),
        how: "settings".into(),
    }
}

#[test]
fn a_fresh_screen_has_every_switch_off() {
    let (engine, _place) = opened();
    let screen = engine.settings("en-GB".into(), 0).expect("it answers");
    assert_eq!((&*screen.locale, &*screen.title), ("en", "Privacy"));
    let choices = &screen.sections[0];
    assert_eq!((&*choices.id, &choices.title), ("choices", &None));
    for row in &choices.rows {
        assert_eq!(
            (row.kind, row.on, row.changeable),
            (RowKind::Toggle, false, true)
        );
        assert_eq!(row.state, "Off");
    }
    let rows = screen.sections.iter().flat_map(|section| &section.rows);
    assert!(
        rows.clone()
            .any(|row| row.id == "link.policy" && row.target.is_some())
    );
    assert!(rows.clone().any(|row| row.id == "action.export"));
}

#[test]
fn a_switch_says_its_state_in_words() {
    let (engine, _place) = opened();
    let on = engine.turn_on_each(vec!["usage".into()], shown("de"));
    assert!(on.expect("it answers").failed.is_empty());
    let on = row(&engine, "de-AT", "purpose.usage");
    assert!(on.on && on.state.starts_with("An seit "), "{}", on.state);
    assert!(on.changed_at.is_some());
    assert_eq!(on.label, "Der Schalter usage");

    let off = engine.turn_off_each(vec!["usage".into()], shown("de"));
    let receipt = off.expect("it answers").receipts.remove(0);

    let off = row(&engine, "de", "purpose.usage");
    assert_eq!((off.on, &*off.state), (false, "Aus"));
    let told = engine
        .receipt_texts("en".into(), receipt.clone())
        .expect("it answers");
    assert_eq!(told, ["Off. No report was waiting."]);
    let completed = engine.complete(receipt).expect("it completes");
    let told = engine
        .completed_texts("en".into(), completed)
        .expect("it answers");
    assert_eq!(told, ["Off. No report was waiting."]);
    let page = engine.history("de".into(), 60, 0, 1).expect("it is read");
    assert_eq!(page.rows[0].title, "Der Schalter usage: aus");
    assert!(page.rows[0].detail.ends_with(" · Einstellungen") && page.more);
}

#[test]
fn a_person_is_asked_until_they_answered() {
    let (engine, _place) = opened();
    let asked = engine.prompts("en".into()).expect("it answers");
    let ids: Vec<_> = asked[0]
        .purposes
        .iter()
        .map(|one| one.purpose.clone())
        .collect();
    assert_eq!(asked[0].kind, PromptKind::FirstRun);
    assert_eq!(ids, ["usage", "crashes", "early"]);
    let all = engine.turn_off_each(ids, shown("en")).expect("it answers");
    assert!(all.failed.is_empty());
    let later = engine.prompts("en".into()).expect("it answers");
    assert!(later.is_empty(), "{later:?}");
}

#[test]
fn an_old_no_is_imported_once() {
    let (engine, _place) = opened();
    let import = || engine.import_refusal("usage".into(), "preferences".into());
    import().expect("it is written");
    let page = engine.history("en".into(), 0, 0, 10).expect("it is read");
    assert!(
        page.rows[0].detail.ends_with("From an earlier version"),
        "{page:?}"
    );
    let on = engine.turn_on_each(vec!["usage".into()], shown("en"));
    assert!(on.expect("it answers").failed.is_empty());
    assert_eq!(import(), Ok(Vec::new()));
    assert!(row(&engine, "en", "purpose.usage").on);
}
