//! An off that comes while a vendor is still to hear "on" overtakes it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};

use sordino_engine::ports::{VendorReadBack, VendorSwitch};
use sordino_engine::{Engine, Options, Ports};
use sordino_testkit::memory::{Call, Sdk};
use sordino_tests::{Rig, on, policy};

/// Turns `crashes` on, stops its SDK's switch in its next `held` call, turns off, and lets the switch go on. Returns what the
/// switch was asked after the off.
fn overtaken(held: Call) -> Vec<Call> {
    let rig = Rig::default();
    let ((enter, entered), (go, gate)) = (channel(), channel::<()>());
    let (enter, gate) = (Mutex::new(enter), Mutex::new(gate));
    let stops = Arc::new(AtomicBool::new(false));
    let stops_here = Arc::clone(&stops);
    let sdk = Arc::new(Sdk::that_does("vendor", VendorReadBack::OFF, move |call| {
        if call == held && stops_here.swap(false, Ordering::SeqCst) {
            let enter = enter.lock().unwrap_or_else(PoisonError::into_inner);
            enter.send(()).expect("the test waits");
            let gate = gate.lock().unwrap_or_else(PoisonError::into_inner);
            gate.recv().expect("the test lets it go on");
        }
        Ok(())
    }));
    let vendors = vec![Arc::clone(&sdk) as Arc<dyn VendorSwitch>];
    let ports = Ports {
        vendors,
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default());
    let engine = engine.expect("the endpoints are allowed");
    // It was told that nothing is open, and asked back.
    let told = engine.turn_off("crashes", Rig::SHOWN).expect("it is off");
    engine.complete(&told);
    stops.store(true, Ordering::SeqCst);
    on(&engine, "crashes");
    entered.recv().expect("it is asked");
    let receipt = engine.turn_off("crashes", Rig::SHOWN).expect("it is off");
    let before = sdk.calls().len();
    go.send(()).expect("the switch waits");
    assert!(engine.complete(&receipt).is_complete());
    assert!(sdk.words().last().is_some_and(Vec::is_empty));
    sdk.calls().split_off(before)
}

#[test]
fn no_sdk_is_created_after_an_off() {
    let calls = overtaken(Call::ReadBack);
    assert!(!calls.contains(&Call::Create), "{calls:?}");
    assert!(!calls.contains(&Call::Apply), "{calls:?}");
}

#[test]
fn no_sdk_hears_on_after_an_off() {
    let calls = overtaken(Call::Create);
    // The one word that it hears is the off.
    let words = calls.iter().filter(|call| **call == Call::Apply);
    assert_eq!(words.count(), 1, "{calls:?}");
}
