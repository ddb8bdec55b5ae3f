//! An event of the sentry crate as the one shape of crash reports.

use sentry::protocol::{self, Context, Event, Level, Stacktrace};
use sordino_engine::crash::{Exception, Trace};

use super::images::keep_what_names_frames;
use super::stack::{Place, frames};

/// Most bytes of an event's texts, as of any crash report.
const MOST_BYTES: usize = 1 << 20;
/// Most exceptions kept, the outermost.
const MOST_EXCEPTIONS: usize = 16;

/// What an event is to us.
pub(super) enum Report {
    /// An error or a panic.
    Error(Trace),
    /// One that is too long to be looked at.
    Oversized,
    /// Neither.
    NoError,
}

/// Reads an event; all that is not named here is passed over.
pub(super) fn of(event: &Event<'static>) -> Report {
    let exceptions = exceptions(event);
    if exceptions.is_empty() {
        return Report::NoError;
    }
    let size: usize = exceptions.iter().map(|one| one.value.len()).sum();
    if size > MOST_BYTES {
        return Report::Oversized;
    }
    let mut trace = Trace {
        exceptions,
        ..Trace::default()
    };
    keep_what_names_frames(&mut trace, &event.debug_meta.images);
    Report::Error(trace)
}

fn exceptions(event: &Event<'static>) -> Vec<Exception> {
    let place = place(event);
    let all = &event.exception.values;
    let outermost = all.len().saturating_sub(MOST_EXCEPTIONS);
    let own = all[outermost..].iter();
    let mut kept: Vec<Exception> = own.map(|one| exception(one, &place)).collect();
    if kept.is_empty() {
        kept.extend(message(event));
    }
    // An error without a stack of its own gets that of whoever reported it.
    if let Some(last) = kept.last_mut()
        && last.frames.is_empty()
    {
        last.frames = match stack(event) {
            Some(stack) => frames(stack, &place),
            None => place.iter().map(Place::as_frame).collect(),
        };
    }
    kept
}

/// A panic's type is ours to know; any other is text that an error printed.
fn exception(exception: &protocol::Exception, place: &Option<Place>) -> Exception {
    let text = exception.value.as_deref().unwrap_or_default();
    let mechanism = exception.mechanism.as_ref().map(|one| one.ty.as_str());
    let (ty, value) = match (exception.ty.as_str(), text) {
        ("panic", text) if mechanism == Some("panic") => ("panic", text.to_owned()),
        (name, "") => ("error", name.to_owned()),
        (name, text) => ("error", format!("{name}: {text}")),
    };
    let stack = exception.stacktrace.as_ref();
    Exception {
        ty: ty.to_owned(),
        value,
        frames: stack.map_or(Vec::new(), |stack| frames(stack, place)),
    }
}

/// An error that was reported as a message.
fn message(event: &Event<'static>) -> Option<Exception> {
    let entry = event.logentry.as_ref().map(|entry| &entry.message);
    let text = event.message.as_ref().or(entry)?;
    (event.level >= Level::Error).then(|| Exception {
        ty: "error".to_owned(),
        value: text.clone(),
        frames: Vec::new(),
    })
}

fn stack<'e>(event: &'e Event<'static>) -> Option<&'e Stacktrace> {
    let own = event.threads.iter().find(|thread| thread.current);
    let own = own.and_then(|thread| thread.stacktrace.as_ref());
    event.stacktrace.as_ref().or(own)
}

/// Where the macro of `tracing` stands, which the client puts under this name.
fn place(event: &Event<'static>) -> Option<Place> {
    let Some(Context::Other(place)) = event.contexts.get("Rust Tracing Location") else {
        return None;
    };
    let text = |key: &str| Some(place.get(key)?.as_str()?.to_owned());
    Some(Place {
        module: text("module_path"),
        file: text("file")?,
        line: place.get("line")?.as_u64()?,
    })
}
