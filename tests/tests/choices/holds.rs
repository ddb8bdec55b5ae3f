//! Bounds, times and bans of what is held before a choice.

use sordino_engine::ledger::{Limiter, State};
use sordino_engine::{Engine, Options, Outcome};
use sordino_policy::{BeforeChoice, DeviceAccess, Policy};
use sordino_tests::{Rig, START, event, is_open, on, policy};

const HOUR: i64 = 3_600_000;

fn sealed() -> Policy {
    let mut policy = policy();
    let early = policy
        .purposes
        .iter_mut()
        .find(|one| one.id == "early")
        .expect("the rig has it");
    early.device_access = DeviceAccess::StrictlyNecessary;
    early.before_choice = BeforeChoice::HoldSealed {
        max_records: 3,
        max_hours: 24,
    };
    policy
}

fn open(rig: &Rig) -> Engine {
    rig.open_with(sealed(), Options::default())
}

fn taken_over(engine: &Engine) -> u64 {
    engine
        .turn_on("early", Rig::SHOWN)
        .expect("it can be turned on")
        .held_records
}

#[test]
fn a_sealed_hold_past_its_time_stays_behind() {
    let rig = Rig::default();
    let engine = open(&rig);
    engine.record(&event("first_seen", &[]));
    rig.clock.advance(25 * HOUR);
    assert_eq!(taken_over(&engine), 0);
}

#[test]
fn a_sealed_hold_keeps_its_bound_over_restarts() {
    let rig = Rig::default();
    for _ in 0..4 {
        let engine = open(&rig);
        (0..3).for_each(|_| drop(engine.record(&event("first_seen", &[]))));
    }
    assert_eq!(taken_over(&open(&rig)), 3);
}

#[test]
fn a_clock_ahead_prolongs_no_sealed_hold() {
    let rig = Rig::default();
    rig.clock.set(START + 10 * 365 * 24 * HOUR);
    open(&rig).record(&event("first_seen", &[]));
    rig.clock.set(START + 48 * HOUR);
    rig.clock.advance(25 * HOUR);
    assert_eq!(taken_over(&open(&rig)), 0);
}

#[test]
fn records_offered_under_a_ban_are_lost() {
    for ban_first in [true, false] {
        let engine = Rig::default().open();
        if !ban_first {
            engine.record(&event("first_seen", &[]));
        }
        engine
            .limit(Limiter::Os, None, false)
            .expect("it is written");
        if ban_first {
            engine.record(&event("first_seen", &[]));
        }
        engine
            .limit(Limiter::Os, None, true)
            .expect("it is written");
        assert_eq!(taken_over(&engine), 0, "ban first: {ban_first}");
    }
}

#[test]
fn another_processs_no_destroys_what_is_held() {
    for sealed in [false, true] {
        let rig = Rig::default();
        let open = || match sealed {
            true => open(&rig),
            false => rig.open(),
        };
        let engine = open();
        let outcome = engine.record(&event("first_seen", &[]));
        assert!(
            matches!(outcome, Outcome::HeldInMemory | Outcome::HeldSealed),
            "{outcome:?}"
        );
        let (no, yes) = (open(), open());
        no.turn_off("early", Rig::SHOWN).expect("it is written");
        on(&yes, "early");
        // It hears of both at once, and then takes over what it holds.
        assert!(engine.refresh());
        engine
            .choose("usage", State::Requested, Rig::SHOWN)
            .expect("it is written");
        assert!(is_open(&engine, "early"));
        assert!(engine.queued_ids().is_empty(), "sealed: {sealed}");
    }
}

#[test]
fn another_processs_erasure_destroys_what_is_held() {
    let rig = Rig::default();
    let (engine, other) = (rig.open(), rig.open());
    let outcome = engine.record(&event("first_seen", &[]));
    assert_eq!(outcome, Outcome::HeldInMemory);
    other.erase().expect("it can be erased");
    on(&other, "early");
    assert!(engine.refresh());
    engine
        .choose("usage", State::Requested, Rig::SHOWN)
        .expect("it is written");
    assert!(is_open(&engine, "early"));
    assert!(engine.queued_ids().is_empty());
}

#[test]
fn what_is_held_in_memory_is_bounded_in_bytes() {
    let mut policy = policy();
    let early = policy.purposes.iter_mut().find(|one| one.id == "early");
    early.expect("the rig has it").before_choice = BeforeChoice::HoldInMemory {
        max_records: 10_000,
    };
    let engine = Rig::default().open_with(policy, Options::default());
    let text = "x".repeat(8 * 1024);
    for _ in 0..200 {
        let outcome = engine.record(&event("first_seen", &[("message", text.as_str().into())]));
        assert_eq!(outcome, Outcome::HeldInMemory);
    }
    let held = taken_over(&engine);
    assert!(
        (20..=32).contains(&held),
        "{held} records of 8 kB under 256 kB"
    );
}
