//! A consent of limited validity, from the moment it runs out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sordino_engine::ledger::ClosedBy;
use sordino_engine::receipt::Stopped;
use sordino_engine::upload::{Cancel, Next, NotBegun, Reply};
use sordino_engine::{Engine, Outcome, Refusal};
use sordino_tests::{Rig, event, is_open, on, usage_on};

const DAY: i64 = 86_400_000;

struct Ignored;

impl Cancel for Ignored {
    fn cancel(&self) {}
}

fn offer(engine: &Engine) -> Outcome {
    engine.record(&event("alert_opened", &[("minutes", 3.into())]))
}

#[test]
fn consent_that_ran_out_admits_and_sends_nothing() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    rig.clock.advance(365 * DAY);
    assert!(
        Rig::is_accepted(&offer(&engine)),
        "the last day is included"
    );
    let Next::Ready(ticket) = engine.next_upload() else {
        panic!("the record waits");
    };

    rig.clock.advance(1);

    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
    let status = engine.status("usage").expect("it is declared");
    assert_eq!(
        (status.open, status.closed_by),
        (false, Some(ClosedBy::Expired))
    );
    assert_eq!(
        engine.begin(ticket, Arc::new(Ignored)).map(drop),
        Err(NotBegun::Revoked)
    );
    assert!(matches!(engine.next_upload(), Next::Idle));
    let receipts = engine.expire().expect("it closes");
    assert_eq!(receipts[0].records.number(), 2, "still counted");
}

#[test]
fn an_upload_that_outlives_its_consent_is_cancelled() {
    struct Told(AtomicBool);
    impl Cancel for Told {
        fn cancel(&self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    rig.clock.advance(365 * DAY);
    offer(&engine);
    let Next::Ready(ticket) = engine.next_upload() else {
        panic!("the record waits");
    };
    let told = Arc::new(Told(AtomicBool::new(false)));
    let cancel: Arc<dyn Cancel> = told.clone();
    engine.begin(ticket, cancel).expect("the consent holds");
    engine.stop_revoked();
    assert!(!told.0.load(Ordering::SeqCst), "it may still run");

    rig.clock.advance(1);
    engine.stop_revoked();

    assert!(told.0.load(Ordering::SeqCst));
}

#[test]
fn a_receipt_names_uploads_that_ended_before_it() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    rig.clock.advance(365 * DAY);
    offer(&engine);
    let Next::Ready(ticket) = engine.next_upload() else {
        panic!("the record waits");
    };
    let request = engine.begin(ticket, Arc::new(Ignored));
    let request = request.expect("the consent holds");
    rig.clock.advance(1);
    engine.stop_revoked();
    engine.report(request.id, &Reply::Cancelled);

    let receipts = engine.expire().expect("it closes");

    let [upload] = &receipts[0].uploads[..] else {
        panic!("one upload: {:?}", receipts[0].uploads);
    };
    assert_eq!(upload.recipient, request.recipient);
    assert_eq!(upload.outcome, Stopped::Stopped);
    on(&engine, "usage");
    let receipt = engine.turn_off("usage", Rig::SHOWN).expect("it closes");
    assert!(receipt.uploads.is_empty(), "an upload is named once");
}

#[test]
fn a_renewed_consent_lasts_anew() {
    let rig = Rig::default();
    let (engine, other) = (rig.open(), rig.open());
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    rig.clock.advance(364 * DAY);
    for one in [&engine, &other] {
        assert!(Rig::is_accepted(&offer(one)), "opened here or there");
    }
    other
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be renewed");
    rig.clock.advance(2 * DAY);
    engine.refresh();
    for one in [&engine, &other] {
        assert!(Rig::is_accepted(&offer(one)), "renewed here or there");
    }
}

#[test]
fn a_yes_beside_what_ran_out_opens() {
    let (rig, engine) = usage_on();
    rig.clock.advance(366 * DAY);
    on(&engine, "stability");
    let next = rig.after_kill().open();
    assert!(is_open(&next, "stability"));
    assert!(!is_open(&next, "usage"));
}
