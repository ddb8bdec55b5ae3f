//! The record of consent: what the guide for ISO/IEC TS 27560 says MUST be there, and true.

use serde_json::Value as Json;
use sordino_engine::ledger::State;
use sordino_engine::{Options, Shown};
use sordino_tests::{Rig, on, policy};

/// What every record must hold, by the guide's own list.
const MUST: [&str; 12] = [
    "/dct:conformsTo",
    "/dct:identifier",
    "/dpv:hasDataSubject/dct:identifier",
    "/dpv:hasNotice/@id",
    "/dpv:hasNotice/dct:language",
    "/dpv:hasProcess/@type",
    "/dpv:hasDataController/dct:identifier",
    "/dpv:hasDataController/dct:title",
    "/dpv:hasDataController/@type",
    "/dpv:hasDataController/dpv:hasContact",
    "/dpv:hasJurisdiction",
    "/dpv:hasRight/0",
];
/// What it must hold of every purpose.
const MUST_OF_A_PURPOSE: [&str; 12] = [
    "/@id",
    "/@type",
    "/dct:title",
    "/dpv:hasLegalBasis",
    "/dpv:hasConsentStatus",
    "/dpv:hasPersonalData/0",
    "/dpv:hasRecipient/0/dct:identifier",
    "/dpv:hasRecipient/0/dct:title",
    "/dpv:hasRecipient/0/@type",
    "/dpv:hasRecipient/0/dpv:hasContact",
    "/dpv:hasStorageDuration",
    "/sordino:withdrawalMethod",
];
/// What it must hold of every consent.
const MUST_OF_AN_EVENT: [&str; 5] = [
    "/@type",
    "/dct:date",
    "/dpv:hasDuration",
    "/dpv:isIndicatedBy",
    "/dpv:hasNotice/dct:language",
];

fn holds(json: &Json, members: &[&str]) {
    for member in members {
        let found = json.pointer(member);
        let empty = found.is_none_or(|found| found.is_null() || *found == "");
        assert!(!empty, "{member} in {json}");
    }
}

fn purpose<'a>(record: &'a Json, id: &str) -> &'a Json {
    let purposes = &record["dpv:hasProcess"]["dpv:hasPurpose"];
    let mut purposes = purposes.as_array().expect("it is a list").iter();
    let found = purposes.find(|one| one["@id"] == format!("sordino:purpose/{id}"));
    found.expect("every purpose is there")
}

#[test]
fn the_record_holds_what_the_guide_demands() {
    let engine = Rig::default().open();
    on(&engine, "usage");
    let record = engine.consent_record().expect("there is a ledger");
    holds(&record, &MUST);
    for declared in &engine.policy().purposes {
        holds(purpose(&record, &declared.id), &MUST_OF_A_PURPOSE);
    }
    let usage = purpose(&record, "usage");
    assert_eq!(usage["dpv:hasConsentStatus"], State::Given.dpv());
    holds(usage, &["/dpv:hasConsentType"]);
    holds(&usage["sordino:events"][0], &MUST_OF_AN_EVENT);
    assert_eq!(usage["sordino:events"][0]["dpv:hasDuration"], "P365D");
}

#[test]
fn a_surviving_refusal_stands_in_the_record() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    for refused in ["crashes", "usage"] {
        engine.turn_off(refused, Rig::SHOWN).expect("it is off");
    }
    engine.erase().expect("it can be erased");
    for engine in [engine, rig.after_kill().open()] {
        let record = engine.consent_record().expect("there is a ledger");
        holds(&record, &MUST);
        let state = |id: &str| purpose(&record, id)["dpv:hasConsentStatus"].clone();
        assert_eq!(state("crashes"), State::Refused.dpv());
        assert_eq!(state("usage"), State::Withdrawn.dpv());
        assert_eq!(state("early"), State::Unknown.dpv());
        let event = &purpose(&record, "crashes")["sordino:events"][0];
        assert_eq!(event["sordino:survivedErasure"], true);
    }
}

#[test]
fn the_text_that_was_shown_is_written_down() {
    let mut policy = policy();
    policy.locales = vec!["en".into(), "de-AT".into()];
    for purpose in &mut policy.purposes {
        for texts in [&mut purpose.title, &mut purpose.text] {
            let german = texts.remove("de").expect("it is there");
            texts.insert("de-AT".into(), german);
        }
    }
    let engine = Rig::default().open_with(policy, Options::default());
    let shown = Shown {
        locale: "de",
        ..Rig::SHOWN
    };
    engine.turn_on("usage", shown).expect("it is written");
    let record = engine.consent_record().expect("there is a ledger");
    let notice = &purpose(&record, "usage")["sordino:events"][0]["dpv:hasNotice"];
    assert_eq!(notice["dct:language"], "de-AT");
}
