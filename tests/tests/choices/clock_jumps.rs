//! A wall clock that jumps.

use sordino_engine::ledger::ClosedBy;
use sordino_engine::{Engine, Refusal};
use sordino_engine::{Options, Outcome};
use sordino_policy::{BeforeChoice, DeviceAccess, Policy};
use sordino_tests::{Rig, START, event, on, policy, unpack, usage_on};

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

/// A policy whose purpose `early` holds what is offered before the first choice, sealed.
fn holding() -> Policy {
    let mut policy = policy();
    let early = policy.purposes.iter_mut().find(|one| one.id == "early");
    let early = early.expect("the rig has it");
    early.device_access = DeviceAccess::StrictlyNecessary;
    early.before_choice = BeforeChoice::HoldSealed {
        max_records: 3,
        max_hours: 24,
    };
    policy
}

#[test]
fn a_wrong_clock_ends_no_sealed_hold() {
    for by in [25 * HOUR, 400 * DAY, -25 * HOUR, -400 * DAY] {
        let rig = Rig::default();
        let open = || rig.open_with(holding(), Options::default());
        let engine = open();
        record(&engine, "first_seen");
        rig.clock.set(START + by);
        engine.refresh();
        engine.tidy();
        record(&engine, "first_seen");
        drop(engine);
        drop(open());
        rig.clock.set(START + MINUTE);
        let turned = open().turn_on("early", Rig::SHOWN);
        assert_eq!(turned.expect("it can be on").held_records, 2, "{by}");
    }
}

/// The pseudonyms of one alert in everything that is sent.
fn pseudonyms(engine: &Engine) -> Vec<String> {
    let mut found = Vec::new();
    for request in Rig::drain(engine) {
        let body: serde_json::Value =
            serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
        for message in body["batch"].as_array().into_iter().flatten() {
            let id = message["properties"]["alert_id"].as_str();
            found.push(id.expect("it is a pseudonym").to_owned());
        }
    }
    found
}

#[test]
fn a_wrong_clock_ends_no_epoch() {
    for by in [31 * DAY, 400 * DAY, -31 * DAY, -400 * DAY] {
        let rig = Rig::default();
        let engine = rig.open();
        on(&engine, "stability");
        let record = |engine: &Engine| {
            let outcome = engine.record(&event("connection_lost", &[("alert_id", "A-17".into())]));
            assert!(Rig::is_accepted(&outcome), "{outcome:?}");
        };
        record(&engine);
        rig.clock.set(START + by);
        record(&engine);
        drop(engine);
        record(&rig.open());
        rig.clock.set(START + MINUTE);
        let engine = rig.open();
        record(&engine);
        let mut found = pseudonyms(&engine);
        assert_eq!(found.len(), 4, "{by}");
        found.dedup();
        assert_eq!(found.len(), 1, "{by}: one pseudonym for one alert");

        for _ in 0..31 {
            rig.clock.advance(DAY);
            engine.refresh();
        }
        record(&engine);
        assert_ne!(pseudonyms(&engine), found, "{by}: 31 days end it");
    }
}

#[test]
fn a_wrong_clock_hides_nothing_issued() {
    for by in [400 * DAY, -400 * DAY] {
        let (rig, engine) = usage_on();
        on(&engine, "stability");
        record(&engine, "connection_lost");
        let issued = engine.issued().expect("it can be handed out");
        assert!(!issued.is_empty());
        rig.clock.set(START + by);
        assert_eq!(engine.issued().as_ref(), Ok(&issued), "{by}");
        drop(engine);
        // What is issued under a wrong clock is known for as long as it must be.
        rig.clock.set(START - 400 * DAY);
        let engine = rig.open();
        on(&engine, "early");
        record(&engine, "first_seen");
        let more = engine.issued().expect("it can be handed out");
        assert!(more.len() > issued.len(), "{by}");
        rig.clock.set(START + MINUTE);
        assert_eq!(engine.issued(), Ok(more), "{by}");
    }
}
