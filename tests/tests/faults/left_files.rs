//! Files that nobody can open any more, and clocks.

use sordino_engine::upload::Next;
use sordino_tests::{Rig, START, event};

const DAY: i64 = 86_400_000;

#[test]
fn a_receipt_counts_no_lost_vaults_records() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    (0..5).for_each(|_| drop(engine.record(&event("alert_opened", &[]))));
    drop(engine);
    rig.disk.remove("vault");
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!(receipt.records.number(), 2, "{receipt:?}");
}

#[test]
fn an_unreadable_segment_goes_after_its_retention() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("stability", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("connection_lost", &[]));
    drop(engine);
    let is_segment = |path: &String| path.ends_with(".seg");
    let path = rig
        .disk
        .contents()
        .into_keys()
        .find(is_segment)
        .expect("there is one");
    rig.disk.put(&path, vec![7; 900]);
    rig.clock.advance(60 * DAY);
    let engine = rig.open();
    engine.next_upload();
    engine.tidy();
    assert!(!rig.disk.contents().keys().any(is_segment));
}

#[test]
fn a_clock_ahead_prolongs_no_retention() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("stability", Rig::SHOWN)
        .expect("it can be turned on");
    rig.clock.set(START + 3650 * DAY);
    engine.record(&event("connection_lost", &[]));
    drop(engine);
    rig.clock.set(START + 40 * DAY);
    rig.open().next_upload();
    // A clock that jumped is believed after a day.
    rig.clock.advance(DAY);
    let engine = rig.open();
    let next = engine.next_upload();
    assert!(matches!(next, Next::Idle), "{next:?}");
}

#[test]
fn no_clock_at_all_breaks_the_engine() {
    for time in [i64::MIN, i64::MIN + DAY, i64::MAX] {
        let rig = Rig::default();
        let engine = rig.open();
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        engine.record(&event("alert_opened", &[]));
        rig.clock.set(time);
        engine.record(&event("alert_opened", &[]));
        assert!(!engine.condition().broken, "{time}");
    }
}
