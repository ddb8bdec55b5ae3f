//! Reads protobuf's wire format: fields one after another, each with its number and length.

use super::trace::CrashRefusal;

/// A field's value, as far as the wire format tells it.
#[derive(Debug, PartialEq)]
pub(super) enum Field<'b> {
    /// A varint.
    Number(u64),
    /// A text, bytes or a message.
    Bytes(&'b [u8]),
    /// Four or eight bytes of a fixed size, passed over.
    Fixed,
}

/// The fields of one message.
#[derive(Debug)]
pub(super) struct Fields<'b> {
    rest: &'b [u8],
}

impl<'b> Fields<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next field's number and value; none at the end.
    pub(super) fn read(&mut self) -> Result<Option<(u64, Field<'b>)>, CrashRefusal> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let tag = self.varint()?;
        let field = match tag & 7 {
            0 => Field::Number(self.varint()?),
            1 => self.take(8).map(|_| Field::Fixed)?,
            2 => {
                let length = self.varint()?;
                let length = usize::try_from(length).map_err(|_| CrashRefusal::Malformed)?;
                Field::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Field::Fixed)?,
            // Groups, which version 3 of the language does not have.
            _ => return Err(CrashRefusal::Malformed),
        };
        match tag >> 3 {
            0 => Err(CrashRefusal::Malformed),
            number => Ok(Some((number, field))),
        }
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], CrashRefusal> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(CrashRefusal::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    /// Seven bits a byte, the lowest first; at most ten bytes.
    fn varint(&mut self) -> Result<u64, CrashRefusal> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(CrashRefusal::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_read_or_passed_over() {
        let bytes = [
            0x30, 0x96, 0x01, // 6: 150
            0x52, 0x02, b'h', b'i', // 10: "hi"
            0x09, 0, 0, 0, 0, 0, 0, 0, 0, // 1: eight bytes
            0x0d, 0, 0, 0, 0, // 1: four bytes
        ];
        let mut fields = Fields::of(&bytes);
        assert_eq!(fields.read(), Ok(Some((6, Field::Number(150)))));
        assert_eq!(fields.read(), Ok(Some((10, Field::Bytes(b"hi")))));
        assert_eq!(fields.read(), Ok(Some((1, Field::Fixed))));
        assert_eq!(fields.read(), Ok(Some((1, Field::Fixed))));
        assert_eq!(fields.read(), Ok(None));
    }

    #[test]
    fn lengths_beyond_the_end_are_refused() {
        for bytes in [
            &[0x52, 0x05, b'h'][..],
            &[0x30],
            &[0xff; 11],
            &[0x0b],
            &[0x00, 0x00],
        ] {
            assert_eq!(
                Fields::of(bytes).read(),
                Err(CrashRefusal::Malformed),
                "{bytes:x?}"
            );
        }
    }
}
