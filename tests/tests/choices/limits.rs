//! Bans of several who have a say, in every order.

use sordino_engine::Engine;
use sordino_engine::ledger::{ClosedBy, Limiter};
use sordino_tests::{Rig, event, usage_on};

fn closed_by(engine: &Engine) -> Option<ClosedBy> {
    let standing = engine.status("usage").expect("it is declared");
    assert_eq!(standing.open, standing.closed_by.is_none());
    standing.closed_by
}

#[test]
fn lifting_one_ban_lifts_no_other() {
    let (rig, engine) = usage_on();
    let limit = |limiter, purpose, allows| {
        engine
            .limit(limiter, purpose, allows)
            .expect("it is written");
    };
    limit(Limiter::Os, None, false);
    limit(Limiter::Os, Some("usage"), true);
    let by_os = Some(ClosedBy::Limit(Limiter::Os));
    assert_eq!(closed_by(&engine), by_os, "the ban for all stands");
    limit(Limiter::Age, Some("usage"), false);
    limit(Limiter::Os, None, true);
    let by_age = Some(ClosedBy::Limit(Limiter::Age));
    assert_eq!(closed_by(&engine), by_age, "so does the other's");
    assert_eq!(closed_by(&rig.after_kill().open()), by_age, "after a kill");
    limit(Limiter::Age, None, true);
    assert_eq!(closed_by(&engine), by_age, "an allowance for all is none");
    limit(Limiter::Age, Some("usage"), true);
    assert_eq!(closed_by(&engine), None);
}

#[test]
fn lifting_a_ban_brings_nothing_back() {
    let (rig, engine) = usage_on();
    engine.record(&event("alert_opened", &[]));
    engine
        .limit(Limiter::Signal, None, false)
        .expect("it is written");
    assert!(Rig::begin(&engine).is_none());
    engine
        .limit(Limiter::Signal, None, true)
        .expect("it is written");
    assert_eq!(closed_by(&engine), None);
    assert_eq!(engine.queued_ids(), []);
    let engine = rig.after_kill().open();
    assert_eq!(closed_by(&engine), None);
    assert_eq!(engine.queued_ids(), [], "nor in the next process");
}

#[test]
fn every_reason_is_told_in_one_order() {
    let rig = Rig::default();
    let engine = rig.open();
    let reasons = |engine: &Engine| engine.status("usage").expect("it is declared").reasons;
    assert_eq!(reasons(&engine), [ClosedBy::NoChoice]);
    for limiter in [Limiter::Signal, Limiter::Organisation, Limiter::Os] {
        engine.limit(limiter, None, false).expect("it is written");
    }
    let all = [
        ClosedBy::Limit(Limiter::Os),
        ClosedBy::Limit(Limiter::Organisation),
        ClosedBy::Limit(Limiter::Signal),
        ClosedBy::NoChoice,
    ];
    assert_eq!(reasons(&engine), all);
    assert_eq!(reasons(&rig.after_kill().open()), all, "after a kill");
    assert_eq!(closed_by(&engine), Some(all[0]), "the first is the one");
}
