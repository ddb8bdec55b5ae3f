//! A no is kept where nothing else can be written: without keys, without a ledger, on a full disk, beside a
//! stopped process, and over the end of the ledger that held it.

use std::time::Duration;

use sordino_engine::ledger::{ClosedBy, Limiter, State};
use sordino_engine::ports::{Files, KeyStoreError};
use sordino_engine::{ChoiceError, Engine, Outcome};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, is_open, offer, on, usage_on};

fn state(engine: &Engine, purpose: &str) -> State {
    engine.status(purpose).expect("declared").state
}

fn off(engine: &Engine, purpose: &str) {
    engine
        .turn_off(purpose, Rig::SHOWN)
        .expect("it can be turned off");
}

/// An event of the purpose whose records wait for a first choice.
fn hold(engine: &Engine) -> Outcome {
    engine.record(&event("first_seen", &[]))
}

/// A next process finds the no, and after a later yes nothing that was held before.
fn is_kept(rig: &Rig, what: &str) {
    let engine = rig.open();
    assert_eq!(state(&engine, "early"), State::Refused, "{what}");
    assert!(!matches!(hold(&engine), Outcome::HeldInMemory), "{what}");
    let last = engine.export_ledger().expect("it is there").entries.pop();
    let last = format!("{:?}", last.expect("it has entries").entry.what);
    assert!(last.contains("Refused"), "{what}: {last}");
    let turned = engine.turn_on("early", Rig::SHOWN).expect("it is written");
    assert!(turned.open, "{what}: a later yes counts");
    assert_eq!(turned.held_records, 0, "{what}");
    assert_eq!(engine.queued_ids(), [], "{what}");
    drop(engine);
    let engine = rig.open();
    assert!(
        is_open(&engine, "early"),
        "{what}, also in the next process"
    );
}

#[test]
fn a_no_before_the_first_unlock_is_kept() {
    let rig = Rig::default();
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let engine = rig.open();
    off(&engine, "early");
    let choose = engine.choose("usage", State::Refused, Rig::SHOWN);
    choose.expect("a refusal needs no key");
    assert_eq!(
        engine.turn_on("usage", Rig::SHOWN).map(drop),
        Err(ChoiceError::NotReady)
    );
    drop(engine);
    rig.keys.set_failing(None);
    assert_eq!(state(&rig.open(), "usage"), State::Refused);
    is_kept(&rig, "locked");
}

#[test]
fn a_no_is_kept_without_a_ledger() {
    let (rig, engine) = usage_on();
    assert_eq!(hold(&engine), Outcome::HeldInMemory);
    // The words reach the disk; the ledger's entry does not.
    rig.disk.set_fault(2, Fault::Fails);
    let receipt = engine.turn_off("early", Rig::SHOWN);
    assert!(!receipt.expect("the vault remembers it").in_ledger);
    rig.disk.clear_fault();
    assert!(!matches!(hold(&engine), Outcome::HeldInMemory));
    assert_eq!(state(&engine, "early"), State::Refused);
    is_kept(&rig.after_kill(), "ledger unwritable");
}

#[test]
fn a_no_is_kept_on_a_full_disk() {
    let (rig, engine) = usage_on();
    assert_eq!(hold(&engine), Outcome::HeldInMemory);
    rig.disk.set_free(Some(0));
    off(&engine, "early");
    drop(engine);
    let next = rig.after_kill();
    assert_eq!(state(&next.open(), "early"), State::Refused);
    next.disk.set_free(None);
    is_kept(&next, "full disk");
}

#[test]
fn a_no_is_kept_beside_a_stopped_process() {
    let (rig, engine) = usage_on();
    assert_eq!(hold(&engine), Outcome::HeldInMemory);
    let held = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    off(&engine, "early");
    drop(held);
    assert!(!matches!(hold(&engine), Outcome::HeldInMemory));
    is_kept(&rig.after_kill(), "stopped");
}

#[test]
fn a_no_outlives_ledger_vault_and_keys() {
    for what in ["ledger", "keys", "header"] {
        let (rig, engine) = usage_on();
        off(&engine, "early");
        off(&engine, "usage");
        on(&engine, "usage");
        off(&engine, "crashes");
        on(&engine, "crashes");
        engine
            .limit(Limiter::Age, None, false)
            .expect("it is written");
        drop(engine);
        let rig = rig.after_kill();
        match what {
            "ledger" => rig.disk.remove("ledger"),
            "keys" => rig.keys.clear(),
            _ => {
                let mut vault = rig.disk.contents()["vault"].clone();
                vault[40] ^= 1;
                rig.disk.put("vault", vault);
            }
        }
        let engine = rig.open();
        assert_eq!(state(&engine, "early"), State::Refused, "{what}");
        // What was said yes to afterwards is asked again, and never taken for a no.
        assert_eq!(state(&engine, "crashes"), State::Unknown, "{what}");
        let turned = engine.turn_on("usage", Rig::SHOWN).expect("it is written");
        assert_eq!(
            turned.closed_by,
            Some(ClosedBy::Limit(Limiter::Age)),
            "{what}: the limit stands too"
        );
        engine
            .limit(Limiter::Age, None, true)
            .expect("it is written");
        assert!(is_open(&engine, "usage"), "{what}: until it is lifted");
        drop(engine);
        assert!(is_open(&rig.after_kill().open(), "usage"), "{what}");
    }
}

#[test]
fn a_limit_before_the_first_unlock_is_kept() {
    let (rig, engine) = usage_on();
    offer(&engine);
    drop(engine);
    let rig = rig.after_kill();
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let engine = rig.open();
    let receipts = engine
        .limit(Limiter::Os, Some("usage"), false)
        .expect("a limit needs no key");
    assert_eq!(receipts.len(), 1, "it was open on the disk");
    drop(engine);
    rig.keys.set_failing(None);
    let engine = rig.open();
    assert!(!is_open(&engine, "usage"));
    assert_eq!(engine.queued_ids(), []);
    let turned = engine.turn_on("usage", Rig::SHOWN).expect("it is written");
    assert_eq!(turned.closed_by, Some(ClosedBy::Limit(Limiter::Os)));
}

#[test]
fn a_limit_that_the_ledger_lacks_stands() {
    let (rig, engine) = usage_on();
    // Slot and word are written and synced; then nothing more.
    rig.disk.set_fault(4, Fault::Fails);
    let receipts = engine
        .limit(Limiter::Os, None, false)
        .expect("the vault remembers it");
    rig.disk.clear_fault();
    assert!(!receipts[0].in_ledger);
    let turned = engine.turn_on("usage", Rig::SHOWN).expect("it is written");
    assert!(!turned.open, "opened again at once");
    assert!(!is_open(&rig.after_kill().open(), "usage"));
}

#[test]
fn a_no_that_nothing_can_hold_fails() {
    let (rig, engine) = usage_on();
    rig.disk.set_read_only(true);
    rig.keys.set_failing(Some(KeyStoreError::Failed));
    let off = engine.turn_off("early", Rig::SHOWN).map(drop);
    assert_eq!(off, Err(ChoiceError::ClosedUntilRestart));
    let limit = engine.limit(Limiter::Os, Some("early"), false).map(drop);
    assert_eq!(limit, Err(ChoiceError::StorageFailed));
}
