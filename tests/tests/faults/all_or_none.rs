//! A record is stored for every recipient or for none; what was refused or turned off is never
//! found.

use std::collections::BTreeSet;

use sordino_engine::upload::{Answer, Reply, Reported};
use sordino_engine::{Engine, Outcome};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, usage_on};

type Ids = BTreeSet<(String, String)>;

/// Offers one record to both recipients; its ids, if it was accepted.
fn offer(engine: &Engine, accepted: &mut Ids) {
    if let Outcome::Accepted(one) = engine.record(&event("alert_opened", &[])) {
        let ids = engine.message_ids(&one);
        assert_eq!(ids.len(), 2, "accepted for both or for none");
        accepted.extend(ids);
    }
}

fn queued(engine: &Engine) -> Ids {
    engine.queued_ids().into_iter().collect()
}

#[test]
fn however_full_only_accepted_records_are_queued() {
    let mut outcomes = BTreeSet::new();
    for free in (0..1600).step_by(7) {
        let (rig, engine) = usage_on();
        let mut accepted = Ids::new();
        if free % 2 == 0 {
            // One that has its segments already, and one that must begin them.
            offer(&engine, &mut accepted);
        }
        rig.disk.set_free(Some(free));
        (0..6).for_each(|_| offer(&engine, &mut accepted));
        outcomes.insert(accepted.len());
        assert_eq!(queued(&engine), accepted, "{free} bytes free");
        let engine = rig.after_kill().open();
        assert_eq!(queued(&engine), accepted, "{free} bytes free, opened again");
    }
    assert!(outcomes.len() > 5, "the room ran out at many places");
}

#[test]
fn whatever_fails_only_accepted_records_are_queued() {
    for fault in [Fault::Fails, Fault::CutShort, Fault::WrittenButFails] {
        for has_segments in [false, true] {
            for step in 0.. {
                let (rig, engine) = usage_on();
                let mut accepted = Ids::new();
                if has_segments {
                    offer(&engine, &mut accepted);
                }
                let before = rig.disk.steps();
                rig.disk.set_fault(step, fault);
                (0..3).for_each(|_| offer(&engine, &mut accepted));
                let met = rig.disk.steps() - before > step;
                rig.disk.clear_fault();
                let place = format!("step {step}, {fault:?}");
                assert_eq!(queued(&engine), accepted, "{place}");
                let engine = rig.after_kill().open();
                assert_eq!(queued(&engine), accepted, "{place}, opened again");
                if !met {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_bad_record_alone_is_dropped_and_told() {
    for status in [400, 413, 422] {
        let (rig, engine) = usage_on();
        let mut accepted = Ids::new();
        (0..2).for_each(|_| offer(&engine, &mut accepted));
        let mut requests = 0;
        while engine.counters().rejected < 4 {
            // Each rejection is followed by a pause.
            rig.clock.advance(3_700_000);
            let request = Rig::begin(&engine).expect("records wait");
            requests += 1;
            assert!(requests <= 6, "{status}: it is sent again and again");
            let expected = match request.records {
                1 => Reported::Dropped,
                _ => Reported::Kept,
            };
            let reply = Reply::Answered(Answer::of(status));
            assert_eq!(engine.report(request.id, &reply), expected, "{status}");
        }
        assert_eq!(engine.counters().rejected, 4, "two records, two recipients");
        assert_eq!(queued(&engine), Ids::new());
    }
}

#[test]
fn after_a_failed_off_nothing_comes_back() {
    for fault in [Fault::Fails, Fault::CutShort, Fault::WrittenButFails] {
        for step in 0.. {
            let (rig, engine) = usage_on();
            let mut before = Ids::new();
            offer(&engine, &mut before);
            let steps = rig.disk.steps();
            rig.disk.set_fault(step, fault);
            let off = engine.turn_off("usage", Rig::SHOWN);
            let met = rig.disk.steps() - steps > step;
            let place = format!("step {step}, {fault:?}");
            assert!(off.is_ok(), "{place}: one fault is no reason to fail");
            assert!(Rig::begin(&engine).is_none(), "{place}");
            rig.disk.clear_fault();
            let next = rig.after_kill().open();
            for engine in [&engine, &next] {
                assert!(
                    engine.turn_on("usage", Rig::SHOWN).is_ok(),
                    "{place}: the yes is written"
                );
                let mut after = Ids::new();
                offer(engine, &mut after);
                assert_eq!(queued(engine), after, "{place}");
            }
            if !met {
                break;
            }
        }
    }
}
