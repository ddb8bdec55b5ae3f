//! The thinnest whole path, in memory.

use sordino_engine::upload::Next;
use sordino_engine::{Outcome, Refusal, Value};
use sordino_tests::{Rig, event};

#[test]
fn a_fresh_install_stores_and_sends_nothing() {
    let rig = Rig::default();
    let engine = rig.open();

    let outcome = engine.record(&event("alert_opened", &[("minutes", 3.into())]));

    assert_eq!(outcome, Outcome::Refused(Refusal::Closed));
    assert!(matches!(engine.next_upload(), Next::Idle));
    let files: Vec<String> = rig.disk.contents().into_keys().collect();
    assert_eq!(files, ["clock", "ledger", "vault"]);
}

#[test]
fn only_what_is_on_leaves() {
    let rig = Rig::default();
    let engine = rig.open();
    let turned = engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    assert!(turned.open, "{turned:?}");

    let properties = [
        ("minutes", 3.into()),
        ("message", Value::from("call +49 30 23125 101")),
    ];
    assert!(Rig::is_accepted(
        &engine.record(&event("alert_opened", &properties))
    ));
    let requests = Rig::drain(&engine);
    assert_eq!(requests.len(), 2, "one for each recipient");

    for _ in 0..1000 {
        assert!(Rig::is_accepted(
            &engine.record(&event("alert_opened", &properties))
        ));
    }
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!(receipt.records.number(), 2000, "{receipt:?}");
    assert!(Rig::begin(&engine).is_none(), "nothing is left to send");
    assert_eq!(
        engine.record(&event("alert_opened", &properties)),
        Outcome::Refused(Refusal::Closed)
    );
    let completed = engine.complete(&receipt);
    assert!(completed.files_gone, "{completed:?}");
    let files = rig.disk.contents().into_keys();
    // The process that uploaded still lives.
    let files: Vec<String> = files
        .filter(|path| !path.starts_with("uploaders/"))
        .collect();
    assert_eq!(files, ["clock", "issued", "ledger", "vault"]);
}

#[test]
fn an_accepted_record_survives_a_kill() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let Outcome::Accepted(accepted) = engine.record(&event("alert_opened", &[])) else {
        panic!("it is on")
    };
    let ids = engine.message_ids(&accepted);

    let rig = rig.after_kill();
    let engine = rig.open();
    assert_eq!(engine.queued_ids(), ids);
    assert_eq!(Rig::drain(&engine).len(), 2);
    assert_eq!(engine.queued_ids(), []);
}
