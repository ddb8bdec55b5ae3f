//! What OTLP documents of a request with logs, checked.

use axum::body::Bytes;
use axum::http::HeaderName;
use sordino_testkit::otlp::{attribute, records, to_json};

use super::refused::Refused;

/// The ids of a request's records.
pub(crate) fn otlp(content_type: Option<&str>, body: &[u8]) -> Result<Vec<String>, Refused> {
    if content_type != Some("application/x-protobuf") {
        return Err(Refused {
            status: 415,
            why: "only protobuf is taken",
        });
    }
    let request = to_json(body).ok_or(Refused::bad("the body is no request with logs"))?;
    let records = records(&request);
    if records.is_empty() {
        return Err(Refused::bad("there are no records"));
    }
    let id = |record| {
        let id = attribute(record, "log.record.uid").map(str::to_owned);
        id.ok_or(Refused::bad("a record has no log.record.uid"))
    };
    records.into_iter().map(id).collect()
}

/// The answer beside a 200: an `ExportLogsServiceResponse`.
pub(crate) fn success(rejected: u64) -> ([(HeaderName, &'static str); 1], Bytes) {
    let kind = [(axum::http::header::CONTENT_TYPE, "application/x-protobuf")];
    // A length of 60 is a `<` in the bytes of the answer, which is no page for all that.
    const WHY: &[u8] = b"the stand-in was told to reject some of the records here";
    let body = match rejected {
        0 => Bytes::new(),
        _ => {
            let count = u8::try_from(rejected).unwrap_or(u8::MAX).min(127);
            let length = (4 + WHY.len()) as u8;
            let head = [0x0a, length, 0x08, count, 0x12, WHY.len() as u8];
            [&head[..], WHY].concat().into()
        }
    };
    (kind, body)
}

#[cfg(test)]
mod tests {
    use super::otlp;

    const KIND: Option<&str> = Some("application/x-protobuf");

    /// A field that holds bytes.
    fn field(number: u8, content: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, content.len() as u8], content].concat()
    }

    /// A request with one record that has one attribute.
    fn request(key: &str) -> Vec<u8> {
        let value = field(2, &field(1, b"some-id"));
        let pair = [field(1, key.as_bytes()), value].concat();
        let record = field(2, &field(6, &pair));
        field(1, &field(2, &record))
    }

    #[test]
    fn a_request_is_taken_as_otlp_documents() {
        let good = request("log.record.uid");
        assert_eq!(otlp(KIND, &good), Ok(vec!["some-id".to_owned()]));
        assert_eq!(
            otlp(Some("application/json"), &good).map_err(|it| it.status),
            Err(415)
        );
        for bad in [
            &b""[..],
            b"{}",
            &good[..good.len() - 1],
            &request("another.key"),
            &field(9, b"unknown"),
        ] {
            assert_eq!(otlp(KIND, bad).map_err(|it| it.status), Err(400), "{bad:?}");
        }
    }
}
