//! A ledger of many choices: its older parts are kept apart, and no no goes with them.

use sordino_engine::ledger::{Limiter, State, Verified, What, verify};
use sordino_engine::{Engine, StartupRepair};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, is_open, offer, on, silence_asked_panics};

/// So many choices make a part longer than it may be.
const LONG: usize = 480;

/// A device with a yes, a no and a limit that stand, and another limit that was told over and over.
fn device(times: usize) -> (Rig, Engine) {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    engine.turn_off("crashes", Rig::SHOWN).expect("a no");
    let limited = engine.limit(Limiter::Organisation, Some("stability"), false);
    limited.expect("a limit");
    tell(&engine, times);
    (rig, engine)
}

fn tell(engine: &Engine, times: usize) {
    for allows in [false, true].into_iter().cycle().take(times) {
        let limited = engine.limit(Limiter::Os, Some("early"), allows);
        limited.expect("a limit can be told");
    }
}

/// What stood before so many choices stands behind them.
fn nothing_is_forgotten(engine: &Engine, place: &str) {
    let status = |purpose| engine.status(purpose).expect("declared");
    assert!(status("usage").open, "{place}: usage");
    assert_eq!(status("crashes").state, State::Refused, "{place}");
    let forbidden = status("stability").closed_by;
    assert!(forbidden.is_some(), "{place}: {forbidden:?}");
}

fn exported(engine: &Engine) -> Verified {
    let export = engine.export_ledger().expect("it can be handed out");
    let bytes = serde_json::to_vec(&export).expect("it is JSON");
    verify(&bytes).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn parts(rig: &Rig) -> Vec<String> {
    let names = rig.disk.contents().into_keys();
    names
        .filter(|name| name.starts_with("ledger.past/"))
        .collect()
}

/// `SORDINO_CHOICES=130000 cargo test -p sordino-tests --test choices a_long_ledger` makes as many as once were too many.
#[test]
fn a_long_ledger_is_kept_in_parts() {
    let asked = std::env::var("SORDINO_CHOICES").ok();
    let choices = asked.map_or(2 * LONG, |asked| asked.parse().expect("it is a number"));
    let (rig, engine) = device(choices);
    drop(engine);
    let engine = rig.open();

    nothing_is_forgotten(&engine, "in the next process");
    assert!(parts(&rig).len() >= 2, "{:?}", parts(&rig));
    let whole = exported(&engine);
    println!("{choices} choices: {whole:?}");
    let few = choices <= 2 * LONG;
    assert!(!few || whole.earlier == 0, "nothing is gone: {whole:?}");
    assert!(
        whole.earlier as usize + whole.entries > choices,
        "{whole:?}"
    );
    let contents = rig.disk.contents();
    assert!(
        contents["ledger"].len() < 200 * 1024,
        "what is read at a start stays short"
    );
    assert!(
        engine.condition().found.is_empty(),
        "and nothing was mended"
    );
}

/// A device whose next start begins a new part.
fn about_to_begin_a_part() -> Rig {
    let (rig, engine) = device(0);
    let mut before = rig.after_kill();
    for allows in [false, true].into_iter().cycle() {
        let limited = engine.limit(Limiter::Os, Some("early"), allows);
        limited.expect("a limit can be told");
        if !parts(&rig).is_empty() {
            return before;
        }
        before = rig.after_kill();
    }
    unreachable!("a part has an end")
}

#[test]
fn a_kill_between_two_parts_forgets_nothing() {
    silence_asked_panics();
    let before = about_to_begin_a_part();
    let entries = exported(&before.after_kill().open()).entries;
    let steps = {
        let rig = before.after_kill();
        let from = rig.disk.steps();
        drop(rig.open());
        assert_eq!(parts(&rig).len(), 1, "a part was begun");
        rig.disk.steps() - from
    };
    for step in 0..steps {
        for fault in [
            Fault::Fails,
            Fault::CutShort,
            Fault::WrittenButFails,
            Fault::ThenKilled,
            Fault::CutThenKilled,
        ] {
            let place = format!("step {step} of {steps}, {fault:?}");
            let rig = before.after_kill();
            rig.disk.set_fault(step, fault);
            let engine = rig.open();
            // Whatever failed, an off that is answered stays one. Behind a kill nobody asks.
            let off = !rig.disk.is_killed() && engine.turn_off("usage", Rig::SHOWN).is_ok();
            drop(engine);

            let engine = rig.after_kill().open();
            if off {
                assert!(!is_open(&engine, "usage"), "{place}: open after an off");
                on(&engine, "usage");
            }
            nothing_is_forgotten(&engine, &place);
            let found = exported(&engine);
            assert_eq!(found.earlier, 0, "{place}: the beginning is gone");
            assert!(
                found.entries + 1 >= entries,
                "{place}: {found:?}, {entries} before"
            );
            let lost = [StartupRepair::LedgerCorrupt, StartupRepair::LedgerMissing];
            let condition = engine.condition();
            assert!(
                !lost.iter().any(|why| condition.found.contains(why)),
                "{place}"
            );
        }
    }
}

#[test]
fn another_process_follows_into_a_new_part() {
    let rig = about_to_begin_a_part();
    let stays = rig.open();
    let begins = rig.open();
    tell(&begins, LONG);
    assert_eq!(parts(&rig).len(), 2, "the other one began a part");

    assert!(stays.refresh());
    offer(&stays);
    nothing_is_forgotten(&stays, "in the process that was there");
    stays.turn_off("usage", Rig::SHOWN).expect("it can be off");

    assert!(begins.refresh());
    assert!(!is_open(&begins, "usage"), "the off is in the new part");
    assert_eq!(exported(&begins), exported(&stays));
    assert_eq!(exported(&stays).earlier, 0);
}

#[test]
fn without_a_part_the_export_says_so() {
    let (rig, engine) = device(2 * LONG);
    drop(engine);
    drop(rig.open());
    let oldest = parts(&rig).remove(0);
    rig.disk.remove(&oldest);

    let engine = rig.open();
    nothing_is_forgotten(&engine, "without the oldest part");
    let found = exported(&engine);
    assert!(found.earlier > 0, "{found:?}");
    let export = engine.export_ledger().expect("it can be handed out");
    assert_eq!(export.earlier, found.earlier);
    assert!(matches!(export.entries[0].entry.what, What::Checkpoint(_)));
    let record = engine.consent_record().expect("it can be handed out");
    let text = record.to_string();
    assert!(
        text.contains("dpv:ConsentRefused"),
        "the no is in the record: {text}"
    );
}

#[test]
fn a_damaged_part_shortens_the_export_alone() {
    let (rig, engine) = device(LONG);
    drop(engine);
    drop(rig.open());
    let part = parts(&rig).remove(0);
    let mut bytes = rig.disk.contents()[&part].clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    rig.disk.put(&part, bytes);

    let engine = rig.open();
    nothing_is_forgotten(&engine, "with a damaged part");
    let found = exported(&engine);
    assert!(found.earlier > 0 && found.entries > 0, "{found:?}");
}

#[test]
fn the_oldest_part_goes_first() {
    let (rig, engine) = device(2 * LONG);
    drop(engine);
    drop(rig.open());
    let older = parts(&rig);
    // As if each were as long as all may be together.
    for part in &older {
        let mut bytes = rig.disk.contents()[part].clone();
        bytes.resize(20 * 1024 * 1024, 0);
        rig.disk.put(part, bytes);
    }
    tell(&rig.open(), LONG);
    let engine = rig.open();

    let left = parts(&rig);
    assert!(
        !left.contains(&older[0]) && left.contains(&older[1]),
        "{left:?}"
    );
    nothing_is_forgotten(&engine, "without the oldest parts");
    assert!(exported(&engine).earlier > 0);
}

#[test]
fn an_erasure_takes_every_part() {
    let (rig, engine) = device(2 * LONG);
    drop(engine);
    let engine = rig.open();
    assert!(!parts(&rig).is_empty());

    engine.erase().expect("it can be erased");

    assert!(parts(&rig).is_empty(), "{:?}", parts(&rig));
    assert_eq!(exported(&engine).entries, 1, "the tombstone");
}

#[test]
fn a_full_disk_keeps_the_part_going() {
    let rig = about_to_begin_a_part();
    rig.disk.set_free(Some(0));
    let engine = rig.open();
    nothing_is_forgotten(&engine, "on a full disk");
    assert!(parts(&rig).is_empty(), "there was no room for another");
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("an off needs no room");
    drop(engine);

    rig.disk.set_free(None);
    let engine = rig.open();
    assert!(!is_open(&engine, "usage"));
    assert_eq!(parts(&rig).len(), 1, "once there is room, it begins");
    assert_eq!(exported(&engine).earlier, 0);
}
