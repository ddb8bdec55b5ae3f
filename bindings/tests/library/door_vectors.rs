//! `tests/vectors/door.json`, played through the door itself.

use crate::{platform, write};
use std::fs;

use serde_json::{Map, Value as Json, json};
use sordino::door::number_of;
use sordino::{Engine, Refusal};
use sordino_engine::Value;

#[test]
fn the_door_answers_every_vector() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/door.json");
    let file: Json =
        serde_json::from_str(&fs::read_to_string(path).expect("it is part of the checkout"))
            .expect("it is JSON");
    let policy = file["given"]["policy"].to_string();
    let off = file["given"]["off"]
        .as_array()
        .expect("it says what is off");
    let (engine, _place) = platform::opened(policy.as_bytes());
    for status in engine.statuses().expect("they stand") {
        if !off.iter().any(|id| id == status.purpose.as_str()) {
            platform::turn_on(&engine, &status.purpose).expect("it opens");
        }
    }
    let cases = file["cases"].as_array().expect("there are cases");
    assert!(cases.len() >= 15, "{} cases prove too little", cases.len());
    for case in cases {
        assert_eq!(
            played(&engine, &case["in"]),
            case["want"],
            "{} ({})",
            case["name"],
            case["reason"]
        );
    }
}

fn played(engine: &Engine, input: &Json) -> Json {
    let door = engine.door().expect("it has a door");
    if let Some(record) = input.get("record") {
        return json!({ "outcome": named(number_of(door, &unhex(record.as_str().expect("hex")))) });
    }
    let record = match (input.get("crash"), &input["breadcrumb"]) {
        (Some(crash), _) => crash_bytes(crash),
        (None, Json::String(text)) => breadcrumb_bytes(text),
        (None, _) => event_bytes(input),
    };
    let hex: String = record.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({ "record": hex, "outcome": named(number_of(door, &record)) })
}

fn event_bytes(input: &Json) -> Vec<u8> {
    let members: Vec<(String, Value<'static>)> = match &input["properties"] {
        Json::Array(pairs) => pairs
            .iter()
            .map(|pair| (pair[0].as_str().expect("a key").to_owned(), value(&pair[1])))
            .collect(),
        members => entries(members.as_object().expect("members")),
    };
    let name = input["event"].as_str().expect("a name");
    write::event(
        name,
        members.iter().map(|(key, value)| (key.as_str(), value)),
    )
}

fn breadcrumb_bytes(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).expect("a short one");
    assert!(length < 0x80, "whose length takes one byte");
    let mut record = vec![sordino::door::FORMAT, 3, length];
    record.extend(text.as_bytes());
    record
}

fn crash_bytes(crash: &Json) -> Vec<u8> {
    const SOURCES: [&str; 8] = [
        "rust",
        "jvm",
        "nsexception",
        "metrickit",
        "tombstone",
        "anr",
        "dart",
        "javascript",
    ];
    let source = SOURCES
        .iter()
        .position(|name| crash["source"] == *name)
        .expect("a source");
    let mut record = vec![
        sordino::door::FORMAT,
        2,
        u8::try_from(source).expect("there are eight"),
    ];
    match crash.get("happened").and_then(Json::as_i64) {
        None if crash.get("handled").is_some() => record.push(2),
        None => record.push(0),
        Some(time) => {
            record.push(1);
            record.extend(time.to_le_bytes());
        }
    }
    record.extend(crash["text"].as_str().expect("a report").as_bytes());
    record
}

fn entries(members: &Map<String, Json>) -> Vec<(String, Value<'static>)> {
    members
        .iter()
        .map(|(key, json)| (key.clone(), value(json)))
        .collect()
}

fn value(json: &Json) -> Value<'static> {
    match json {
        Json::Null => panic!("the door has no null"),
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().expect("a fraction")),
        },
        Json::String(text) => Value::from(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(members) => match members.get("$float").and_then(Json::as_str) {
            Some(float) => Value::Float(float.parse().expect("a number")),
            None => Value::Map(
                entries(members)
                    .into_iter()
                    .map(|(key, value)| (key.into(), value))
                    .collect(),
            ),
        },
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16);
    digits.map(|pair| byte(pair).expect("hex")).collect()
}

fn named(number: u8) -> Json {
    const NAMES: [(Refusal, &str); 19] = [
        (Refusal::Closed, "closed"),
        (Refusal::UnknownEvent, "unknown_event"),
        (Refusal::NoRecipient, "no_recipient"),
        (Refusal::TooManyProperties, "too_many_properties"),
        (Refusal::TooLarge, "too_large"),
        (Refusal::TooDeep, "too_deep"),
        (Refusal::NotFinite, "not_finite"),
        (Refusal::BadName, "bad_name"),
        (Refusal::CrashMalformed, "malformed"),
        (Refusal::CrashEmpty, "empty"),
        (Refusal::ClosedThen, "closed_then"),
        (Refusal::NoRoom, "no_room"),
        (Refusal::StorageFailed, "storage_failed"),
        (Refusal::Busy, "busy"),
        (Refusal::Broken, "broken"),
        (Refusal::MalformedBytes, "malformed_bytes"),
        (Refusal::NotUtf8, "not_utf8"),
        (Refusal::NewerFormat, "newer_format"),
        (Refusal::NoEngine, "no_engine"),
    ];
    match number {
        sordino::ACCEPTED => return "accepted".into(),
        sordino::HELD_IN_MEMORY => return "held_in_memory".into(),
        sordino::HELD_SEALED => return "held_sealed".into(),
        sordino::KEYS_NOT_READY => return "keys_not_ready".into(),
        _ => {}
    }
    let (_, name) = NAMES
        .iter()
        .find(|(refusal, _)| *refusal as u8 == number)
        .unwrap_or_else(|| panic!("{number} is no answer"));
    json!({ "refused": name })
}
