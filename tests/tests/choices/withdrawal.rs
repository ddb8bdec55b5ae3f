//! What a turn-off does before it returns, and what stays as it was.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Duration;

use serde_json::Value as Json;
use sordino_engine::ledger::{Actor, Limiter, State, What};
use sordino_engine::queue::Count;
use sordino_engine::receipt::{Erasure, Stopped};
use sordino_engine::upload::{Answer, Cancel, Next, NotBegun, Reply, Reported, Request};
use sordino_engine::{Engine, Options, Outcome, Refusal, StartupRepair};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, is_open, on, policy, unpack, usage_on};

fn offer(engine: &Engine, count: usize) {
    for _ in 0..count {
        assert!(Rig::is_accepted(
            &engine.record(&event("alert_opened", &[("alert_id", "a-1".into())]))
        ));
    }
}

fn turn_off(engine: &Engine, purpose: &str) -> sordino_engine::receipt::Receipt {
    engine
        .turn_off(purpose, Rig::SHOWN)
        .expect("it can be turned off")
}

fn files(rig: &Rig) -> Vec<String> {
    rig.disk.contents().into_keys().collect()
}

/// A transport that does what a test says when it is told to stop.
struct Told(Box<dyn Fn() + Send + Sync>);

impl Cancel for Told {
    fn cancel(&self) {
        (self.0)();
    }
}

fn begin(engine: &Engine, told: impl Fn() + Send + Sync + 'static) -> Request {
    let Next::Ready(ticket) = engine.next_upload() else {
        panic!("something waits")
    };
    let cancel = Arc::new(Told(Box::new(told)));
    engine.begin(ticket, cancel).expect("it is on")
}

#[test]
fn no_other_purpose_loses_anything() {
    let (rig, engine) = usage_on();
    on(&engine, "stability");
    let other = event("connection_lost", &[]);
    engine.record(&other);
    offer(&engine, 3);
    let stays: Vec<_> = engine
        .queued_ids()
        .into_iter()
        .filter(|(recipient, _)| recipient == "segment")
        .rev()
        .take(1)
        .collect();
    let receipt = turn_off(&engine, "usage");
    assert_eq!(engine.queued_ids(), stays);
    assert!(engine.complete(&receipt).files_gone);
    drop(engine);
    let engine = rig.after_kill().open();
    assert_eq!(
        engine.queued_ids(),
        stays,
        "nor with the vault key replaced"
    );
    engine.record(&other);
    let named: BTreeSet<String> = Rig::drain(&engine)
        .iter()
        .flat_map(|request| {
            let body: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
            let batch = body["batch"].as_array().expect("a batch").clone();
            batch.into_iter().map(|one| one["anonymousId"].to_string())
        })
        .collect();
    assert_eq!(named.len(), 1, "before and after it, under one pseudonym");
}

#[test]
fn a_receipt_counts_exactly_or_at_least() {
    let (rig, engine) = usage_on();
    offer(&engine, 7);
    let queued = engine.queued();
    let bytes: u64 = queued.iter().map(|one| one.bytes.number()).sum();
    let on_disk: usize = rig
        .disk
        .contents()
        .iter()
        .filter(|(path, _)| path.ends_with(".seg"))
        .map(|(_, bytes)| bytes.len())
        .sum();
    let killed = rig.after_kill();
    let receipt = turn_off(&engine, "usage");
    assert_eq!(receipt.records, Count::Exactly(14), "two recipients");
    assert_eq!(receipt.bytes, Count::Exactly(bytes));
    assert!(bytes > 14 * 20 && bytes < on_disk as u64, "{bytes}");
    assert_eq!(receipt.erasure, Erasure::Overwritten);
    assert!(receipt.in_ledger);

    let receipt = turn_off(&killed.open(), "usage");
    assert_eq!(receipt.records, Count::AtLeast(14));
    assert_eq!(receipt.bytes, Count::AtLeast(bytes));
}

#[test]
fn an_off_costs_the_same_whatever_is_queued() {
    let steps = [0, 1, 700].map(|count| {
        let (rig, engine) = usage_on();
        offer(&engine, count);
        let before = rig.disk.steps();
        rig.disk.keep_writes();
        turn_off(&engine, "usage");
        let written: Vec<String> = rig.disk.kept().into_iter().map(|(path, ..)| path).collect();
        assert_eq!(written, ["vault", "ledger"], "{count}: slot, then ledger");
        rig.disk.steps() - before
    });
    assert_eq!(steps[1], steps[2]);
    assert!(steps[0] <= steps[1], "nothing to move aside");
}

#[test]
fn off_again_is_off_and_erases_nothing_more() {
    let (rig, engine) = usage_on();
    offer(&engine, 1);
    turn_off(&engine, "usage");
    let again = turn_off(&engine, "usage");
    assert_eq!(again.records, Count::Exactly(0));
    assert!(again.in_ledger);
    assert!(engine.complete(&again).files_gone);
    drop(engine);
    let engine = rig.after_kill().open();
    let again = turn_off(&engine, "usage");
    assert_eq!(again.records, Count::Exactly(0));
    let standing = engine.status("usage").expect("it is declared");
    assert_eq!((standing.open, standing.state), (false, State::Withdrawn));
    turn_off(&engine, "early");
    let standing = engine.status("early").expect("it is declared");
    assert_eq!(
        standing.state,
        State::Refused,
        "there was no yes to take back"
    );
}

#[test]
fn no_older_ticket_begins_anything() {
    let (_rig, engine) = usage_on();
    offer(&engine, 1);
    let tickets: Vec<_> = (0..3)
        .map(|_| match engine.next_upload() {
            Next::Ready(ticket) => ticket,
            other => panic!("something waits: {other:?}"),
        })
        .collect();
    turn_off(&engine, "usage");
    let mut tickets = tickets.into_iter();
    let mut try_one = || {
        let ticket = tickets.next().expect("there is one more");
        engine
            .begin(ticket, Arc::new(Told(Box::new(|| ()))))
            .map(drop)
    };
    assert_eq!(try_one(), Err(NotBegun::Revoked));
    on(&engine, "usage");
    assert_eq!(try_one(), Err(NotBegun::Revoked));
    offer(&engine, 1);
    assert_eq!(try_one(), Err(NotBegun::Revoked));
}

#[test]
fn a_transport_is_told_once_off_is_durable() {
    let rig = Rig::default();
    let engine = Arc::new(rig.open());
    on(&engine, "usage");
    offer(&engine, 1);
    let told = Arc::new(AtomicUsize::new(0));
    let id = Arc::new(OnceLock::new());
    let request = {
        let (engine, rig): (Weak<Engine>, Rig) = (Arc::downgrade(&engine), rig.clone());
        let (told, id) = (Arc::clone(&told), Arc::clone(&id));
        begin(&engine.upgrade().expect("it is open"), move || {
            told.fetch_add(1, Ordering::SeqCst);
            let standing = |engine: &Engine| engine.status("usage").expect("it is declared").open;
            assert!(!standing(&rig.after_kill().open()), "it is not on disk yet");
            let engine = engine.upgrade().expect("it is open");
            assert!(!standing(&engine), "a lock or a yes is still held");
            // It has stopped, and says so while the turn-off waits.
            let id = *id.get().expect("it was begun");
            assert_eq!(engine.report(id, &Reply::Cancelled), Reported::TooLate);
        })
    };
    id.set(request.id).expect("it is set once");
    let receipt = turn_off(&engine, "usage");
    assert_eq!(told.load(Ordering::SeqCst), 1);
    assert_eq!(receipt.uploads.len(), 1);
    assert_eq!(receipt.uploads[0].outcome, Stopped::Stopped);
    assert_eq!(receipt.uploads[0].recipient, request.recipient);
    assert_eq!(receipt.uploads[0].records, 1);
}

#[test]
fn a_silent_transport_holds_nothing_up() {
    let rig = Rig::default();
    let options = Options {
        cancel_limit: Duration::from_millis(20),
        ..Options::default()
    };
    let engine = rig.open_with(policy(), options);
    on(&engine, "usage");
    offer(&engine, 2);
    let first = begin(&engine, || ());
    let second = begin(&engine, || ());
    let receipt = turn_off(&engine, "usage");
    let outcomes: Vec<_> = receipt.uploads.iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [Stopped::NotConfirmed; 2]);
    let ok = Reply::Answered(Answer::of(200));
    assert_eq!(engine.report(first.id, &ok), Reported::TooLate);
    assert_eq!(
        engine.report(second.id, &Reply::TimedOut),
        Reported::TooLate
    );
    on(&engine, "usage");
    assert!(Rig::begin(&engine).is_none(), "neither is tried again");
}

#[test]
fn whoever_closes_it_runs_the_same_barrier() {
    type Closes = fn(&Rig, &Engine);
    let closings: [(&str, Closes); 4] = [
        ("an objection", |_, engine| {
            engine
                .choose("usage", State::Objected, Rig::SHOWN)
                .expect("it is written");
        }),
        ("a ban", |_, engine| {
            engine
                .limit(Limiter::Age, None, false)
                .expect("it is written");
        }),
        ("its end", |rig, engine| {
            rig.clock.advance(366 * 86_400_000);
            engine.expire().expect("it is written");
        }),
        ("an erasure", |_, engine| {
            engine.erase().expect("it is erased");
        }),
    ];
    for (who, closes) in closings {
        let (rig, engine) = usage_on();
        offer(&engine, 2);
        let cancelled = Arc::new(Mutex::new(false));
        let told = Arc::clone(&cancelled);
        let request = begin(&engine, move || {
            *told.lock().unwrap_or_else(PoisonError::into_inner) = true;
        });
        closes(&rig, &engine);
        assert!(
            *cancelled.lock().unwrap_or_else(PoisonError::into_inner),
            "{who}: the transport was not told"
        );
        let late = engine.report(request.id, &Reply::Failed);
        assert_eq!(late, Reported::TooLate, "{who}");
        let refused = Outcome::Refused(Refusal::Closed);
        assert_eq!(engine.record(&event("alert_opened", &[])), refused, "{who}");
        assert!(engine.tidy(), "{who}");
        assert!(
            !files(&rig).iter().any(|path| path.contains(".seg")),
            "{who}"
        );
        let engine = rig.after_kill().open();
        assert!(!engine.status("usage").expect("declared").open, "{who}");
    }
}

#[test]
fn the_next_opening_writes_a_slots_off() {
    let (rig, engine) = usage_on();
    rig.disk.set_fault(0, Fault::ThenKilled);
    // What it answers does not matter: the process is dead.
    let _ = engine.turn_off("usage", Rig::SHOWN);
    let rig = rig.after_kill();
    let engine = rig.open();
    assert_eq!(engine.condition().found, [StartupRepair::OffCompleted]);
    let ledger = engine.export_ledger().expect("there is one");
    let last = ledger.entries.last().expect("it has entries");
    let What::Choice {
        purpose,
        state,
        actor,
        ..
    } = &last.entry.what
    else {
        panic!("the last entry is a choice")
    };
    assert_eq!((purpose.as_str(), *state), ("usage", State::Withdrawn));
    assert_eq!(*actor, Actor::Recovery, "no person said this");
    let engine = rig.after_kill().open();
    assert_eq!(engine.condition().found, [], "once is enough");
}

#[test]
fn files_are_overwritten_before_they_go() {
    for step in 0.. {
        let (rig, engine) = usage_on();
        offer(&engine, 5);
        let segments: Vec<(String, usize)> = rig
            .disk
            .contents()
            .into_iter()
            .filter(|(path, _)| path.ends_with(".seg"))
            .map(|(path, bytes)| {
                let (_, name) = path.rsplit_once('/').expect("it lies in a folder");
                (name.to_owned(), bytes.len())
            })
            .collect();
        assert_eq!(segments.len(), 2);
        let receipt = turn_off(&engine, "usage");
        let before = rig.disk.steps();
        rig.disk.set_fault(step, Fault::ThenKilled);
        rig.disk.keep_writes();
        let done = engine.complete(&receipt);
        let met = rig.disk.steps() - before > step;
        assert_ne!(met, done.files_gone, "step {step}");
        if !met {
            for (name, length) in &segments {
                let zeroed = rig.disk.kept().into_iter().any(|(path, at, bytes)| {
                    path.ends_with(name) && at == 0 && bytes == vec![0; *length]
                });
                assert!(zeroed, "{name} was not overwritten");
            }
            assert_eq!(files(&rig), ["clock", "issued", "ledger", "vault"]);
            return;
        }
        let rig = rig.after_kill();
        assert!(rig.open().tidy(), "step {step}");
        assert_eq!(
            files(&rig),
            ["clock", "issued", "ledger", "vault"],
            "step {step}"
        );
    }
}

#[test]
fn no_purpose_of_a_set_opens_again() {
    struct Asks(Arc<OnceLock<Engine>>, Arc<AtomicBool>);
    impl Cancel for Asks {
        fn cancel(&self) {
            let engine = self.0.get().expect("it was opened");
            self.1.store(is_open(engine, "stability"), Ordering::SeqCst);
        }
    }
    let (_, opened) = usage_on();
    on(&opened, "stability");
    offer(&opened, 1);
    let engine = Arc::new(OnceLock::new());
    let was_open = Arc::new(AtomicBool::new(true));
    let Next::Ready(ticket) = opened.next_upload() else {
        panic!("the record waits");
    };
    let cancel = Arc::new(Asks(Arc::clone(&engine), Arc::clone(&was_open)));
    opened.begin(ticket, cancel).expect("it is allowed");
    let engine = engine.get_or_init(|| opened);
    engine
        .turn_off_each(&["usage", "stability"], Rig::SHOWN)
        .expect("both close");
    assert!(!was_open.load(Ordering::SeqCst));
}
