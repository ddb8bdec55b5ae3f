//! A wall clock that jumps.

use sordino_engine::ledger::ClosedBy;
use sordino_engine::{Engine, Refusal};
use sordino_engine::{Options, Outcome};
use sordino_tests::{Rig, START, event, on, policy, usage_on};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn record(engine: &Engine, name: &str) -> Outcome {
    engine.record(&event(name, &[]))
}

/// Everything that an app does in a minute in which the clock is wrong, a restart included.
fn live(rig: &Rig, engine: Engine) -> Engine {
    for engine in [&engine, &rig.open()] {
        engine.refresh();
        assert_eq!(engine.expire().map(|receipts| receipts.len()), Ok(0));
        engine.next_upload();
        let receipt = engine.turn_off("early", Rig::SHOWN).expect("it can be off");
        engine.complete(&receipt);
        engine.tidy();
    }
    rig.clock.advance(MINUTE);
    drop(engine);
    rig.open()
}

#[test]
fn a_minute_of_a_wrong_clock_destroys_nothing() {
    for by in [400 * DAY, -400 * DAY] {
        let (rig, engine) = usage_on();
        on(&engine, "stability");
        assert!(Rig::is_accepted(&record(&engine, "alert_opened")));
        assert!(Rig::is_accepted(&record(&engine, "connection_lost")));
        let ids = engine.queued_ids();
        rig.clock.set(START + by);

        let refused = record(&engine, "alert_opened");
        assert!(
            matches!(refused, Outcome::Refused(Refusal::Closed)),
            "{refused:?}"
        );
        let engine = live(&rig, engine);
        let usage = engine.status("usage").expect("it is a purpose");
        assert_eq!(
            (usage.open, usage.closed_by),
            (false, Some(ClosedBy::Expired))
        );

        rig.clock.set(START + 2 * MINUTE);
        engine.refresh();
        assert_eq!(
            engine.status("usage").map(|usage| usage.open),
            Some(true),
            "{by}"
        );
        assert_eq!(engine.queued_ids(), ids, "{by}");
        assert!(Rig::is_accepted(&record(&engine, "alert_opened")));
    }
}

#[test]
fn a_jump_that_lasts_a_day_is_believed() {
    let (rig, engine) = usage_on();
    on(&engine, "stability");
    record(&engine, "alert_opened");
    record(&engine, "connection_lost");
    rig.clock.set(START + 400 * DAY);
    let mut engine = live(&rig, engine);
    for _ in 0..25 {
        rig.clock.advance(HOUR);
        // A kill, or a restart of the system: the day goes on.
        engine = rig.open();
        engine.next_upload();
    }
    engine.expire().expect("it can be written");
    engine.tidy();
    assert_eq!(engine.queued_ids(), [], "consent and retention are over");
    rig.clock.set(START + 402 * DAY);
    let usage = engine.status("usage").expect("it is a purpose");
    assert!(!usage.open, "{usage:?}");
}

#[test]
fn retention_grows_by_a_day_at_most() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "stability");
    record(&engine, "connection_lost");
    drop(engine);
    rig.clock.set(START + 31 * DAY);
    let engine = rig.open();
    engine.next_upload();
    assert_eq!(
        engine.queued_ids().len(),
        1,
        "31 days that nothing confirms"
    );
    rig.clock.advance(DAY + MINUTE);
    engine.next_upload();
    assert_eq!(engine.queued_ids(), []);
}

#[test]
fn a_year_that_passed_ends_a_consent() {
    let (rig, engine) = usage_on();
    record(&engine, "alert_opened");
    for _ in 0..366 {
        rig.clock.advance(DAY);
        engine.refresh();
    }
    let receipts = engine.expire().expect("it can be written");
    assert_eq!(receipts.len(), 1);
    let policy = policy();
    drop(engine);
    let engine = rig.open_with(policy, Options::default());
    assert_eq!(engine.status("usage").map(|usage| usage.open), Some(false));
}

#[test]
fn what_a_wrong_clock_accepted_is_sent() {
    for by in [25 * HOUR, 400 * DAY, -25 * HOUR, -400 * DAY] {
        for restless in [false, true] {
            let rig = Rig::default();
            rig.disk.set_restless(restless);
            let engine = rig.open();
            on(&engine, "stability");
            rig.clock.set(START + by);
            for _ in 0..10 {
                assert!(Rig::is_accepted(&record(&engine, "connection_lost")));
            }
            rig.clock.set(START + MINUTE);
            // It is killed, not closed.
            let rig = rig.after_kill();
            let sent = Rig::drain(&rig.open());
            let records: u64 = sent.iter().map(|request| request.records).sum();
            assert_eq!(records, 10, "{by}, {restless}");
        }
    }
}
