//! The document of everything that is held: complete, of the published shape, and about nobody else.

use boon::{Compiler, Schemas};
use serde_json::{Value as Json, json};
use sordino_engine::flows::TokenInput;
use sordino_engine::ledger::{LedgerExport, verify};
use sordino_engine::ports::KeyStoreError;
use sordino_engine::{Account, ChoiceError, Engine, Issued, Options};
use sordino_policy::{BeforeChoice, Policy};
use sordino_tests::{Rig, event, on, policy};

const SCHEMA: &str = include_str!("../../../docs/export.schema.json");
const ID: &str = "urn:sordino:export:1";

/// What the published schema finds wrong.
fn faults(document: &Json) -> Result<(), String> {
    let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler
        .add_resource(ID, schema)
        .expect("it has its own id");
    let compiled = compiler.compile(ID, &mut schemas).expect("it is a schema");
    let held = schemas.validate(document, compiled);
    held.map_err(|error| error.to_string())
}

fn exported(engine: &Engine) -> Json {
    let document = engine.export_data().expect("everything is there");
    assert_eq!(faults(&document), Ok(()), "{document:#}");
    document
}

fn signed_in(engine: &Engine, user: &str, values: &[String]) {
    let account = Account {
        user_id: Some(user.to_owned()),
        ..Account::default()
    };
    engine.sign_in(account, values);
}

/// A purpose that holds records on the disk until the first choice.
fn with_a_sealed_hold() -> Policy {
    let mut policy = policy();
    let stability = policy.purposes.iter_mut().find(|one| one.id == "stability");
    stability.expect("the rig has it").before_choice = BeforeChoice::HoldSealed {
        max_records: 5,
        max_hours: 48,
    };
    policy.hash = policy.content_hash();
    policy
}

/// A device that holds something of every part.
fn lived(rig: &Rig) -> Engine {
    let engine = rig.open_with(with_a_sealed_hold(), Options::default());
    on(&engine, "usage");
    signed_in(&engine, "usr-anna", &["Anna Kranich".to_owned()]);
    let alert = [("alert_id", "alert-99".into())];
    engine.record(&event("alert_opened", &alert));
    engine.record(&event("first_seen", &alert));
    engine
        .token_step("vendor", TokenInput::Issued)
        .expect("it is kept");
    engine
}

#[test]
fn everything_held_stands_in_the_export() {
    let rig = Rig::default();
    let engine = lived(&rig);
    let document = exported(&engine);
    let issued = engine.issued().expect("there is a list");
    assert!(!issued.is_empty());
    assert_eq!(document["pseudonyms"], json!(issued));
    let ledger = engine.export_ledger().expect("there is a ledger");
    assert_eq!(document["ledger"], json!(ledger));
    let batches = document["waiting"]["records"].as_array().expect("a list");
    let ids = |batches: &[Json], what: &str| -> Vec<String> {
        let of = batches.iter().filter(|one| one["waits_for"] == what);
        let records = of.flat_map(|one| one["records"].as_array().expect("a list").clone());
        records
            .map(|one| one["message_id"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let queued: Vec<String> = engine.queued_ids().into_iter().map(|(_, id)| id).collect();
    assert!(!queued.is_empty());
    assert_eq!(ids(batches, "upload"), queued);
    assert_eq!(document["known"]["user_id"], "usr-anna");
    assert_eq!(document["known"]["values"], json!(["Anna Kranich"]));
    assert_eq!(document["flows"]["tokens"][0]["service"], "vendor");
    let purposes = document["choices"].as_array().expect("a list");
    assert_eq!(purposes.len(), engine.policy().purposes.len());
}

#[test]
fn the_export_read_back_is_equal() {
    let engine = lived(&Rig::default());
    let document = exported(&engine);
    let again: Json = serde_json::from_str(&document.to_string()).expect("it is JSON");
    assert_eq!(again, document);
    let ledger: LedgerExport = serde_json::from_value(again["ledger"].clone()).expect("a ledger");
    assert_eq!(json!(ledger), document["ledger"]);
    let bytes = serde_json::to_vec(&ledger).expect("it is JSON");
    assert_eq!(
        verify(&bytes).expect("it hangs together").entries,
        ledger.entries.len()
    );
    let issued: Vec<Issued> = serde_json::from_value(again["pseudonyms"].clone()).expect("a list");
    assert_eq!(Ok(issued), engine.issued());
}

#[test]
fn an_export_names_no_other_person() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    signed_in(&engine, "usr-anna-raw", &["Anna Kranich".to_owned()]);
    drop(engine);
    let engine = rig.open();
    signed_in(&engine, "usr-berta-raw", &[]);
    let document = exported(&engine);
    assert_eq!(document["known"]["user_id"], "usr-berta-raw");
    assert_eq!(document["known"]["ids_of_others"], 1);
    for name in ["usr-anna-raw", "Anna Kranich"] {
        assert!(!document.to_string().contains(name), "{name}");
    }
}

#[test]
fn records_of_a_purpose_off_are_not_held() {
    let engine = lived(&Rig::default());
    engine.turn_off("usage", Rig::SHOWN).expect("it is off");
    let document = exported(&engine);
    let batches = document["waiting"]["records"].as_array().expect("a list");
    assert!(
        batches.iter().all(|one| one["purpose"] != "usage"),
        "{batches:?}"
    );
    assert_ne!(
        document["pseudonyms"],
        json!([]),
        "recipients know them still"
    );
}

#[test]
fn after_an_erasure_a_tombstone_is_left() {
    let engine = lived(&Rig::default());
    engine.turn_off("crashes", Rig::SHOWN).expect("it is off");
    engine.erase().expect("it can be erased");
    let document = exported(&engine);
    assert_eq!(document["waiting"], json!({"records": [], "left_out": 0}));
    assert_eq!(
        document["tombstone"]["what"]["surviving"],
        json!([["crashes", "refused"]])
    );
    assert_eq!(
        document["ledger"]["entries"][0]["entry"]["what"],
        document["tombstone"]["what"]
    );
}

#[test]
fn without_keys_nothing_is_exported() {
    let rig = Rig::default();
    drop(lived(&rig));
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let engine = rig.open();
    assert_eq!(engine.export_data(), Err(ChoiceError::NotReady));
}

#[test]
fn the_schema_refuses_what_it_does_not_name() {
    let document = exported(&lived(&Rig::default()));
    for pointer in [
        "",
        "/known",
        "/waiting",
        "/choices/0",
        "/ledger/entries/0/entry/what",
    ] {
        let mut more = document.clone();
        let place = more.pointer_mut(pointer).expect("it is there");
        place["more"] = 1.into();
        assert!(faults(&more).is_err(), "{pointer}");
    }
    for member in ["known", "waiting", "pseudonyms", "ledger", "tombstone"] {
        let mut less = document.clone();
        less.as_object_mut().expect("an object").remove(member);
        assert!(faults(&less).is_err(), "{member}");
    }
}
