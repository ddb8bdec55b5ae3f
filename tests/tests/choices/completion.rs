//! Completing an off: it costs no other purpose anything, and what was pending is done later.

use sordino_engine::ports::KeyStoreError;
use sordino_engine::receipt::{Erasure, Receipt};
use sordino_engine::{Engine, Refusal};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event};

/// `usage` on and off again, while `stability` is on with one record.
fn turned_off() -> (Rig, Engine, Receipt) {
    let rig = Rig::default();
    let engine = rig.open();
    for purpose in ["stability", "usage"] {
        engine
            .turn_on(purpose, Rig::SHOWN)
            .expect("it can be turned on");
    }
    assert!(Rig::is_accepted(
        &engine.record(&event("connection_lost", &[]))
    ));
    engine.record(&event("alert_opened", &[]));
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    (rig, engine, receipt)
}

#[test]
fn a_failed_completion_costs_no_other_purpose() {
    // A slot lies within one sector: nothing real cuts its write.
    for fault in [Fault::Fails, Fault::WrittenButFails, Fault::ThenKilled] {
        for step in 0.. {
            let (rig, engine, receipt) = turned_off();
            let waiting = engine.queued_ids();
            let before = rig.disk.steps();
            rig.disk.set_fault(step, fault);
            engine.complete(&receipt);
            let met = rig.disk.steps() - before > step;
            let next = rig.after_kill();
            let engine = next.open();
            let place = format!("step {step}, {fault:?}");
            assert!(
                engine.status("stability").expect("it is declared").open,
                "{place}"
            );
            assert_eq!(engine.queued_ids(), waiting, "{place}");
            assert!(engine.tidy(), "{place}: what was left cannot be removed");
            assert_eq!(
                engine.record(&event("alert_opened", &[])),
                sordino_engine::Outcome::Refused(Refusal::Closed),
                "{place}"
            );
            // Done again, it says the same whatever the first try came to.
            let completed = engine.complete(&receipt);
            assert_eq!(completed.erasure, Erasure::VaultReplaced, "{place}");
            assert!(completed.files_gone, "{place}");
            assert_eq!(engine.queued_ids(), waiting, "{place}");
            if !met {
                break;
            }
        }
    }
}

#[test]
fn pending_completions_follow_the_unlock() {
    for error in [KeyStoreError::Locked, KeyStoreError::Failed] {
        let (rig, engine, receipt) = turned_off();
        rig.keys.set_failing(Some(error));
        let completed = engine.complete(&receipt);
        assert_eq!(
            completed.erasure,
            Erasure::Overwritten,
            "{error:?}: no more than is true"
        );
        assert!(completed.files_gone, "{error:?}: files need no key");
        rig.keys.set_failing(None);
        let completed = engine.complete(&receipt);
        assert_eq!(completed.erasure, Erasure::VaultReplaced, "{error:?}");
        assert_eq!(
            rig.keys.names().len(),
            1,
            "{error:?}: the older key is gone"
        );
    }
}
