//! Record, upload, turn-off and a stalled holder of the lock under a model checker that tries many orders of their steps.
//!
//! `cargo test -p sordino-tests --features model --test model`. The engine's own code runs, with
//! its locks and atomics replaced; files and keys are in memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use shuttle::thread;
use sordino_engine::receipt::Stopped;
use sordino_engine::upload::{Answer, Cancel, Next, Reply};
use sordino_engine::{Engine, Options, Outcome, Ports};
use sordino_tests::{Meanwhile, Rig, event, impatient, policy, stalling};

/// How many orders each test tries: 10,000 together. `SORDINO_ORDERS=N` tries N in each.
const SHORT: usize = 4_000;
const LONG: usize = 2_000;

/// A transport that notes whether it began, and never begins once it was cancelled.
#[derive(Default)]
struct Transport {
    cancelled: AtomicBool,
}

impl Cancel for Transport {
    fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }
}

/// What the threads tell each other outside the checked locks.
#[derive(Default)]
struct Seen {
    off_returned: AtomicBool,
    began_after_off: AtomicU32,
    accepted_after_off: AtomicU32,
}

fn record(engine: &Engine, seen: &Seen) {
    for _ in 0..2 {
        let off = seen.off_returned.load(Ordering::SeqCst);
        let outcome = engine.record(&event("alert_opened", &[("minutes", 3.into())]));
        if off && matches!(outcome, Outcome::Accepted(_)) {
            seen.accepted_after_off.fetch_add(1, Ordering::SeqCst);
        }
    }
}

fn upload(engine: &Engine, seen: &Seen) {
    for _ in 0..2 {
        let Next::Ready(ticket) = engine.next_upload() else {
            continue;
        };
        let transport = Arc::new(Transport::default());
        let Ok(request) = engine.begin(ticket, Arc::clone(&transport) as Arc<dyn Cancel>) else {
            continue;
        };
        // Between having the body and beginning the call, a whole turn-off may pass.
        (0..50).for_each(|_| thread::yield_now());
        let reply = match transport.cancelled.load(Ordering::SeqCst) {
            true => Reply::Cancelled,
            false => {
                if seen.off_returned.load(Ordering::SeqCst) {
                    seen.began_after_off.fetch_add(1, Ordering::SeqCst);
                }
                thread::yield_now();
                Reply::Answered(Answer::of(200))
            }
        };
        engine.report(request.id, &reply);
    }
}

/// Runs `check` in so many orders. The cipher needs more stack than the checker's default.
fn in_many_orders(orders: usize, check: impl Fn() + Send + Sync + 'static) {
    let asked = std::env::var("SORDINO_ORDERS").ok();
    let orders = asked.map_or(orders, |asked| asked.parse().expect("it is a number"));
    let mut config = shuttle::Config::new();
    config.stack_size = 1024 * 1024;
    // Few changes of who runs, at random places: the orders in which a long call meets a short one.
    let scheduler = shuttle::scheduler::PctScheduler::new(3, orders);
    let tried = shuttle::Runner::new(scheduler, config).run(check);
    println!("{tried} orders");
    assert_eq!(tried, orders);
}

/// An engine that waits for no transport: what it cancelled must stop by itself.
fn open(rig: &Rig) -> Engine {
    let options = Options {
        cancel_limit: Duration::ZERO,
        ..Options::default()
    };
    rig.open_with(policy(), options)
}

/// A device with the purpose on and one record queued.
fn on() -> (Rig, Arc<Engine>) {
    let rig = Rig::default();
    let engine = Arc::new(rig.open());
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    (rig, engine)
}

#[test]
fn after_off_nothing_begins_in_one_process() {
    let check = || {
        let (rig, engine) = on();
        let seen = Arc::new(Seen::default());
        let others: Vec<_> = [record as fn(&Engine, &Seen), upload]
            .into_iter()
            .map(|act| {
                let (engine, seen) = (Arc::clone(&engine), Arc::clone(&seen));
                thread::spawn(move || act(&engine, &seen))
            })
            .collect();
        engine
            .turn_off("usage", Rig::SHOWN)
            .expect("it can be turned off");
        seen.off_returned.store(true, Ordering::SeqCst);
        for other in others {
            other.join().expect("no panic leaves the engine");
        }
        assert_eq!(seen.began_after_off.load(Ordering::SeqCst), 0);
        assert_eq!(seen.accepted_after_off.load(Ordering::SeqCst), 0);
        assert_eq!(engine.queued_ids(), []);
        drop(engine);
        assert_eq!(
            rig.open().queued_ids(),
            [],
            "nor is anything found by a next process"
        );
    };
    in_many_orders(SHORT, check);
}

#[test]
fn after_off_nothing_unlisted_begins_elsewhere() {
    let check = || {
        let (rig, engine) = on();
        let other = Arc::new(open(&rig));
        let seen = Arc::new(Seen::default());
        let threads: Vec<_> = [record as fn(&Engine, &Seen), upload]
            .into_iter()
            .map(|act| {
                let (other, seen) = (Arc::clone(&other), Arc::clone(&seen));
                thread::spawn(move || act(&other, &seen))
            })
            .collect();
        let receipt = engine
            .turn_off("usage", Rig::SHOWN)
            .expect("it can be turned off");
        seen.off_returned.store(true, Ordering::SeqCst);
        for thread in threads {
            thread.join().expect("no panic leaves the engine");
        }
        let listed = receipt
            .uploads
            .iter()
            .filter(|one| one.outcome == Stopped::NotConfirmed);
        assert!(seen.began_after_off.load(Ordering::SeqCst) as usize <= listed.count());
        assert_eq!(seen.accepted_after_off.load(Ordering::SeqCst), 0);
        assert_eq!(other.queued_ids(), []);
    };
    in_many_orders(SHORT, check);
}

/// An engine over the same device that reaches the disk by other ways.
fn open_by(rig: &Rig, files: Box<dyn sordino_engine::ports::Files>) -> Engine {
    let ports = Ports {
        files,
        ..rig.ports()
    };
    let options = Options {
        cancel_limit: Duration::ZERO,
        ..Options::default()
    };
    Engine::open(policy(), ports, options).expect("the endpoints are allowed")
}

/// The holder of the lock may be stopped before each access to the disk; who turns off waits for no lock, and
/// a third process records. Killed at the end of the off, or going on, the holder undoes nothing.
#[test]
fn after_off_no_stalled_holder_reopens() {
    let check = || {
        let (rig, engine) = on();
        drop(engine);
        let yields: Meanwhile = Arc::new(|_| thread::yield_now());
        let stopped = stalling(&rig.disk, yields);
        let holder = Arc::new(open_by(&rig, Box::new(stopped.clone())));
        let third = Arc::new(open_by(&rig, Box::new(stopped)));
        let other = open_by(&rig, Box::new(impatient(&rig.disk)));
        let seen = Arc::new(Seen::default());
        let holding = {
            let holder = Arc::clone(&holder);
            thread::spawn(move || {
                let _ = holder.turn_on("stability", Rig::SHOWN);
                if let Ok(receipt) = holder.turn_off("stability", Rig::SHOWN) {
                    holder.complete(&receipt);
                }
            })
        };
        let recording = {
            let (third, seen) = (Arc::clone(&third), Arc::clone(&seen));
            thread::spawn(move || record(&third, &seen))
        };
        other
            .turn_off("usage", Rig::SHOWN)
            .expect("an off needs no lock");
        seen.off_returned.store(true, Ordering::SeqCst);
        let killed = rig.after_kill();
        assert_eq!(killed.open().queued_ids(), [], "killed as it stood");
        assert!(!killed.open().status("usage").expect("declared").open);
        holding.join().expect("no panic leaves the engine");
        recording.join().expect("no panic leaves the engine");
        assert_eq!(seen.accepted_after_off.load(Ordering::SeqCst), 0);
        for engine in [&holder, &third] {
            let outcome = engine.record(&event("alert_opened", &[]));
            assert!(!matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
            assert_eq!(engine.queued_ids(), []);
        }
        assert!(!rig.open().status("usage").expect("declared").open);
    };
    in_many_orders(LONG, check);
}
