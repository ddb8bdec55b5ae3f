//! Signals by machine: they close, say why, and open nothing.

use sordino_engine::Engine;
use sordino_engine::ledger::{ClosedBy, Limiter};
use sordino_tests::{Rig, event, on};

const NO: [(&str, &str); 2] = [
    ("IABTCF_gdprApplies", "1"),
    ("IABTCF_PurposeConsents", "1000000000"),
];
const YES: [(&str, &str); 2] = [
    ("IABTCF_gdprApplies", "1"),
    ("IABTCF_PurposeConsents", "1111111111"),
];

fn closed_by(engine: &Engine) -> Option<ClosedBy> {
    engine.status("usage").expect("it is declared").closed_by
}

#[test]
fn a_signal_destroys_what_was_collected() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    engine.record(&event("alert_opened", &[]));
    assert_ne!(engine.queued_ids(), []);
    let receipts = engine.tell_signals(None, &NO).expect("it is written");
    let mut closed = receipts.iter();
    assert!(closed.any(|one| one.purpose == "usage"));
    for engine in [engine, rig.after_kill().open()] {
        assert_eq!(closed_by(&engine), Some(ClosedBy::Limit(Limiter::Signal)));
        assert_eq!(engine.queued_ids(), []);
        let screen = engine.settings("en", 0);
        let mut rows = screen.sections.iter().flat_map(|section| &section.rows);
        let row = rows
            .find(|row| row.purpose.as_deref() == Some("usage"))
            .expect("it has a row");
        assert!(!row.changeable);
        let why = "A privacy signal of this device turned this off.";
        assert!(row.reasons.iter().any(|reason| reason == why), "{row:?}");
    }
}

#[test]
fn a_signal_opens_nothing_that_was_closed() {
    let engine = Rig::default().open();
    engine
        .tell_signals(Some(false), &YES)
        .expect("it is written");
    assert_eq!(closed_by(&engine), Some(ClosedBy::NoChoice));
    engine.turn_off("usage", Rig::SHOWN).expect("it is written");
    engine.tell_signals(None, &NO).expect("it is written");
    engine.tell_signals(None, &YES).expect("it is written");
    let status = engine.status("usage").expect("it is declared");
    assert!(matches!(status.closed_by, Some(ClosedBy::Choice(_))));
}

#[test]
fn a_signal_taken_back_opens_again() {
    let engine = Rig::default().open();
    on(&engine, "usage");
    engine
        .tell_signals(Some(true), &YES)
        .expect("it is written");
    assert_eq!(closed_by(&engine), Some(ClosedBy::Limit(Limiter::Signal)));
    // Nothing is said any more: what was said holds.
    engine.tell_signals(None, &[]).expect("nothing to write");
    assert_eq!(closed_by(&engine), Some(ClosedBy::Limit(Limiter::Signal)));
    engine
        .tell_signals(Some(false), &YES)
        .expect("it is written");
    assert_eq!(closed_by(&engine), None);
}

#[test]
fn a_signal_told_again_writes_nothing() {
    let engine = Rig::default().open();
    on(&engine, "usage");
    let entries = || engine.export_ledger().expect("it is there").entries.len();
    for said in [&NO, &YES] {
        engine.tell_signals(None, said).expect("it is written");
        let written = entries();
        engine.tell_signals(None, said).expect("nothing to write");
        assert_eq!(entries(), written);
    }
}
