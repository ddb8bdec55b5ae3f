//! What is held before a choice leaves as its own time knew it: the person, the facts, the
//! pseudonyms; and only what leaves is remembered as given out.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use sordino_engine::ledger::State;
use sordino_engine::{Account, Engine, Facts, Options, Outcome};
use sordino_policy::{BeforeChoice, DeviceAccess, Policy};
use sordino_tests::{Rig, event, policy, unpack};

/// The rig's policy, holding `early` in memory or sealed.
fn policies() -> [(&'static str, Policy); 2] {
    let holding = |before: BeforeChoice| {
        let mut policy = policy();
        for purpose in &mut policy.purposes {
            if purpose.id == "early" {
                purpose.device_access = DeviceAccess::StrictlyNecessary;
                purpose.before_choice = before.clone();
            }
        }
        policy
    };
    let sealed = BeforeChoice::HoldSealed {
        max_records: 20,
        max_hours: 24,
    };
    [
        (
            "in memory",
            holding(BeforeChoice::HoldInMemory { max_records: 20 }),
        ),
        ("sealed", holding(sealed)),
    ]
}

fn sign_in(engine: &Engine, user: &str) {
    let account = Account {
        user_id: Some(user.into()),
        customer_id: None,
    };
    engine.sign_in(account, &[]);
}

fn hold(engine: &Engine, minutes: i64) {
    let outcome = engine.record(&event("first_seen", &[("minutes", minutes.into())]));
    let held = matches!(outcome, Outcome::HeldInMemory | Outcome::HeldSealed);
    assert!(held, "{outcome:?}");
}

fn yes(engine: &Engine) {
    let turned = engine.turn_on("early", Rig::SHOWN);
    assert!(turned.expect("it can be turned on").open);
}

/// Every event that leaves, by its `minutes`.
fn sent(engine: &Engine) -> Vec<(i64, Json)> {
    let mut sent = Vec::new();
    for request in Rig::drain(engine) {
        let body: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
        for message in body["batch"].as_array().expect("a batch") {
            if let Some(minutes) = message["properties"]["minutes"].as_i64() {
                sent.push((minutes, message.clone()));
            }
        }
    }
    sent
}

#[test]
fn a_held_record_leaves_as_of_then() {
    for (how, policy) in policies() {
        let rig = Rig::default();
        let engine = rig.open_with(policy, Options::default());
        let version = |version: &str| {
            engine.set_facts(Facts {
                app_version: Some(version.into()),
                ..Facts::default()
            });
        };
        version("1");
        hold(&engine, 1);
        sign_in(&engine, "anna");
        hold(&engine, 2);
        engine.sign_out();
        version("2");
        hold(&engine, 3);
        sign_in(&engine, "ben");
        hold(&engine, 4);
        engine.sign_out();
        yes(&engine);
        engine.record(&event("first_seen", &[("minutes", 5.into())]));
        sign_in(&engine, "anna");
        engine.record(&event("first_seen", &[("minutes", 6.into())]));

        let sent = sent(&engine);
        let of = |minutes: i64| {
            let found = sent.iter().find(|(of, _)| *of == minutes);
            let (_, message) = found.unwrap_or_else(|| panic!("{how}: {minutes} is not there"));
            let version = message["context"]["app"]["version"].clone();
            (message["userId"].clone(), version)
        };
        let (nobody, one, two) = (Json::Null, Json::from("1"), Json::from("2"));
        assert_eq!(of(1), (nobody.clone(), one.clone()), "{how}");
        assert_eq!(of(3), (nobody.clone(), two.clone()), "{how}");
        let (anna, her_version) = of(2);
        let (ben, his_version) = of(4);
        assert_eq!((her_version, his_version), (one, two.clone()), "{how}");
        assert!(anna.is_string() && ben.is_string() && anna != ben, "{how}");
        assert_eq!(
            of(5),
            (nobody, two.clone()),
            "{how}: nobody is, after the yes"
        );
        assert_eq!(of(6), (anna, two), "{how}: one person, one pseudonym");
        let device = |minutes: i64| {
            let found = sent.iter().find(|(of, _)| *of == minutes);
            found.map(|(_, message)| message["anonymousId"].to_string())
        };
        assert_eq!(device(1), device(5), "{how}: before and after the yes");
        assert_eq!(device(2), device(6), "{how}: before and after the yes");
        let devices = BTreeSet::from([device(1), device(2), device(4)]);
        assert_eq!(
            devices.len(),
            3,
            "{how}: one for each person and for nobody"
        );
    }
}

#[test]
fn only_sent_pseudonyms_are_remembered() {
    for (how, policy) in policies() {
        let rig = Rig::default();
        let engine = rig.open_with(policy, Options::default());
        for (user, minutes) in [("anna", 1), ("ben", 2)] {
            sign_in(&engine, user);
            hold(&engine, minutes);
        }
        engine.sign_out();
        assert_eq!(engine.issued().expect("a list"), [], "{how}: before a yes");
        yes(&engine);
        let messages = sent(&engine);
        let given = |member: &str| -> BTreeSet<String> {
            let ids = messages.iter().map(|(_, message)| &message[member]);
            ids.map(|id| id.as_str().expect("one").to_owned()).collect()
        };
        let (people, devices) = (given("userId"), given("anonymousId"));
        assert_eq!((people.len(), devices.len()), (2, 2), "{how}");
        let issued = engine.issued().expect("a list");
        let named = |field: &str| -> BTreeSet<String> {
            let of_field = issued.iter().filter(|one| one.field == field);
            of_field.map(|one| one.pseudonym.clone()).collect()
        };
        assert_eq!(named("user_id"), people, "{how}: a deletion can name both");
        // What the next record would be given is remembered before: here nobody's device.
        let remembered = named("device_id");
        assert!(remembered.is_superset(&devices), "{how}");
        assert_eq!(remembered.len(), 3, "{how}");
    }
}

#[test]
fn after_a_no_nothing_held_comes_back() {
    for (how, policy) in policies() {
        let rig = Rig::default();
        let engine = rig.open_with(policy.clone(), Options::default());
        sign_in(&engine, "anna");
        hold(&engine, 1);
        // What a yes would have given out, told from a copy of the device.
        let copy = rig.after_kill();
        let would_be = {
            let engine = copy.open_with(policy, Options::default());
            yes(&engine);
            sign_in(&engine, "anna");
            engine.record(&event("first_seen", &[("minutes", 9.into())]));
            sent(&engine).pop().expect("it is sent").1["userId"].clone()
        };
        engine
            .choose("early", State::Refused, Rig::SHOWN)
            .expect("it can be refused");
        yes(&engine);
        sign_in(&engine, "anna");
        engine.record(&event("first_seen", &[("minutes", 2.into())]));
        let sent = sent(&engine);
        assert_eq!(sent.len(), 1, "{how}: the held one is gone");
        assert_eq!(sent[0].0, 2, "{how}");
        assert!(sent[0].1["userId"].is_string(), "{how}");
        assert_ne!(sent[0].1["userId"], would_be, "{how}: a new identity");
        assert_eq!(
            engine.issued().expect("a list").len(),
            2,
            "{how}: device and person of the new one only"
        );
    }
}

#[test]
fn a_forbidden_yes_queues_nothing_held() {
    for (how, policy) in policies() {
        let rig = Rig::default();
        let engine = rig.open_with(policy, Options::default());
        hold(&engine, 1);
        // Somebody else forbids it: the yes alone queues nothing.
        engine
            .limit(sordino_engine::ledger::Limiter::Age, None, false)
            .expect("it is written");
        let turned = engine
            .turn_on("early", Rig::SHOWN)
            .expect("the yes is written");
        assert!(!turned.open, "{how}");
        assert_eq!(turned.held_records, 0, "{how}");
        assert_eq!(engine.queued_ids(), [], "{how}");
        assert!(Rig::begin(&engine).is_none(), "{how}");
    }
}

#[test]
fn a_memory_hold_touches_no_disk() {
    let [(_, policy), _] = policies();
    let rig = Rig::default();
    let engine = rig.open_with(policy.clone(), Options::default());
    let before = rig.disk.contents();
    sign_in(&engine, "anna");
    (0..5).for_each(|minutes| hold(&engine, minutes));
    assert_eq!(rig.disk.contents(), before, "not a byte was written");
    drop(engine);
    let engine = rig.open_with(policy, Options::default());
    let turned = engine
        .turn_on("early", Rig::SHOWN)
        .expect("it can be turned on");
    assert_eq!(turned.held_records, 0);
    assert_eq!(engine.queued_ids(), []);
}
