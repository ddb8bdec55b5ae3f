//! What screens show when life is odd: locked keys, other processes, an off that could not be saved, long lists.

use std::time::{Duration, Instant};

use sordino_engine::ledger::State;
use sordino_engine::ports::KeyStoreError;
use sordino_engine::settings::SettingsRow;
use sordino_engine::{ChoiceError, Engine, Options};
use sordino_tests::{Rig, on, policy, usage_on};

fn rows(engine: &Engine) -> Vec<SettingsRow> {
    let screen = engine.settings("en", 0);
    screen
        .sections
        .into_iter()
        .flat_map(|one| one.rows)
        .collect()
}

fn usage(engine: &Engine) -> SettingsRow {
    let mut rows = rows(engine).into_iter();
    rows.find(|row| row.id == "purpose.usage")
        .expect("it is there")
}

#[test]
fn another_process_choice_is_shown_after_a_refresh() {
    let (rig, engine) = usage_on();
    let other = rig.open();
    other.turn_off("usage", Rig::SHOWN).expect("it can be off");

    assert!(engine.refresh());

    let row = usage(&engine);
    assert_eq!((row.on, &*row.state), (false, "Off"));
}

#[test]
fn without_keys_everything_is_off_with_words() {
    let (rig, engine) = usage_on();
    drop(engine);
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let engine = rig.open();
    for row in rows(&engine).iter().filter(|row| row.purpose.is_some()) {
        if row.id.starts_with("purpose.") {
            assert_eq!((row.on, row.changeable, &*row.state), (false, false, "Off"));
            assert!(row.reasons[0].contains("unlocked"), "{:?}", row.reasons);
        }
    }
    assert_eq!(engine.prompts("en"), []);
    assert_eq!(engine.history("en", 0, 0, 10), Err(ChoiceError::NotReady));
    assert!(!engine.settings_texts("de").not_saved.is_empty());

    rig.keys.set_failing(None);
    engine.retry();

    assert!(usage(&engine).on);
}

#[test]
fn an_unsaved_off_is_never_shown_as_on() {
    let (rig, engine) = usage_on();
    rig.disk.set_read_only(true);
    rig.keys.set_failing(Some(KeyStoreError::Failed));
    let off = engine.turn_off("usage", Rig::SHOWN).map(drop);
    assert_eq!(off, Err(ChoiceError::ClosedUntilRestart));

    let row = usage(&engine);

    assert_eq!((row.on, row.unsaved, row.changeable), (false, true, true));
    assert!(
        row.state.starts_with("Off until the app restarts"),
        "{}",
        row.state
    );
    rig.disk.set_read_only(false);
    rig.keys.set_failing(None);
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be saved now");
    let row = usage(&engine);
    assert_eq!((row.on, row.unsaved, &*row.state), (false, false, "Off"));
}

#[test]
fn an_update_under_an_open_screen_asks_again() {
    let (rig, engine) = usage_on();
    drop(engine);
    let mut newer = policy();
    newer.version = "8".to_owned();
    newer.material = true;
    newer.hash = newer.content_hash();
    let engine = rig.open_with(newer, Options::default());

    let row = usage(&engine);

    assert_eq!((row.on, row.changeable), (false, true));
    assert_eq!(row.state, "Off until you decide");
    let asked = engine.prompts("en");
    assert!(asked[0].purposes.iter().any(|one| one.purpose == "usage"));
    engine.turn_on("usage", Rig::SHOWN).expect("it can be on");
    assert!(usage(&engine).on);
}

#[test]
fn a_recipient_is_named_in_the_persons_language() {
    let mut named = policy();
    let usage = |one: &&mut sordino_policy::Recipient| one.purposes.contains(&"usage".to_owned());
    let own = named
        .recipients
        .iter_mut()
        .find(usage)
        .expect("it is there");
    own.names.insert("de".to_owned(), "Der Zähler".to_owned());
    let german = named.locales.iter().any(|locale| locale == "de");
    assert!(german, "{:?}", named.locales);
    named.hash = named.content_hash();
    let engine = Rig::default().open_with(named, Options::default());
    let lines = |locale| {
        let rows = engine.settings(locale, 0).sections.into_iter();
        let mut rows = rows.flat_map(|one| one.rows);
        let row = rows.find(|row| row.id == "purpose.usage");
        row.expect("it is there").recipients
    };
    assert_eq!(lines("de")[0].name, "Der Zähler");
    assert_ne!(lines("en")[0].name, "Der Zähler");
    assert!(lines("de")[0].retention.ends_with("Tage gespeichert"));
    let asked = engine.prompts("de").remove(0).purposes;
    let asked = asked.iter().find(|one| one.purpose == "usage");
    let to_whom = &asked.expect("it is asked for").to_whom;
    assert!(to_whom.starts_with("An Der Zähler"), "{to_whom}");
}

/// For how long this thread had a processor so far, where the system says it.
fn on_processor() -> Option<Duration> {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos = said.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}

#[test]
fn ten_thousand_choices_are_paged() {
    let rig = Rig::default();
    let engine = rig.open();
    for state in [State::Requested, State::Deferred]
        .into_iter()
        .cycle()
        .take(10_000)
    {
        engine
            .choose("usage", state, Rig::SHOWN)
            .expect("it is written");
    }

    let (begun, ran) = (Instant::now(), on_processor());
    let first = engine.history("en", 0, 0, 50).expect("it is read");
    // Not the turns on the processor that the machine gave to others.
    let own = on_processor()
        .zip(ran)
        .map(|(after, before)| after - before);
    let took = own.unwrap_or(begun.elapsed());

    assert_eq!((first.rows.len(), first.more), (50, true));
    assert_eq!(first.rows[0].title, "The usage switch: not now");
    let last = engine.history("en", 0, 9_950, 50).expect("it is read");
    assert!(!last.rows.is_empty() && !last.more, "{}", last.rows.len());
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[test]
fn a_screen_takes_under_five_milliseconds() {
    let mut many = policy();
    let model = many.purposes[0].clone();
    many.purposes
        .extend((0..40).map(|number| sordino_policy::Purpose {
            id: format!("usage_{number}"),
            ..model.clone()
        }));
    many.hash = many.content_hash();
    let engine = Rig::default().open_with(many, Options::default());
    on(&engine, "usage");
    let time = |_| {
        let begun = Instant::now();
        assert!(rows(&engine).len() > 44);
        begun.elapsed()
    };
    // The least of many: another process may have the core meanwhile.
    let least = (0..50).map(time).min().expect("it was asked");
    assert!(least < Duration::from_millis(5), "{least:?}");
}
