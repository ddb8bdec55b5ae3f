//! Pseudonyms: different wherever they must not join, the same where they must, never raw.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use sordino_engine::{Account, Crash, Engine, Facts, Options, crash::Source};
use sordino_policy::{DevicePseudonym, FieldRule};
use sordino_tests::{Rig, event, on, policy, unpack};

pub(crate) const RAW_USER: &str = "user-4711-raw";
pub(crate) const RAW_CUSTOMER: &str = "customer-0815-raw";

pub(crate) fn signed_in(engine: &Engine) {
    let account = Account {
        user_id: Some(RAW_USER.into()),
        customer_id: Some(RAW_CUSTOMER.into()),
    };
    engine.sign_in(account, &[]);
}

/// The pseudonyms that each recipient got.
fn sent(engine: &Engine) -> Vec<(String, Json)> {
    let requests = Rig::drain(engine);
    let last = |request: &sordino_engine::upload::Request| {
        let body: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
        let message = body["batch"]
            .as_array()
            .and_then(|batch| batch.last())
            .cloned();
        (request.recipient.clone(), message.expect("it holds one"))
    };
    requests.iter().map(last).collect()
}

#[test]
fn no_recipients_and_no_purposes_can_be_joined() {
    let rig = Rig::default();
    let engine = rig.open();
    for purpose in ["usage", "early"] {
        engine
            .turn_on(purpose, Rig::SHOWN)
            .expect("it can be turned on");
    }
    signed_in(&engine);
    engine.record(&event("alert_opened", &[("alert_id", "alert-99".into())]));
    engine.record(&event("first_seen", &[("alert_id", "alert-99".into())]));
    let sent = sent(&engine);
    assert_eq!(
        sent.len(),
        3,
        "two recipients of one purpose, one of the other"
    );
    for member in ["userId", "anonymousId"] {
        let all: BTreeSet<String> = sent
            .iter()
            .map(|(_, message)| message[member].to_string())
            .collect();
        assert_eq!(all.len(), 3, "{member}: {all:?}");
    }
    let alerts: BTreeSet<String> = sent
        .iter()
        .map(|(_, message)| message["properties"]["alert_id"].to_string())
        .collect();
    assert_eq!(alerts.len(), 3, "{alerts:?}");
}

/// What the first recipient got as free text.
fn free_text(engine: &Engine, text: &str) -> String {
    engine.record(&event("alert_opened", &[("message", text.into())]));
    let message = &sent(engine)[0].1;
    message["properties"]["message"]
        .as_str()
        .expect("a text leaves")
        .to_owned()
}

#[test]
fn ids_never_leave_in_free_text() {
    for scrub_known_values in [true, false] {
        let rig = Rig::default();
        let options = Options {
            facts: Facts {
                device_id: Some("tablet of ward 9".into()),
                ..Facts::default()
            },
            scrub_known_values,
            ..Options::default()
        };
        let engine = Engine::open(policy(), rig.ports(), options).expect("it opens");
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        let device = "seen on tablet of ward 9 twice";
        assert_eq!(free_text(&engine, device), "seen on [known] twice");
        let account = Account {
            user_id: Some("zoë/77".into()),
            customer_id: Some("k7".into()),
        };
        engine.sign_in(account, &["the quiet gardener".into()]);
        for (text, wanted) in [
            (device, "seen on [known] twice"),
            (
                "handed to zoë/77 who has no rota",
                "handed to [known] who has no rota",
            ),
            ("went to zo%C3%AB%2F77 at once", "went to [known] at once"),
            (r"read zo\u00eb\/77 back", "read [known] back"),
            ("row k7 of customer_id=k7", "row k7 of customer_id=[known]"),
        ] {
            assert_eq!(free_text(&engine, text), wanted, "{scrub_known_values}");
        }
        let named = free_text(&engine, "seen with the quiet gardener twice");
        assert_eq!(named.contains("gardener"), !scrub_known_values, "{named}");

        engine.set_facts(Facts::default());
        let moved = free_text(&engine, "zoë/77 left it");
        assert_eq!(moved, "[known] left it", "a new fact forgets nobody");
        engine.sign_out();
        let after = free_text(&engine, "row zoë/77 twice");
        assert_eq!(after, "row zoë/77 twice", "sign-out forgets");
    }
}

#[test]
fn ids_never_leave_in_a_crash() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("crashes", Rig::SHOWN)
        .expect("it can be turned on");
    signed_in(&engine);
    let report = format!(
        "java.lang.IllegalStateException: no rota for {RAW_USER} here\n\tat a.B.c(B.java:4)\n"
    );
    engine.crash(&Crash {
        source: Source::Jvm,
        report: report.as_bytes(),
        happened: None,
    });
    let requests = Rig::drain(&engine);
    assert!(!requests.is_empty());
    for request in requests {
        let body = unpack(&request.body);
        let body = String::from_utf8_lossy(&body);
        assert!(body.contains("no rota for [known] here"), "{body}");
        assert!(!body.contains(RAW_USER), "{body}");
    }
}

#[test]
fn a_pseudonym_falls_only_with_a_withdrawal() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    let first = sent(&engine)[0].1["anonymousId"].clone();
    drop(engine);
    let rig = rig.after_kill();
    let engine = rig.open();
    engine.record(&event("alert_opened", &[]));
    assert_eq!(sent(&engine)[0].1["anonymousId"], first);
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    assert_ne!(sent(&engine)[0].1["anonymousId"], first);
}

#[test]
fn no_raw_id_is_on_disk_or_sent() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    signed_in(&engine);
    engine.record(&event(
        "alert_opened",
        &[("alert_id", "alert-99-raw".into())],
    ));
    let mut everything: Vec<Vec<u8>> = rig.disk.contents().into_values().collect();
    everything.extend(
        Rig::drain(&engine)
            .iter()
            .map(|request| unpack(&request.body)),
    );
    for bytes in everything {
        let text = String::from_utf8_lossy(&bytes);
        for raw in [RAW_USER, RAW_CUSTOMER, "alert-99-raw"] {
            assert!(!text.contains(raw), "{raw}");
        }
    }
}

#[test]
fn issued_values_are_known_until_retention_ends() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    signed_in(&engine);
    engine.record(&event("alert_opened", &[]));
    let known: BTreeSet<String> = sent(&engine)
        .into_iter()
        .map(|(_, message)| message["userId"].as_str().expect("one").to_owned())
        .collect();
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    drop(engine);
    let engine = rig.after_kill().open();
    let issued = engine.issued().expect("there is a list");
    let users: BTreeSet<String> = issued
        .iter()
        .filter(|one| one.field == "user_id")
        .map(|one| one.pseudonym.clone())
        .collect();
    assert_eq!(users, known, "a deletion request can still name them");
    rig.clock.advance(31 * 86_400_000);
    assert_eq!(engine.issued().expect("there is a list"), []);
}

#[test]
fn a_forgetful_policy_keeps_no_issued_value() {
    let mut forgetful = policy();
    forgetful
        .recipients
        .iter_mut()
        .for_each(|recipient| recipient.remember_issued = false);
    let rig = Rig::default();
    let engine = rig.open_with(forgetful, Options::default());
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    signed_in(&engine);
    engine.record(&event("alert_opened", &[]));
    assert_eq!(engine.issued().expect("there is a list"), []);
}

#[test]
fn after_sign_out_no_record_names_the_person() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    signed_in(&engine);
    engine.sign_out();
    engine.record(&event("alert_opened", &[]));
    assert!(
        sent(&engine)
            .iter()
            .all(|(_, message)| message["userId"].is_null() || message["type"] == "identify")
    );
}

#[test]
fn no_raw_id_leaves_under_any_rule() {
    for rule in [
        FieldRule::Keep,
        FieldRule::Scrub,
        FieldRule::Enumerate(vec![RAW_USER.into(), RAW_CUSTOMER.into()]),
        FieldRule::Pseudonymise,
        FieldRule::Drop,
    ] {
        let mut careless = policy();
        for field in &mut careless.fields {
            if ["user_id", "customer_id", "device_id"].contains(&field.name.as_str()) {
                field.rule = rule.clone();
            }
        }
        let rig = Rig::default();
        let engine = rig.open_with(careless, Options::default());
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        let facts = Facts {
            device_id: Some("device-23-raw".into()),
            ..Facts::default()
        };
        engine.set_facts(facts);
        signed_in(&engine);
        engine.record(&event(
            "alert_opened",
            &[("alert_id", "alert-99-raw".into())],
        ));
        let requests = Rig::drain(&engine);
        assert_eq!(requests.len(), 2);
        for request in requests {
            let body = unpack(&request.body);
            let text = String::from_utf8_lossy(&body);
            for raw in [RAW_USER, RAW_CUSTOMER, "device-23-raw"] {
                assert!(!text.contains(raw), "{rule:?}: {raw} left");
            }
            assert_eq!(text.contains("userId"), rule != FieldRule::Drop, "{rule:?}");
        }
    }
}

/// What Segment gets as `anonymousId` when Anna, nobody, Ben, nobody and Anna use the app.
fn devices_of_two_people(of_device: DevicePseudonym) -> Vec<String> {
    let mut policy = policy();
    for recipient in &mut policy.recipients {
        recipient.device_pseudonym = of_device;
    }
    let rig = Rig::default();
    let engine = rig.open_with(policy, Options::default());
    on(&engine, "usage");
    let mut devices = Vec::new();
    for person in [Some("anna"), None, Some("ben"), None, Some("anna")] {
        match person {
            Some(id) => {
                let account = Account {
                    user_id: Some(id.into()),
                    customer_id: Some(RAW_CUSTOMER.into()),
                };
                engine.sign_in(account, &[]);
            }
            None => engine.sign_out(),
        }
        engine.record(&event("alert_opened", &[("alert_id", "alert-99".into())]));
        let sent = sent(&engine);
        let (_, message) = sent.first().expect("one is sent");
        devices.push(message["anonymousId"].to_string());
    }
    devices
}

#[test]
fn two_people_on_one_phone_cannot_be_joined() {
    let devices = devices_of_two_people(DevicePseudonym::PerPerson);
    let [anna, nobody, ben, nobody_again, anna_again] = &devices[..] else {
        panic!("five messages: {devices:?}");
    };
    assert_eq!((nobody, anna), (nobody_again, anna_again));
    let all = BTreeSet::from([anna, nobody, ben]);
    assert_eq!(all.len(), 3, "{devices:?}");
}

#[test]
fn a_policy_may_count_devices() {
    let devices = devices_of_two_people(DevicePseudonym::PerDevice);
    assert_eq!(BTreeSet::from_iter(devices).len(), 1);
}
