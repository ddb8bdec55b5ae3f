//! Each leaf of a request, held against the rule that the policy gives its field.

use serde_json::Value as Json;
use sordino_policy::{Coarsening, FieldRule, Policy, RecipientKind};

use crate::values::{CUSTOMER, PERSONAL, USER};

const IDS: [&str; 3] = ["user_id", "customer_id", "device_id"];

/// Whether a body holds nothing but what the policy lets this recipient have; the first that it
/// does not, in words.
pub(crate) fn holds(policy: &Policy, recipient: &str, body: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(body);
    let kind = policy.recipients.iter().find(|one| one.id == recipient);
    let kind = kind.expect("requests go to declared recipients").kind;
    let of = |field: &str| {
        policy
            .fields
            .iter()
            .find(|one| one.name == field && one.recipients.iter().any(|id| id == recipient))
            .map(|one| match one.rule {
                // Ids of persons and devices are pseudonyms whatever a policy says.
                ref rule if IDS.contains(&field) && *rule != FieldRule::Drop => {
                    &FieldRule::Pseudonymise
                }
                ref rule => rule,
            })
    };
    // What the app says in a property of its own may stay, if the policy keeps it.
    let keeps_raw = |field: &str| of(field) == Some(&FieldRule::Keep);
    let messages = match kind {
        RecipientKind::Segment => {
            let body: Json = serde_json::from_str(&text).map_err(|_| "no JSON")?;
            body["batch"].as_array().ok_or("no batch")?.clone()
        }
        _ => {
            let event = text.lines().nth(2).ok_or("no event")?;
            vec![serde_json::from_str(event).map_err(|_| "no JSON")?]
        }
    };
    for message in &messages {
        let event = message["event"].as_str().unwrap_or_default();
        let carries = policy.events.iter().find(|one| one.name == event);
        let carries = carries.map_or(&[][..], |one| &one.properties);
        for key in message["properties"].as_object().into_iter().flatten() {
            if !carries.contains(key.0) {
                return Err(format!("{recipient}: {event} carries {}", key.0));
            }
        }
        for (path, key, value) in leaves(message) {
            let value = match path.as_str() {
                ".timestamp" => in_milliseconds(&value).ok_or("a time that is none")?,
                _ => value,
            };
            let fields = match kind {
                RecipientKind::Segment => segment(&path, &key),
                _ => sentry(&path)
                    .iter()
                    .map(|field| (*field).to_owned())
                    .collect(),
            };
            let fits = fields.is_empty()
                || fields
                    .iter()
                    .any(|field| of(field).is_some_and(|rule| follows(rule, &value)));
            if !fits {
                return Err(format!(
                    "{recipient}: {path} = {value} fits no rule of {fields:?}"
                ));
            }
            let raw = value.as_str().unwrap_or_default();
            let named = raw.contains(USER) || raw.contains(CUSTOMER);
            if named && !keeps_raw(&key) {
                return Err(format!("{recipient}: {path} names the person"));
            }
        }
    }
    Ok(())
}

/// Segment has times as text, Sentry in seconds; rules know them in milliseconds.
fn in_milliseconds(value: &Json) -> Option<Json> {
    let time = match value.as_str() {
        Some(text) => text.parse::<jiff::Timestamp>().ok()?.as_millisecond(),
        None => (value.as_f64()? * 1000.0).round() as i64,
    };
    Some(time.into())
}

/// Whether a rule can have made `value`.
fn follows(rule: &FieldRule, value: &Json) -> bool {
    let text = value.as_str();
    match rule {
        FieldRule::Keep => true,
        FieldRule::Drop => false,
        FieldRule::Pseudonymise => text.is_some_and(is_uuid),
        FieldRule::Scrub => !text.is_some_and(|text| PERSONAL.iter().any(|one| text.contains(one))),
        FieldRule::Enumerate(listed) => {
            text.is_some_and(|text| text == "other" || listed.iter().any(|one| one == text))
        }
        FieldRule::Coarsen(how) => coarse(*how, value),
    }
}

fn coarse(how: Coarsening, value: &Json) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (how, value.as_str()) {
        (Coarsening::TimeToHour, Some(time)) => {
            let whole = ["Z", "+01:00"].map(|zone| format!(":00:00{zone}"));
            whole.iter().any(|end| time.ends_with(end)) && time.len() >= 20
        }
        (Coarsening::TimeToHour, None) => value.as_i64().is_some_and(|time| time % 3_600_000 == 0),
        (Coarsening::SizeToPowerOfTwo, None) => value
            .as_u64()
            .is_some_and(|size| size == 0 || size.is_power_of_two()),
        (Coarsening::TimeZoneToOffset, Some(text)) => text == "+01:00",
        (Coarsening::OsToMajorMinor, Some(text)) => {
            let parts: Vec<_> = text.split('.').collect();
            parts.len() <= 2 && parts.iter().all(|part| digits(part))
        }
        (Coarsening::DeviceToFamily, Some(text)) => {
            text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        }
        (Coarsening::LocaleToLanguage, Some(text)) => {
            (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase())
        }
        _ => false,
    }
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12]
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        && text.as_bytes()[14] == b'8'
}

/// Every leaf: its path without places in lists, the key it stands under, itself.
fn leaves(value: &Json) -> Vec<(String, String, Json)> {
    fn walk(value: &Json, path: &str, key: &str, found: &mut Vec<(String, String, Json)>) {
        match value {
            Json::Object(members) => members
                .iter()
                .for_each(|(key, value)| walk(value, &format!("{path}.{key}"), key, found)),
            Json::Array(items) => items.iter().for_each(|item| walk(item, path, key, found)),
            leaf => found.push((path.to_owned(), key.to_owned(), leaf.clone())),
        }
    }
    let mut found = Vec::new();
    walk(value, "", "", &mut found);
    found
}

/// The field of a leaf of a Segment message; none for the sink's constants.
fn segment(path: &str, key: &str) -> Vec<String> {
    let field = match path {
        // What it is, its id, the event's name, and Segment's own switch against addresses.
        ".type" | ".messageId" | ".event" | ".context.ip" => return Vec::new(),
        ".userId" => "user_id",
        ".anonymousId" => "device_id",
        ".timestamp" => "timestamp",
        ".context.app.version" => "app_version",
        ".context.app.build" => "app_build",
        ".context.os.name" => "os_name",
        ".context.os.version" => "os_version",
        ".context.device.model" => "device_model",
        ".context.locale" => "locale",
        ".context.timezone" => "time_zone",
        ".context.groupId" => "customer_id",
        path if path.starts_with(".properties.") => key,
        _ => "nothing else may stand in a message",
    };
    vec![field.to_owned()]
}

/// The fields that a leaf of a Sentry event may come from; none for the sink's constants.
fn sentry(path: &str) -> &'static [&'static str] {
    match path {
        ".event_id" | ".level" | ".platform" => &[],
        ".contexts.os.type" | ".contexts.device.type" | ".contexts.app.type" => &[],
        ".contexts.culture.type" => &[],
        // Without a type the sink says "crash": a constant, checked by its own test.
        ".exception.values.type" => &[],
        ".timestamp" => &["crash_time"],
        ".release" | ".contexts.app.app_version" => &["app_version"],
        ".dist" | ".contexts.app.app_build" => &["app_build"],
        ".user.id" => &["user_id", "device_id"],
        ".contexts.os.name" => &["os_name"],
        ".contexts.os.version" => &["os_version"],
        ".contexts.device.family" => &["device_model"],
        ".contexts.culture.locale" => &["locale"],
        ".contexts.culture.timezone" => &["time_zone"],
        ".exception.values.value" => &["exception_value"],
        ".exception.values.stacktrace.frames.function" => &["stack_function"],
        ".exception.values.stacktrace.frames.module" => &["stack_module"],
        ".exception.values.stacktrace.frames.filename" => &["stack_file"],
        ".exception.values.stacktrace.frames.lineno" => &["stack_line"],
        _ => &["nothing else may stand in an event"],
    }
}
