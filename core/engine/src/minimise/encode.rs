//! The bytes of a minimised record, before they are sealed. Format: `docs/formats/queue.md`.
//!
//! Names stand as text, not as numbers of this policy: what waits on disk must be readable under
//! the next one. Lengths and counts are LEB128 numbers.

use crate::encoding::{FALSE, FLOAT, INT, LIST, MAP, TEXT, TRUE};
use crate::value::Value;

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

#[cfg(test)]
mod tests {
    use super::super::stored::members_of;
    use super::{Branch, put_leaf, put_text};
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

            let read = members_of(&bytes).expect("it was just written");
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
            assert_eq!(members_of(&bytes[..length]), None, "cut to {length}");
        }
    }
}
