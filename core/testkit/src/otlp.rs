//! Reads a request of OTLP's logs: protobuf to the JSON that the protocol defines for the same message.
//!
//! Written from the protocol's `.proto` files, and from nothing of the sink that writes such requests.

use serde_json::{Map, Value as Json};

/// What a field of a message holds.
#[derive(Clone, Copy)]
enum Type {
    Text,
    /// A number up to 32 bits, or an enumeration: a number in JSON.
    Small,
    /// A number of 64 bits: text in JSON.
    Int,
    Bool,
    Double,
    Fixed64,
    Message(&'static [Field]),
    /// The same any number of times.
    Messages(&'static [Field]),
}

/// Number, name in JSON, type.
type Field = (u64, &'static str, Type);

static REQUEST: [Field; 1] = [(1, "resourceLogs", Type::Messages(&RESOURCE_LOGS))];
static RESOURCE_LOGS: [Field; 3] = [
    (1, "resource", Type::Message(&RESOURCE)),
    (2, "scopeLogs", Type::Messages(&SCOPE_LOGS)),
    (3, "schemaUrl", Type::Text),
];
static RESOURCE: [Field; 2] = [
    (1, "attributes", Type::Messages(&KEY_VALUE)),
    (2, "droppedAttributesCount", Type::Small),
];
static SCOPE_LOGS: [Field; 3] = [
    (1, "scope", Type::Message(&SCOPE)),
    (2, "logRecords", Type::Messages(&LOG_RECORD)),
    (3, "schemaUrl", Type::Text),
];
static SCOPE: [Field; 4] = [
    (1, "name", Type::Text),
    (2, "version", Type::Text),
    (3, "attributes", Type::Messages(&KEY_VALUE)),
    (4, "droppedAttributesCount", Type::Small),
];
static LOG_RECORD: [Field; 8] = [
    (1, "timeUnixNano", Type::Fixed64),
    (2, "severityNumber", Type::Small),
    (3, "severityText", Type::Text),
    (5, "body", Type::Message(&ANY_VALUE)),
    (6, "attributes", Type::Messages(&KEY_VALUE)),
    (7, "droppedAttributesCount", Type::Small),
    (11, "observedTimeUnixNano", Type::Fixed64),
    (12, "eventName", Type::Text),
];
static KEY_VALUE: [Field; 2] = [
    (1, "key", Type::Text),
    (2, "value", Type::Message(&ANY_VALUE)),
];
static ANY_VALUE: [Field; 6] = [
    (1, "stringValue", Type::Text),
    (2, "boolValue", Type::Bool),
    (3, "intValue", Type::Int),
    (4, "doubleValue", Type::Double),
    (5, "arrayValue", Type::Message(&ARRAY)),
    (6, "kvlistValue", Type::Message(&LIST)),
];
static ARRAY: [Field; 1] = [(1, "values", Type::Messages(&ANY_VALUE))];
static LIST: [Field; 1] = [(1, "values", Type::Messages(&KEY_VALUE))];

/// Deeper than any request of ours.
const MAX_DEPTH: usize = 40;

/// Returns an `ExportLogsServiceRequest` as JSON, or `None` if `bytes` are no such message or hold a field that is not read
/// here.
pub fn to_json(bytes: &[u8]) -> Option<Json> {
    message(bytes, &REQUEST, MAX_DEPTH)
}

/// Returns every log record of a request that [`to_json`] read.
pub fn records(request: &Json) -> Vec<&Json> {
    let scopes = list(request, "resourceLogs").flat_map(|one| list(one, "scopeLogs"));
    scopes.flat_map(|one| list(one, "logRecords")).collect()
}

fn list<'a>(json: &'a Json, member: &str) -> std::slice::Iter<'a, Json> {
    json[member]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
}

/// Returns the text of an attribute.
pub fn attribute<'a>(holder: &'a Json, key: &str) -> Option<&'a str> {
    let mut attributes = holder["attributes"].as_array()?.iter();
    attributes.find(|one| one["key"] == key)?["value"]["stringValue"].as_str()
}

/// Returns the attributes of a record, a scope or a resource as plain JSON.
pub fn attributes(holder: &Json) -> Map<String, Json> {
    pairs(list(holder, "attributes"))
}

fn pairs(pairs: std::slice::Iter<'_, Json>) -> Map<String, Json> {
    let name = |pair: &Json| pair["key"].as_str().unwrap_or_default().to_owned();
    pairs
        .map(|pair| (name(pair), plain(&pair["value"])))
        .collect()
}

/// An `AnyValue` as the value that it holds.
fn plain(any: &Json) -> Json {
    let Some((kind, value)) = any.as_object().and_then(|any| any.iter().next()) else {
        return Json::Null;
    };
    match kind.as_str() {
        "intValue" => {
            let number = value.as_str().and_then(|text| text.parse::<i64>().ok());
            number.map_or(Json::Null, Json::from)
        }
        "arrayValue" => list(value, "values").map(plain).collect(),
        "kvlistValue" => pairs(list(value, "values")).into(),
        _ => value.clone(),
    }
}

fn message(mut bytes: &[u8], fields: &[Field], depth: usize) -> Option<Json> {
    let depth = depth.checked_sub(1)?;
    let mut made = Map::new();
    while !bytes.is_empty() {
        let (tag, rest) = varint(bytes)?;
        let (_, name, of) = fields.iter().find(|(number, ..)| *number == tag >> 3)?;
        let (value, rest) = match (of, tag & 7) {
            (Type::Text, 2) => {
                let (text, rest) = length(rest)?;
                (std::str::from_utf8(text).ok()?.into(), rest)
            }
            (Type::Message(fields) | Type::Messages(fields), 2) => {
                let (inner, rest) = length(rest)?;
                (message(inner, fields, depth)?, rest)
            }
            (Type::Small, 0) => varint(rest).map(|(number, rest)| (number.into(), rest))?,
            (Type::Bool, 0) => varint(rest).map(|(number, rest)| ((number != 0).into(), rest))?,
            (Type::Int, 0) => {
                let (number, rest) = varint(rest)?;
                (number.cast_signed().to_string().into(), rest)
            }
            (Type::Fixed64, 1) => {
                let (number, rest) = fixed(rest)?;
                (number.to_string().into(), rest)
            }
            (Type::Double, 1) => {
                let (number, rest) = fixed(rest)?;
                (f64::from_bits(number).into(), rest)
            }
            _ => return None,
        };
        match of {
            Type::Messages(_) => match made.entry(*name).or_insert_with(|| Json::Array(Vec::new()))
            {
                Json::Array(items) => items.push(value),
                _ => return None,
            },
            _ => {
                made.insert((*name).to_owned(), value);
            }
        }
        bytes = rest;
    }
    Some(made.into())
}

fn length(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = varint(bytes)?;
    rest.split_at_checked(usize::try_from(length).ok()?)
}

fn fixed(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<8>()?;
    Some((u64::from_le_bytes(*number), rest))
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    for (at, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, &bytes[at + 1..]));
        }
    }
    None
}
