//! Stage 1: what the app offered becomes a [`Record`], or is refused with a reason.

use std::borrow::Cow;

use crate::catalog::Catalog;
use crate::crash::{self, CrashRefusal, Source, Trace};
use crate::ports::Millis;
use crate::value::Value;

/// Most properties of an event, nested ones included.
pub const MAX_PROPERTIES: usize = 64;
/// Most bytes of an event's keys and values together.
pub const MAX_BYTES: usize = 32 * 1024;
/// Deepest nesting; a plain property has depth 1.
pub const MAX_DEPTH: usize = 5;
/// Most bytes of a crash report's texts together.
pub const MAX_TRACE_BYTES: usize = 1024 * 1024;
/// Longest name of an event or key, in bytes.
pub const MAX_NAME: usize = 100;

/// Something that happened in the app.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// Its name, as the policy lists it.
    pub name: &'a str,
    /// What is said about it.
    pub properties: &'a [(&'a str, Value<'a>)],
}

/// A crash report.
#[derive(Debug, Clone, Copy)]
pub struct Crash<'a> {
    /// Where it comes from.
    pub source: Source,
    /// The report, as the source gave it.
    pub report: &'a [u8],
    /// When it happened, where the operating system handed it over later; `None` for now.
    pub happened: Option<Millis>,
}

/// Why a record was refused. It was never written anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Refusal {
    /// The purpose is closed.
    Closed,
    /// The policy lists no such event.
    UnknownEvent,
    /// No recipient that Sordino serves may have it.
    NoRecipient,
    /// More than [`MAX_PROPERTIES`].
    TooManyProperties,
    /// Over [`MAX_BYTES`].
    TooLarge,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// A number is NaN or infinite.
    NotFinite,
    /// A name is empty or longer than [`MAX_NAME`].
    BadName,
    /// The crash report cannot be read.
    BadCrash(CrashRefusal),
    /// The purpose was not open when the crash happened.
    ClosedThen,
    /// The disk or the queue has no room.
    NoRoom,
    /// Files, keys or randomness failed.
    StorageFailed,
    /// The lock could not be had in time.
    Busy,
    /// The engine failed inside and is closed until it is opened again.
    Broken,
}

/// A record that the policy knows and whose shape is within bounds.
///
/// Only this module makes one.
///
/// ```compile_fail
/// let record = sordino_engine::record::Record { purpose: 0 };
/// ```
#[derive(Debug)]
pub struct Record<'a> {
    purpose: usize,
    body: Body<'a>,
}

/// What a record says.
#[derive(Debug)]
pub(crate) enum Body<'a> {
    /// An event: its place in the policy, its properties.
    Event {
        rule: usize,
        properties: &'a [(&'a str, Value<'a>)],
    },
    /// A crash report, in its one shape.
    Crash {
        members: Vec<(&'static str, Value<'static>)>,
        happened: Option<Millis>,
    },
    /// A person signed in.
    Identify,
}

impl<'a> Record<'a> {
    /// Place of its purpose in the policy.
    pub(crate) fn purpose(&self) -> usize {
        self.purpose
    }

    pub(crate) fn body(&self) -> &Body<'a> {
        &self.body
    }
}

/// The purpose that an event serves, before its shape is looked at.
pub(crate) fn purpose_of(catalog: &Catalog, event: &Event<'_>) -> Result<(usize, usize), Refusal> {
    catalog.event(event.name).ok_or(Refusal::UnknownEvent)
}

/// Checks an event against the policy and the bounds.
pub(crate) fn event<'a>(catalog: &Catalog, event: Event<'a>) -> Result<Record<'a>, Refusal> {
    let (rule, purpose) = purpose_of(catalog, &event)?;
    let mut bounds = Bounds {
        properties: 0,
        bytes: event.name.len(),
    };
    for (key, value) in event.properties {
        bounds.take(key, value, 1)?;
    }
    Ok(Record {
        purpose,
        body: Body::Event {
            rule,
            properties: event.properties,
        },
    })
}

/// Reads a crash report for one purpose.
pub(crate) fn crash(purpose: usize, crash: &Crash<'_>) -> Result<Record<'static>, Refusal> {
    let trace = crash::parse(crash.source, crash.report).map_err(Refusal::BadCrash)?;
    from_trace(purpose, crash.source, trace, crash.happened)
}

/// Takes a trace that is in the one shape already.
pub(crate) fn from_trace(
    purpose: usize,
    source: Source,
    trace: Trace,
    happened: Option<Millis>,
) -> Result<Record<'static>, Refusal> {
    if weight(&trace) > MAX_TRACE_BYTES {
        return Err(Refusal::BadCrash(CrashRefusal::TooLarge));
    }
    Ok(Record {
        purpose,
        body: Body::Crash {
            members: members(source, trace),
            happened,
        },
    })
}

/// What a trace weighs, roughly: its texts, and a little for each frame.
fn weight(trace: &Trace) -> usize {
    const FRAME: usize = 32;
    let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let frames = |frames: &[crash::Frame]| -> usize {
        let texts = |frame: &crash::Frame| {
            length(&frame.function) + length(&frame.module) + length(&frame.file)
        };
        frames.iter().map(|frame| FRAME + texts(frame)).sum()
    };
    let exceptions = trace.exceptions.iter();
    let threads = trace.threads.iter();
    let images = trace.images.iter();
    exceptions
        .map(|one| one.ty.len() + one.value.len() + frames(&one.frames))
        .sum::<usize>()
        + threads
            .map(|one| length(&one.name) + length(&one.state) + frames(&one.frames))
            .sum::<usize>()
        + images
            .map(|one| FRAME + one.file.len() + length(&one.debug_id))
            .sum::<usize>()
}

/// A person signed in: nothing but the pseudonyms of who.
pub(crate) fn identify(purpose: usize) -> Record<'static> {
    Record {
        purpose,
        body: Body::Identify,
    }
}

struct Bounds {
    properties: usize,
    bytes: usize,
}

impl Bounds {
    fn take(&mut self, key: &str, value: &Value<'_>, depth: usize) -> Result<(), Refusal> {
        if key.is_empty() || key.len() > MAX_NAME {
            return Err(Refusal::BadName);
        }
        self.properties += 1;
        if self.properties > MAX_PROPERTIES {
            return Err(Refusal::TooManyProperties);
        }
        self.bytes += key.len();
        self.take_value(value, depth)
    }

    fn take_value(&mut self, value: &Value<'_>, depth: usize) -> Result<(), Refusal> {
        if depth > MAX_DEPTH {
            return Err(Refusal::TooDeep);
        }
        self.bytes += match value {
            Value::Text(text) => text.len(),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => 8,
            Value::List(_) | Value::Map(_) => 1,
        };
        if self.bytes > MAX_BYTES {
            return Err(Refusal::TooLarge);
        }
        match value {
            Value::Float(number) if !number.is_finite() => Err(Refusal::NotFinite),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => Ok(()),
            Value::List(items) => items
                .iter()
                .try_for_each(|item| self.take_value(item, depth + 1)),
            Value::Map(entries) => entries
                .iter()
                .try_for_each(|(key, value)| self.take(key, value, depth + 1)),
        }
    }
}

/// A trace as members whose leaves each have a field of their own in the policy.
fn members(source: Source, trace: Trace) -> Vec<(&'static str, Value<'static>)> {
    let exceptions = trace.exceptions.into_iter().map(|exception| {
        map(vec![
            ("exception_type", Some(exception.ty.into())),
            ("exception_value", Some(exception.value.into())),
            ("frames", Some(frames(source, exception.frames))),
        ])
    });
    let threads = trace.threads.into_iter().map(|thread| {
        map(vec![
            ("thread_name", thread.name.map(Value::from)),
            ("thread_state", thread.state.map(Value::from)),
            ("thread_crashed", Some(thread.crashed.into())),
            ("frames", Some(frames(source, thread.frames))),
        ])
    });
    let images = trace.images.into_iter().map(|image| {
        map(vec![
            ("image_file", Some(image.file.into())),
            ("image_debug_id", image.debug_id.map(Value::from)),
            ("image_address", image.address.map(address)),
        ])
    });
    vec![
        ("exceptions", Value::List(exceptions.collect())),
        ("threads", Value::List(threads.collect())),
        ("images", Value::List(images.collect())),
    ]
}

fn frames(source: Source, frames: Vec<crash::Frame>) -> Value<'static> {
    // Sentry tells a class or crate from a library, and an address from an offset into one.
    let module = match source {
        Source::Rust | Source::Jvm => "stack_module",
        Source::NsException | Source::MetricKit | Source::Tombstone | Source::Anr => {
            "stack_package"
        }
    };
    let place = match source {
        Source::Tombstone | Source::Anr => "stack_offset",
        Source::Rust | Source::Jvm | Source::NsException | Source::MetricKit => "stack_address",
    };
    let frames = frames.into_iter().map(|frame| {
        let line = frame.line.and_then(|line| i64::try_from(line).ok());
        map(vec![
            ("stack_function", frame.function.map(Value::from)),
            (module, frame.module.map(Value::from)),
            ("stack_file", frame.file.map(Value::from)),
            ("stack_line", line.map(Value::Int)),
            (place, frame.address.map(address)),
        ])
    });
    Value::List(frames.collect())
}

/// Addresses travel as text, as Sentry writes them: not every one fits a signed number.
fn address(address: u64) -> Value<'static> {
    Value::Text(Cow::Owned(format!("{address:#x}")))
}

fn map(members: Vec<(&'static str, Option<Value<'static>>)>) -> Value<'static> {
    let present = members
        .into_iter()
        .filter_map(|(key, value)| Some((Cow::Borrowed(key), value?)));
    Value::Map(present.collect())
}
