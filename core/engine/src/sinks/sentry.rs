//! Sentry's envelope: `POST {host}/api/{project}/envelope/`, built with the sentry crate's types.
//!
//! The recipient's endpoint ends in the project's number, as a DSN does. The user is a pseudonym;
//! no address is given and none is asked to be inferred.

use std::time::{Duration, SystemTime};

use sentry_types::Uuid;
use sentry_types::protocol::v7::{
    AppContext, Context, DebugImage, DebugMeta, DeviceContext, Envelope, Event, Exception, Frame,
    Level, OsContext, Stacktrace, SymbolicDebugImage, Thread, User, Values,
};

use super::segment::find;
use super::wire::{Item, Wire};
use crate::minimise::Stored;
use crate::value::Value;

/// The client that sends, as Sentry wants it named.
const CLIENT: &str = concat!("sordino/", env!("CARGO_PKG_VERSION"));

pub(super) fn request(
    endpoint: &str,
    key: &str,
    context: &Stored<'_>,
    items: &[Item<'_>],
) -> Option<Wire> {
    let item = items.first()?;
    let (host, project) = endpoint.trim_end_matches('/').rsplit_once('/')?;
    let mut body = Vec::new();
    Envelope::from(event(context, item))
        .to_writer(&mut body)
        .ok()?;
    let headers = vec![
        (
            "Content-Type".to_owned(),
            "application/x-sentry-envelope".to_owned(),
        ),
        (
            "X-Sentry-Auth".to_owned(),
            format!("Sentry sentry_version=7, sentry_client={CLIENT}, sentry_key={key}"),
        ),
    ];
    Some(Wire {
        url: format!("{host}/api/{project}/envelope/"),
        headers,
        body,
    })
}

fn event(context: &Stored<'_>, item: &Item<'_>) -> Event<'static> {
    let record = &item.record;
    let exceptions = list(find(record, "exceptions")).map(exception);
    let threads = list(find(record, "threads")).map(thread);
    let images = list(find(record, "images")).filter_map(image);
    Event {
        event_id: Uuid::parse_str(&item.message_id).unwrap_or_default(),
        level: Level::Fatal,
        timestamp: time(find(record, "crash_time")),
        platform: platform(record).into(),
        release: text(find(context, "app_version")).map(Into::into),
        dist: text(find(context, "app_build")).map(Into::into),
        user: user(context),
        contexts: contexts(context),
        exception: Values {
            values: exceptions.collect(),
        },
        threads: Values {
            values: threads.collect(),
        },
        debug_meta: std::borrow::Cow::Owned(DebugMeta {
            images: images.collect(),
            ..DebugMeta::default()
        }),
        ..Event::default()
    }
}

/// Addresses need a native platform to be symbolicated; class names one of the JVM's.
fn platform(record: &Stored<'_>) -> &'static str {
    let frames = list(find(record, "exceptions"))
        .chain(list(find(record, "threads")))
        .flat_map(|holder| list(member(holder, "frames")));
    let addressed = frames
        .into_iter()
        .any(|frame| member(frame, "stack_address").is_some());
    if addressed { "native" } else { "other" }
}

fn user(context: &Stored<'_>) -> Option<User> {
    let id = text(find(context, "user_id")).or_else(|| text(find(context, "device_id")))?;
    Some(User {
        id: Some(id),
        ..User::default()
    })
}

fn contexts(stored: &Stored<'_>) -> std::collections::BTreeMap<String, Context> {
    let mut contexts = std::collections::BTreeMap::new();
    let os = OsContext {
        name: text(find(stored, "os_name")),
        version: text(find(stored, "os_version")),
        ..OsContext::default()
    };
    if os != OsContext::default() {
        contexts.insert("os".to_owned(), Context::from(os));
    }
    let device = DeviceContext {
        family: text(find(stored, "device_model")),
        ..DeviceContext::default()
    };
    if device != DeviceContext::default() {
        contexts.insert("device".to_owned(), Context::from(device));
    }
    let app = AppContext {
        app_version: text(find(stored, "app_version")),
        app_build: text(find(stored, "app_build")),
        ..AppContext::default()
    };
    if app != AppContext::default() {
        contexts.insert("app".to_owned(), Context::from(app));
    }
    let culture = [("locale", "locale"), ("time_zone", "timezone")]
        .into_iter()
        .filter_map(|(field, name)| Some((name.to_owned(), text(find(stored, field))?.into())));
    let culture: std::collections::BTreeMap<_, _> = culture.collect();
    if !culture.is_empty() {
        contexts.insert("culture".to_owned(), Context::Other(culture));
    }
    contexts
}

fn exception(value: &Value<'_>) -> Exception {
    Exception {
        // The protocol wants a type; where the policy keeps none back, this says what is known.
        ty: text(member(value, "exception_type")).unwrap_or_else(|| "crash".to_owned()),
        value: text(member(value, "exception_value")),
        stacktrace: stacktrace(member(value, "frames")),
        ..Exception::default()
    }
}

fn thread(value: &Value<'_>) -> Thread {
    let name = text(member(value, "thread_name"));
    let state = text(member(value, "thread_state"));
    Thread {
        // Sentry's thread has no place for its state; it stands behind the name.
        name: match (name, state) {
            (Some(name), Some(state)) => Some(format!("{name} ({state})")),
            (name, state) => name.or(state),
        },
        stacktrace: stacktrace(member(value, "frames")),
        crashed: member(value, "thread_crashed") == Some(&Value::Bool(true)),
        ..Thread::default()
    }
}

/// Sources print the innermost call first; Sentry wants it last.
fn stacktrace(value: Option<&Value<'_>>) -> Option<Stacktrace> {
    let mut frames: Vec<Frame> = list(value).map(frame).collect();
    frames.reverse();
    (!frames.is_empty()).then(|| Stacktrace {
        frames,
        ..Stacktrace::default()
    })
}

fn frame(value: &Value<'_>) -> Frame {
    let file = text(member(value, "stack_file"));
    Frame {
        function: text(member(value, "stack_function")),
        module: text(member(value, "stack_module")),
        filename: file.clone(),
        abs_path: file,
        lineno: match member(value, "stack_line") {
            Some(Value::Int(line)) => u64::try_from(*line).ok(),
            _ => None,
        },
        instruction_addr: address(member(value, "stack_address")).map(Into::into),
        ..Frame::default()
    }
}

fn image(value: &Value<'_>) -> Option<DebugImage> {
    let id = text(member(value, "image_debug_id"))?;
    Some(DebugImage::Symbolic(SymbolicDebugImage {
        name: text(member(value, "image_file")).unwrap_or_default(),
        arch: None,
        image_addr: address(member(value, "image_address"))
            .unwrap_or_default()
            .into(),
        image_size: 0,
        image_vmaddr: 0.into(),
        id: debug_id(&id)?,
        code_id: id.parse().ok(),
        debug_file: None,
    }))
}

/// A UUID as it is, or a build id by Breakpad's rule: its first 16 bytes, little-endian fields.
fn debug_id(text: &str) -> Option<sentry_types::DebugId> {
    if let Ok(id) = text.parse() {
        return Some(id);
    }
    let digits = text.as_bytes();
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    (digits.len() >= 8).then(|| sentry_types::DebugId::from_uuid(Uuid::from_bytes_le(bytes)))
}

fn time(value: Option<&Value<'_>>) -> SystemTime {
    match value {
        Some(Value::Int(time)) => {
            SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(*time).unwrap_or(0))
        }
        _ => SystemTime::UNIX_EPOCH,
    }
}

fn address(value: Option<&Value<'_>>) -> Option<u64> {
    let Some(Value::Text(text)) = value else {
        return None;
    };
    u64::from_str_radix(text.strip_prefix("0x")?, 16).ok()
}

fn list<'s, 'a>(value: Option<&'s Value<'a>>) -> std::slice::Iter<'s, Value<'a>> {
    match value {
        Some(Value::List(items)) => items.iter(),
        _ => [].iter(),
    }
}

fn member<'s, 'a>(value: &'s Value<'a>, key: &str) -> Option<&'s Value<'a>> {
    match value {
        Value::Map(entries) => entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value),
        _ => None,
    }
}

fn text(value: Option<&Value<'_>>) -> Option<String> {
    match value {
        Some(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}
