//! Stage 1: what the app offered becomes a [`Record`], or is refused with a reason.

use sordino_policy::PurposeKind;

use crate::catalog::{Catalog, PurposeIx};
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
/// Most values of what a vendor's SDK made by itself.
pub const MAX_VALUES: usize = 10_000;
/// Most bytes of their keys and texts together.
pub const MAX_VALUE_BYTES: usize = 256 * 1024;
/// Most items of one list.
pub const MAX_ITEMS: usize = u16::MAX as usize;
/// Longest name of an event or key, in bytes.
pub const MAX_NAME: usize = 100;
/// The field that says of an error that the app went on from it.
const HANDLED: &str = "exception_handled";

/// Something that happened in the app.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// Its name, as the policy lists it.
    pub name: &'a str,
    /// What is said about it.
    pub properties: &'a [(&'a str, Value<'a>)],
}

impl<'a> Event<'a> {
    /// Returns the event `name` with `properties`.
    ///
    /// ```
    /// use sordino_engine::Event;
    ///
    /// let properties = [("page", "home".into()), ("seconds", 1.5.into())];
    /// let event = Event::new("page_opened", &properties);
    /// assert_eq!(event.properties.len(), 2);
    /// ```
    pub fn new(name: &'a str, properties: &'a [(&'a str, Value<'a>)]) -> Self {
        Self { name, properties }
    }
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
    /// A lock could not be had in time, and too much waits in memory already.
    Busy,
    /// The engine failed inside, or this process was forked from the one that opened it. It is closed until it is opened
    /// again.
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
    purpose: PurposeIx,
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
    /// What a vendor's SDK made by itself, and whether names of code stand in it.
    Values {
        values: &'a [(&'a str, Value<'a>)],
        is_crash: bool,
    },
}

impl<'a> Record<'a> {
    /// Place of its purpose in the policy.
    pub(crate) fn purpose(&self) -> PurposeIx {
        self.purpose
    }

    pub(crate) fn body(&self) -> &Body<'a> {
        &self.body
    }

    /// Whether it tells of the end of a process, and not of an error that the app went on from.
    pub(crate) fn is_of_an_end(&self) -> bool {
        let handled = |(name, _): &(&'static str, Value<'static>)| *name == HANDLED;
        matches!(&self.body, Body::Crash { members, .. } if !members.iter().any(handled))
    }

    /// Returns a crash report with what is told beside it: that the app caught the error and went on, and what it did before.
    pub(crate) fn told(mut self, is_handled: bool, before: Vec<String>) -> Self {
        if let Body::Crash { members, .. } = &mut self.body {
            if is_handled {
                members.push((HANDLED, Value::Bool(true)));
            }
            if !before.is_empty() {
                let texts = before.into_iter().map(Value::from);
                members.push(("breadcrumbs", Value::List(texts.collect())));
            }
        }
        self
    }
}

/// The purpose that an event serves, before its shape is looked at.
pub(crate) fn purpose_of(
    catalog: &Catalog,
    event: &Event<'_>,
) -> Result<(usize, PurposeIx), Refusal> {
    catalog.event(event.name).ok_or(Refusal::UnknownEvent)
}

/// Checks an event against the policy and the bounds.
pub(crate) fn event<'a>(catalog: &Catalog, event: Event<'a>) -> Result<Record<'a>, Refusal> {
    let (rule, purpose) = purpose_of(catalog, &event)?;
    let mut bounds = Bounds {
        properties: 0,
        bytes: event.name.len(),
        most: (MAX_PROPERTIES, MAX_BYTES),
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

/// Checks what a vendor's SDK made by itself against the bounds.
pub(crate) fn values<'a>(
    catalog: &Catalog,
    purpose: &str,
    values: &'a [(&'a str, Value<'a>)],
) -> Result<Record<'a>, Refusal> {
    let purpose = catalog.place_of(purpose).ok_or(Refusal::NoRecipient)?;
    let mut bounds = Bounds {
        properties: 0,
        bytes: 0,
        most: (MAX_VALUES, MAX_VALUE_BYTES),
    };
    for (key, value) in values {
        bounds.take(key, value, 1)?;
    }
    Ok(Record {
        purpose,
        body: Body::Values {
            values,
            is_crash: catalog.purpose(purpose).kind == PurposeKind::Crash,
        },
    })
}

/// Reads a crash report for one purpose.
pub(crate) fn crash(purpose: PurposeIx, crash: &Crash<'_>) -> Result<Record<'static>, Refusal> {
    let trace = crash::parse(crash.source, crash.report).map_err(Refusal::BadCrash)?;
    from_trace(purpose, trace, crash.happened)
}

/// Takes a trace that is in the one shape already.
pub(crate) fn from_trace(
    purpose: PurposeIx,
    trace: Trace,
    happened: Option<Millis>,
) -> Result<Record<'static>, Refusal> {
    if crash::weight(&trace) > MAX_TRACE_BYTES {
        return Err(Refusal::BadCrash(CrashRefusal::TooLarge));
    }
    Ok(Record {
        purpose,
        body: Body::Crash {
            members: crash::members(trace),
            happened,
        },
    })
}

/// A person signed in: nothing but the pseudonyms of who.
pub(crate) fn identify(purpose: PurposeIx) -> Record<'static> {
    Record {
        purpose,
        body: Body::Identify,
    }
}

struct Bounds {
    properties: usize,
    bytes: usize,
    /// How many properties and bytes there may be.
    most: (usize, usize),
}

impl Bounds {
    fn take(&mut self, key: &str, value: &Value<'_>, depth: usize) -> Result<(), Refusal> {
        if key.is_empty() || key.len() > MAX_NAME {
            return Err(Refusal::BadName);
        }
        self.properties += 1;
        if self.properties > self.most.0 {
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
            // An empty one is not for nothing: a list may hold any number of them.
            Value::Text(text) => text.len().max(1),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => 8,
            Value::List(_) | Value::Map(_) => 1,
        };
        let is_long = matches!(value, Value::List(items) if items.len() > MAX_ITEMS);
        if self.bytes > self.most.1 || is_long {
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
