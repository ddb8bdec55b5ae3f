//! An erasure that fails on the way, a recipient that the policy dropped, a ledger that grows.

use sordino_engine::Options;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::KeyStoreError;
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, policy};

#[test]
fn a_done_erasure_kept_the_noes() {
    for fault in [Fault::Fails, Fault::CutShort, Fault::WrittenButFails] {
        for step in 0..16 {
            let rig = Rig::default();
            let engine = rig.open();
            engine
                .turn_on("usage", Rig::SHOWN)
                .expect("it can be turned on");
            engine
                .turn_off("crashes", Rig::SHOWN)
                .expect("it can be refused");
            rig.disk.set_fault(step, fault);
            let erased = engine.erase();
            rig.disk.clear_fault();
            let engine = rig.after_kill().open();
            let entries = engine.export_ledger().expect("there is one").entries.len();
            let state = engine.status("crashes").expect("declared").state;
            let place = format!("step {step}, {fault:?}: {entries} entries, crashes {state:?}");
            assert!(
                erased.is_err() || entries == 1,
                "{place}: the history is still there"
            );
            assert_eq!(state, State::Refused, "{place}: they are asked again");
        }
    }
}

#[test]
fn records_of_a_dropped_recipient_go() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    drop(engine);
    rig.clock.advance(40 * 86_400_000);
    let mut newer = policy();
    newer.recipients.retain(|one| one.id != "mirror");
    newer
        .fields
        .iter_mut()
        .for_each(|field| field.recipients.retain(|one| one != "mirror"));
    newer.hash = newer.content_hash();
    let engine = rig.open_with(newer, Options::default());
    engine.next_upload();
    engine.tidy();
    let left: Vec<_> = rig
        .disk
        .contents()
        .into_keys()
        .filter(|path| path.contains("mirror"))
        .collect();
    assert_eq!(left, [] as [String; 0]);
}

#[test]
fn an_unchanged_limit_is_written_once() {
    let engine = Rig::default().open();
    let entries = || engine.export_ledger().expect("there is one").entries.len();
    engine
        .limit(Limiter::Os, None, true)
        .expect("it is written");
    let before = entries();
    (0..100).for_each(|_| drop(engine.limit(Limiter::Os, None, true)));
    assert_eq!(entries(), before);
}

#[test]
fn a_turn_on_after_weak_off_begins_anew() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    rig.disk.set_read_only(true);
    rig.keys.set_failing(Some(KeyStoreError::Failed));
    assert!(engine.turn_off("usage", Rig::SHOWN).is_err());
    rig.disk.set_read_only(false);
    rig.keys.set_failing(None);
    engine.turn_on("usage", Rig::SHOWN).expect("it is written");
    assert_eq!(
        engine.queued_ids(),
        [],
        "what the person had turned off is sent"
    );
}
