//! Files and folders that go while an engine is at work.

use std::fs;
use std::io::ErrorKind;

use sordino_adapters::Folder;
use sordino_engine::{Engine, NotReady, Options, Outcome, Ports, Refusal};
use sordino_tests::{Rig, event, on, policy, usage_on};

fn record(engine: &Engine) -> Outcome {
    engine.record(&event("alert_opened", &[]))
}

/// Checks that an engine notices within a second that its vault was taken, and says so.
fn noticed(rig: &Rig, engine: &Engine) {
    assert!(Rig::begin(engine).is_none(), "no upload begins, at no time");
    rig.clock.advance(1000);
    let outcome = record(engine);
    assert!(
        matches!(
            outcome,
            Outcome::Refused(Refusal::Closed) | Outcome::KeysNotReady
        ),
        "{outcome:?}"
    );
    assert_eq!(engine.status("usage").map(|usage| usage.open), Some(false));
    // The next look tells why.
    rig.clock.advance(1000);
    record(engine);
    let condition = engine.condition();
    let gone = NotReady::Storage(ErrorKind::NotFound);
    assert_eq!(condition.not_ready, Some(gone), "{condition:?}");
}

#[test]
fn a_removed_vault_closes_within_a_second() {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&record(&engine)));
    rig.disk.remove("vault");
    noticed(&rig, &engine);
    engine.retry();
    assert_eq!(engine.status("usage").map(|usage| usage.open), Some(false));
    on(&engine, "usage");
    assert!(Rig::is_accepted(&record(&engine)), "a new vault serves");
}

#[test]
fn a_vault_in_anothers_place_closes_too() {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&record(&engine)));
    let bytes = rig.disk.contents()["vault"].clone();
    rig.disk.remove("vault");
    rig.disk.put("vault", bytes);
    assert!(Rig::begin(&engine).is_none());
    rig.clock.advance(1000);
    assert!(!Rig::is_accepted(&record(&engine)));
    engine.refresh();
    assert!(
        Rig::is_accepted(&record(&engine)),
        "it says that it is open"
    );
    let two = rig.open();
    two.turn_off("usage", Rig::SHOWN).expect("it can be off");
    assert!(!Rig::is_accepted(&record(&engine)), "its off is seen");
}

#[test]
fn an_off_beside_lost_files_stays_off() {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&record(&engine)));
    let names = ["vault", "ledger"];
    let before = names.map(|name| rig.disk.contents()[name].clone());
    names.iter().for_each(|name| rig.disk.remove(name));
    let off = engine.turn_off("usage", Rig::SHOWN);
    assert!(off.is_ok(), "{off:?}");
    drop(engine);
    for (name, bytes) in names.into_iter().zip(before) {
        rig.disk.remove(name);
        rig.disk.put(name, bytes);
    }
    let engine = rig.open();
    assert_eq!(engine.status("usage").map(|usage| usage.open), Some(false));
}

#[test]
fn a_record_in_a_removed_segment_is_stored_anew() {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&record(&engine)));
    let segments = rig.disk.contents().into_keys();
    for segment in segments.filter(|path| path.ends_with(".seg")) {
        rig.disk.remove(&segment);
    }
    rig.clock.advance(1000);
    assert!(Rig::is_accepted(&record(&engine)));
    assert_eq!(engine.queued_ids().len(), 2, "for both recipients");
}

#[test]
fn a_folder_moved_away_closes_and_tells() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let [there, moved] = ["files", "moved"].map(|name| place.path().join(name));
    let rig = Rig::default();
    let ports = Ports {
        files: Box::new(Folder::new(&there).expect("it can be used")),
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default()).expect("it opens");
    on(&engine, "usage");
    assert!(Rig::is_accepted(&record(&engine)));

    fs::rename(&there, &moved).expect("it moves");

    noticed(&rig, &engine);
    fs::rename(&moved, &there).expect("it moves back");
    engine.retry();
    assert_eq!(engine.status("usage").map(|usage| usage.open), Some(true));
    assert_eq!(engine.queued_ids().len(), 2, "what was accepted is there");
}
