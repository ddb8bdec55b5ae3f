//! Records go when their retention ends, whether or not anybody uploads.

use sordino_engine::Engine;
use sordino_tests::{Rig, offer, usage_on};

const DAY: i64 = 86_400_000;

/// A device with one record that is over its retention of 30 days.
fn over_its_time() -> (Rig, Engine) {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&offer(&engine)));
    rig.clock.advance(31 * DAY);
    (rig, engine)
}

/// Segments on the disk.
fn segments(rig: &Rig) -> usize {
    let contents = rig.disk.contents();
    contents
        .keys()
        .filter(|path| path.ends_with(".seg"))
        .count()
}

#[test]
fn retention_is_kept_at_opening() {
    let (rig, engine) = over_its_time();
    assert_eq!(segments(&rig), 2, "one for each recipient");
    drop(engine);
    let engine = rig.open();
    assert_eq!(segments(&rig), 0);
    assert_eq!(engine.counters().expired, 2);
}

#[test]
fn retention_is_kept_at_the_front() {
    let (rig, engine) = over_its_time();
    engine.expire().expect("nothing fails");
    assert_eq!(segments(&rig), 0);
    assert_eq!(engine.counters().expired, 2);
}

#[test]
fn retention_is_kept_while_recording() {
    let (rig, engine) = over_its_time();
    assert!(Rig::is_accepted(&offer(&engine)));
    assert_eq!(segments(&rig), 2, "the new record's");
    assert_eq!(engine.counters().expired, 2);
    assert_eq!(engine.queued_ids().len(), 2);
}
