//! Bits that IAB's strings write six a character, in the alphabet of base64url.

/// A place in a string of bits.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    /// Returns the bits of `text`, from the `at`th on.
    pub(super) fn of(text: &'a str, at: usize) -> Self {
        Self {
            text: text.as_bytes(),
            at,
        }
    }

    /// Returns the next `count` bits as a number, or `None` behind the end or in another alphabet. At most 32.
    pub(super) fn number(&mut self, count: usize) -> Option<u32> {
        let mut number = 0;
        for _ in 0..count {
            number = number << 1 | u32::from(self.bit()?);
        }
        Some(number)
    }

    /// Returns the next number in Fibonacci's code: a sum of his numbers, ended by a second one-bit in a row.
    pub(super) fn fibonacci(&mut self) -> Option<u32> {
        let (mut sum, mut before): (u32, bool) = (0, false);
        let (mut this, mut next): (u32, u32) = (1, 2);
        loop {
            match (self.bit()?, before) {
                (true, true) => return Some(sum),
                (bit, _) => {
                    sum = sum.checked_add(if bit { this } else { 0 })?;
                    before = bit;
                }
            }
            (this, next) = (next, this.checked_add(next)?);
        }
    }

    pub(super) fn bit(&mut self) -> Option<bool> {
        let sextet = match *self.text.get(self.at / 6)? {
            letter @ b'A'..=b'Z' => letter - b'A',
            letter @ b'a'..=b'z' => letter - b'a' + 26,
            digit @ b'0'..=b'9' => digit - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        let bit = sextet >> (5 - self.at % 6) & 1;
        self.at += 1;
        Some(bit == 1)
    }
}
