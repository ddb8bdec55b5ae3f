//! Sentry's envelope: `POST {host}/api/{project}/envelope/`, built with the sentry crate's types.
//!
//! The recipient's endpoint ends in the project's number, as a DSN does. The user is a pseudonym;
//! no address is given and none is asked to be inferred.

mod images;
mod limits;
mod script;
mod stack;

use std::time::{Duration, SystemTime};

use sentry_types::Uuid;
use sentry_types::protocol::v7::{
    AppContext, Context, DebugMeta, DeviceContext, Event, Exception, Level, Mechanism, OsContext,
    Thread, User, Values,
};
use serde_json::{Value as Json, json};

pub(super) use self::limits::wait_seconds;

use self::images::Images;
use super::members::{find, is_handled, list, member, text};
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
    let (event, source_maps) = event(context, item);
    let body = envelope(event, source_maps, breadcrumbs(&item.record))?;
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

/// The envelope's three lines. An event without a time of its own gets none: the server then takes that of its arrival.
fn envelope(
    event: Event<'static>,
    source_maps: Vec<Json>,
    breadcrumbs: Vec<Json>,
) -> Option<Vec<u8>> {
    let id = event.event_id;
    let timed = event.timestamp > SystemTime::UNIX_EPOCH;
    let mut payload = serde_json::to_value(event).ok()?;
    if !timed {
        payload.as_object_mut()?.remove("timestamp");
    }
    stack::name_platforms(&mut payload);
    if !source_maps.is_empty() {
        let images = &mut payload["debug_meta"]["images"];
        match images.as_array_mut() {
            Some(images) => images.extend(source_maps),
            None => *images = source_maps.into(),
        }
    }
    if !breadcrumbs.is_empty() {
        payload["breadcrumbs"] = json!({ "values": breadcrumbs });
    }
    let payload = payload.to_string();
    let lines = format!(
        "{{\"event_id\":\"{id}\"}}\n{{\"type\":\"event\",\"length\":{}}}\n{payload}\n",
        payload.len()
    );
    Some(lines.into_bytes())
}

fn event(context: &Stored<'_>, item: &Item<'_>) -> (Event<'static>, Vec<Json>) {
    let record = &item.record;
    let images = Images::of(record);
    let exceptions = list(find(record, "exceptions")).map(|value| exception(&images, value));
    let mut exceptions: Vec<Exception> = exceptions.collect();
    let is_handled = is_handled(record);
    if let Some(last) = exceptions.last_mut().filter(|_| is_handled) {
        last.mechanism = Some(Mechanism {
            ty: "generic".to_owned(),
            handled: Some(true),
            ..Mechanism::default()
        });
    }
    let threads = list(find(record, "threads")).map(|value| thread(&images, value));
    let threads = threads.collect();
    let (images, source_maps) = images.into_parts();
    let event = Event {
        event_id: Uuid::parse_str(&item.message_id).unwrap_or_default(),
        level: if is_handled {
            Level::Error
        } else {
            Level::Fatal
        },
        timestamp: time(find(record, "crash_time")),
        release: text(find(context, "app_version")).map(Into::into),
        dist: text(find(context, "app_build")).map(Into::into),
        user: user(context),
        contexts: contexts(context),
        exception: Values { values: exceptions },
        threads: Values { values: threads },
        debug_meta: std::borrow::Cow::Owned(DebugMeta {
            images,
            ..DebugMeta::default()
        }),
        ..Event::default()
    };
    (event, source_maps)
}

/// What the app did before. The crate's own type would put the time of the upload into each.
fn breadcrumbs(record: &Stored<'_>) -> Vec<Json> {
    let texts = list(find(record, "breadcrumbs")).filter_map(|value| text(Some(value)));
    texts.map(|text| json!({ "message": text })).collect()
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

fn exception(images: &Images, value: &Value<'_>) -> Exception {
    Exception {
        // The protocol wants a type; where the policy keeps none back, this says what is known.
        ty: text(member(value, "exception_type")).unwrap_or_else(|| "crash".to_owned()),
        value: text(member(value, "exception_value")),
        stacktrace: stack::stacktrace(images, member(value, "frames")),
        ..Exception::default()
    }
}

fn thread(images: &Images, value: &Value<'_>) -> Thread {
    let name = text(member(value, "thread_name"));
    let state = text(member(value, "thread_state"));
    Thread {
        // Sentry's thread has no place for its state; it stands behind the name.
        name: match (name, state) {
            (Some(name), Some(state)) => Some(format!("{name} ({state})")),
            (name, state) => name.or(state),
        },
        stacktrace: stack::stacktrace(images, member(value, "frames")),
        crashed: member(value, "thread_crashed") == Some(&Value::Bool(true)),
        ..Thread::default()
    }
}

fn time(value: Option<&Value<'_>>) -> SystemTime {
    match value {
        Some(Value::Int(time)) => {
            SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(*time).unwrap_or(0))
        }
        _ => SystemTime::UNIX_EPOCH,
    }
}
