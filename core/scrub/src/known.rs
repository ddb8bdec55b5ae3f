//! Values the caller named.

use crate::kind::Kind;
use crate::page::Page;

/// Values shorter than this stand everywhere.
const SHORTEST: usize = 3;
/// How much of a value is compared, and how many values are kept; together they bound the work for each byte.
const LONGEST: usize = 256;
const MOST: usize = 256;

/// Finds literal values, in any ASCII case, plain and percent-encoded. A byte that begins none of them costs one look.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// In lower case, the longest first.
    values: Vec<Vec<u8>>,
    /// Which bytes begin a value, one bit each.
    first: [u64; 4],
}

impl Known {
    pub(crate) fn new(values: &[String]) -> Self {
        let mut known = Self::default();
        for value in values
            .iter()
            .map(|v| v.trim())
            .filter(|v| v.len() >= SHORTEST && v.len() <= LONGEST)
        {
            known.add(percent_encoded(value));
            known.add(value.to_ascii_lowercase().into_bytes());
        }
        known
    }

    fn add(&mut self, value: Vec<u8>) {
        if self.values.len() == MOST || self.values.contains(&value) {
            return;
        }
        for byte in [value[0], value[0].to_ascii_uppercase()] {
            self.first[usize::from(byte / 64)] |= 1 << (byte % 64);
        }
        let place = self
            .values
            .iter()
            .position(|v| v.len() < value.len())
            .unwrap_or(self.values.len());
        self.values.insert(place, value);
    }

    pub(crate) fn find(&self, page: &mut Page<'_>) {
        if self.values.is_empty() {
            return;
        }
        let mut at = 0;
        while at < page.text.len() {
            let byte = page.text[at];
            let hit = self.first[usize::from(byte / 64)] >> (byte % 64) & 1 == 1;
            let length = if hit {
                self.length_at(&page.text[at..])
            } else {
                None
            };
            at = match length {
                Some(length) => page
                    .mark(
                        Kind::Known,
                        at,
                        at + length,
                        "known: value named by the caller",
                    )
                    .max(at + 1),
                None => at + 1,
            };
        }
    }

    fn length_at(&self, text: &[u8]) -> Option<usize> {
        let begins = |v: &&Vec<u8>| {
            text.get(..v.len())
                .is_some_and(|t| t.eq_ignore_ascii_case(v))
        };
        self.values.iter().find(begins).map(Vec::len)
    }
}

/// In lower case, since the comparison ignores the case of the digits too.
fn percent_encoded(value: &str) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut encoded = Vec::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(byte.to_ascii_lowercase());
        } else {
            encoded.extend([
                b'%',
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]);
        }
    }
    encoded
}
