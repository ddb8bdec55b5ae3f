//! Bytes at the door become what was offered, or are refused.

use std::borrow::Cow;

use sordino_engine::Value;
use sordino_engine::crash::Source;
use sordino_engine::record::Crash;

use super::bytes::Bytes;
use super::unreadable::Unreadable;
use super::{FORMAT, MAX_BYTES};

/// Deeper is not read. The engine's own bound is lower, and it is the one to say so.
const MAX_DEPTH: usize = 32;
/// Most bytes of an event that are read; over the engine's bound by far.
const MAX_EVENT: usize = 256 * 1024;
/// Room that is made before anything came: a count alone must not take memory.
const ROOM: usize = 16;
/// Fewest bytes of a member: an empty key and a value without content.
const MEMBER: usize = 2;

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
    let mut bytes = Bytes::of(record);
    match bytes.byte()? {
        FORMAT => {}
        0 => return Err(Unreadable::Malformed),
        _ => return Err(Unreadable::NewerFormat),
    }
    match bytes.byte()? {
        1 if record.len() > MAX_EVENT => Err(Unreadable::TooLarge),
        1 => event(bytes),
        2 => crash(bytes),
        _ => Err(Unreadable::Malformed),
    }
}

fn event(mut bytes: Bytes<'_>) -> Result<Offered<'_>, Unreadable> {
    let name = bytes.text()?;
    let count = bytes.count(MEMBER)?;
    let mut properties = Vec::with_capacity(count.min(ROOM));
    for _ in 0..count {
        properties.push((bytes.text()?, value(&mut bytes, 1)?));
    }
    match bytes.rest() {
        [] => Ok(Offered::Event { name, properties }),
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
    let happened = match bytes.byte()? {
        0 => None,
        1 => Some(i64::from_le_bytes(bytes.eight()?)),
        _ => return Err(Unreadable::Malformed),
    };
    Ok(Offered::Crash(Crash {
        source,
        report: bytes.rest(),
        happened,
    }))
}

fn value<'b>(bytes: &mut Bytes<'b>, depth: usize) -> Result<Value<'b>, Unreadable> {
    if depth > MAX_DEPTH {
        return Err(Unreadable::TooDeep);
    }
    Ok(match bytes.byte()? {
        0 => Value::Bool(false),
        1 => Value::Bool(true),
        2 => {
            let folded = bytes.number()?;
            Value::Int((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
        }
        3 => Value::Float(f64::from_le_bytes(bytes.eight()?)),
        4 => Value::Text(Cow::Borrowed(bytes.text()?)),
        5 => {
            let count = bytes.count(1)?;
            let items = (0..count).map(|_| value(bytes, depth + 1));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        6 => {
            let count = bytes.count(MEMBER)?;
            let mut entries = Vec::with_capacity(count.min(ROOM));
            for _ in 0..count {
                entries.push((Cow::Borrowed(bytes.text()?), value(bytes, depth + 1)?));
            }
            Value::Map(entries)
        }
        _ => return Err(Unreadable::Malformed),
    })
}
