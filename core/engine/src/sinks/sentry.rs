//! Sentry's envelope: `POST {host}/api/{project}/envelope/`, built with the sentry crate's types.
//!
//! The recipient's endpoint ends in the project's number, as a DSN does. The user is a pseudonym;
//! no address is given and none is asked to be inferred.

use std::time::{Duration, SystemTime};

use sentry_types::protocol::v7::{
    AppContext, Context, DebugImage, DebugMeta, DeviceContext, Envelope, Event, Exception, Frame,
    Level, OsContext, Stacktrace, SymbolicDebugImage, Thread, User, Values,
};
use sentry_types::{DebugId, Uuid};

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
    let body = envelope(event(context, item))?;
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

/// An event without a time of its own gets none: the server then takes that of its arrival.
fn envelope(event: Event<'static>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    if event.timestamp > SystemTime::UNIX_EPOCH {
        Envelope::from(event).to_writer(&mut body).ok()?;
        return Some(body);
    }
    let id = event.event_id;
    let mut payload = serde_json::to_value(event).ok()?;
    payload.as_object_mut()?.remove("timestamp");
    let payload = payload.to_string();
    let lines = format!(
        "{{\"event_id\":\"{id}\"}}\n{{\"type\":\"event\",\"length\":{}}}\n{payload}\n",
        payload.len()
    );
    Some(lines.into_bytes())
}

fn event(context: &Stored<'_>, item: &Item<'_>) -> Event<'static> {
    let record = &item.record;
    let shape = Shape::of(record);
    let exceptions = list(find(record, "exceptions")).map(|value| exception(&shape, value));
    let threads = list(find(record, "threads")).map(|value| thread(&shape, value));
    let images = list(find(record, "images")).filter_map(|value| image(&shape, value));
    Event {
        event_id: Uuid::parse_str(&item.message_id).unwrap_or_default(),
        level: Level::Fatal,
        timestamp: time(find(record, "crash_time")),
        platform: shape.platform.into(),
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

/// What the record as a whole says about how its frames and images are meant.
struct Shape {
    /// Addresses need a native platform to be symbolicated.
    platform: &'static str,
    /// Offsets into libraries come from Android, whose build ids are ELF's.
    elf: bool,
    /// Names of the images that are sent, in their order: an offset names its image by number.
    images: Vec<String>,
}

impl Shape {
    fn of(record: &Stored<'_>) -> Self {
        let any = |key: &str| {
            let holders = list(find(record, "exceptions")).chain(list(find(record, "threads")));
            let mut frames = holders.flat_map(|holder| list(member(holder, "frames")));
            frames.any(|frame| member(frame, key).is_some())
        };
        let elf = any("stack_offset");
        let images = list(find(record, "images"))
            .filter(|image| {
                text(member(image, "image_debug_id")).is_some_and(|id| debug_id(&id, elf).is_some())
            })
            .map(|image| text(member(image, "image_file")).unwrap_or_default());
        Self {
            platform: if elf || any("stack_address") {
                "native"
            } else {
                "other"
            },
            elf,
            images: images.collect(),
        }
    }
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

fn exception(shape: &Shape, value: &Value<'_>) -> Exception {
    Exception {
        // The protocol wants a type; where the policy keeps none back, this says what is known.
        ty: text(member(value, "exception_type")).unwrap_or_else(|| "crash".to_owned()),
        value: text(member(value, "exception_value")),
        stacktrace: stacktrace(shape, member(value, "frames")),
        ..Exception::default()
    }
}

fn thread(shape: &Shape, value: &Value<'_>) -> Thread {
    let name = text(member(value, "thread_name"));
    let state = text(member(value, "thread_state"));
    Thread {
        // Sentry's thread has no place for its state; it stands behind the name.
        name: match (name, state) {
            (Some(name), Some(state)) => Some(format!("{name} ({state})")),
            (name, state) => name.or(state),
        },
        stacktrace: stacktrace(shape, member(value, "frames")),
        crashed: member(value, "thread_crashed") == Some(&Value::Bool(true)),
        ..Thread::default()
    }
}

/// Sources print the innermost call first; Sentry wants it last.
fn stacktrace(shape: &Shape, value: Option<&Value<'_>>) -> Option<Stacktrace> {
    let mut frames: Vec<Frame> = list(value).map(|value| frame(shape, value)).collect();
    frames.reverse();
    (!frames.is_empty()).then(|| Stacktrace {
        frames,
        ..Stacktrace::default()
    })
}

fn frame(shape: &Shape, value: &Value<'_>) -> Frame {
    let package = text(member(value, "stack_package"));
    let offset = address(member(value, "stack_offset"));
    let image = shape
        .images
        .iter()
        .position(|image| Some(image) == package.as_ref());
    let place = match offset {
        // Without its image an offset would be taken for an address: better none.
        Some(offset) => image.map(|_| offset),
        None => address(member(value, "stack_address")),
    };
    Frame {
        function: text(member(value, "stack_function")),
        module: text(member(value, "stack_module")),
        package,
        filename: text(member(value, "stack_file")),
        lineno: match member(value, "stack_line") {
            Some(Value::Int(line)) => u64::try_from(*line).ok(),
            _ => None,
        },
        instruction_addr: place.map(Into::into),
        addr_mode: offset.and(image).map(|image| format!("rel:{image}")),
        ..Frame::default()
    }
}

fn image(shape: &Shape, value: &Value<'_>) -> Option<DebugImage> {
    let id = text(member(value, "image_debug_id"))?;
    Some(DebugImage::Symbolic(SymbolicDebugImage {
        name: text(member(value, "image_file")).unwrap_or_default(),
        arch: None,
        image_addr: address(member(value, "image_address"))
            .unwrap_or_default()
            .into(),
        image_size: 0,
        image_vmaddr: 0.into(),
        id: debug_id(&id, shape.elf)?,
        code_id: id.parse().ok(),
        debug_file: None,
    }))
}

/// A UUID as it is; an ELF build id by Breakpad's rule: its first 16 bytes, the first three fields
/// in the other byte order.
fn debug_id(text: &str, elf: bool) -> Option<DebugId> {
    let uuid = Uuid::parse_str(text).ok();
    if let Some(uuid) = uuid.filter(|_| !elf || text.len() == 36) {
        return Some(DebugId::from_uuid(uuid));
    }
    let digits = text.as_bytes();
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    (digits.len() >= 8).then(|| DebugId::from_uuid(Uuid::from_bytes_le(bytes)))
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
