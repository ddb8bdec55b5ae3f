//! What an erasure keeps: who refused what, and who forbids what. Also where it is killed, or the disk is full.

use sordino_engine::ledger::{ClosedBy, Limiter, State, What};
use sordino_engine::{ChoiceError, Engine, StartupRepair};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, is_open, offer, on};

/// A device with a yes and a record, a no, and two limits of which one was lifted.
fn device() -> (Rig, Engine) {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    offer(&engine);
    engine
        .turn_off("crashes", Rig::SHOWN)
        .expect("it can be refused");
    let limit = |limiter, purpose, allows| {
        engine
            .limit(limiter, purpose, allows)
            .expect("it is written")
    };
    limit(Limiter::Organisation, Some("stability"), false);
    limit(Limiter::Os, None, false);
    limit(Limiter::Os, None, true);
    limit(Limiter::Age, None, false);
    (rig, engine)
}

fn nothing_is_forgotten(engine: &Engine, place: &str) {
    let status = |purpose| engine.status(purpose).expect("declared");
    assert_eq!(status("crashes").state, State::Refused, "{place}");
    assert!(!status("usage").open, "{place}");
    let turned = engine.turn_on("usage", Rig::SHOWN).expect("it is written");
    let minor = Some(ClosedBy::Limit(Limiter::Age));
    assert_eq!(turned.closed_by, minor, "{place}: a yes opens it");
}

#[test]
fn a_tombstone_carries_refusals_and_limits() {
    let (rig, engine) = device();

    engine.erase().expect("it can be erased");

    let entries = engine.export_ledger().expect("it is there").entries;
    let What::Tombstone {
        surviving, lowered, ..
    } = &entries[0].entry.what
    else {
        panic!("no tombstone: {:?}", entries[0].entry.what)
    };
    assert_eq!(*surviving, [("crashes".to_owned(), State::Refused)]);
    let stability = Some("stability".to_owned());
    let forbidden = [(Limiter::Organisation, stability), (Limiter::Age, None)];
    assert_eq!(*lowered, forbidden, "what was lifted is not among them");
    nothing_is_forgotten(&engine, "erased");
    drop(engine);
    nothing_is_forgotten(&rig.after_kill().open(), "in the next process");
}

#[test]
fn a_killed_erasure_forgets_no_no() {
    let (rig, engine) = device();
    let before = rig.disk.steps();
    engine.erase().expect("it can be erased");
    let steps = rig.disk.steps() - before;
    assert!(steps > 10, "{steps} steps");
    for step in 0..steps {
        for fault in [Fault::ThenKilled, Fault::CutThenKilled] {
            let (rig, engine) = device();
            rig.disk.keep_writes();
            rig.disk.set_fault(step, fault);
            let _ = engine.erase();
            // A slot lies within one sector: nothing real cuts its write. The words keep the noes even so.
            let kept = rig.disk.kept();
            let is_slot = kept.last().is_some_and(|(path, ..)| path == "vault");
            let cut = is_slot && fault == Fault::CutThenKilled;
            let place = format!("step {step} of {steps}, {fault:?}");
            let engine = rig.after_kill().open();
            let lost = [
                StartupRepair::LedgerMissing,
                StartupRepair::LedgerCorrupt,
                StartupRepair::VaultCorrupt,
            ];
            let found = engine.condition().found;
            let whole = !found.iter().any(|one| lost.contains(one));
            assert!(whole || cut, "{place}: {found:?}");
            nothing_is_forgotten(&engine, &place);
            assert_eq!(engine.queued_ids(), [], "{place}");
        }
    }
}

#[test]
fn erasing_needs_no_free_space() {
    let (rig, engine) = device();
    engine
        .limit(Limiter::Age, None, true)
        .expect("it is written");
    offer(&engine);
    engine
        .limit(Limiter::Age, None, false)
        .expect("it is written");
    rig.disk.set_free(Some(0));

    engine.erase().expect("it needs no space");

    assert!(engine.tidy(), "the files are gone");
    let files = rig.disk.contents();
    let left = files.keys().filter(|path| path.contains(".seg")).count();
    assert_eq!(left, 0, "{:?}", files.keys());
    let first = &engine.export_ledger().expect("it is there").entries[0];
    assert!(matches!(first.entry.what, What::Tombstone { .. }));
    drop(engine);
    nothing_is_forgotten(&rig.after_kill().open(), "full disk");
}

#[test]
fn a_failed_erasure_opens_nothing_again() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    on(&engine, "stability");
    // The first slot's wipe fails, and so does everything behind it.
    rig.disk.set_read_only(true);
    let partly = engine.erase().expect_err("nothing can be written");
    rig.disk.set_read_only(false);
    let usage = ("usage".to_owned(), ChoiceError::ClosedUntilRestart);
    assert!(partly.failed.contains(&usage), "{:?}", partly.failed);
    for _ in 0..2 {
        assert!(!Rig::is_accepted(&offer(&engine)));
        assert!(!is_open(&engine, "usage") && !is_open(&engine, "stability"));
        // What is on the disk is read anew by then.
        rig.clock.advance(2000);
        engine.refresh();
    }
}

#[test]
fn an_erasure_tells_what_it_closed() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    // The slot is wiped; the new chain is not written.
    rig.disk.set_fault(2, Fault::Fails);
    let partly = engine.erase().expect_err("the chain is not written");
    rig.disk.clear_fault();
    assert_eq!(partly.done.len(), 1, "{partly:?}");
    assert_eq!(partly.failed, [(String::new(), ChoiceError::StorageFailed)]);
    assert!(!is_open(&engine, "usage"));
    assert!(!is_open(&rig.after_kill().open(), "usage"));
}
