//! What a vendor's SDK may send of its own: gated and minimised, and never queued.

use serde_json::Value as Json;
use sordino_engine::{Engine, Options, Outcome, Refusal, Value};
use sordino_policy::{Epoch, Policy};
use sordino_tests::{Rig, event, on, policy};

use crate::identity::{RAW_USER, signed_in};

const DAY: i64 = 86_400_000;

/// The rig's policy, in which the vendor may have what mirror and Sentry may have, for the same purposes.
pub(crate) fn with_vendor() -> Policy {
    let mut policy = policy();
    for recipient in &mut policy.recipients {
        if recipient.id == "vendor" {
            recipient.purposes.push("usage".to_owned());
            recipient.epoch = Epoch::Days(30);
        }
    }
    for field in &mut policy.fields {
        let is_had = |id: &String| id == "mirror" || id == "sentry";
        if field.recipients.iter().any(is_had) {
            field.recipients.push("vendor".to_owned());
        }
    }
    policy
}

fn opened(rig: &Rig) -> Engine {
    let engine = rig.open_with(with_vendor(), Options::default());
    on(&engine, "usage");
    engine
}

fn minimise(engine: &Engine) -> Result<Json, Refusal> {
    let properties = [("minutes", Value::from(3)), ("alert_id", "alert-99".into())];
    engine.minimise("vendor", &event("alert_opened", &properties))
}

fn person(minimised: &Json) -> String {
    minimised["context"]["user_id"].to_string()
}

#[test]
fn what_is_minimised_is_never_queued() {
    let rig = Rig::default();
    let engine = opened(&rig);
    signed_in(&engine);
    Rig::drain(&engine);
    let minimised = minimise(&engine).expect("it is on");
    assert_eq!(minimised["values"]["minutes"], 3);
    assert!(!minimised.to_string().contains(RAW_USER), "{minimised}");
    assert!(Rig::begin(&engine).is_none(), "nothing waits");
    assert_eq!(
        engine
            .queued()
            .iter()
            .map(|one| one.records.number())
            .sum::<u64>(),
        0
    );
}

#[test]
fn a_vendors_pseudonyms_are_its_own_and_remembered() {
    let rig = Rig::default();
    let engine = opened(&rig);
    signed_in(&engine);
    let outcome = engine.record(&event("alert_opened", &[]));
    assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
    let minimised = minimise(&engine).expect("it is on");
    let export = engine.export_data().expect("it is read").to_string();
    let own = person(&minimised);
    assert!(export.contains(own.trim_matches('"')), "{own} is not told");
    for request in Rig::drain(&engine) {
        let body = sordino_tests::unpack(&request.body);
        let body = String::from_utf8(body).expect("it is text");
        assert!(
            !body.contains(own.trim_matches('"')),
            "it joins {}",
            request.recipient
        );
    }
}

#[test]
fn an_off_of_another_process_refuses_at_once() {
    let rig = Rig::default();
    let engine = opened(&rig);
    minimise(&engine).expect("it is on");
    let other = rig.open_with(with_vendor(), Options::default());
    other
        .turn_off("usage", Rig::SHOWN)
        .expect("it is turned off");
    assert_eq!(minimise(&engine), Err(Refusal::Closed));
}

#[test]
fn pseudonyms_end_with_their_epoch_and_with_an_off() {
    let rig = Rig::default();
    let engine = opened(&rig);
    signed_in(&engine);
    let first = person(&minimise(&engine).expect("it is on"));
    assert_eq!(person(&minimise(&engine).expect("it is on")), first);
    rig.clock.advance(31 * DAY);
    let second = person(&minimise(&engine).expect("it is on"));
    assert_ne!(second, first, "its epoch is over");
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it is turned off");
    on(&engine, "usage");
    assert_ne!(person(&minimise(&engine).expect("it is on")), second);
}

#[test]
fn a_sign_out_leaves_nobodys_pseudonym() {
    let rig = Rig::default();
    let engine = opened(&rig);
    signed_in(&engine);
    assert_ne!(person(&minimise(&engine).expect("it is on")), "null");
    engine.sign_out();
    assert_eq!(person(&minimise(&engine).expect("it is on")), "null");
}
