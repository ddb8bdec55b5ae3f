//! An off waits for little, and stands before it waits.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sordino_engine::ledger::State;
use sordino_engine::ports::KeyStoreError;
use sordino_engine::receipt::Erasure;
use sordino_engine::{Engine, Options};
use sordino_tests::{Rig, is_open, on, policy};

use crate::another_process;
use crate::awaited::Awaited;

/// Far over what all waits of an off may take together, far under one wait for each purpose.
const TOO_LONG: Duration = Duration::from_millis(1400);

const PURPOSES: [&str; 4] = ["usage", "crashes", "stability", "early"];

#[test]
fn offs_of_several_purposes_wait_once() {
    let rig = Rig::default();
    let engine = rig.open();
    for purpose in PURPOSES {
        on(&engine, purpose);
    }
    let lock = another_process(&rig);
    let begun = Instant::now();
    let receipts = engine.turn_off_each(&PURPOSES, Rig::SHOWN);
    let took = begun.elapsed();
    drop(lock);
    let receipts = receipts.expect("the vault's words need no lock");
    assert!(took < TOO_LONG, "they waited {took:?}");
    for receipt in receipts {
        assert_eq!(receipt.erasure, Erasure::VaultPending);
        assert!(!is_open(&engine, &receipt.purpose));
    }
}

#[test]
fn an_off_stands_before_it_waits() {
    let rig = Rig::default();
    let disk = Awaited::on(&rig);
    let engine = disk.open(&rig);
    on(&engine, "usage");
    let killed = Arc::new(Mutex::new(None));
    disk.once_awaited({
        let killed = Arc::clone(&killed);
        move |disk| {
            let mut killed = killed.lock().expect("nobody panics");
            killed.get_or_insert_with(|| disk.after_kill());
        }
    });
    let lock = another_process(&rig);
    let off = engine.turn_off("usage", Rig::SHOWN);
    drop(lock);
    off.expect("the vault's word needs no lock");
    let killed = killed.lock().expect("nobody panics").take();
    let killed = Rig {
        disk: killed.expect("it waits for the lock"),
        ..rig.clone()
    };
    let next = killed.open();
    assert!(!is_open(&next, "usage"));
    let state = next.status("usage").map(|usage| usage.state);
    assert_eq!(state, Some(State::Withdrawn));
}

#[test]
fn an_off_that_waited_is_one_entry() {
    let rig = Rig::default();
    let disk = Awaited::on(&rig);
    let engine = disk.open(&rig);
    on(&engine, "usage");
    let lock = Mutex::new(Some(another_process(&rig)));
    disk.once_awaited(move |_| drop(lock.lock().expect("nobody panics").take()));
    let off = engine.turn_off("usage", Rig::SHOWN).expect("it is on");
    assert!(off.in_ledger);
    assert_eq!(off.erasure, Erasure::Overwritten);
    let entries = engine.export_ledger().expect("it is there").entries;
    let said: Vec<String> = entries
        .iter()
        .map(|entry| format!("{:?}", entry.entry.what))
        .filter(|what| what.contains("Withdrawn"))
        .collect();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("User"), "{said:?}");
}

#[test]
fn an_off_asks_no_key_store() {
    let rig = Rig::default();
    on(&rig.open(), "usage");
    rig.keys.set_failing(Some(KeyStoreError::Failed));
    let engine = rig.open();
    let asked = rig.keys.asked();
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it needs no key");
    assert_eq!(rig.keys.asked(), asked);
    drop(engine);
    rig.keys.set_failing(None);
    assert!(!is_open(&rig.open(), "usage"));
}

#[test]
fn an_off_holds_before_keys_are_asked_for() {
    let rig = Rig::default();
    on(&rig.open(), "usage");
    let asked = rig.keys.asked();
    let engine = Engine::open_closed(policy(), rig.ports(), Options::default());
    let engine = engine.expect("the endpoints are allowed");
    let refused = engine.turn_off_each(&PURPOSES, Rig::SHOWN);
    assert_eq!(refused.map(|done| done.len()), Ok(PURPOSES.len()));
    assert_eq!(rig.keys.asked(), asked);
    let next = rig.after_kill().open();
    assert!(PURPOSES.iter().all(|purpose| !is_open(&next, purpose)));
    engine.retry();
    assert!(PURPOSES.iter().all(|purpose| !is_open(&engine, purpose)));
    let state = engine.status("usage").map(|usage| usage.state);
    assert_eq!(state, Some(State::Withdrawn));
}
