//! Two folders of one app: what was refused in the one that is not used any more counts in the other.

use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::{KeyStore, KeyStoreError};
use sordino_engine::{Engine, Options, Ports};
use sordino_testkit::memory::{Fault, Keys};
use sordino_tests::{Rig, is_open, on, policy};
use zeroize::Zeroizing;

const FORMER: &str = "vault.former.1";

/// A device on which `usage` was refused and an age limit forbids `crashes`; the bytes of its vault.
fn refused() -> Vec<u8> {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    engine.turn_off("usage", Rig::SHOWN).expect("it is written");
    engine
        .limit(Limiter::Age, Some("crashes"), false)
        .expect("it is written");
    drop(engine);
    rig.disk.contents().remove("vault").expect("it is there")
}

/// A device on which everything of these is open, with the other's vault beside its own.
fn open_beside(former: &[u8]) -> Rig {
    let rig = Rig::default();
    let engine = rig.open();
    for purpose in ["usage", "crashes", "early"] {
        on(&engine, purpose);
    }
    drop(engine);
    rig.disk.put(FORMER, former.to_vec());
    rig
}

fn counts(rig: &Rig, what: &str) {
    let engine = rig.open();
    assert!(is_open(&engine, "early"), "{what}: nobody refused that");
    counts_in(rig, engine, what);
}

fn counts_in(rig: &Rig, engine: Engine, what: &str) {
    assert!(!is_open(&engine, "usage"), "{what}");
    assert!(!is_open(&engine, "crashes"), "{what}");
    let usage = engine.status("usage").expect("declared");
    assert_eq!(usage.state, State::Withdrawn, "{what}");
    assert!(!rig.disk.contents().contains_key(FORMER), "{what}");
    engine
        .turn_on("crashes", Rig::SHOWN)
        .expect("it is written");
    assert!(!is_open(&engine, "crashes"), "{what}: the limit stands");
    on(&engine, "usage");
    drop(engine);
    assert!(is_open(&rig.open(), "usage"), "{what}: a later yes counts");
}

#[test]
fn another_folders_nos_count() {
    counts(&open_beside(&refused()), "taken over");
}

#[test]
fn another_folders_nos_survive_each_kill() {
    let former = refused();
    let steps = {
        let rig = open_beside(&former);
        let before = rig.disk.steps();
        drop(rig.open());
        rig.disk.steps() - before
    };
    assert!(steps > 4, "something is written");
    for step in 0..steps {
        for fault in [Fault::Fails, Fault::CutThenKilled, Fault::ThenKilled] {
            let rig = open_beside(&former);
            rig.disk.set_fault(step, fault);
            let engine = rig.open();
            assert!(
                rig.disk.is_killed() || !is_open(&engine, "usage"),
                "step {step}"
            );
            drop(engine);
            rig.disk.clear_fault();
            let (next, what) = (rig.after_kill(), format!("step {step}"));
            match fault {
                // A slot that is cut while its key is replaced opens nothing.
                Fault::CutThenKilled => counts_in(&next, next.open(), &what),
                _ => counts(&next, &what),
            }
        }
    }
}

#[test]
fn another_folders_damage_closes_no_more() {
    let mut damaged = refused();
    damaged.truncate(damaged.len() - 7);
    let rig = open_beside(&damaged);
    counts(&rig, "damaged");
}

#[test]
fn nos_without_a_key_count_in_another_folder() {
    let rig = Rig::default();
    rig.keys.set_failing(Some(KeyStoreError::Failed));
    let engine = rig.open();
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it needs no key");
    drop(engine);
    let former = rig.disk.contents().remove("vault").expect("it is there");
    let rig = open_beside(&former);
    let engine = rig.open();
    assert!(!is_open(&engine, "usage"));
    assert!(is_open(&engine, "crashes") && is_open(&engine, "early"));
}

#[test]
fn a_silent_key_store_makes_no_new_vault() {
    let rig = Rig::default();
    on(&rig.open(), "usage");
    let keys = rig.keys.names();
    let vault = rig.disk.contents().remove("vault").expect("it is there");
    rig.disk.remove("vault");
    let engine = FailingLoads::on(&rig).open(&rig);
    assert!(engine.condition().not_ready.is_some());
    drop(engine);
    assert_eq!(rig.keys.names(), keys, "no key was destroyed for a new one");
    rig.disk.remove("vault");
    rig.disk.put("vault", vault);
    assert!(is_open(&rig.open(), "usage"));
}

/// A key store that stores and destroys, and has no answer about what it holds.
struct FailingLoads(Keys);

impl FailingLoads {
    fn on(rig: &Rig) -> Self {
        Self(rig.keys.clone())
    }

    fn open(self, rig: &Rig) -> Engine {
        let ports = Ports {
            keys: Box::new(self),
            ..rig.ports()
        };
        Engine::open(policy(), ports, Options::default()).expect("the endpoints are allowed")
    }
}

impl KeyStore for FailingLoads {
    fn load(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError> {
        Err(KeyStoreError::Failed)
    }

    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), KeyStoreError> {
        self.0.store(name, bytes)
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        self.0.delete(name)
    }
}
