//! What Kotlin and Swift call, called from Rust.

use crate::{platform, write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Barrier};

use sordino::door::{number_of, sordino_record};
use sordino::{
    ACCEPTED, Answer, Begun, Cancel, ChoiceFailure, Collecting, Engine, ForeignError, KeyStore,
    KeyStoreError, Minimised, NextUpload, NotBegun, NotReady, Options, Refusal, Reply, Reported,
    Request, SordinoError, Stopped, VendorAbout, VendorAnswer, VendorReadBack, VendorReport,
    VendorSwitch,
};
use sordino_engine::Value;

use crate::platform::{Keys, open, shown, turn_off, turn_on};

fn policy() -> Vec<u8> {
    let today = "2026-11-24".parse().expect("it is a date");
    let text = include_str!("../../../tests/src/policy.toml");
    sordino_policy::compile("policy.toml", text, today)
        .unwrap_or_else(|findings| panic!("{findings:#?}"))
        .to_json()
}

fn opened() -> (Arc<Engine>, tempfile::TempDir) {
    let (engine, place) = platform::opened(&policy());
    turn_on(&engine, "usage").expect("it opens");
    (engine, place)
}

fn event() -> Vec<u8> {
    let minutes = Value::from(3);
    write::event("alert_opened", [("minutes", &minutes)].into_iter())
}

struct Throws;

impl Cancel for Throws {
    fn cancel(&self) -> Result<(), ForeignError> {
        panic!("an app's code may throw anything")
    }
}

impl VendorSwitch for Throws {
    fn about(&self) -> Result<VendorAbout, ForeignError> {
        Ok(VendorAbout {
            recipient: "vendor".to_owned(),
            name: "Vendor".to_owned(),
            version: "1.0".to_owned(),
        })
    }

    fn create(&self) -> Result<(), ForeignError> {
        Err(ForeignError::Failed)
    }

    fn apply(&self, _: Vec<String>) -> Result<VendorReport, ForeignError> {
        Err(ForeignError::Failed)
    }

    fn off_without_instance(&self) -> Result<VendorReport, ForeignError> {
        Err(ForeignError::Failed)
    }

    fn read_back(&self) -> Result<VendorReadBack, ForeignError> {
        Ok(VendorReadBack {
            collecting: Collecting::No,
            unsent: Some(0),
            has_id: Some(false),
        })
    }
}

fn begun(engine: &Engine) -> Request {
    let NextUpload::Ready { ticket } = engine.next_upload().expect("it is open") else {
        panic!("something waits");
    };
    match engine.begin(Arc::clone(&ticket), Arc::new(Throws)) {
        Ok(Begun::Send { request }) => {
            let again = engine.begin(ticket, Arc::new(Throws)).expect("it is open");
            let why = NotBegun::Gone;
            assert_eq!(again, Begun::Not { why }, "a ticket is good for one upload");
            request
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_event_at_the_door_is_sent() {
    let (engine, _place) = opened();
    let door = engine.door().expect("it has one");
    assert_eq!(number_of(door, &event()), ACCEPTED);
    let request = begun(&engine);
    let answer = Answer {
        status: 200,
        retry_after: None,
        rate_limits: None,
        content_type: Some("application/json".to_owned()),
        start: Some(b"{}".to_vec()),
    };
    let reply = Reply::Answered { answer };
    assert_eq!(
        engine.report(request.id, reply.clone()),
        Ok(Reported::Delivered)
    );
    assert_eq!(engine.report(request.id, reply), Ok(Reported::Unknown));
    let left = engine.recent_uploads().expect("it is told");
    let told: Vec<_> = left
        .iter()
        .map(|left| (&left.recipient, left.reported))
        .collect();
    assert_eq!(told, [(&request.recipient, Some(Reported::Delivered))]);
}

#[test]
fn a_turn_off_survives_a_throwing_cancel_handle() {
    let (engine, _place) = opened();
    let door = engine.door().expect("it has one");
    number_of(door, &event());
    let request = begun(&engine);
    let receipt = turn_off(&engine, "usage").expect("it is off");
    assert_eq!(receipt.uploads[0].outcome, Stopped::NotConfirmed);
    assert_eq!(
        engine.report(request.id, Reply::Cancelled),
        Ok(Reported::TooLate)
    );
    assert_eq!(number_of(door, &event()), Refusal::Closed as u8);
    assert!(engine.complete(receipt).expect("it completes").files_gone);
}

#[test]
fn a_vendors_switch_that_throws_cannot_tell() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let folder = place.path().to_str().expect("it is text").to_owned();
    let vendor: Arc<dyn VendorSwitch> = Arc::new(Throws);
    let keys = Arc::new(Keys::default());
    let engine =
        Engine::open(policy(), folder, keys, vec![vendor], Options::default()).expect("it opens");
    let of_the_vendor = engine
        .statuses()
        .expect("they stand")
        .into_iter()
        .find_map(|status| {
            turn_on(&engine, &status.purpose).expect("it is written");
            let receipt = turn_off(&engine, &status.purpose).expect("it is off");
            receipt
                .vendors_pending
                .contains(&"vendor".to_owned())
                .then_some(receipt)
        });
    let completed = engine
        .complete(of_the_vendor.expect("one is the vendor's"))
        .expect("it completes");
    assert!(
        completed
            .vendors
            .iter()
            .any(|one| one.answer == VendorAnswer::CannotTell && !one.told)
    );
    assert_eq!(engine.vendors().expect("they stand").len(), 1);
    assert!(!completed.is_complete);
}

#[test]
fn a_stale_or_unknown_number_finds_no_engine() {
    let (engine, _place) = opened();
    let door = engine.door().expect("it has one");
    for number in [
        0,
        1,
        u64::MAX,
        door ^ 1,
        door.swap_bytes(),
        &raw const door as u64,
    ] {
        assert_eq!(number_of(number, &event()), Refusal::NoEngine as u8);
    }
    assert_eq!(number_of(door, &event()), ACCEPTED);
    drop(engine);
    assert_eq!(number_of(door, &event()), Refusal::NoEngine as u8);
}

#[test]
fn no_bytes_and_too_many_are_refused_unread() {
    let (engine, _place) = opened();
    let door = engine.door().expect("it has one");
    let one = 0_u8;
    // SAFETY: neither call reads: the first is given null, the second a length over the bound.
    let answers = unsafe {
        [
            sordino_record(door, std::ptr::null(), 7),
            sordino_record(door, &raw const one, usize::MAX),
        ]
    };
    assert_eq!(
        answers,
        [Refusal::MalformedBytes as i32, Refusal::TooLarge as i32]
    );
}

#[test]
fn sixteen_threads_answers_add_up() {
    let (engine, _place) = opened();
    let door = engine.door().expect("it has one");
    let accepted = AtomicU64::new(0);
    let begin = Barrier::new(17);
    let receipt = std::thread::scope(|threads| {
        for _ in 0..16 {
            threads.spawn(|| {
                begin.wait();
                for _ in 0..50 {
                    let told = number_of(door, &event());
                    accepted.fetch_add(u64::from(told == ACCEPTED), Ordering::SeqCst);
                    assert!(told == ACCEPTED || told == Refusal::Closed as u8, "{told}");
                }
            });
        }
        begin.wait();
        turn_off(&engine, "usage").expect("it is off")
    });
    let recipients = 2;
    assert_eq!(
        receipt.records.number,
        accepted.load(Ordering::SeqCst) * recipients
    );
    assert!(receipt.records.exact);
}

#[test]
fn an_unusable_policy_says_what_to_do() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let open = |policy: &[u8]| {
        let keys = Arc::new(Keys::default());
        open(policy, place.path(), keys, Options::default()).err()
    };
    assert_eq!(
        open(br#"{"format": 99}"#),
        Some(SordinoError::NewerPolicy { found: 99 })
    );
    for policy in [&b""[..], b"{", b"{}", &[0xff; 9], &vec![b' '; 2 << 20]] {
        assert!(matches!(open(policy), Some(SordinoError::BadPolicy { .. })));
    }
}

#[cfg(not(feature = "loopback"))]
#[test]
fn a_phones_library_sends_by_https_only() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let options = Options {
        allow_loopback_http: true,
        ..Options::default()
    };
    let opened = open(&policy(), place.path(), Arc::new(Keys::default()), options);
    assert!(matches!(opened.err(), Some(SordinoError::BadOption { .. })));
}

struct Locked;

impl KeyStore for Locked {
    fn load(&self, _: String) -> Result<Option<Vec<u8>>, KeyStoreError> {
        Err(KeyStoreError::Locked)
    }

    fn store(&self, _: String, _: Vec<u8>) -> Result<(), KeyStoreError> {
        Err(KeyStoreError::Locked)
    }

    fn delete(&self, _: String) -> Result<(), KeyStoreError> {
        Err(KeyStoreError::Locked)
    }
}

#[test]
fn a_locked_key_store_closes_and_is_told() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let engine = open(
        &policy(),
        place.path(),
        Arc::new(Locked),
        Options::default(),
    )
    .expect("it opens");
    let condition = engine.condition().expect("it is told");
    assert_eq!(condition.not_ready, Some(NotReady::KeysLocked));
    assert_eq!(turn_on(&engine, "usage"), Err(ChoiceFailure::NotReady));
    let door = engine.door().expect("it has one");
    assert_eq!(number_of(door, &event()), sordino::KEYS_NOT_READY);
}

#[test]
fn after_an_erasure_every_call_still_answers() {
    let (engine, _place) = opened();
    let door = engine.door().expect("it has one");
    number_of(door, &event());
    let erased = engine.erase().expect("it answers");
    assert_eq!((erased.receipts.len(), erased.failed), (1, Vec::new()));
    for receipt in erased.receipts {
        assert!(
            sordino::receipt_json(receipt.clone())
                .expect("it is JSON")
                .contains("\"purpose\"")
        );
        engine.complete(receipt).expect("it completes");
    }
    assert_eq!(number_of(door, &event()), Refusal::Closed as u8);
    assert_eq!(
        turn_on(&engine, "nothing"),
        Err(ChoiceFailure::UnknownPurpose)
    );
    assert!(turn_on(&engine, "usage").expect("it opens").open);
    assert_eq!(number_of(door, &event()), ACCEPTED);
    assert_eq!(
        kind(&engine.export_data().expect("it is read")),
        "tombstone"
    );
}

#[test]
fn refusals_without_a_crossing_are_counted_too() {
    let (engine, _place) = opened();
    turn_off(&engine, "usage").expect("it is off");
    number_of(engine.door().expect("it has one"), &event());
    engine.note_closed(41).expect("it is noted");
    let refused = engine.counters().expect("they are told").refused;
    let closed = refused
        .iter()
        .find(|counted| counted.refusal == Refusal::Closed);
    assert_eq!(closed.expect("it is counted").records, 42);
}

#[test]
fn refresh_does_not_wait_for_another_process() {
    let (engine, place) = opened();
    assert_eq!(engine.refresh(), Ok(true));
    let held = std::fs::File::open(place.path().join("lock")).expect("there is a lock");
    held.lock().expect("nobody holds it");
    assert_eq!(engine.refresh(), Ok(false));
    drop(held);
    assert_eq!(engine.refresh(), Ok(true));
}

#[test]
fn one_failed_purpose_loses_no_other_receipt() {
    let (engine, _place) = opened();
    let both = || vec!["nobody".to_owned(), "usage".to_owned()];
    let on = engine.turn_on_each(both(), shown()).expect("it answers");
    assert!(
        on.turned
            .iter()
            .all(|one| one.purpose == "usage" && one.open)
    );
    let status = |engine: &Engine| {
        let statuses = engine.statuses().expect("it answers").into_iter();
        let mut statuses = statuses.filter(|one| one.purpose == "usage");
        statuses.next().expect("it is declared")
    };
    assert!(status(&engine).open && !status(&engine).surely_off);

    let off = engine.turn_off_each(both(), shown()).expect("it answers");

    assert_eq!(off.receipts.len(), 1);
    assert_eq!(off.receipts[0].purpose, "usage");
    let failed: Vec<_> = off
        .failed
        .iter()
        .map(|one| (&*one.purpose, one.why))
        .collect();
    assert_eq!(failed, [("nobody", ChoiceFailure::UnknownPurpose)]);
    assert!(!status(&engine).open && status(&engine).surely_off);
}

/// The kind of the first entry in an export.
fn kind(document: &str) -> String {
    let document: serde_json::Value = serde_json::from_str(document).expect("it is JSON");
    let first = &document["ledger"]["entries"][0]["entry"];
    first["what"]["kind"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn a_vendors_sdk_is_told_what_it_may_send() {
    let (engine, _place) = opened();
    let minimise = |purpose: Option<&str>, record: Vec<u8>| {
        let purpose = purpose.map(str::to_owned);
        let minimised = engine.minimise("vendor", purpose, record);
        minimised.expect("it answers")
    };
    let refused = |refusal| Minimised::Refused { refusal };
    // The vendor serves crashes alone.
    assert_eq!(minimise(None, event()), refused(Refusal::NoRecipient));
    let crashes = || Some("crashes");
    assert_eq!(minimise(crashes(), event()), refused(Refusal::Closed));
    turn_on(&engine, "crashes").expect("it opens");
    let Minimised::Allowed { json } = minimise(crashes(), event()) else {
        panic!("it is on");
    };
    assert_eq!(json, r#"{"context":{},"dropped":1,"values":{}}"#);
    for (bytes, why) in [
        (vec![], Refusal::MalformedBytes),
        (vec![9], Refusal::NewerFormat),
    ] {
        assert_eq!(minimise(crashes(), bytes), refused(why));
    }
}
