//! What a server of OTLP says of records that it did not take, beside a 200.

use super::protobuf::read_varint;

/// `ExportLogsServiceResponse.partial_success`, a message.
const PARTIAL_SUCCESS: u64 = 1 << 3 | 2;
/// `ExportLogsPartialSuccess.rejected_log_records`, a number; encoders write it first.
const REJECTED: u64 = 1 << 3;

/// Returns how many records a server rejected, by the first bytes of its answer; 0 if it says nothing of that.
pub(crate) fn rejected(start: &[u8]) -> u64 {
    let number = || {
        let (field, rest) = read_varint(start)?;
        let (_length, partial) = (field == PARTIAL_SUCCESS).then(|| read_varint(rest))??;
        let (field, rest) = read_varint(partial)?;
        let (number, _) = (field == REJECTED).then(|| read_varint(rest))??;
        // A negative one is no count.
        u64::try_from(number.cast_signed()).ok()
    };
    number().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::rejected;

    #[test]
    fn rejected_records_are_read_from_the_beginning() {
        for (start, count) in [
            (&b""[..], 0),
            (b"\x0a\x00", 0),
            (b"\x0a\x02\x08\x03", 3),
            (b"\x0a\x3c\x08\xac\x02\x12\x37too many", 300),
            // A warning rejects nothing.
            (b"\x0a\x04\x12\x02no", 0),
            (b"\x0a\x0b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 0),
            (b"\x0a\x02\x08", 0),
            (b"{\"partialSuccess\":{}}", 0),
            (b"<html>", 0),
        ] {
            assert_eq!(rejected(start), count, "{start:?}");
        }
    }
}
