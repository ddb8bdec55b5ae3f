//! An off whose completion never came: the next opening makes up for it, the vault key first.

use sordino_engine::Engine;
use sordino_engine::ports::Files;
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, is_open, offer, on, usage_on};

/// The device with the files of before, and the key store of now.
fn with_older_files(rig: &Rig, older: &Rig) -> Rig {
    let restored = rig.after_kill();
    for (path, bytes) in older.disk.contents() {
        if let Some((folder, _)) = path.rsplit_once('/') {
            restored
                .disk
                .create_folder(folder)
                .expect("the disk is well");
        }
        restored.disk.put(&path, bytes);
    }
    restored
}

fn opens_nothing(rig: &Rig, older: &Rig, what: &str) {
    let engine = with_older_files(rig, older).open();
    assert!(!is_open(&engine, "usage"), "{what}: an older copy opens");
    assert_eq!(engine.queued_ids(), [], "{what}");
}

fn off(engine: &Engine) {
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
}

#[test]
fn opening_replaces_the_key_of_an_unfinished_off() {
    let (rig, engine) = usage_on();
    offer(&engine);
    let older = rig.after_kill();
    off(&engine);
    let killed = rig.after_kill();
    drop(killed.open());
    opens_nothing(&killed, &older, "opened once");
    // What is open now stays open.
    let (rig, engine) = usage_on();
    on(&engine, "stability");
    offer(&engine);
    let older = rig.after_kill();
    off(&engine);
    on(&engine, "usage");
    let killed = rig.after_kill();
    let engine = killed.open();
    assert!(is_open(&engine, "usage") && is_open(&engine, "stability"));
    drop(engine);
    opens_nothing(&killed, &older, "turned on again before the kill");
}

#[test]
fn a_killed_opening_still_owes_the_key() {
    let (rig, engine) = usage_on();
    offer(&engine);
    let older = rig.after_kill();
    off(&engine);
    let mut step = 0;
    loop {
        let killed = rig.after_kill();
        killed.disk.set_fault(step, Fault::ThenKilled);
        drop(killed.open());
        let met = killed.disk.is_killed();
        let next = killed.after_kill();
        drop(next.open());
        opens_nothing(&next, &older, &format!("killed at step {step}"));
        if !met {
            break;
        }
        step += 1;
    }
    assert!(step > 2, "opening made {step} steps only");
}

#[test]
fn an_erasure_owes_the_key_too() {
    let (rig, engine) = usage_on();
    off(&engine);
    drop(engine);
    let rig = rig.after_kill();
    let engine = rig.open();
    let names = rig.keys.names();
    drop(rig.after_kill().open());
    assert_eq!(rig.keys.names(), names, "nothing is owed any more");
    engine.erase().expect("it can be erased");
    let killed = rig.after_kill();
    drop(killed.open());
    assert_ne!(killed.keys.names(), names, "the erased chain's key is gone");
}
