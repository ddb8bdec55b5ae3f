//! What a frame holds, and what is sent of it.

use serde_json::{Map, Value as Json, json};
use sordino_engine::formats::{self, Item, Kind, Stored, Wire};
use sordino_policy::RecipientKind;

use super::notation::{hex, items, members, text, to_json};
use crate::otlp;

/// The bytes of a `frame` -> `kind`, `name`, `members`; or `null` if they are none of ours.
pub(super) fn record_bytes(input: &Json) -> Option<Json> {
    let bytes = hex(text(input, "frame")?)?;
    let Some(stored) = formats::stored(&bytes) else {
        return Some(Json::Null);
    };
    let members: Map<String, Json> = stored
        .members
        .iter()
        .map(|(key, value)| (key.to_string(), to_json(value)))
        .collect();
    let kind = match stored.kind {
        Kind::Context => "context",
        Kind::Event => "event",
        Kind::Crash => "crash",
        Kind::Identify => "identify",
    };
    Some(json!({ "kind": kind, "name": stored.name, "members": members }))
}

/// `endpoint`, `key`, `context`, `records` -> `url`, `headers`, and the body as JSON.
pub(super) fn segment(input: &Json) -> Option<Json> {
    request(RecipientKind::Segment, input, |body| {
        serde_json::from_slice(body).ok()
    })
}

/// The same for one record -> `url`, `headers`, and the body's lines as JSON.
pub(super) fn sentry(input: &Json) -> Option<Json> {
    request(RecipientKind::Sentry, input, |body| {
        let text = std::str::from_utf8(body).ok()?;
        let lines: Vec<&str> = text.strip_suffix('\n')?.split('\n').collect();
        let length = lines.get(2)?.len();
        let mut lines: Vec<Json> = lines
            .into_iter()
            .map(|line| serde_json::from_str(line).ok())
            .collect::<Option<_>>()?;
        // The bytes themselves are not compared, so their count is compared here.
        *lines[1].get_mut("length")? = match lines[1]["length"] == json!(length) {
            true => "right".into(),
            false => "wrong".into(),
        };
        Some(lines.into())
    })
}

/// The same for events, sign-ins and crash reports -> `url`, `headers`, and the body in the protocol's JSON.
pub(super) fn otlp(input: &Json) -> Option<Json> {
    request(RecipientKind::Otlp, input, |body| {
        // The version is no part of the shape.
        let version = env!("CARGO_PKG_VERSION");
        let mut logs = otlp::to_json(body)?;
        for scope in logs
            .pointer_mut("/resourceLogs/0/scopeLogs")?
            .as_array_mut()?
        {
            let own = scope.pointer_mut("/scope/version")?;
            if own == version {
                *own = "{version}".into();
            }
        }
        Some(logs)
    })
}

/// Returns the protobuf that a case of `otlp_logs` sends, or `None` if `input` is no such case.
pub fn otlp_body(input: &Json) -> Option<Vec<u8>> {
    Some(wire(RecipientKind::Otlp, input)?.body)
}

fn request(
    kind: RecipientKind,
    input: &Json,
    read: impl FnOnce(&[u8]) -> Option<Json>,
) -> Option<Json> {
    let wire = wire(kind, input)?;
    let headers: Vec<[String; 2]> = wire
        .headers
        .into_iter()
        // The version is no part of the shape.
        .map(|(name, value)| [name, value.replace(env!("CARGO_PKG_VERSION"), "{version}")])
        .collect();
    Some(json!({ "url": wire.url, "headers": headers, "body": read(&wire.body)? }))
}

fn wire(kind: RecipientKind, input: &Json) -> Option<Wire> {
    let context = stored(Kind::Context, input.get("context")?, "")?;
    let records: Vec<Item<'_>> = items(input, "records")?
        .iter()
        .map(|record| {
            let kind = match text(record, "kind")? {
                "event" => Kind::Event,
                "crash" => Kind::Crash,
                "identify" => Kind::Identify,
                _ => return None,
            };
            let name = text(record, "name").unwrap_or_default();
            Some(Item {
                record: stored(kind, record.get("members")?, name)?,
                message_id: text(record, "message_id")?.to_owned(),
            })
        })
        .collect::<Option<_>>()?;
    let (endpoint, key) = (text(input, "endpoint")?, text(input, "key")?);
    formats::request(kind, endpoint, key, &context, &records)
}

fn stored<'a>(kind: Kind, json: &'a Json, name: &'a str) -> Option<Stored<'a>> {
    Some(Stored {
        kind,
        name,
        members: members(json)?,
    })
}
