//! Protobuf's wire format, as much of it as OTLP's logs need.
//!
//! By hand: five kinds of field in a few lines. A generated encoder brings the whole data model of OpenTelemetry into the
//! phone's library, of which one message in one direction is used.

const VARINT: u64 = 0;
const FIXED_64: u64 = 1;
const LENGTH: u64 = 2;

/// A message that is being written, field by field.
#[derive(Default)]
pub(super) struct Message(Vec<u8>);

impl Message {
    /// Returns the bytes written so far.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Writes a whole number: `int64`, `bool` or an enumeration.
    pub(super) fn number(&mut self, field: u64, number: i64) {
        self.tag(field, VARINT);
        // A negative one is written as the 64 bits that it has.
        self.varint(number.cast_unsigned());
    }

    /// Writes a `fixed64`.
    pub(super) fn fixed(&mut self, field: u64, number: u64) {
        self.tag(field, FIXED_64);
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// Writes a `string`.
    pub(super) fn text(&mut self, field: u64, text: &str) {
        self.bytes(field, text.as_bytes());
    }

    /// Writes a message inside this one.
    pub(super) fn message(&mut self, field: u64, inner: &Self) {
        self.bytes(field, &inner.0);
    }

    fn bytes(&mut self, field: u64, bytes: &[u8]) {
        self.tag(field, LENGTH);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn tag(&mut self, field: u64, wire_type: u64) {
        self.varint(field << 3 | wire_type);
    }

    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }
}

/// Returns the number that `bytes` begin with, and the rest; `None` if they end before it does.
pub(super) fn read_varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, &bytes[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Message, read_varint};

    #[test]
    fn a_number_is_written_as_the_encoding_documents() {
        for (number, written) in [
            (0, &[8, 0][..]),
            (127, &[8, 127]),
            (150, &[8, 0x96, 1]),
            (-1, &[8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
        ] {
            let mut message = Message::default();
            message.number(1, number);
            let bytes = message.into_bytes();
            assert_eq!(bytes, written, "{number}");
            let read = read_varint(&bytes[1..]).map(|(number, rest)| (number, rest.len()));
            assert_eq!(read, Some((number.cast_unsigned(), 0)), "{number}");
        }
    }

    #[test]
    fn a_number_cut_short_is_none() {
        for bytes in [&[][..], &[0x80], &[0xff; 11]] {
            assert_eq!(read_varint(bytes), None, "{bytes:?}");
        }
    }
}
