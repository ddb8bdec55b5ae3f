//! An off whose slot could not be wiped, and choices behind it.

use std::time::Duration;

use sordino_engine::ports::{Files, KeyStoreError};
use sordino_engine::receipt::Erasure;
use sordino_engine::{ChoiceError, Outcome, Refusal};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, is_open, offer, usage_on};

/// `usage` on with one record, then off while the first write (the slot's wipe) fails.
fn off_with_slot_left() -> (
    Rig,
    sordino_engine::Engine,
    sordino_engine::receipt::Receipt,
) {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    rig.disk.set_fault(0, Fault::Fails);
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("the ledger was written");
    rig.disk.clear_fault();
    assert_eq!(receipt.erasure, Erasure::VaultPending);
    (rig, engine, receipt)
}

#[test]
fn a_yes_after_a_left_slot_stays() {
    let (rig, engine, _) = off_with_slot_left();
    let turned = engine.turn_on("usage", Rig::SHOWN).expect("it is written");
    let state = rig.after_kill().open().status("usage").expect("declared");
    assert!(state.open, "the next process took the yes back: {state:?}");
    assert!(turned.open, "{turned:?}");
}

#[test]
fn replaced_is_never_said_over_a_slot() {
    let (rig, engine, receipt) = off_with_slot_left();
    let completed = engine.complete(&receipt);
    let vault = rig.disk.contents()["vault"].clone();
    // Slots of 256 bytes behind a header of 256; bytes 16 to 23 are the generation.
    let live = vault[256..]
        .chunks(256)
        .filter(|slot| slot[16..24] != [0; 8])
        .count();
    // The ledger's and the list's own.
    assert!(
        completed.erasure == Erasure::VaultPending || live == 2,
        "{:?} with {live} slots",
        completed.erasure
    );
}

#[test]
fn older_files_of_a_left_slot_stay_closed() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    let older = rig.disk.contents();
    rig.disk.set_fault(0, Fault::Fails);
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("the ledger was written");
    rig.disk.clear_fault();
    let completed = engine.complete(&receipt);
    assert!(completed.files_gone);
    assert_eq!(completed.erasure, Erasure::VaultReplaced);
    drop(engine);
    let rig = rig.after_kill();
    for (path, bytes) in older.iter().filter(|(path, _)| *path != "vault") {
        if let Some((folder, _)) = path.rsplit_once('/') {
            rig.disk.create_folder(folder).expect("the disk is well");
        }
        rig.disk.put(path, bytes.clone());
    }
    let engine = rig.open();
    assert!(
        !engine.status("usage").expect("declared").open,
        "open, and {} records can be sent",
        engine.queued_ids().len()
    );
}

#[test]
fn a_failed_turn_on_opens_nothing_later() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    rig.disk.set_read_only(true);
    rig.keys.set_failing(Some(KeyStoreError::Failed));
    let off = engine.turn_off("usage", Rig::SHOWN).map(drop);
    assert_eq!(off, Err(ChoiceError::ClosedUntilRestart));
    assert!(engine.turn_on("usage", Rig::SHOWN).is_err());
    rig.disk.set_read_only(false);
    rig.keys.set_failing(None);
    engine.retry();
    let outcome = engine.record(&event("alert_opened", &[]));
    assert_eq!(
        outcome,
        Outcome::Refused(Refusal::Closed),
        "queued now: {}",
        engine.queued_ids().len()
    );
}

#[test]
fn an_off_by_destroyed_keys_stays() {
    let (rig, engine) = usage_on();
    let held = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    rig.disk.set_read_only(true);
    let partly = engine
        .turn_off_each(&["usage"], Rig::SHOWN)
        .expect_err("the key is destroyed, and nothing remembers the no");
    assert_eq!(partly.done[0].erasure, Erasure::VaultPending);
    assert_eq!(partly.failed[0].1, ChoiceError::StorageFailed);
    assert!(rig.keys.names().is_empty());
    rig.disk.set_read_only(false);
    drop(held);
    rig.clock.advance(2000);
    assert!(!Rig::is_accepted(&offer(&engine)));
    assert!(!is_open(&engine, "usage"));
}
