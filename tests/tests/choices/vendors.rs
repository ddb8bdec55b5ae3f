//! Vendors' own SDKs: made when a purpose opens, told, asked back, and never able to hold anything up.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sordino_engine::ports::{Collecting, VendorAnswer, VendorReadBack, VendorSwitch, VendorThrew};
use sordino_engine::receipt::{CompletedReceipt, VendorOutcome, VendorStep};
use sordino_engine::{Engine, Options, Ports};
use sordino_policy::{Policy, RecipientKind};
use sordino_testkit::memory::{Call, Sdk};
use sordino_tests::{Rig, on, policy};

pub(crate) const OFF: VendorReadBack = VendorReadBack::OFF;
const PATIENCE: Duration = Duration::from_secs(60);

fn engine_with(rig: &Rig, vendors: &[&Arc<Sdk>]) -> Engine {
    engine_under(rig, vendors, policy(), PATIENCE)
}

pub(crate) fn engine_under(
    rig: &Rig,
    vendors: &[&Arc<Sdk>],
    policy: Policy,
    limit: Duration,
) -> Engine {
    let vendors = vendors.iter();
    let ports = Ports {
        vendors: vendors
            .map(|one| Arc::clone(one) as Arc<dyn VendorSwitch>)
            .collect(),
        ..rig.ports()
    };
    let options = Options {
        vendor_limit: limit,
        ..Options::default()
    };
    Engine::open(policy, ports, options).expect("the endpoints are allowed")
}

fn sdk(says: VendorReadBack) -> Arc<Sdk> {
    Arc::new(Sdk::that_says("vendor", says))
}

fn sdk_that_does(
    hook: impl Fn(Call) -> Result<(), VendorThrew> + Send + Sync + 'static,
) -> Arc<Sdk> {
    Arc::new(Sdk::that_does("vendor", OFF, hook))
}

/// Turns `crashes` on and off again, and completes that.
fn on_and_off(engine: &Engine, vendor: &Sdk) -> CompletedReceipt {
    on(engine, "crashes");
    assert!(vendor.hears(&["crashes"]), "{:?}", vendor.words());
    off(engine)
}

pub(crate) fn off(engine: &Engine) -> CompletedReceipt {
    let receipt = engine.turn_off("crashes", Rig::SHOWN);
    engine.complete(&receipt.expect("it can be turned off"))
}

pub(crate) fn only(completed: &CompletedReceipt) -> &VendorOutcome {
    let [outcome] = completed.vendors.as_slice() else {
        panic!("one vendor serves it: {completed:?}");
    };
    outcome
}

/// Waits until that is so; what vendors do is done on threads of theirs.
fn becomes(holds: impl Fn() -> bool) -> bool {
    let end = Instant::now() + Duration::from_secs(20);
    while !holds() {
        if Instant::now() > end {
            return false;
        }
        std::thread::yield_now();
    }
    true
}

#[test]
fn a_vendors_answer_stands_on_the_receipt() {
    let keeps = VendorReadBack {
        unsent: Some(3),
        ..OFF
    };
    let until_restart = VendorReadBack {
        collecting: Collecting::UntilRestart,
        ..OFF
    };
    for (says, answer) in [
        (OFF, VendorAnswer::Off),
        (VendorReadBack::ON, VendorAnswer::StillOn),
        (keeps, VendorAnswer::StillOn),
        (until_restart, VendorAnswer::RecordsUntilRestart),
        (VendorReadBack::UNKNOWN, VendorAnswer::CannotTell),
    ] {
        let vendor = sdk(says);
        let engine = engine_with(&Rig::default(), &[&vendor]);
        let completed = on_and_off(&engine, &vendor);
        assert_eq!(completed.receipt.vendors_pending, ["vendor"]);
        let outcome = only(&completed);
        assert_eq!((outcome.told, outcome.answer), (true, answer), "{says:?}");
        assert_eq!(outcome.read_back, Some(says));
        assert_eq!((outcome.in_flight, outcome.purged), (Some(0), Some(0)));
        assert_eq!(outcome.name, "an SDK in memory");
        assert_eq!(completed.is_complete(), answer == VendorAnswer::Off);
        assert_eq!(engine.vendors(), completed.vendors);
    }
}

#[test]
fn an_sdk_is_created_only_while_open() {
    let vendor = sdk(OFF);
    let engine = engine_with(&Rig::default(), &[&vendor]);
    assert!(vendor.hears(&[]));
    engine.complete(&engine.turn_off("crashes", Rig::SHOWN).expect("it is off"));
    let calls = vendor.calls();
    assert!(calls.contains(&Call::OffWithoutInstance), "{calls:?}");
    assert!(!calls.contains(&Call::Create), "{calls:?}");
    assert!(!calls.contains(&Call::Apply), "{calls:?}");

    on_and_off(&engine, &vendor);
    on_and_off(&engine, &vendor);

    let created = vendor.calls();
    let created = created.iter().filter(|call| **call == Call::Create);
    assert_eq!(created.count(), 2, "an off that was read back ends an SDK");
}

#[test]
fn what_throws_is_never_told_as_off() {
    for (at, failed) in [
        (Call::Apply, VendorStep::Tell),
        (Call::ReadBack, VendorStep::ReadBack),
    ] {
        for panics in [false, true] {
            let shut = Arc::new(Mutex::new(false));
            let throws = Arc::clone(&shut);
            let vendor = sdk_that_does(move |call| {
                let throws = *throws.lock().unwrap_or_else(PoisonError::into_inner);
                match call == at && throws {
                    true if panics => std::panic::panic_any("the vendor's own trouble"),
                    true => Err(VendorThrew),
                    false => Ok(()),
                }
            });
            let engine = engine_with(&Rig::default(), &[&vendor]);
            on(&engine, "crashes");
            let is_on = |one: &VendorOutcome| one.answer == VendorAnswer::StillOn;
            assert!(becomes(|| engine.vendors().first().is_some_and(is_on)));
            *shut.lock().unwrap_or_else(PoisonError::into_inner) = true;

            let completed = off(&engine);

            let outcome = only(&completed);
            assert_eq!(outcome.failed, Some(failed), "{at:?}");
            assert_eq!(outcome.told, at != Call::Apply, "{at:?}");
            assert_ne!(outcome.answer, VendorAnswer::Off, "{at:?}");
            assert!(completed.files_gone && !engine.condition().broken);
            on(&engine, "usage");
        }
    }
}

/// The rig's policy with a second vendor's SDK for crash reports.
fn with_two() -> Policy {
    let mut policy = policy();
    let vendors = policy.recipients.iter();
    let mut vendors = vendors.filter(|one| one.kind == RecipientKind::VendorSdk);
    let mut other = vendors.next().expect("the rig has one").clone();
    other.id = "other".to_owned();
    policy.recipients.push(other);
    policy.hash = policy.content_hash();
    policy
}

#[test]
fn a_vendor_that_hangs_holds_up_no_other() {
    let (end, ended) = channel::<()>();
    let ended = Mutex::new(ended);
    let hangs = sdk_that_does(move |call| {
        if call == Call::OffWithoutInstance {
            let _ = ended.lock().unwrap_or_else(PoisonError::into_inner).recv();
        }
        Ok(())
    });
    let other = Arc::new(Sdk::that_says("other", OFF));
    let rig = Rig::default();
    let limit = Duration::from_millis(200);
    let engine = engine_under(&rig, &[&hangs, &other], with_two(), limit);
    assert!(other.hears(&[]));

    let completed = off(&engine);

    let answers = completed.vendors.iter();
    let answers: Vec<_> = answers
        .map(|one| (one.recipient.as_str(), one.answer, one.told))
        .collect();
    assert_eq!(
        answers,
        [
            ("vendor", VendorAnswer::TimedOut, false),
            ("other", VendorAnswer::Off, true)
        ]
    );
    drop(end);
}

#[test]
fn what_ran_before_us_is_said() {
    for begun in [true, false] {
        let vendor = sdk(OFF);
        if begun {
            vendor.turn_itself_on();
        }
        let engine = engine_with(&Rig::default(), &[&vendor]);
        let outcome = &off(&engine).vendors[0];
        assert_eq!(outcome.started_before, begun);
        assert_eq!((outcome.answer, outcome.on_again), (VendorAnswer::Off, 0));
    }
}

#[test]
fn what_turns_itself_on_again_is_caught() {
    let (rig, vendor) = (Rig::default(), sdk(OFF));
    let engine = engine_with(&rig, &[&vendor]);
    on_and_off(&engine, &vendor);
    let looks = || {
        rig.clock.advance(60_000);
        engine.refresh();
    };
    looks();
    vendor.turn_itself_on();
    let words = vendor.words().len();

    looks();

    let outcome = || engine.vendors().remove(0);
    assert!(becomes(|| vendor.words().len() > words), "told off again");
    assert!(becomes(
        || outcome().answer == VendorAnswer::Off && outcome().on_again == 1
    ));
    assert!(!outcome().started_before);
}

#[test]
fn what_is_off_is_asked_once_a_minute() {
    let (rig, vendor) = (Rig::default(), sdk(OFF));
    let engine = engine_with(&rig, &[&vendor]);
    off(&engine);
    let asked = || {
        let calls = vendor.calls();
        calls.iter().filter(|one| **one == Call::ReadBack).count()
    };
    rig.clock.advance(60_000);
    let before = asked();
    for _ in 0..5 {
        engine.expire().expect("nothing has run out");
        rig.clock.advance(10_000);
    }
    assert!(becomes(|| asked() > before));
    assert_eq!(asked(), before + 1);
}

#[test]
fn erasing_tells_vendors_of_closed_purposes() {
    let vendor = sdk(OFF);
    let engine = engine_with(&Rig::default(), &[&vendor]);
    assert!(vendor.hears(&[]));
    let words = vendor.words().len();

    engine.erase().expect("all can be erased");

    assert!(becomes(|| vendor.words().len() == words + 1));
    assert!(vendor.hears(&[]));
}

#[test]
fn completing_after_a_new_yes_turns_nothing_off() {
    let vendor = sdk(OFF);
    let engine = engine_with(&Rig::default(), &[&vendor]);
    on(&engine, "crashes");
    let receipt = engine.turn_off("crashes", Rig::SHOWN);
    on(&engine, "crashes");

    let completed = engine.complete(&receipt.expect("it can be turned off"));

    assert!(vendor.hears(&["crashes"]), "{:?}", vendor.words());
    assert_eq!(only(&completed).answer, VendorAnswer::OnForOthers);
}

#[test]
fn a_slow_vendors_last_word_is_off() {
    let (go_on, slow) = channel::<()>();
    let slow = Mutex::new(Some(slow));
    let vendor = sdk_that_does(move |call| {
        let mut slow = slow.lock().unwrap_or_else(PoisonError::into_inner);
        if call == Call::Create
            && let Some(slow) = slow.take()
        {
            let _ = slow.recv();
        }
        Ok(())
    });
    let engine = engine_with(&Rig::default(), &[&vendor]);
    on(&engine, "crashes");
    assert!(becomes(|| vendor.calls().contains(&Call::Create)));
    let receipt = engine.turn_off("crashes", Rig::SHOWN);
    go_on.send(()).expect("it is told");

    let completed = engine.complete(&receipt.expect("it can be turned off"));

    assert_eq!(only(&completed).answer, VendorAnswer::Off);
    assert!(vendor.hears(&[]), "off is its last word");
}
