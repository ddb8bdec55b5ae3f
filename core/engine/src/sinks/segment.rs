//! Segment's HTTP tracking API: `POST {endpoint}/batch`.
//!
//! `userId` and `anonymousId` are pseudonyms. `context.ip` is Segment's own switch: with
//! `0.0.0.0` there, it does not put the connection's address into the event.

use serde_json::{Map, Value as Json, json};
use sordino_policy::canonical_json;

use super::members::find;
use super::wire::{Item, Wire};
use crate::civil;
use crate::minimise::{Kind, Stored};
use crate::value::Value;

const NO_ADDRESS: &str = "0.0.0.0";

pub(super) fn request(endpoint: &str, key: &str, shared: &Stored<'_>, items: &[Item<'_>]) -> Wire {
    let batch: Vec<Json> = items.iter().map(|item| message(shared, item)).collect();
    let body = canonical_json(&json!({ "batch": batch }));
    let headers = vec![
        ("Content-Type".to_owned(), "application/json".to_owned()),
        (
            "Authorization".to_owned(),
            format!("Basic {}", base64(format!("{key}:").as_bytes())),
        ),
    ];
    Wire {
        url: format!("{}/batch", endpoint.trim_end_matches('/')),
        headers,
        body,
    }
}

fn message(shared: &Stored<'_>, item: &Item<'_>) -> Json {
    let record = &item.record;
    let mut message = Map::new();
    message.insert("messageId".into(), item.message_id.clone().into());
    if let Some(Value::Int(time)) = find(record, "timestamp") {
        message.insert("timestamp".into(), civil::rfc3339(*time).into());
    }
    for (field, name) in [("user_id", "userId"), ("device_id", "anonymousId")] {
        if let Some(value) = find(shared, field) {
            message.insert(name.into(), Json::from(value));
        }
    }
    message.insert("context".into(), context(shared));
    match record.kind {
        Kind::Identify => {
            message.insert("type".into(), "identify".into());
        }
        Kind::Event | Kind::Crash | Kind::Context => {
            message.insert("type".into(), "track".into());
            message.insert("event".into(), record.name.into());
            let properties = record.members.iter().filter(|(key, _)| key != "timestamp");
            let properties: Map<String, Json> = properties
                .map(|(key, value)| (key.to_string(), Json::from(value)))
                .collect();
            message.insert("properties".into(), properties.into());
        }
    }
    Json::Object(message)
}

/// The policy's fields under Segment's names.
fn context(stored: &Stored<'_>) -> Json {
    const NAMES: [(&str, &str, &str); 8] = [
        ("app_version", "app", "version"),
        ("app_build", "app", "build"),
        ("os_name", "os", "name"),
        ("os_version", "os", "version"),
        ("device_model", "device", "model"),
        ("locale", "", "locale"),
        ("time_zone", "", "timezone"),
        ("customer_id", "", "groupId"),
    ];
    let mut context = Map::new();
    context.insert("ip".into(), NO_ADDRESS.into());
    for (field, group, name) in NAMES {
        let Some(value) = find(stored, field) else {
            continue;
        };
        let members = match group {
            "" => &mut context,
            group => {
                let entry = context
                    .entry(group)
                    .or_insert_with(|| Json::Object(Map::new()));
                let Some(members) = entry.as_object_mut() else {
                    continue;
                };
                members
            }
        };
        members.insert(name.into(), Json::from(value));
    }
    Json::Object(context)
}

/// Base64 with padding (RFC 4648, 4), for one header.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk
            .iter()
            .fold(0u32, |number, byte| number << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            match place <= chunk.len() {
                true => text.push(char::from(
                    DIGITS[(number >> (18 - 6 * place) & 63) as usize],
                )),
                false => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_agrees_with_the_rfc() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }
}
