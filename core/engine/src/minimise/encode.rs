//! The bytes of a minimised record, before they are sealed. Format: `docs/formats/queue.md`.
//!
//! Names stand as text, not as numbers of this policy: what waits on disk must be readable under
//! the next one. Lengths and counts are LEB128 numbers.

use std::borrow::Cow;

use crate::value::Value;

const FALSE: u8 = 0;
const TRUE: u8 = 1;
const INT: u8 = 2;
const FLOAT: u8 = 3;
const TEXT: u8 = 4;
const LIST: u8 = 5;
const MAP: u8 = 6;
/// Deeper than any record that was let in: crash members nest five deep.
const MAX_DEPTH: usize = 8;

pub(crate) fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

pub(crate) fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// A leaf's kind and content.
pub(crate) fn put_leaf(bytes: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Bool(truth) => bytes.push(if *truth { TRUE } else { FALSE }),
        Value::Int(number) => {
            bytes.push(INT);
            put_number(bytes, ((number << 1) ^ (number >> 63)) as u64);
        }
        Value::Float(number) => {
            bytes.push(FLOAT);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        Value::Text(text) => put_text_leaf(bytes, text),
        Value::List(_) | Value::Map(_) => unreachable!("branches are written by their own calls"),
    }
}

pub(crate) fn put_text_leaf(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(TEXT);
    put_text(bytes, text);
}

/// The place of a branch's count, which is known only when its members are written.
pub(crate) struct Branch {
    at: usize,
    count: u16,
}

impl Branch {
    pub(crate) fn list(bytes: &mut Vec<u8>) -> Self {
        bytes.push(LIST);
        Self::members(bytes)
    }

    pub(crate) fn map(bytes: &mut Vec<u8>) -> Self {
        bytes.push(MAP);
        Self::members(bytes)
    }

    /// Members without a kind before them.
    pub(crate) fn members(bytes: &mut Vec<u8>) -> Self {
        let at = bytes.len();
        bytes.extend_from_slice(&[0; 2]);
        Self { at, count: 0 }
    }

    pub(crate) fn one_more(&mut self) {
        self.count = self.count.saturating_add(1);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(crate) fn end(self, bytes: &mut [u8]) {
        bytes[self.at..self.at + 2].copy_from_slice(&self.count.to_le_bytes());
    }
}

/// Reads what the calls above wrote; `None` for anything else.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok()
    }

    pub(crate) fn members(&mut self) -> Option<Vec<(Cow<'a, str>, Value<'a>)>> {
        self.members_at(0)
    }

    fn members_at(&mut self, depth: usize) -> Option<Vec<(Cow<'a, str>, Value<'a>)>> {
        (0..self.count()?)
            .map(|_| Some((Cow::Borrowed(self.text()?), self.value(depth + 1)?)))
            .collect()
    }

    fn count(&mut self) -> Option<u16> {
        let (count, rest) = self.bytes.split_first_chunk::<2>()?;
        self.bytes = rest;
        Some(u16::from_le_bytes(*count))
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match self.byte()? {
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            INT => {
                let number = self.number()?;
                Value::Int((number >> 1) as i64 ^ -((number & 1) as i64))
            }
            FLOAT => {
                let (number, rest) = self.bytes.split_first_chunk::<8>()?;
                self.bytes = rest;
                Value::Float(f64::from_le_bytes(*number))
            }
            TEXT => Value::Text(Cow::Borrowed(self.text()?)),
            LIST => {
                let count = self.count()?;
                Value::List(
                    (0..count)
                        .map(|_| self.value(depth + 1))
                        .collect::<Option<_>>()?,
                )
            }
            MAP => Value::Map(self.members_at(depth)?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Branch, Reader, put_leaf, put_text};
    use crate::value::Value;

    #[test]
    fn numbers_of_every_size_come_back() {
        for number in [0, 1, -1, 63, -64, 64, i64::MAX, i64::MIN] {
            let mut bytes = Vec::new();
            let mut members = Branch::members(&mut bytes);
            put_text(&mut bytes, "n");
            put_leaf(&mut bytes, &Value::Int(number));
            members.one_more();
            members.end(&mut bytes);

            let read = Reader::new(&bytes).members().expect("it was just written");
            assert_eq!(read, [("n".into(), Value::Int(number))]);
        }
    }

    #[test]
    fn bytes_cut_anywhere_are_refused() {
        let mut bytes = Vec::new();
        let mut members = Branch::members(&mut bytes);
        put_text(&mut bytes, "key");
        put_leaf(&mut bytes, &Value::from("value"));
        members.one_more();
        members.end(&mut bytes);

        for length in 0..bytes.len() {
            assert_eq!(
                Reader::new(&bytes[..length]).members(),
                None,
                "cut to {length}"
            );
        }
    }
}
