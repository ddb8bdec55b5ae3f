//! A call says and closes what it was asked, whatever an old picture of the ledger says besides; and only a
//! person's yes answers a person's no.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::{Files, KeyStoreError};
use sordino_engine::upload::{Cancel, Next};
use sordino_engine::{ChoiceError, Engine, Options, Outcome, Ports};
use sordino_testkit::memory::Fault;
use sordino_tests::{
    Rig, event, impatient, is_open, offer, on, policy, unwritable, usage_on, without_handles,
};

const DAY: i64 = 86_400_000;

fn open_impatient(rig: &Rig) -> Engine {
    let ports = Ports {
        files: Box::new(impatient(&rig.disk)),
        ..rig.ports()
    };
    Engine::open(policy(), ports, Options::default()).expect("the endpoints are allowed")
}

fn state(engine: &Engine, purpose: &str) -> State {
    engine.status(purpose).expect("declared").state
}

fn refuse(engine: &Engine) {
    let refused = engine.choose("early", State::Refused, Rig::SHOWN);
    refused.expect("a refusal needs no lock and no key");
}

fn off(engine: &Engine, purpose: &str) {
    engine
        .turn_off(purpose, Rig::SHOWN)
        .expect("it can be turned off");
}

/// The no is found by a next process; nothing held before it comes with a later yes.
fn stands(rig: &Rig, engine: &Engine, what: &str) {
    assert_eq!(
        state(&rig.after_kill().open(), "early"),
        State::Refused,
        "{what}"
    );
    let turned = engine.turn_on("early", Rig::SHOWN);
    assert_eq!(turned.map(|on| on.held_records), Ok(0), "{what}");
}

#[test]
fn a_no_beside_another_closing_stands() {
    let held = event("first_seen", &[]);
    // Another process opened `usage` since; the lock is held.
    let rig = Rig::default();
    let stale = open_impatient(&rig);
    assert_eq!(stale.record(&held), Outcome::HeldInMemory);
    let other = rig.open();
    on(&other, "usage");
    let lock = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    refuse(&stale);
    drop(lock);
    stands(&rig, &stale, "another process's yes");
    assert!(is_open(&other, "usage"), "which nobody was asked about");
    // `usage` ran out; the lock is held.
    let (rig, engine) = usage_on();
    drop(engine);
    let engine = open_impatient(&rig);
    assert_eq!(engine.record(&held), Outcome::HeldInMemory);
    rig.clock.advance(366 * DAY);
    let lock = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    refuse(&engine);
    drop(lock);
    stands(&rig, &engine, "a term that ran out");
    // Another process replaced the key; then the key store is locked.
    let rig = Rig::default();
    let stale = rig.open();
    assert_eq!(stale.record(&held), Outcome::HeldInMemory);
    let other = rig.open();
    on(&other, "usage");
    on(&other, "stability");
    let receipt = other
        .turn_off("stability", Rig::SHOWN)
        .expect("it is written");
    other.complete(&receipt);
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    refuse(&stale);
    rig.keys.set_failing(None);
    stands(&rig, &stale, "another process's key");
}

#[test]
fn a_call_without_lock_closes_nothing_else() {
    type Call = (&'static str, fn(&Engine) -> bool);
    let calls: [Call; 4] = [
        ("on", |engine| {
            engine.turn_on("crashes", Rig::SHOWN).is_err()
        }),
        ("off", |engine| {
            engine.turn_off("crashes", Rig::SHOWN).is_ok()
        }),
        ("limit", |engine| {
            engine.limit(Limiter::Os, Some("crashes"), false).is_ok()
        }),
        ("question", |engine| {
            let asked = engine.choose("crashes", State::Requested, Rig::SHOWN);
            asked.is_err()
        }),
    ];
    for (what, call) in calls {
        let rig = Rig::default();
        let stale = open_impatient(&rig);
        let other = rig.open();
        on(&other, "usage");
        let lock = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
        assert!(call(&stale), "{what}: a yes or a question is not written");
        drop(lock);
        assert!(Rig::is_accepted(&offer(&other)), "{what}");
        assert!(is_open(&rig.after_kill().open(), "usage"), "{what}");
    }
}

#[test]
fn only_a_yes_answers_a_no() {
    let rig = Rig::default();
    let stale = rig.open();
    on(&stale, "usage");
    let told = |engine: &Engine| {
        engine
            .choose("stability", State::Informed, Rig::SHOWN)
            .expect("it is told")
    };
    told(&stale);
    let other = rig.open();
    off(&other, "stability");
    off(&other, "early");
    rig.clock.advance(366 * DAY);
    off(&other, "usage");
    // What the first process goes by is of before.
    told(&stale);
    stale
        .choose("early", State::Requested, Rig::SHOWN)
        .expect("it is asked");
    stale.expire().expect("nothing ran out that is not closed");
    let stand = |engine: &Engine| {
        let states = ["stability", "early", "usage"].map(|purpose| state(engine, purpose));
        assert_eq!(states, [State::Objected, State::Refused, State::Withdrawn]);
        assert!(!is_open(engine, "stability"));
    };
    stand(&stale);
    stand(&rig.after_kill().open());
    stale.erase().expect("it can be erased");
    stand(&rig.after_kill().open());
    on(&stale, "early");
}

#[test]
fn a_no_that_nothing_remembers_is_no_success() {
    // At a first launch nothing is there that could hold it.
    let rig = Rig::default();
    rig.disk.set_free(Some(0));
    let failed = Err(ChoiceError::StorageFailed);
    let refused = rig.open().turn_off("early", Rig::SHOWN);
    assert_eq!(refused.map(drop), failed, "full disk");
    let rig = Rig::default();
    let lock = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    let refused = open_impatient(&rig).turn_off("early", Rig::SHOWN);
    assert_eq!(refused.map(drop), failed, "lock held");
    drop(lock);
    assert_eq!(rig.keys.names().len(), 0, "no key was there to go");
}

#[test]
fn an_erasure_with_locked_keys_is_no_success() {
    let (rig, engine) = usage_on();
    drop(engine);
    let rig = rig.after_kill();
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let partly = rig.open().erase().expect_err("the chain is still there");
    assert_eq!(partly.failed, [(String::new(), ChoiceError::NotReady)]);
    rig.keys.set_failing(None);
    assert!(!is_open(&rig.open(), "usage"));
}

#[test]
fn a_limit_is_no_withdrawal() {
    let (rig, engine) = usage_on();
    drop(engine);
    let engine = open_impatient(&rig);
    let lock = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    let limit = |allows| engine.limit(Limiter::Os, None, allows);
    assert_eq!(limit(false).expect("it needs no lock").len(), 1);
    drop(lock);
    assert!(!Rig::is_accepted(&offer(&engine)));
    limit(true).expect("it is written");
    assert_eq!(state(&engine, "usage"), State::Given);
    assert!(Rig::is_accepted(&offer(&engine)), "open as before");
}

#[test]
fn offs_without_randomness_stay_offs() {
    let (rig, engine) = usage_on();
    rig.random.set_failing(true);
    off(&engine, "usage");
    rig.random.set_failing(false);
    on(&engine, "usage");
    assert!(Rig::is_accepted(&offer(&engine)), "its segments are there");
    let other = open_impatient(&rig);
    let lock = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    rig.random.set_failing(true);
    off(&other, "usage");
    off(&other, "usage");
    rig.random.set_failing(false);
    assert!(
        !Rig::is_accepted(&offer(&engine)),
        "the word of before came back"
    );
    drop(lock);
}

#[test]
fn an_off_without_handles_keeps_the_keys() {
    let (rig, other) = usage_on();
    offer(&other);
    let left = Arc::new(AtomicBool::new(true));
    let ports = Ports {
        files: Box::new(without_handles(&rig.disk, &left)),
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default()).expect("it opens");
    let lock = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    left.store(false, Ordering::SeqCst);
    off(&engine, "usage");
    drop(lock);
    assert!(!rig.keys.names().is_empty());
    assert!(
        !Rig::is_accepted(&offer(&other)),
        "the other process goes on"
    );
    let next = rig.after_kill().open();
    assert_eq!(state(&next, "usage"), State::Withdrawn);
}

#[test]
fn an_off_that_others_cannot_see_fails() {
    let (rig, other) = usage_on();
    offer(&other);
    let fails = Arc::new(AtomicBool::new(false));
    let ports = Ports {
        files: Box::new(unwritable(&rig.disk, "vault", &fails)),
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default()).expect("it opens");
    fails.store(true, Ordering::SeqCst);
    let partly = engine
        .turn_off_each(&["usage"], Rig::SHOWN)
        .expect_err("the ledger has it, and nobody looks there for each record");
    assert_eq!(partly.failed[0].1, ChoiceError::StorageFailed);
    assert!(partly.done[0].in_ledger, "what was done is told");
    assert!(!is_open(&engine, "usage"));
    fails.store(false, Ordering::SeqCst);
    off(&engine, "usage");
    assert!(!Rig::is_accepted(&offer(&other)), "told again, it holds");
}

#[derive(Default)]
struct Flag(AtomicBool);

impl Cancel for Flag {
    fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn a_failed_limit_cancels_what_it_closed() {
    let (rig, engine) = usage_on();
    offer(&engine);
    drop(engine);
    let engine = open_impatient(&rig);
    let Next::Ready(ticket) = engine.next_upload() else {
        panic!("a record waits")
    };
    let flag = Arc::new(Flag::default());
    let cancel = Arc::clone(&flag) as Arc<dyn Cancel>;
    engine.begin(ticket, cancel).expect("it begins");
    let lock = rig.disk.lock("lock", Duration::ZERO).expect("it is free");
    // A write and a sync of the limit's own word, the same for each purpose; then that word once more.
    rig.disk
        .set_fault(2 + 2 * policy().purposes.len() as u64, Fault::Fails);
    let limited = engine.limit(Limiter::Os, None, false).map(drop);
    drop(lock);
    assert_eq!(limited, Err(ChoiceError::StorageFailed));
    assert!(flag.0.load(Ordering::SeqCst), "the upload goes on");
    assert!(!is_open(&engine, "usage"));
}
