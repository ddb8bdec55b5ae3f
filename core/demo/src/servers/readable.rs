//! What arrives, in lines for a person who watches.

use serde_json::{Map, Value as Json};
use sordino_testkit::otlp;

use super::received::Received;

/// Returns what a request said, a line for each message, and how it was answered. `why` says more of a refusal.
pub(crate) fn lines(request: &Received, why: &str) -> Vec<String> {
    let time = request.time();
    // The part of an RFC 3339 time between the date and the fraction.
    let time = time.get(11..19).unwrap_or_default();
    let answer = match request.status {
        200 if request.duplicate => "200 taken before".to_owned(),
        200 => "200 taken".to_owned(),
        status => format!("{status} {why}"),
    };
    let head = format!("{time} {} <- {answer}", request.recipient);
    let body = match request.recipient {
        "segment" => segment(&request.body),
        "otlp" => otlp(&request.body),
        "rights" => rights(&request.body),
        _ => sentry(&request.body),
    };
    let said = body.unwrap_or_else(|| vec![format!("{} bytes, not readable", request.raw.len())]);
    let said = said.into_iter().map(|line| format!("    {line}"));
    std::iter::once(head).chain(said).collect()
}

fn segment(body: &[u8]) -> Option<Vec<String>> {
    let body: Json = serde_json::from_slice(body).ok()?;
    let messages = body["batch"].as_array()?.iter();
    Some(messages.filter_map(Json::as_object).map(message).collect())
}

fn message(message: &Map<String, Json>) -> String {
    let name = match &message.get("event") {
        Some(event) => event.to_string(),
        None => message.get("type").map(Json::to_string).unwrap_or_default(),
    };
    let rest = message.iter();
    let rest = rest.filter(|(key, _)| !["event", "type", "messageId"].contains(&key.as_str()));
    let mut leaves = Vec::new();
    rest.for_each(|(key, value)| flatten(key, value, &mut leaves));
    format!("{name} {}", leaves.join(" "))
}

fn sentry(body: &[u8]) -> Option<Vec<String>> {
    let mut lines = body.split(|byte| *byte == b'\n').skip(1);
    let mut said = Vec::new();
    while let (Some(head), Some(item)) = (lines.next(), lines.next()) {
        let head: Json = serde_json::from_slice(head).ok()?;
        let event: Json = match head["type"].as_str() {
            Some("event") => serde_json::from_slice(item).ok()?,
            _ => continue,
        };
        let exceptions = event["exception"]["values"].as_array();
        for exception in exceptions.into_iter().flatten() {
            let frames = exception["stacktrace"]["frames"].as_array();
            said.push(format!(
                "crash {} {} ({} frames)",
                exception["type"],
                exception["value"],
                frames.map_or(0, Vec::len)
            ));
        }
        let mut leaves = Vec::new();
        for (key, value) in event.as_object()? {
            if !["exception", "threads", "debug_meta", "event_id"].contains(&key.as_str()) {
                flatten(key, value, &mut leaves);
            }
        }
        said.push(leaves.join(" "));
    }
    (!said.is_empty()).then_some(said)
}

fn rights(body: &[u8]) -> Option<Vec<String>> {
    let request: Json = serde_json::from_slice(body).ok()?;
    let rows = request["pseudonyms"].as_array()?.iter();
    let row = |row: &Json| {
        let mut leaves = Vec::new();
        flatten("delete", row, &mut leaves);
        leaves.join(" ")
    };
    Some(rows.map(row).collect())
}

fn otlp(body: &[u8]) -> Option<Vec<String>> {
    let request = otlp::to_json(body)?;
    let said = otlp::records(&request).into_iter().map(|record| {
        let mut leaves = Vec::new();
        for (key, value) in record.as_object().into_iter().flatten() {
            flatten(key, value, &mut leaves);
        }
        leaves.join(" ")
    });
    Some(said.collect())
}

/// Adds each leaf as `path=value`. JSON writes control characters as escapes, so that nothing of it moves a terminal.
fn flatten(path: &str, value: &Json, leaves: &mut Vec<String>) {
    let path = path.escape_debug();
    match value {
        Json::Object(members) => members
            .iter()
            .for_each(|(key, value)| flatten(&format!("{path}.{key}"), value, leaves)),
        Json::Array(items) => items
            .iter()
            .for_each(|item| flatten(&path.to_string(), item, leaves)),
        leaf => leaves.push(format!("{path}={leaf}")),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::{Received, lines};

    fn told(recipient: &'static str, status: u16, body: &str, why: &str) -> Vec<String> {
        let (head, ()) = Request::new(()).into_parts();
        let mut request = Received::head(recipient, &head);
        request.status = status;
        request.body = body.into();
        let mut lines = lines(&request, why);
        lines[0].drain(..9);
        lines
    }

    #[test]
    fn an_event_is_told_with_every_leaf() {
        let body = r#"{"batch":[{"type":"track","event":"opened","messageId":"m","userId":"u","properties":{"minutes":3}}]}"#;
        assert_eq!(
            told("segment", 200, body, ""),
            [
                "segment <- 200 taken",
                r#"    "opened" properties.minutes=3 userId="u""#
            ]
        );
    }

    #[test]
    fn a_crash_is_told_with_message_and_frames() {
        let body = "{\"event_id\":\"0\"}\n{\"type\":\"event\"}\n{\"level\":\"fatal\",\"exception\":{\"values\":\
            [{\"type\":\"E\",\"value\":\"[email]\",\"stacktrace\":{\"frames\":[{}]}}]}}\n";
        assert_eq!(
            told("sentry", 200, body, ""),
            [
                "sentry <- 200 taken",
                r#"    crash "E" "[email]" (1 frames)"#,
                r#"    level="fatal""#
            ]
        );
    }

    #[test]
    fn a_refusal_is_told_with_its_reason() {
        assert_eq!(
            told("segment", 401, "{", "no key"),
            ["segment <- 401 no key", "    0 bytes, not readable"]
        );
    }
}
