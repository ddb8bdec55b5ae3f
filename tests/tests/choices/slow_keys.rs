//! A key store may take seconds: whoever does not need it does not wait for it.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use sordino_engine::ports::{KeyStore, KeyStoreError};
use sordino_engine::receipt::Erasure;
use sordino_engine::{Engine, Options, Ports};
use sordino_testkit::memory::Keys;
use sordino_tests::{Rig, event, policy};
use zeroize::Zeroizing;

/// So long that only somebody who waits for the key store lets it pass.
const TOO_LONG: Duration = Duration::from_secs(30);

#[derive(Default)]
struct Plan {
    /// How many calls until one hangs, and how it says so and hears that it may go on.
    hangs: Option<(u32, Sender<()>, Receiver<()>)>,
    waited_for: bool,
    /// Every key that was ever stored.
    stored: BTreeSet<Vec<u8>>,
}

/// A key store of which one call hangs.
#[derive(Clone)]
struct Slow {
    keys: Keys,
    plan: Arc<Mutex<Plan>>,
}

impl Slow {
    fn of(rig: &Rig) -> Self {
        Self {
            keys: rig.keys.clone(),
            plan: Arc::default(),
        }
    }

    fn plan(&self) -> std::sync::MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the call after `calls` more hang; what hears that it does, and what lets it go on.
    fn hang_after(&self, calls: u32) -> (Receiver<()>, Sender<()>) {
        let (entered, hear) = channel();
        let (go_on, told) = channel();
        self.plan().hangs = Some((calls, entered, told));
        (hear, go_on)
    }

    fn call(&self) {
        let mut plan = self.plan();
        match &mut plan.hangs {
            Some((0, _, _)) => {}
            Some((calls, _, _)) => {
                *calls -= 1;
                return;
            }
            None => return,
        }
        let hangs = plan.hangs.take();
        drop(plan);
        if let Some((_, entered, told)) = hangs {
            let _ = entered.send(());
            let waited_for = told.recv_timeout(TOO_LONG).is_err();
            self.plan().waited_for = waited_for;
        }
    }

    fn open(&self, rig: &Rig) -> Engine {
        let ports = Ports {
            keys: Box::new(self.clone()),
            ..rig.ports()
        };
        Engine::open(policy(), ports, Options::default()).expect("the endpoints are allowed")
    }

    /// Opens on a thread of its own.
    fn opening(&self, rig: &Rig) -> JoinHandle<Engine> {
        let (slow, rig) = (self.clone(), rig.clone());
        thread::spawn(move || slow.open(&rig))
    }
}

impl KeyStore for Slow {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError> {
        self.call();
        self.keys.load(name)
    }

    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), KeyStoreError> {
        self.call();
        self.plan().stored.insert(bytes.to_vec());
        self.keys.store(name, bytes)
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        self.call();
        self.keys.delete(name)
    }
}

fn turn_on(engine: &Engine, purposes: &[&str]) {
    for purpose in purposes {
        let turned = engine.turn_on(purpose, Rig::SHOWN);
        turned.expect("it can be turned on");
    }
}

#[test]
fn a_hanging_completion_holds_no_choice_up() {
    for question in 0.. {
        let rig = Rig::default();
        let slow = Slow::of(&rig);
        let engine = Arc::new(slow.open(&rig));
        turn_on(&engine, &["usage", "stability"]);
        let receipt = engine.turn_off("usage", Rig::SHOWN);
        let receipt = receipt.expect("it can be turned off");

        let (hangs, go_on) = slow.hang_after(question);
        let completing = {
            let (slow, engine) = (slow.clone(), Arc::clone(&engine));
            thread::spawn(move || {
                let completed = engine.complete(&receipt);
                // Nobody will ask any more, and whoever waits for that hears of it.
                slow.plan().hangs = None;
                completed
            })
        };
        if hangs.recv().is_err() {
            completing.join().expect("it ends");
            assert!(question >= 4, "a completion asks the key store");
            break;
        }
        assert!(Rig::is_accepted(
            &engine.record(&event("connection_lost", &[]))
        ));
        let other = rig.open();
        turn_on(&other, &["usage"]);
        let off = engine.turn_off("stability", Rig::SHOWN);
        off.expect("it can be turned off meanwhile");
        let _ = go_on.send(());
        let completed = completing.join().expect("it ends");

        let place = format!("question {question}");
        assert!(!slow.plan().waited_for, "{place}: somebody waited for it");
        assert_eq!(completed.erasure, Erasure::VaultReplaced, "{place}");
        assert_eq!(rig.keys.names().len(), 1, "{place}");
        for engine in [engine.as_ref(), &other, &rig.after_kill().open()] {
            let open = |purpose| engine.status(purpose).expect("it is declared").open;
            // One process hears of what another one chose with its next look at the latest.
            assert!(engine.refresh());
            assert!(open("usage"), "{place}: the other process's yes");
            assert!(!open("stability"), "{place}: this process's no");
        }
    }
}

#[test]
fn a_waiting_opening_lets_other_processes_choose() {
    let rig = Rig::default();
    let other = rig.open();
    let slow = Slow::of(&rig);
    for question in 0..2 {
        let (hangs, go_on) = slow.hang_after(question);
        let opening = slow.opening(&rig);
        hangs
            .recv_timeout(TOO_LONG)
            .expect("an opening asks for both names");
        turn_on(&other, &["usage"]);
        let off = other.turn_off("usage", Rig::SHOWN);
        off.expect("it can be turned off meanwhile");
        let _ = go_on.send(());
        let opened = opening.join().expect("it ends");
        assert!(!slow.plan().waited_for, "question {question}");
        assert!(opened.condition().not_ready.is_none());
    }
}

#[test]
fn keys_replaced_during_opening_are_asked_again() {
    let rig = Rig::default();
    let other = rig.open();
    turn_on(&other, &["usage", "stability"]);
    let slow = Slow::of(&rig);
    // The first name is read before the replacement, the second one after it.
    let (hangs, go_on) = slow.hang_after(1);
    let opening = slow.opening(&rig);
    hangs
        .recv_timeout(TOO_LONG)
        .expect("an opening asks for both names");
    for _ in 0..2 {
        turn_on(&other, &["usage"]);
        let off = other.turn_off("usage", Rig::SHOWN);
        other.complete(&off.expect("it can be turned off"));
    }
    let _ = go_on.send(());
    let opened = opening.join().expect("it ends");
    assert!(opened.status("stability").expect("it is declared").open);
    assert!(opened.condition().found.is_empty());
}

#[test]
fn a_completion_leaves_another_processs_on() {
    let rig = Rig::default();
    let (engine, other) = (rig.open(), rig.open());
    turn_on(&engine, &["usage"]);
    let off = engine.turn_off("usage", Rig::SHOWN);
    turn_on(&other, &["stability"]);
    engine.complete(&off.expect("it can be turned off"));
    assert!(Rig::is_accepted(
        &other.record(&event("connection_lost", &[]))
    ));
}

#[test]
fn after_a_cut_replacement_both_keys_go() {
    let rig = Rig::default();
    let slow = Slow::of(&rig);
    let engine = slow.open(&rig);
    turn_on(&engine, &["usage"]);
    let off = engine.turn_off("usage", Rig::SHOWN);
    // The last question destroys the older key. Failing there leaves both.
    let (hangs, go_on) = slow.hang_after(3);
    thread::scope(|scope| {
        let completing = scope.spawn(|| engine.complete(&off.expect("it can be turned off")));
        hangs.recv_timeout(TOO_LONG).expect("it asks four times");
        rig.keys.set_failing(Some(KeyStoreError::Failed));
        let _ = go_on.send(());
        let completed = completing.join().expect("it ends");
        assert_eq!(
            completed.erasure,
            Erasure::Overwritten,
            "no more than is true"
        );
    });
    rig.keys.set_failing(None);
    assert_eq!(rig.keys.names().len(), 2);

    turn_on(&engine, &["usage"]);
    let before = slow.plan().stored.clone();
    let off = engine.turn_off("usage", Rig::SHOWN);
    let completed = engine.complete(&off.expect("it can be turned off"));
    assert_eq!(completed.erasure, Erasure::VaultReplaced);
    for name in rig.keys.names() {
        let key = rig
            .keys
            .load(&name)
            .expect("it answers")
            .expect("it is there");
        assert!(
            !before.contains(&*key),
            "a key that wrapped the slot is left"
        );
    }
}
