//! How vectors write bytes, and values that JSON has no word for.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use sordino_engine::Value;

/// Members of a record, in order.
pub(super) type Members<'a> = Vec<(Cow<'a, str>, Value<'a>)>;

/// A member's text.
pub(super) fn text<'a>(input: &'a Json, member: &str) -> Option<&'a str> {
    input.get(member)?.as_str()
}

/// A member's text, which may be written as `{"$repeat": ["text", times]}`.
pub(super) fn long_text<'a>(input: &'a Json, member: &str) -> Option<Cow<'a, str>> {
    match value(input.get(member)?)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// A member's items.
pub(super) fn items<'a>(input: &'a Json, member: &str) -> Option<&'a [Json]> {
    Some(input.get(member)?.as_array()?)
}

/// A member's bytes, of a length that is known.
pub(super) fn bytes<const LENGTH: usize>(input: &Json, member: &str) -> Option<[u8; LENGTH]> {
    hex(text(input, member)?)?.try_into().ok()
}

/// Hex of either case.
pub(super) fn hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let pair = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    rest.is_empty()
        .then(|| pairs.iter().map(pair).collect())
        .flatten()
}

/// Lower-case hex.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The word that a variant without content has in JSON.
pub(super) fn word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Json::from(word)).ok()
}

/// An object, or a list of pairs where the order counts.
pub(super) fn members(json: &Json) -> Option<Members<'_>> {
    match json {
        Json::Object(object) => object
            .iter()
            .map(|(key, json)| Some((Cow::Borrowed(key.as_str()), value(json)?)))
            .collect(),
        Json::Array(pairs) => pairs
            .iter()
            .map(|pair| match pair.as_array()?.as_slice() {
                [key, json] => Some((Cow::Borrowed(key.as_str()?), value(json)?)),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

/// A value: as JSON has it, or `{"$float": "NaN"}`, or `{"$repeat": ["text", times]}`.
fn value(json: &Json) -> Option<Value<'_>> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None if number.is_f64() => Value::Float(number.as_f64()?),
            None => return None,
        },
        Json::String(text) => Value::Text(Cow::Borrowed(text)),
        Json::Array(items) => Value::List(items.iter().map(value).collect::<Option<_>>()?),
        Json::Object(object) => match special(object) {
            Some(special) => special?,
            None => Value::Map(members(json)?),
        },
    })
}

fn special(object: &Map<String, Json>) -> Option<Option<Value<'static>>> {
    if let Some(float) = object.get("$float") {
        let number = float.as_str().and_then(|text| text.parse().ok());
        return Some(number.map(Value::Float));
    }
    let repeat = object.get("$repeat")?.as_array()?;
    let made = || {
        let [text, times] = repeat.as_slice() else {
            return None;
        };
        let times = usize::try_from(times.as_u64()?).ok()?;
        Some(Value::from(text.as_str()?.repeat(times)))
    };
    Some(made())
}

/// A value as JSON.
pub(super) fn to_json(value: &Value<'_>) -> Json {
    match value {
        Value::Bool(truth) => (*truth).into(),
        Value::Int(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Text(text) => text.as_ref().into(),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.to_string(), to_json(value)))
            .collect::<Map<_, _>>()
            .into(),
    }
}
