//! OpenTelemetry's logs: `POST {endpoint}/v1/logs`, OTLP/HTTP in protobuf.
//!
//! Events and crash reports are log records with a name, by OpenTelemetry's semantic conventions. What those have no
//! name for stands under `sordino.`. Ids are pseudonyms; OTLP has no switch against the connection's address.

mod partial;
mod protobuf;
mod stack;

use self::protobuf::Message;
use super::members::{find, is_handled, member, text};
use super::wire::{Item, Wire};
use crate::minimise::{Kind, Stored};
use crate::ports::Millis;
use crate::value::Value;

pub(super) use self::partial::rejected;

/// The policy's fields among a resource's attributes.
const RESOURCE: [(&str, &str); 8] = [
    ("app_version", "service.version"),
    ("app_build", "app.build_id"),
    ("device_id", "app.installation.id"),
    ("os_name", "os.name"),
    ("os_version", "os.version"),
    ("device_model", "device.model.name"),
    ("locale", "sordino.locale"),
    ("time_zone", "sordino.time_zone"),
];
/// And among the attributes of each record.
const SUBJECT: [(&str, &str); 2] = [
    ("user_id", "enduser.pseudo.id"),
    ("customer_id", "sordino.customer_id"),
];
const RECORD_ID: &str = "log.record.uid";
/// Numbers of the severities that the protocol names INFO, ERROR and FATAL.
const INFO: i64 = 9;
const ERROR: i64 = 17;
const FATAL: i64 = 21;

/// `key` may be empty: then the request names none.
pub(super) fn request(endpoint: &str, key: &str, shared: &Stored<'_>, items: &[Item<'_>]) -> Wire {
    let mut headers = vec![(
        "Content-Type".to_owned(),
        "application/x-protobuf".to_owned(),
    )];
    if !key.is_empty() {
        headers.push(("Authorization".to_owned(), format!("Bearer {key}")));
    }
    Wire {
        url: format!("{}/v1/logs", endpoint.trim_end_matches('/')),
        headers,
        body: logs(shared, items),
    }
}

/// An `ExportLogsServiceRequest` with one resource and one scope.
fn logs(shared: &Stored<'_>, items: &[Item<'_>]) -> Vec<u8> {
    let mut resource = Message::default();
    // The protocol demands a name; this is its word for one that is not known.
    attribute(&mut resource, 1, "service.name", &"unknown_service".into());
    named(&mut resource, 1, shared, &RESOURCE);
    let mut scope = Message::default();
    scope.text(1, "sordino");
    scope.text(2, env!("CARGO_PKG_VERSION"));
    let mut of_scope = Message::default();
    of_scope.message(1, &scope);
    for item in items {
        of_scope.message(2, &record(shared, item));
    }
    let mut of_resource = Message::default();
    of_resource.message(1, &resource);
    of_resource.message(2, &of_scope);
    let mut request = Message::default();
    request.message(1, &of_resource);
    request.into_bytes()
}

/// A `LogRecord`. One without a time of its own gets none: servers then take that of its arrival.
fn record(shared: &Stored<'_>, item: &Item<'_>) -> Message {
    const ATTRIBUTES: u64 = 6;
    let stored = &item.record;
    let (name, time, severity) = match stored.kind {
        Kind::Crash if is_handled(stored) => ("sordino.error", "crash_time", ERROR),
        Kind::Crash => ("app.crash", "crash_time", FATAL),
        Kind::Identify => ("sordino.sign_in", "timestamp", INFO),
        Kind::Event | Kind::Context => (stored.name, "timestamp", INFO),
    };
    let mut record = Message::default();
    if let Some(nanos) = nanos(find(stored, time)) {
        record.fixed(1, nanos);
    }
    record.number(2, severity);
    attribute(
        &mut record,
        ATTRIBUTES,
        RECORD_ID,
        &item.message_id.as_str().into(),
    );
    named(&mut record, ATTRIBUTES, shared, &SUBJECT);
    let is_said = |key: &str| key == time || (key == "exception_handled" && name != "app.crash");
    let members = stored.members.iter().filter(|(key, _)| !is_said(key));
    match stored.kind {
        Kind::Crash => {
            for (key, value) in members {
                match value {
                    Value::List(exceptions) if key == "exceptions" => {
                        exception(&mut record, ATTRIBUTES, exceptions);
                    }
                    _ => attribute(&mut record, ATTRIBUTES, &format!("sordino.{key}"), value),
                }
            }
        }
        Kind::Event | Kind::Identify | Kind::Context => {
            // Two attributes of one name are no record; an app's own gives way.
            let is_ours =
                |key: &str| key == RECORD_ID || SUBJECT.iter().any(|(_, ours)| *ours == key);
            for (key, value) in members.filter(|(key, _)| !is_ours(key)) {
                attribute(&mut record, ATTRIBUTES, key, value);
            }
        }
    }
    record.text(12, name);
    record
}

/// The last exception ended the app; the text has its causes.
fn exception(record: &mut Message, field: u64, exceptions: &[Value<'_>]) {
    let Some(last) = exceptions.last() else {
        return;
    };
    for (name, key) in [
        ("exception.type", "exception_type"),
        ("exception.message", "exception_value"),
    ] {
        if let Some(text) = text(member(last, key)) {
            attribute(record, field, name, &text.into());
        }
    }
    attribute(
        record,
        field,
        "exception.stacktrace",
        &stack::text_of(exceptions).into(),
    );
}

/// Writes what `stored` has of `names`, each under its own.
fn named(into: &mut Message, field: u64, stored: &Stored<'_>, names: &[(&str, &str)]) {
    for (own, name) in names {
        if let Some(value) = find(stored, own) {
            attribute(into, field, name, value);
        }
    }
}

/// Writes a `KeyValue`.
fn attribute(into: &mut Message, field: u64, key: &str, value: &Value<'_>) {
    let mut pair = Message::default();
    pair.text(1, key);
    pair.message(2, &any(value));
    into.message(field, &pair);
}

/// An `AnyValue`.
fn any(value: &Value<'_>) -> Message {
    let mut any = Message::default();
    let mut inner = Message::default();
    match value {
        Value::Text(text) => any.text(1, text),
        Value::Bool(truth) => any.number(2, (*truth).into()),
        Value::Int(number) => any.number(3, *number),
        Value::Float(number) => any.fixed(4, number.to_bits()),
        Value::List(items) => {
            for item in items {
                inner.message(1, &self::any(item));
            }
            any.message(5, &inner);
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                attribute(&mut inner, 1, key, value);
            }
            any.message(6, &inner);
        }
    }
    any
}

/// A time that the protocol can write: after 1970, and before it has more nanoseconds than fit.
fn nanos(value: Option<&Value<'_>>) -> Option<u64> {
    const NANOS: u64 = 1_000_000;
    match value {
        Some(Value::Int(time)) => u64::try_from(*time as Millis).ok()?.checked_mul(NANOS),
        _ => None,
    }
    .filter(|nanos| *nanos > 0)
}
