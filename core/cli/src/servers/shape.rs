//! What the vendors document of a request, checked.

use std::io::Read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use serde_json::Value as Json;

/// Most bytes of an unpacked body.
const MOST: u64 = 20 * 1024 * 1024;

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) status: u16,
    pub(crate) why: &'static str,
}

const fn bad(why: &'static str) -> Refused {
    Refused { status: 400, why }
}

const UNKNOWN_KEY: Refused = Refused {
    status: 401,
    why: "no key, or none of the documented form",
};

/// Unpacks a body that says it is gzip.
pub(crate) fn unpack(encoding: Option<&str>, raw: &[u8]) -> Result<Vec<u8>, Refused> {
    match encoding {
        None => Ok(raw.to_vec()),
        Some("gzip") => {
            let mut body = Vec::new();
            let read = GzDecoder::new(raw).take(MOST).read_to_end(&mut body);
            read.map(|_| body)
                .map_err(|_| bad("the body is not the gzip that it says it is"))
        }
        Some(_) => Err(Refused {
            status: 415,
            why: "only gzip is unpacked here",
        }),
    }
}

/// The message ids of a Segment batch.
pub(crate) fn segment(auth: Option<&str>, body: &[u8]) -> Result<Vec<String>, Refused> {
    let key = auth
        .and_then(|auth| auth.strip_prefix("Basic "))
        .and_then(|coded| STANDARD.decode(coded).ok());
    if !key.is_some_and(|key| key.len() > 1 && key.ends_with(b":")) {
        return Err(UNKNOWN_KEY);
    }
    let body: Json = serde_json::from_slice(body).map_err(|_| bad("the body is not JSON"))?;
    let batch = body["batch"].as_array().ok_or(bad("there is no batch"))?;
    if batch.is_empty() || batch.len() > 2500 {
        return Err(bad("a batch holds 1 to 2,500 messages"));
    }
    batch.iter().map(message).collect()
}

fn message(message: &Json) -> Result<String, Refused> {
    let text = |key: &str| message[key].as_str().filter(|text| !text.is_empty());
    if text("userId").or(text("anonymousId")).is_none() {
        return Err(bad("a message names neither userId nor anonymousId"));
    }
    match text("type") {
        Some("track") if text("event").is_some() => {}
        Some("identify") => {}
        _ => {
            return Err(bad(
                "a message is neither identify nor a track with its event",
            ));
        }
    }
    if message.to_string().len() > 32 * 1024 {
        return Err(bad("a message is over 32 kB"));
    }
    text("messageId")
        .map(str::to_owned)
        .ok_or(bad("a message has no messageId"))
}

/// The event id of a Sentry envelope.
pub(crate) fn sentry(auth: Option<&str>, body: &[u8]) -> Result<Vec<String>, Refused> {
    let keyed =
        auth.is_some_and(|auth| auth.starts_with("Sentry ") && auth.contains("sentry_key="));
    if !keyed {
        return Err(UNKNOWN_KEY);
    }
    let (head, rest) = line(body)?;
    let (item, payload) = line(rest)?;
    let length = item["length"]
        .as_u64()
        .and_then(|length| usize::try_from(length).ok());
    let payload = match length {
        Some(length) => payload
            .get(..length)
            .ok_or(bad("the item is shorter than it says"))?,
        None => payload
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default(),
    };
    let event: Json = serde_json::from_slice(payload).map_err(|_| bad("the event is not JSON"))?;
    let id = head["event_id"]
        .as_str()
        .ok_or(bad("the envelope has no event_id"))?;
    if item["type"] != "event" || !event.is_object() {
        return Err(bad("the first item is no event"));
    }
    Ok(vec![id.replace('-', "")])
}

fn line(bytes: &[u8]) -> Result<(Json, &[u8]), Refused> {
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or(bad("the envelope is cut short"))?;
    let json = serde_json::from_slice(&bytes[..end]).map_err(|_| bad("a header is not JSON"))?;
    Ok((json, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::{segment, sentry};

    const KEY: Option<&str> = Some("Basic a2V5Og==");

    #[test]
    fn a_batch_is_taken_only_as_segment_documents_it() {
        let good = br#"{"batch":[{"type":"track","event":"e","messageId":"m","userId":"u"}]}"#;
        assert_eq!(segment(KEY, good), Ok(vec!["m".to_owned()]));
        assert_eq!(
            segment(None, good).map_err(|refused| refused.status),
            Err(401)
        );
        for bad in [
            &br#"{"batch":[]}"#[..],
            br#"{"batch":[{"type":"track","messageId":"m","userId":"u"}]}"#,
            br#"{"batch":[{"type":"track","event":"e","messageId":"m"}]}"#,
            br#"{"batch":[{"type":"track","event":"e","userId":"u"}]}"#,
            b"{",
        ] {
            assert_eq!(
                segment(KEY, bad).map_err(|refused| refused.status),
                Err(400)
            );
        }
    }

    #[test]
    fn an_envelope_is_taken_only_as_sentry_documents_it() {
        let key = Some("Sentry sentry_version=7, sentry_key=k");
        let good = b"{\"event_id\":\"a-b\"}\n{\"type\":\"event\",\"length\":2}\n{}\n";
        assert_eq!(sentry(key, good), Ok(vec!["ab".to_owned()]));
        for bad in [
            &b"{\"event_id\":\"a\"}\n{\"type\":\"event\",\"length\":9}\n{}\n"[..],
            b"{\"event_id\":\"a\"}\n{\"type\":\"session\",\"length\":2}\n{}\n",
            b"{}\n{\"type\":\"event\",\"length\":2}\n{}\n",
            b"{\"event_id\":\"a\"}",
        ] {
            assert_eq!(sentry(key, bad).map_err(|refused| refused.status), Err(400));
        }
    }
}
