//! How long each call is ready to wait for locks, as the pages for apps say. No test here depends on how busy the machine is:
//! a wait's limit is read where the disk is asked for the lock, and a wait inside the process is never shorter than its limit.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use sordino_engine::crash::Source;
use sordino_engine::ledger::State;
use sordino_engine::{Account, Crash, Engine, Options, Outcome, Ports};
use sordino_testkit::front::Fronted;
use sordino_tests::{Meanwhile, Rig, offer, on, policy, stalling};

use crate::another_process;
use crate::awaited::Awaited;

const CRASH: Crash<'_> = Crash {
    source: Source::Jvm,
    report: b"java.lang.IllegalStateException: no route",
    happened: None,
};

/// Ten times what an event waits: what a limit that was raised by mistake would be at least.
const TEN_TIMES: Duration = Duration::from_millis(50);

/// The thread that stands still in the middle of a record, and how it is let go.
struct Stuck {
    entered: Receiver<()>,
    release: Sender<()>,
}

impl Stuck {
    const NAME: &str = "stuck";

    /// A disk on which a thread of that name stands still before it changes anything.
    fn on(rig: &Rig) -> (Fronted, Self) {
        let (enter, entered) = channel();
        let (release, released) = channel();
        let released = Mutex::new(released);
        let meanwhile: Meanwhile = Arc::new(move |changes| {
            if changes && thread::current().name() == Some(Self::NAME) {
                let _ = enter.send(());
                let _ = released.lock().expect("nobody panics").recv();
            }
        });
        let stuck = Self { entered, release };
        (stalling(&rig.disk, meanwhile), stuck)
    }

    /// An engine over such a disk, whose `usage` is on.
    fn opened() -> (Engine, Self) {
        let rig = Rig::default();
        let (disk, stuck) = Self::on(&rig);
        let ports = Ports {
            files: Box::new(disk),
            ..rig.ports()
        };
        let engine = Engine::open(policy(), ports, Options::default()).expect("it opens");
        on(&engine, "usage");
        (engine, stuck)
    }

    /// Runs `act` while that thread holds what it needs for an event.
    fn beside<T>(self, engine: &Engine, act: impl FnOnce() -> T) -> T {
        thread::scope(|scope| {
            let writing = thread::Builder::new().name(Self::NAME.to_owned());
            let writing = writing.spawn_scoped(scope, || offer(engine));
            self.entered.recv().expect("it writes");
            let answer = act();
            drop(self.release);
            let written = writing.expect("it began").join().expect("no panic");
            assert!(Rig::is_accepted(&written), "{written:?}");
            answer
        })
    }
}

/// Milliseconds in all. A limit over several waits counts from the first one: a part of a millisecond is gone by then.
fn in_all(limits: &[Duration]) -> u128 {
    let millis = limits.iter().map(|limit| limit.as_micros().div_ceil(1000));
    millis.sum()
}

#[test]
fn each_call_waits_for_a_process_as_told() {
    let rig = Rig::default();
    let disk = Awaited::on(&rig);
    let engine = disk.open(&rig);
    for purpose in ["usage", "crashes", "stability"] {
        on(&engine, purpose);
    }
    let _lock = another_process(&rig);
    let account = Account::default();
    engine.sign_out();
    let track = disk.limits_of(|| assert_eq!(offer(&engine), Outcome::HeldInMemory));
    let crash = disk.limits_of(|| engine.crash(&CRASH));
    let sign_in = disk.limits_of(|| engine.sign_in(account, &[]));
    let off = disk.limits_of(|| engine.turn_off("usage", Rig::SHOWN));
    let turn_on = disk.limits_of(|| engine.turn_on("early", Rig::SHOWN));
    let refused = disk.limits_of(|| engine.choose("stability", State::Refused, Rig::SHOWN));
    let seen = [track, crash, sign_in, off, turn_on, refused];
    println!("{seen:?}");
    // Events 5 ms; crashes 50; a sign-in 5 for each purpose that is open; an off 20 before its word and 500 after it.
    assert_eq!(
        seen.map(|limits| in_all(&limits)),
        [5, 50, 15, 520, 2000, 520]
    );
}

#[test]
fn an_event_of_an_app_group_only_tries() {
    let rig = Rig::default();
    let disk = Awaited::in_a_group(&rig);
    let engine = disk.open(&rig);
    for purpose in ["usage", "crashes"] {
        on(&engine, purpose);
    }
    let lock = another_process(&rig);
    // Another person: the next event needs the lock.
    engine.sign_out();
    let track = disk.limits_of(|| assert_eq!(offer(&engine), Outcome::HeldInMemory));
    assert_eq!(track, [Duration::ZERO]);
    let report = disk.limits_of(|| assert!(Rig::is_accepted(&engine.handled(&CRASH)[0])));
    assert_eq!(in_all(&report), 0, "the app goes on");
    let crash = disk.limits_of(|| engine.crash(&CRASH));
    assert_eq!(
        in_all(&crash),
        50,
        "the process dies, and is suspended no more"
    );
    drop(lock);
    assert!(engine.store_late(), "it is stored once the lock is free");
}

#[test]
fn an_event_waits_as_briefly_for_a_thread() {
    let (engine, stuck) = Stuck::opened();
    let times: Vec<_> = stuck.beside(&engine, || {
        let one = |_| {
            let start = Instant::now();
            assert_eq!(offer(&engine), Outcome::HeldInMemory);
            start.elapsed()
        };
        (0..20).map(one).collect()
    });
    println!("{times:?}");
    let shortest = times.iter().min().expect("there are some");
    assert!(*shortest < TEN_TIMES, "each took {shortest:?} at least");
}

#[test]
fn a_sign_in_waits_for_no_stuck_thread() {
    let (engine, stuck) = Stuck::opened();
    // Without a limit this would never return: the thread goes on afterwards.
    stuck.beside(&engine, || engine.sign_in(Account::default(), &[]));
    engine.sign_out();
}
