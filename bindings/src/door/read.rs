//! Bytes at the door become what was offered, or are refused.

use sordino_engine::Value;
use sordino_engine::crash::Source;
use sordino_engine::encoding::{Bytes, Counts};
use sordino_engine::record::Crash;

use super::unreadable::Unreadable;
use super::{FORMAT, MAX_BYTES};

/// Deeper is not read. The engine's own bound is lower, and it is the one to say so.
const MAX_DEPTH: usize = 32;
/// Most bytes of an event that are read; over the engine's bound by far.
const MAX_EVENT: usize = 256 * 1024;

/// What was offered, borrowed from the bytes.
#[derive(Debug, Clone)]
pub enum Offered<'b> {
    /// An event.
    Event {
        /// Its name.
        name: &'b str,
        /// What is said about it.
        properties: Vec<(&'b str, Value<'b>)>,
    },
    /// A crash report.
    Crash(Crash<'b>),
    /// An error that the app caught and went on from.
    Handled(Crash<'b>),
    /// What the app did before a crash, in its own words.
    Breadcrumb(&'b str),
}

/// Reads one record.
///
/// # Errors
///
/// [`Unreadable`]; there is one way to write a record, and every other is refused.
pub fn read(record: &[u8]) -> Result<Offered<'_>, Unreadable> {
    if record.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut bytes = Bytes::of(record, Counts::Before, MAX_DEPTH);
    match bytes.byte()? {
        FORMAT => {}
        0 => return Err(Unreadable::Malformed),
        _ => return Err(Unreadable::NewerFormat),
    }
    match bytes.byte()? {
        1 if record.len() > MAX_EVENT => Err(Unreadable::TooLarge),
        1 => event(bytes),
        2 => crash(bytes),
        3 => breadcrumb(bytes),
        _ => Err(Unreadable::Malformed),
    }
}

fn event(mut bytes: Bytes<'_>) -> Result<Offered<'_>, Unreadable> {
    let name = bytes.text()?;
    let properties = bytes.members()?;
    match bytes.rest() {
        [] => Ok(Offered::Event { name, properties }),
        _ => Err(Unreadable::Malformed),
    }
}

fn breadcrumb(mut bytes: Bytes<'_>) -> Result<Offered<'_>, Unreadable> {
    let text = bytes.text()?;
    match bytes.rest() {
        [] => Ok(Offered::Breadcrumb(text)),
        _ => Err(Unreadable::Malformed),
    }
}

fn crash(mut bytes: Bytes<'_>) -> Result<Offered<'_>, Unreadable> {
    let source = match bytes.byte()? {
        0 => Source::Rust,
        1 => Source::Jvm,
        2 => Source::NsException,
        3 => Source::MetricKit,
        4 => Source::Tombstone,
        5 => Source::Anr,
        6 => Source::Dart,
        7 => Source::JavaScript,
        _ => return Err(Unreadable::Malformed),
    };
    let (happened, offered): (_, fn(_) -> _) = match bytes.byte()? {
        0 => (None, Offered::Crash),
        1 => (Some(i64::from_le_bytes(bytes.eight()?)), Offered::Crash),
        2 => (None, Offered::Handled),
        _ => return Err(Unreadable::Malformed),
    };
    Ok(offered(Crash {
        source,
        report: bytes.rest(),
        happened,
    }))
}
