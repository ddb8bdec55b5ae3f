//! Bytes taken one after another, each at most once.

use super::unreadable::Unreadable;

/// What is left to read.
pub(super) struct Bytes<'b> {
    rest: &'b [u8],
}

impl<'b> Bytes<'b> {
    pub(super) fn of(rest: &'b [u8]) -> Self {
        Self { rest }
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'b [u8], Unreadable> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(Unreadable::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Unreadable> {
        Ok(self.take(1)?[0])
    }

    pub(super) fn eight(&mut self) -> Result<[u8; 8], Unreadable> {
        let eight = self.take(8)?;
        eight.try_into().map_err(|_| Unreadable::Malformed)
    }

    /// LEB128 of at most 64 bits, in the fewest bytes that hold it.
    pub(super) fn number(&mut self) -> Result<u64, Unreadable> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits || (byte == 0 && shift > 0) {
                return Err(Unreadable::Malformed);
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Unreadable::Malformed)
    }

    pub(super) fn text(&mut self) -> Result<&'b str, Unreadable> {
        let length = usize::try_from(self.number()?).map_err(|_| Unreadable::Malformed)?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Unreadable::NotUtf8)
    }

    /// A count of things of at least `each` bytes. More than can follow is refused before any room is
    /// made for them.
    pub(super) fn count(&mut self, each: usize) -> Result<usize, Unreadable> {
        let count = usize::try_from(self.number()?).map_err(|_| Unreadable::Malformed)?;
        match count <= self.rest.len() / each {
            true => Ok(count),
            false => Err(Unreadable::Malformed),
        }
    }

    pub(super) fn rest(self) -> &'b [u8] {
        self.rest
    }
}
