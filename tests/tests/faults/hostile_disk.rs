//! A disk that is full, read-only or knows no locks: an off holds all the same, or fails and stays closed.

use sordino_engine::ports::KeyStoreError;
use sordino_engine::{ChoiceError, NotReady, Outcome, Refusal};
use sordino_tests::{Rig, is_open, offer};

use crate::damage::works_again;

#[test]
fn on_a_full_disk_off_still_holds() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    assert!(Rig::is_accepted(&offer(&engine)));
    rig.disk.set_free(Some(0));
    let refused = (0..3).map(|_| offer(&engine)).collect::<Vec<_>>();
    assert!(
        refused
            .iter()
            .all(|outcome| *outcome == Outcome::Refused(Refusal::NoRoom)),
        "{refused:?}"
    );
    assert_eq!(
        engine.queued_ids().len(),
        2,
        "what was accepted before is there"
    );

    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("an off needs no space");

    assert!(
        receipt.in_ledger,
        "it was written into the space in reserve"
    );
    let after = rig.after_kill();
    assert!(!is_open(&after.open(), "usage"));
    after.disk.set_free(None);
    works_again(&after, "after a full disk");
}

#[test]
fn many_choices_never_use_up_the_reserve() {
    let rig = Rig::default();
    let engine = rig.open();
    for turn in 0..60 {
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        rig.disk.set_free(Some(0));
        let receipt = engine
            .turn_off("usage", Rig::SHOWN)
            .expect("an off needs no space");
        assert!(receipt.in_ledger, "turn {turn}");
        rig.disk.set_free(None);
    }
}

#[test]
fn on_a_read_only_disk_nothing_opens() {
    let rig = Rig::default();
    rig.open()
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let rig = rig.after_kill();
    rig.disk.set_read_only(true);
    let engine = rig.open();
    assert!(
        matches!(engine.condition().not_ready, Some(NotReady::Storage(_))),
        "{:?}",
        engine.condition()
    );
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
    assert!(engine.turn_on("usage", Rig::SHOWN).is_err());
    rig.disk.set_read_only(false);
    engine.retry();
    assert!(is_open(&engine, "usage"), "the choice was never lost");
}

#[test]
fn without_file_locks_a_start_is_closed() {
    let rig = Rig::default();
    rig.open()
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let rig = rig.after_kill();
    rig.disk.set_lockless(true);
    let engine = rig.open();
    assert_eq!(engine.condition().not_ready, Some(NotReady::NoFileLock));
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
    assert_eq!(
        engine.turn_on("usage", Rig::SHOWN),
        Err(ChoiceError::NotReady)
    );
}

#[test]
fn no_off_succeeds_where_files_cannot_be_locked() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    rig.disk.set_lockless(true);
    let before = rig.disk.contents();
    assert_eq!(
        engine.turn_off("usage", Rig::SHOWN),
        Err(ChoiceError::ClosedUntilRestart)
    );
    assert_eq!(rig.disk.contents(), before, "nothing is written unlocked");
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
    rig.disk.set_lockless(false);
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it is tried again");
    assert!(!is_open(&rig.after_kill().open(), "usage"));
}

#[test]
fn on_a_read_only_disk_off_destroys_keys() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    offer(&engine);
    rig.disk.set_read_only(true);
    let off = engine.turn_off("usage", Rig::SHOWN).map(drop);
    let nothing_remembers_it = Err(sordino_engine::ChoiceError::StorageFailed);
    assert_eq!(off, nothing_remembers_it, "closed all the same");
    assert_eq!(
        rig.keys.names(),
        [] as [String; 0],
        "the last that can go has gone"
    );
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
    let after = rig.after_kill();
    after.disk.set_read_only(false);
    works_again(&after, "after a read-only disk");
}

#[test]
fn an_undurable_off_fails_and_stays_closed() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    rig.disk.set_read_only(true);
    rig.keys.set_failing(Some(KeyStoreError::Failed));
    let answer = engine.turn_off("usage", Rig::SHOWN);
    assert_eq!(
        answer.map(drop),
        Err(sordino_engine::ChoiceError::ClosedUntilRestart)
    );
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
}
