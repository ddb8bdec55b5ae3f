//! A process that is stopped while it holds the lock, and another one's off meanwhile.
//!
//! The holder is stopped before each access to the disk in turn. There the other process, which waits for no
//! lock, turns `usage` off; then the holder goes on, or is killed. Whatever it was about to write, the off stands.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use sordino_engine::ledger::{Limiter, State};
use sordino_engine::receipt::{Erasure, Receipt};
use sordino_engine::{Engine, Options, Ports};
use sordino_tests::{Meanwhile, Rig, impatient, is_open, offer, on, policy, stalling};

/// What the holder is in the middle of.
struct Act {
    name: &'static str,
    /// What the device went through before.
    before: fn(&Engine),
    act: fn(&Engine),
    /// An off before its first change may come before all of it: a yes after it counts.
    is_a_yes: bool,
}

const ACTS: [Act; 6] = [
    Act {
        name: "turning another purpose on",
        before: |engine| on(engine, "usage"),
        act: |engine| drop(engine.turn_on("stability", Rig::SHOWN)),
        is_a_yes: false,
    },
    Act {
        name: "saying yes for the first time",
        before: |_| (),
        act: |engine| drop(engine.turn_on("usage", Rig::SHOWN)),
        is_a_yes: true,
    },
    Act {
        name: "renewing the yes",
        before: |engine| on(engine, "usage"),
        act: |engine| drop(engine.turn_on("usage", Rig::SHOWN)),
        is_a_yes: true,
    },
    Act {
        name: "replacing the vault key",
        before: |engine| {
            on(engine, "usage");
            on(engine, "stability");
        },
        act: |engine| {
            if let Ok(receipt) = engine.turn_off("stability", Rig::SHOWN) {
                engine.complete(&receipt);
            }
        },
        is_a_yes: false,
    },
    Act {
        name: "lifting a limit",
        before: |engine| {
            on(engine, "usage");
            engine
                .limit(Limiter::Os, Some("stability"), false)
                .expect("it is written");
        },
        act: |engine| drop(engine.limit(Limiter::Os, Some("stability"), true)),
        is_a_yes: false,
    },
    Act {
        name: "writing what nobody chose",
        before: |engine| on(engine, "usage"),
        act: |engine| drop(engine.choose("crashes", State::Requested, Rig::SHOWN)),
        is_a_yes: false,
    },
];

/// An off of the other process, and what the disk held when it returned.
struct Off {
    receipt: Receipt,
    killed: Rig,
    after_a_change: bool,
}

fn engine_on(rig: &Rig, files: Box<dyn sordino_engine::ports::Files>) -> Engine {
    let ports = Ports {
        files,
        ..rig.ports()
    };
    Engine::open(policy(), ports, Options::default()).expect("the endpoints are allowed")
}

/// Plays one act whose process is stopped at the access number `step`. Nothing if it makes fewer.
fn play(act: &Act, step: u64) -> Option<(Rig, Engine, Engine, Off)> {
    let rig = Rig::default();
    let first = rig.open();
    (act.before)(&first);
    offer(&first);
    drop(first);
    let other = Arc::new(engine_on(&rig, Box::new(impatient(&rig.disk))));
    let (steps, changes) = (AtomicU64::new(u64::MAX), AtomicU64::new(0));
    let steps = Arc::new(steps);
    let off = Arc::new(Mutex::new(None));
    let meanwhile: Meanwhile = {
        let (steps, off) = (Arc::clone(&steps), Arc::clone(&off));
        let (other, rig) = (Arc::clone(&other), rig.clone());
        Arc::new(move |changes_something| {
            let left = steps.load(Ordering::SeqCst);
            if left == u64::MAX {
                return;
            }
            if left > 0 {
                steps.store(left - 1, Ordering::SeqCst);
                changes.fetch_add(u64::from(changes_something), Ordering::SeqCst);
                return;
            }
            steps.store(u64::MAX, Ordering::SeqCst);
            let receipt = other.turn_off("usage", Rig::SHOWN);
            *off.lock().expect("nobody panics") = Some(Off {
                receipt: receipt.expect("an off needs no lock"),
                killed: rig.after_kill(),
                after_a_change: changes.load(Ordering::SeqCst) > 0,
            });
        })
    };
    let holder = engine_on(&rig, Box::new(stalling(&rig.disk, meanwhile)));
    steps.store(step, Ordering::SeqCst);
    (act.act)(&holder);
    steps.store(u64::MAX, Ordering::SeqCst);
    let off = off.lock().expect("nobody panics").take()?;
    let other = engine_on(&rig, Box::new(impatient(&rig.disk)));
    Some((rig, holder, other, off))
}

fn stays_off(engine: &Engine, place: &str) {
    assert!(!Rig::is_accepted(&offer(engine)), "{place}");
    assert!(!is_open(engine, "usage"), "{place}");
    assert!(Rig::begin(engine).is_none(), "{place}");
    assert_eq!(engine.queued_ids(), [], "{place}");
}

/// Slots of purposes that are open, as `docs/formats/vault.md` lays them out.
fn generations(rig: &Rig) -> usize {
    let vault = &rig.disk.contents()["vault"];
    let slots = vault[256..].chunks(256);
    slots.filter(|slot| slot[16..24] != [0; 8]).count()
}

#[test]
fn no_stalled_holder_undoes_an_off() {
    for act in &ACTS {
        let mut stops = 0;
        while let Some((rig, holder, other, off)) = play(act, stops) {
            let place = format!("{}, stopped at access {stops}", act.name);
            stops += 1;
            // Killed where it stood: the next process finds the off.
            stays_off(&off.killed.open(), &format!("{place}, killed"));
            if act.is_a_yes && !off.after_a_change {
                continue;
            }
            stays_off(&holder, &place);
            stays_off(&other, &place);
            stays_off(&rig.after_kill().open(), &format!("{place}, next process"));
            holder.turn_on("usage", Rig::SHOWN).expect("it is written");
            assert!(is_open(&rig.open(), "usage"), "{place}: a later yes counts");
        }
        assert!(stops > 10, "{}: stopped {stops} times only", act.name);
    }
}

#[test]
fn an_off_without_lock_is_pending_until_wiped() {
    let act = &ACTS[0];
    let mut pending = 0;
    for stop in 0..8 {
        let (rig, holder, _, off) = play(act, stop).expect("it is stopped");
        if off.receipt.erasure != Erasure::VaultPending {
            continue;
        }
        pending += 1;
        assert!(!off.receipt.in_ledger);
        drop(holder);
        // A later holder learns of it from the disk alone.
        let later = off.killed;
        let engine = later.open();
        let before = later.disk.contents()["vault"].clone();
        let completed = engine.complete(&off.receipt);
        assert_eq!(completed.erasure, Erasure::VaultReplaced, "stop {stop}");
        assert_ne!(later.disk.contents()["vault"], before, "wrapped anew");
        assert_eq!(generations(&later), 2, "the ledger's and the list's own");
        let entries = engine.export_ledger().expect("it is there").entries;
        let last = &entries.last().expect("it has entries").entry.what;
        let written = format!("{last:?}");
        assert!(written.contains("Withdrawn"), "{written}");
        drop(rig);
    }
    assert!(pending > 0, "no off met a held lock");
}
