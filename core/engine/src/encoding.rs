//! The one reader of the value encoding: what crosses at the door, and what waits in the queue.
//!
//! Numbers are LEB128, texts have their length before them, values a tag. The two places differ in how
//! a branch is counted and in how deep it may go, and in nothing else. Formats: `docs/formats/door.md`,
//! `docs/formats/queue.md`.

use std::borrow::Cow;

use crate::value::Value;

pub(crate) const FALSE: u8 = 0;
pub(crate) const TRUE: u8 = 1;
pub(crate) const INT: u8 = 2;
pub(crate) const FLOAT: u8 = 3;
pub(crate) const TEXT: u8 = 4;
pub(crate) const LIST: u8 = 5;
pub(crate) const MAP: u8 = 6;

/// Room that is made before anything came: a count alone must not take memory.
const ROOM: usize = 16;
/// Fewest bytes of a member: an empty key and a value without content.
const MEMBER: usize = 2;

/// Why bytes are no value. It says nothing of what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadBytes {
    /// They end early, or a tag, a number or a count is none.
    Malformed,
    /// A text is not UTF-8.
    NotUtf8,
    /// Values are nested too deep.
    TooDeep,
}

/// How a branch says how many it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// By a LEB128 number: whoever writes knows before.
    Before,
    /// By two bytes, least significant first: whoever writes fills them in afterwards.
    FilledIn,
}

/// What is left to read, each byte at most once.
#[derive(Debug)]
pub struct Bytes<'b> {
    rest: &'b [u8],
    counts: Counts,
    max_depth: usize,
}

impl<'b> Bytes<'b> {
    /// Reads `rest` from its start. Values nested deeper than `max_depth` are refused.
    pub fn of(rest: &'b [u8], counts: Counts, max_depth: usize) -> Self {
        Self {
            rest,
            counts,
            max_depth,
        }
    }

    /// The next `length` bytes.
    ///
    /// # Errors
    ///
    /// [`BadBytes::Malformed`] if there are fewer.
    pub fn take(&mut self, length: usize) -> Result<&'b [u8], BadBytes> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(BadBytes::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next byte.
    ///
    /// # Errors
    ///
    /// [`BadBytes::Malformed`] at the end.
    pub fn byte(&mut self) -> Result<u8, BadBytes> {
        Ok(self.take(1)?[0])
    }

    /// The next eight bytes.
    ///
    /// # Errors
    ///
    /// [`BadBytes::Malformed`] if there are fewer.
    pub fn eight(&mut self) -> Result<[u8; 8], BadBytes> {
        let eight = self.take(8)?;
        eight.try_into().map_err(|_| BadBytes::Malformed)
    }

    /// LEB128 of at most 64 bits, in the fewest bytes that hold it.
    ///
    /// # Errors
    ///
    /// [`BadBytes::Malformed`] for any other.
    pub fn number(&mut self) -> Result<u64, BadBytes> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits || (byte == 0 && shift > 0) {
                return Err(BadBytes::Malformed);
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(BadBytes::Malformed)
    }

    /// A text with its length before it.
    ///
    /// # Errors
    ///
    /// [`BadBytes::Malformed`] if it is cut, [`BadBytes::NotUtf8`].
    pub fn text(&mut self) -> Result<&'b str, BadBytes> {
        let length = usize::try_from(self.number()?).map_err(|_| BadBytes::Malformed)?;
        std::str::from_utf8(self.take(length)?).map_err(|_| BadBytes::NotUtf8)
    }

    /// Keys and values, counted.
    ///
    /// # Errors
    ///
    /// [`BadBytes`].
    pub fn members<K: From<&'b str>>(&mut self) -> Result<Vec<(K, Value<'b>)>, BadBytes> {
        self.members_at(0)
    }

    /// What is not read yet.
    pub fn rest(self) -> &'b [u8] {
        self.rest
    }

    fn members_at<K: From<&'b str>>(
        &mut self,
        depth: usize,
    ) -> Result<Vec<(K, Value<'b>)>, BadBytes> {
        let count = self.count(MEMBER)?;
        let mut members = Vec::with_capacity(count.min(ROOM));
        for _ in 0..count {
            members.push((self.text()?.into(), self.value(depth + 1)?));
        }
        Ok(members)
    }

    /// A count of things of at least `each` bytes. More than can follow is refused before any room is
    /// made for them.
    fn count(&mut self, each: usize) -> Result<usize, BadBytes> {
        let count = match self.counts {
            Counts::Before => usize::try_from(self.number()?).map_err(|_| BadBytes::Malformed)?,
            Counts::FilledIn => {
                let two = self.take(2)?;
                usize::from(u16::from_le_bytes([two[0], two[1]]))
            }
        };
        match count <= self.rest.len() / each {
            true => Ok(count),
            false => Err(BadBytes::Malformed),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value<'b>, BadBytes> {
        if depth > self.max_depth {
            return Err(BadBytes::TooDeep);
        }
        Ok(match self.byte()? {
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            INT => {
                let folded = self.number()?;
                Value::Int((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
            }
            FLOAT => Value::Float(f64::from_le_bytes(self.eight()?)),
            TEXT => Value::Text(Cow::Borrowed(self.text()?)),
            LIST => {
                let count = self.count(1)?;
                let items = (0..count).map(|_| self.value(depth + 1));
                Value::List(items.collect::<Result<_, _>>()?)
            }
            MAP => Value::Map(self.members_at(depth)?),
            _ => return Err(BadBytes::Malformed),
        })
    }
}
