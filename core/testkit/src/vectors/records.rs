//! Records offered to an engine: which are refused, and what is left of those that are not.

use std::collections::BTreeMap;

use miniz_oxide::inflate::decompress_to_vec;
use serde_json::{Map, Value as Json, json};

use super::notation::{items, members, text};
use super::scene::{SHOWN, Scene};
use sordino_engine::crash::{CrashRefusal, Source};
use sordino_engine::record::{Crash, Event, Refusal};
use sordino_engine::{Account, Outcome, Value};

/// Header and footer of gzip (RFC 1952) as this library writes it.
const GZIP_HEAD: usize = 10;
const GZIP_FOOT: usize = 8;

/// `policy`, and an `event` with `properties` or a `crash` -> its outcome, or each of its outcomes.
///
/// Every purpose is turned on first, but those in `off`.
pub(super) fn refusal(input: &Json) -> Option<Json> {
    let scene = turned_on(input)?;
    let Some(crash) = input.get("crash") else {
        let outcome = scene.record(text(input, "event")?, input.get("properties")?)?;
        return Some(json!({ "outcome": named(&outcome) }));
    };
    let is_handled = crash.get("handled").is_some();
    let crash = Crash {
        source: source(text(crash, "source")?)?,
        report: text(crash, "text")?.as_bytes(),
        happened: crash.get("happened").and_then(Json::as_i64),
    };
    let outcomes = match is_handled {
        true => scene.engine.handled(&crash),
        false => scene.engine.crash(&crash),
    };
    let outcomes: Vec<Json> = outcomes.iter().map(named).collect();
    Some(json!({ "outcomes": outcomes }))
}

/// The same -> what stands in the message that leaves for `recipient`, and how many values went.
///
/// `show` names the members of the message; pseudonyms are numbered in the order of their places.
pub(super) fn field_rules(input: &Json) -> Option<Json> {
    let scene = turned_on(input)?;
    sign_in(&scene, input);
    let outcome = scene.record(text(input, "event")?, input.get("properties")?)?;
    if !matches!(outcome, Outcome::Accepted(_)) {
        return Some(json!({ "outcome": named(&outcome) }));
    }
    let wanted = text(input, "recipient")?;
    let mut message = Json::Null;
    while let Some(request) = scene.begin() {
        if request.recipient == wanted {
            let end = request.body.len().checked_sub(GZIP_FOOT)?;
            let body = decompress_to_vec(request.body.get(GZIP_HEAD..end)?).ok()?;
            let body: Json = serde_json::from_slice(&body).ok()?;
            message = items(&body, "batch")?.last()?.clone();
        }
        scene.answered(request.id, 200);
    }
    let mut shown = Map::new();
    let mut numbers = BTreeMap::new();
    for member in items(input, "show")? {
        let member = member.as_str()?;
        let value = message.get(member).cloned().unwrap_or(Json::Null);
        shown.insert(member.to_owned(), numbered(value, &mut numbers));
    }
    let dropped = scene.engine.counters().fields_dropped;
    shown.insert("dropped".to_owned(), dropped.into());
    Some(shown.into())
}

/// A `policy`, and an `event` with `properties`, or `values` for a `purpose` -> what the SDK `recipient` may send of it.
pub(super) fn minimised(input: &Json) -> Option<Json> {
    let scene = turned_on(input)?;
    sign_in(&scene, input);
    let (engine, recipient) = (&scene.engine, text(input, "recipient")?);
    let of_event = || members(input.get("properties")?);
    let values = input.get("values").map_or_else(of_event, members)?;
    let values: Vec<(&str, Value<'_>)> = values
        .iter()
        .map(|(key, value)| (key.as_ref(), value.clone()))
        .collect();
    let minimised = match text(input, "purpose") {
        Some(purpose) => engine.minimise_values(recipient, purpose, &values),
        None => engine.minimise(recipient, &Event::new(text(input, "event")?, &values)),
    };
    let minimised = match minimised {
        Ok(minimised) => minimised,
        Err(why) => return Some(json!({ "refused": refused(why) })),
    };
    // In the order of their places: those of the values, then those of the context by the order of its fields.
    let mut numbers = BTreeMap::new();
    let mut shown = Map::new();
    let values = minimised.get("values")?.clone();
    shown.insert("values".to_owned(), numbered(values, &mut numbers));
    let context = minimised.get("context")?.as_object()?;
    let named = ["user_id", "customer_id", "device_id"];
    for field in named.into_iter().filter_map(|name| context.get(name)) {
        numbered(field.clone(), &mut numbers);
    }
    shown.insert(
        "context".to_owned(),
        numbered(context.clone().into(), &mut numbers),
    );
    shown.insert("dropped".to_owned(), minimised.get("dropped")?.clone());
    Some(shown.into())
}

fn sign_in(scene: &Scene, input: &Json) {
    if let Some(account) = input.get("account") {
        let account = Account {
            user_id: text(account, "user_id").map(str::to_owned),
            customer_id: text(account, "customer_id").map(str::to_owned),
        };
        scene.engine.sign_in(account, &[]);
    }
}

fn turned_on(input: &Json) -> Option<Scene> {
    let scene = Scene::new(input)?;
    let off = items(input, "off").unwrap_or_default();
    for purpose in &scene.engine.policy().purposes {
        if !off.iter().any(|id| id == purpose.id.as_str()) {
            scene.engine.turn_on(&purpose.id, SHOWN).ok()?;
        }
    }
    Some(scene)
}

/// Pseudonyms come out of a key that no vector knows: what counts is which of them are the same.
fn numbered(json: Json, numbers: &mut BTreeMap<String, usize>) -> Json {
    match json {
        Json::String(text) if is_pseudonym(&text) => {
            let next = numbers.len() + 1;
            format!("pseudonym {}", numbers.entry(text).or_insert(next)).into()
        }
        Json::Array(items) => items
            .into_iter()
            .map(|item| numbered(item, numbers))
            .collect(),
        Json::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, numbered(value, numbers)))
            .collect::<Map<_, _>>()
            .into(),
        other => other,
    }
}

fn is_pseudonym(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && parts[2].starts_with('8')
        && parts[3].starts_with(['8', '9', 'a', 'b'])
}

fn source(name: &str) -> Option<Source> {
    Some(match name {
        "rust" => Source::Rust,
        "jvm" => Source::Jvm,
        "nsexception" => Source::NsException,
        "metrickit" => Source::MetricKit,
        "tombstone" => Source::Tombstone,
        "anr" => Source::Anr,
        "dart" => Source::Dart,
        "javascript" => Source::JavaScript,
        _ => return None,
    })
}

/// An outcome's name in the vectors.
pub(super) fn named(outcome: &Outcome) -> Json {
    match outcome {
        Outcome::Accepted(_) => "accepted",
        Outcome::HeldInMemory => "held_in_memory",
        Outcome::HeldSealed => "held_sealed",
        Outcome::KeysNotReady => "keys_not_ready",
        Outcome::Refused(refusal) => return json!({ "refused": refused(*refusal) }),
    }
    .into()
}

fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Closed => "closed",
        Refusal::UnknownEvent => "unknown_event",
        Refusal::NoRecipient => "no_recipient",
        Refusal::TooManyProperties => "too_many_properties",
        Refusal::TooLarge | Refusal::BadCrash(CrashRefusal::TooLarge) => "too_large",
        Refusal::TooDeep => "too_deep",
        Refusal::NotFinite => "not_finite",
        Refusal::BadName => "bad_name",
        Refusal::BadCrash(CrashRefusal::Malformed) => "malformed",
        Refusal::BadCrash(CrashRefusal::Empty) => "empty",
        Refusal::BadCrash(CrashRefusal::NotCarried) => "not_carried",
        Refusal::ClosedThen => "closed_then",
        Refusal::NoRoom => "no_room",
        Refusal::StorageFailed => "storage_failed",
        Refusal::Busy => "busy",
        Refusal::Broken => "broken",
    }
}
