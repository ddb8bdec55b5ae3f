//! What Segment documents of a batch, checked.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;

use super::refused::Refused;

/// Most bytes of a batch, and of one message in it.
const MOST: (usize, usize) = (500 * 1024, 32 * 1024);

/// The message ids of a batch.
pub(crate) fn segment(auth: Option<&str>, body: &[u8]) -> Result<Vec<String>, Refused> {
    let key = auth
        .and_then(|auth| auth.strip_prefix("Basic "))
        .and_then(|coded| STANDARD.decode(coded).ok());
    if !key.is_some_and(|key| key.len() > 1 && key.ends_with(b":")) {
        return Err(Refused::NO_KEY);
    }
    if body.len() > MOST.0 {
        return Err(Refused::bad("the batch is over 500 kB"));
    }
    let body: Json =
        serde_json::from_slice(body).map_err(|_| Refused::bad("the body is not JSON"))?;
    let batch = body["batch"]
        .as_array()
        .ok_or(Refused::bad("there is no batch"))?;
    if batch.is_empty() || batch.len() > 2500 {
        return Err(Refused::bad("a batch holds 1 to 2,500 messages"));
    }
    batch.iter().map(message).collect()
}

fn message(message: &Json) -> Result<String, Refused> {
    let text = |key: &str| message[key].as_str().filter(|text| !text.is_empty());
    if text("userId").or(text("anonymousId")).is_none() {
        return Err(Refused::bad(
            "a message names neither userId nor anonymousId",
        ));
    }
    match text("type") {
        Some("track") if text("event").is_some() => {}
        Some("identify") => {}
        _ => {
            return Err(Refused::bad(
                "a message is neither identify nor a track with its event",
            ));
        }
    }
    if message.to_string().len() > MOST.1 {
        return Err(Refused::bad("a message is over 32 kB"));
    }
    text("messageId")
        .map(str::to_owned)
        .ok_or(Refused::bad("a message has no messageId"))
}

#[cfg(test)]
mod tests {
    use super::segment;

    const KEY: Option<&str> = Some("Basic a2V5Og==");

    fn status(auth: Option<&str>, body: &str) -> Result<Vec<String>, u16> {
        segment(auth, body.as_bytes()).map_err(|refused| refused.status)
    }

    #[test]
    fn a_batch_is_taken_as_segment_documents() {
        let good = r#"{"batch":[{"type":"track","event":"e","messageId":"m","userId":"u"}]}"#;
        assert_eq!(status(KEY, good), Ok(vec!["m".to_owned()]));
        for bad in [
            r#"{"batch":[]}"#,
            r#"{"batch":[{"type":"track","messageId":"m","userId":"u"}]}"#,
            r#"{"batch":[{"type":"track","event":"e","messageId":"m"}]}"#,
            r#"{"batch":[{"type":"track","event":"e","userId":"u"}]}"#,
            r#"{"batch":[{"event":"e","messageId":"m","userId":"u"}]}"#,
            "{}",
            "[]",
            "{",
        ] {
            assert_eq!(status(KEY, bad), Err(400), "{bad}");
        }
    }

    #[test]
    fn a_key_stands_before_a_colon_in_base64() {
        let good = r#"{"batch":[{"type":"identify","messageId":"m","anonymousId":"a"}]}"#;
        assert_eq!(status(KEY, good), Ok(vec!["m".to_owned()]));
        for bad in [
            None,
            Some("Bearer a2V5Og=="),
            Some("Basic a2V5"),
            Some("Basic Og=="),
            Some("Basic !"),
        ] {
            assert_eq!(status(bad, good), Err(401), "{bad:?}");
        }
    }

    #[test]
    fn what_is_larger_than_segment_takes_is_refused() {
        let message = |size: usize| {
            format!(
                r#"{{"type":"track","event":"{}","messageId":"m","userId":"u"}}"#,
                "e".repeat(size)
            )
        };
        let batch = |messages: &[String]| format!(r#"{{"batch":[{}]}}"#, messages.join(","));
        assert!(status(KEY, &batch(&[message(32_000)])).is_ok());
        assert_eq!(status(KEY, &batch(&[message(33_000)])), Err(400));
        assert!(status(KEY, &batch(&vec![message(32_000); 15])).is_ok());
        assert_eq!(status(KEY, &batch(&vec![message(32_000); 16])), Err(400));
    }
}
