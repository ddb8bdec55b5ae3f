//! A minimised record as it is read back from the queue.

use std::borrow::Cow;

use super::encode::Reader;
use crate::value::Value;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Facts and subject of every frame behind it.
    Context = 0,
    /// An event.
    Event = 1,
    /// A crash report.
    Crash = 2,
    /// A person signed in.
    Identify = 3,
}

/// A record that was stored for one recipient.
#[derive(Debug, PartialEq)]
pub(crate) struct Stored<'a> {
    pub(crate) kind: Kind,
    /// Name of the event; empty for the others.
    pub(crate) name: &'a str,
    pub(crate) members: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Stored<'a> {
    /// Reads a frame's text; `None` if it is none of ours.
    pub(crate) fn read(text: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(text);
        let kind = match reader.number()? {
            0 => Kind::Context,
            1 => Kind::Event,
            2 => Kind::Crash,
            3 => Kind::Identify,
            _ => return None,
        };
        let name = if kind == Kind::Event {
            reader.text()?
        } else {
            ""
        };
        let members = reader.members()?;
        reader.is_at_end().then_some(Self {
            kind,
            name,
            members,
        })
    }
}
