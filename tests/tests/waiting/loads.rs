//! The three loads under which a record once waited for seconds, on the real file system.
//!
//! `cargo test -p sordino-tests --test waiting loads -- --nocapture` prints what was measured.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::ports::{Files, KeyStore, KeyStoreError};
use sordino_engine::{Account, Engine, Options, Outcome, Ports};
use sordino_policy::Policy;
use sordino_testkit::front::{Access, Front, Fronted};
use sordino_testkit::memory::HandClock;
use sordino_tests::{Rig, event, policy};
use sordino_tests::{offer, on};
use zeroize::Zeroizing;

use crate::FAR_TOO_LONG;

const THREADS: usize = 8;

/// A key store of which every answer takes long.
struct SlowKeys(KeyFile, Duration);

impl KeyStore for SlowKeys {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError> {
        thread::sleep(self.1);
        self.0.load(name)
    }

    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), KeyStoreError> {
        self.0.store(name, bytes)
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        self.0.delete(name)
    }
}

/// Makes every sync of a file and every removal take long.
struct Slow(Duration);

impl Front for Slow {
    fn before(&self, _: &str, access: Access) -> io::Result<()> {
        if matches!(access, Access::Sync | Access::RemoveFile) {
            thread::sleep(self.0);
        }
        Ok(())
    }
}

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    fn folder(&self) -> Folder {
        Folder::new(self.0.path().join("files")).expect("it can be used")
    }

    fn keys(&self) -> KeyFile {
        KeyFile::new(self.0.path().join("keys")).expect("it can be used")
    }

    fn open(&self) -> Engine {
        Self::open_over(self.folder(), self.keys())
    }

    fn open_over(files: impl Files + 'static, keys: impl KeyStore + 'static) -> Engine {
        Self::open_with(policy(), files, keys)
    }

    fn open_with(
        policy: Policy,
        files: impl Files + 'static,
        keys: impl KeyStore + 'static,
    ) -> Engine {
        let ports = Self::ports(files, keys);
        Engine::open(policy, ports, Options::default()).expect("the endpoints are allowed")
    }

    fn ports(files: impl Files + 'static, keys: impl KeyStore + 'static) -> Ports {
        Ports {
            files: Box::new(files),
            keys: Box::new(keys),
            clock: Box::new(SystemClock),
            random: Box::new(SystemRandom),
            vendors: Vec::new(),
        }
    }
}

/// Has eight threads record until `done`; how long each call took, and the answers.
fn record_until(engine: &Engine, done: &AtomicBool) -> (Vec<Duration>, Vec<Outcome>) {
    let one = || {
        let mut seen = Vec::new();
        while !done.load(Ordering::SeqCst) {
            // Whom records are about may have changed: the next one needs the lock.
            engine.sign_out();
            let start = Instant::now();
            let outcome = offer(engine);
            seen.push((start.elapsed(), outcome));
            thread::sleep(Duration::from_millis(1));
        }
        seen
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(one)).collect();
        let seen = threads.into_iter().map(|one| one.join().expect("no panic"));
        seen.flatten().unzip()
    })
}

/// Prints what was measured, and holds the worst against the bound.
fn told(load: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let last = times.len().checked_sub(1).expect("something was recorded");
    let at = |part: f64| times[(last as f64 * part) as usize];
    println!(
        "{load}: {} records by {THREADS} threads, p50 {:?}, p99.9 {:?}, worst {:?}",
        times.len(),
        at(0.5),
        at(0.999),
        times[last]
    );
    assert!(times[last] < FAR_TOO_LONG, "{load}: {:?}", times[last]);
}

/// Runs `act` while threads record, and ends with it.
fn beside<T: Send>(
    engine: &Engine,
    act: impl FnOnce() -> T + Send,
) -> (Vec<Duration>, Vec<Outcome>) {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let recording = scope.spawn(|| record_until(engine, &done));
        act();
        done.store(true, Ordering::SeqCst);
        recording.join().expect("no panic")
    })
}

#[test]
fn threads_beside_a_held_lock_do_not_queue_up() {
    let place = Place::new();
    let engine = place.open();
    on(&engine, "usage");
    let lock = place.folder().lock("lock", Duration::ZERO);
    let lock = lock.expect("nobody holds it");
    let (times, outcomes) = beside(&engine, || thread::sleep(Duration::from_millis(1500)));
    told("another process holds the lock", times);
    let held = outcomes.iter().filter(|one| **one == Outcome::HeldInMemory);
    let held = held.count();
    assert!(held > 0 && outcomes.iter().all(|one| !Rig::is_accepted(one)));
    drop(lock);
    assert!(engine.store_late());
    let ids = engine.queued_ids();
    let stored = ids.iter().filter(|(to, _)| to == "segment").count();
    assert_eq!(stored, held, "each that was held, once");
}

#[test]
fn a_closed_purpose_waits_for_no_key_store() {
    let place = Place::new();
    let slow = SlowKeys(place.keys(), Duration::from_secs(1));
    let engine = Place::open_over(place.folder(), slow);
    let other = place.open();
    on(&other, "usage");
    let off = other.turn_off("usage", Rig::SHOWN).expect("it is on");
    // Another vault key: this process needs the key store to read any further.
    other.complete(&off);
    on(&other, "usage");
    let (times, _) = beside(&engine, || thread::sleep(Duration::from_millis(2500)));
    told("closed here, the key store takes a second", times);
    engine.refresh();
    assert!(
        Rig::is_accepted(&offer(&engine)),
        "a refresh asks for the key"
    );
}

#[test]
fn a_full_queue_makes_room_without_waiting() {
    let place = Place::new();
    // Far longer than any record may take, where it syncs or removes a file.
    let slow = Fronted::new(place.folder(), Slow(2 * FAR_TOO_LONG));
    let mut policy = policy();
    for recipient in &mut policy.recipients {
        recipient.queue.max_records = 64;
    }
    let engine = Place::open_with(policy, slow, place.keys());
    on(&engine, "stability");
    let mut times = Vec::new();
    for _ in 0..64 + 48 {
        let start = Instant::now();
        let outcome = engine.record(&event("connection_lost", &[]));
        times.push(start.elapsed());
        assert!(Rig::is_accepted(&outcome), "{outcome:?}");
    }
    told("a full queue on a slow disk", times);
    assert!(engine.counters().evicted >= 48);
    let trash = place.folder().path().join("trash");
    assert!(trash.exists(), "what made room waits to be overwritten");
    engine.refresh();
    assert!(!trash.exists(), "and was");
}

#[test]
fn old_records_keep_no_new_one_waiting() {
    let place = Place::new();
    let clock = HandClock::at(sordino_engine::ports::Clock::now(&SystemClock));
    let slow = Fronted::new(place.folder(), Slow(2 * FAR_TOO_LONG));
    let ports = Ports {
        clock: Box::new(clock.clone()),
        ..Place::ports(slow, place.keys())
    };
    let engine = Engine::open(policy(), ports, Options::default()).expect("it opens");
    on(&engine, "usage");
    assert!(Rig::is_accepted(&offer(&engine)));
    clock.advance(31 * 86_400_000);
    let start = Instant::now();
    let outcome = offer(&engine);
    let took = start.elapsed();
    assert!(Rig::is_accepted(&outcome), "{outcome:?}");
    assert!(took < FAR_TOO_LONG, "{took:?}");
    assert_eq!(engine.counters().expired, 2);
    let trash = place.folder().path().join("trash");
    assert!(trash.exists(), "what is too old waits to be overwritten");
    engine.refresh();
    assert!(!trash.exists(), "and was");
}

#[test]
fn a_completion_on_a_slow_disk_keeps_no_record() {
    let place = Place::new();
    let slow = Fronted::new(place.folder(), Slow(Duration::from_millis(40)));
    let engine = Place::open_over(slow, place.keys());
    on(&engine, "usage");
    on(&engine, "early");
    for person in 0..30 {
        // Another person, another segment: many files to remove.
        let user_id = Some(format!("u-{person}"));
        let account = Account {
            user_id,
            ..Account::default()
        };
        engine.sign_in(account, &[]);
        assert!(Rig::is_accepted(&engine.record(&event("first_seen", &[]))));
    }
    let off = engine.turn_off("early", Rig::SHOWN).expect("it is on");
    let (tell, completed) = channel();
    let (times, outcomes) = beside(&engine, || {
        let _ = tell.send(engine.complete(&off));
    });
    told("a completion on a slow disk", times);
    assert!(completed.recv().expect("it was completed").files_gone);
    let accepted = outcomes.iter().filter(|one| Rig::is_accepted(one)).count();
    assert!(
        accepted > outcomes.len() * 9 / 10,
        "{accepted} of {}: the disk is slow, the lock is free",
        outcomes.len()
    );
}
