//! A minimised record as it is read back from the queue.

use std::borrow::Cow;

use crate::encoding::{Bytes, Counts};
use crate::value::Value;

/// Deeper than any record that was let in: crash members nest five deep.
const MAX_DEPTH: usize = 8;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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
pub struct Stored<'a> {
    /// What it is.
    pub kind: Kind,
    /// Name of the event; empty for the others.
    pub name: &'a str,
    /// What the recipient may have of it, in order.
    pub members: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Stored<'a> {
    /// Reads a frame's text; `None` if it is none of ours.
    pub(crate) fn read(text: &'a [u8]) -> Option<Self> {
        let mut bytes = reader(text);
        let kind = match bytes.number().ok()? {
            0 => Kind::Context,
            1 => Kind::Event,
            2 => Kind::Crash,
            3 => Kind::Identify,
            _ => return None,
        };
        let name = match kind {
            Kind::Event => bytes.text().ok()?,
            Kind::Context | Kind::Crash | Kind::Identify => "",
        };
        let members = bytes.members().ok()?;
        bytes.rest().is_empty().then_some(Self {
            kind,
            name,
            members,
        })
    }
}

fn reader(text: &[u8]) -> Bytes<'_> {
    Bytes::of(text, Counts::FilledIn, MAX_DEPTH)
}

/// The members that bytes begin with.
#[cfg(test)]
pub(super) fn members_of(bytes: &[u8]) -> Option<Vec<(Cow<'_, str>, Value<'_>)>> {
    reader(bytes).members().ok()
}
