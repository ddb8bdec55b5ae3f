//! The power goes at any moment, and what nothing had synced is lost in any combination: what was
//! said to be off stays off, a crash report that was accepted is there, and it works again.

use sordino_engine::crash::Source;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::KeyStoreError;
use sordino_engine::{Crash, Engine, Options, Outcome, Ports};
use sordino_tests::{Power, Rig, Unsynced, event, is_open, on, policy};

const REPORT: &[u8] = b"java.lang.IllegalStateException: closed\n\tat app.Main.main(Main.kt:7)\n";

/// What may have become of what nothing had synced.
fn losses() -> impl Iterator<Item = Unsynced> {
    let some = (1..12).map(|seed| Unsynced::Some(seed * 7919));
    [Unsynced::Lost, Unsynced::There].into_iter().chain(some)
}

/// A device and the disk under it that loses its power.
fn device() -> (Rig, Power, Engine) {
    let (rig, power) = (Rig::default(), Power::default());
    let ports = Ports {
        files: Box::new(power.clone()),
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default());
    (rig, power, engine.expect("the endpoints are allowed"))
}

/// The device as it starts again with what is left on its disk.
fn after(rig: &Rig, disk: sordino_testkit::memory::Disk) -> Rig {
    Rig {
        disk,
        keys: rig.keys.image(),
        ..rig.clone()
    }
}

#[test]
fn an_off_survives_any_power_loss() {
    let (rig, power, engine) = device();
    let mut offs = Vec::new();
    for _ in 0..2 {
        on(&engine, "usage");
        engine.record(&event("alert_opened", &[]));
        engine
            .turn_off("usage", Rig::SHOWN)
            .expect("it can be turned off");
        let off_since = power.changes();
        engine.record(&event("alert_opened", &[]));
        on(&engine, "stability");
        engine.record(&event("connection_lost", &[]));
        offs.push(off_since..power.changes());
    }
    for changes in 0..=power.changes() {
        for unsynced in losses() {
            let rig = after(&rig, power.lost_after(changes, 0, unsynced));
            let engine = rig.open();
            let place = format!("after {changes} changes, {unsynced:?}");
            let said_off = offs.iter().any(|off| off.contains(&changes));
            assert!(!(said_off && is_open(&engine, "usage")), "{place}");
            assert!(!engine.condition().broken, "{place}");
            on(&engine, "usage");
            let outcome = engine.record(&event("alert_opened", &[]));
            assert!(Rig::is_accepted(&outcome), "{place}");
        }
    }
}

#[test]
fn an_off_of_the_slot_survives_power_loss() {
    let (rig, power, engine) = device();
    on(&engine, "usage");
    drop(engine);
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let ports = Ports {
        files: Box::new(power.clone()),
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default());
    let receipt = engine
        .expect("the endpoints are allowed")
        .turn_off("usage", Rig::SHOWN)
        .expect("a slot needs no key");
    assert!(!receipt.in_ledger);
    rig.keys.set_failing(None);
    for unsynced in losses() {
        let disk = power.lost_after(power.changes(), 0, unsynced);
        assert!(!is_open(&after(&rig, disk).open(), "usage"), "{unsynced:?}");
    }
}

#[test]
fn a_returned_yes_survives_power_loss() {
    let (rig, power, engine) = device();
    on(&engine, "usage");
    engine
        .choose("stability", State::Informed, Rig::SHOWN)
        .expect("it can be told");
    engine
        .choose("early", State::Refused, Rig::SHOWN)
        .expect("it can be refused");
    for unsynced in losses() {
        let rig = after(&rig, power.lost_after(power.changes(), 0, unsynced));
        let engine = rig.open();
        assert!(is_open(&engine, "usage"), "{unsynced:?}");
        assert!(is_open(&engine, "stability"), "{unsynced:?}");
        let early = engine.status("early").expect("it is declared");
        assert_eq!(early.state, State::Refused, "{unsynced:?}");
        assert_eq!(engine.condition().found, [], "{unsynced:?}");
    }
}

#[test]
fn an_accepted_crash_report_survives_power_loss() {
    let (rig, power, engine) = device();
    on(&engine, "crashes");
    // The app runs for a while before it crashes: its folders have long reached the disk.
    let settled = power.changes();
    let mut accepted = Vec::new();
    for _ in 0..3 {
        let crash = Crash {
            source: Source::Jvm,
            report: REPORT,
            happened: None,
        };
        for outcome in engine.crash(&crash) {
            let Outcome::Accepted(one) = outcome else {
                panic!("it is on: {outcome:?}")
            };
            accepted.extend(engine.message_ids(&one));
        }
        let changes = power.changes();
        for unsynced in losses() {
            let rig = after(&rig, power.lost_after(changes, settled, unsynced));
            assert_eq!(rig.open().queued_ids(), accepted, "{unsynced:?}");
        }
    }
}

#[test]
fn power_loss_in_completion_costs_no_other() {
    let (rig, power, engine) = device();
    on(&engine, "stability");
    on(&engine, "usage");
    let older = power.lost_after(power.changes(), 0, Unsynced::There);
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert!(engine.complete(&receipt).files_gone);
    for unsynced in losses() {
        let disk = power.lost_after(power.changes(), 0, unsynced);
        let engine = after(&rig, disk).open();
        assert!(is_open(&engine, "stability"), "{unsynced:?}");
        assert!(!is_open(&engine, "usage"), "{unsynced:?}");
    }
    assert!(
        !is_open(&after(&rig, older).open(), "usage"),
        "the older image has no key any more"
    );
}

#[test]
fn a_returned_erasure_survives_power_loss() {
    let (rig, power, engine) = device();
    on(&engine, "usage");
    engine
        .turn_off("crashes", Rig::SHOWN)
        .expect("it can be refused");
    engine.erase().expect("it can be erased");
    for unsynced in losses() {
        let disk = power.lost_after(power.changes(), 0, unsynced);
        let engine = after(&rig, disk).open();
        assert!(!is_open(&engine, "usage"), "{unsynced:?}");
        let crashes = engine.status("crashes").expect("it is declared");
        assert_eq!(crashes.state, State::Refused, "{unsynced:?}");
        let ledger = engine.export_ledger().expect("there is one");
        assert_eq!(ledger.entries.len(), 1, "{unsynced:?}");
    }
}

#[test]
fn a_power_loss_between_parts_forgets_nothing() {
    let (rig, power, engine) = device();
    on(&engine, "usage");
    engine
        .turn_off("crashes", Rig::SHOWN)
        .expect("it can be refused");
    let begun = || {
        let names = rig_names(&power);
        names.iter().any(|name| name.starts_with("ledger.past/"))
    };
    let mut told = vec![power.changes()];
    for allows in [false, true].into_iter().cycle() {
        let limited = engine.limit(Limiter::Os, Some("early"), allows);
        limited.expect("a limit can be told");
        told.push(power.changes());
        if begun() {
            break;
        }
    }
    // From the last choice but one on: the part began with the last.
    let (entries, from) = (told.len(), told[told.len() - 3]);
    for changes in from..=power.changes() {
        for unsynced in losses() {
            let rig = after(&rig, power.lost_after(changes, 0, unsynced));
            let engine = rig.open();
            let place = format!("after {changes} changes of {from}.., {unsynced:?}");
            assert!(is_open(&engine, "usage"), "{place}");
            let crashes = engine.status("crashes").expect("it is declared");
            assert_eq!(crashes.state, State::Refused, "{place}");
            let export = engine.export_ledger().expect("it can be handed out");
            assert_eq!(export.earlier, 0, "{place}");
            assert!(export.entries.len() >= entries - 2, "{place}");
        }
    }
}

/// Names of the files on the disk as it is.
fn rig_names(power: &Power) -> Vec<String> {
    let disk = power.lost_after(power.changes(), 0, Unsynced::There);
    disk.contents().into_keys().collect()
}
