//! What Sentry documents of an envelope, checked.

use serde_json::Value as Json;

use super::refused::Refused;

/// The event id of an envelope.
pub(crate) fn sentry(auth: Option<&str>, body: &[u8]) -> Result<Vec<String>, Refused> {
    let keyed = auth
        .and_then(|auth| auth.strip_prefix("Sentry "))
        .is_some_and(|parts| {
            parts
                .split(',')
                .filter_map(|part| part.trim().strip_prefix("sentry_key="))
                .any(|key| !key.is_empty())
        });
    if !keyed {
        return Err(Refused::NO_KEY);
    }
    let (head, mut rest) = header(body)?;
    let id = event_id(&head).ok_or(Refused::bad("the envelope has no event_id of 32 digits"))?;
    let mut events = 0;
    while !rest.is_empty() {
        let (item, behind) = header(rest)?;
        let (payload, after) = payload(&item, behind)?;
        if item["type"].as_str().is_none() {
            return Err(Refused::bad("an item has no type"));
        }
        if item["type"] == "event" {
            events += 1;
            let event: Json = serde_json::from_slice(payload)
                .map_err(|_| Refused::bad("the event is not JSON"))?;
            if !event.is_object() {
                return Err(Refused::bad("the event is no object"));
            }
        }
        rest = after;
    }
    if events != 1 {
        return Err(Refused::bad("the envelope does not hold one event"));
    }
    Ok(vec![id])
}

/// An id with or without hyphens, as it is compared: without.
fn event_id(head: &Json) -> Option<String> {
    let id = head["event_id"].as_str()?.replace('-', "");
    let whole = id.len() == 32 && id.bytes().all(|digit| digit.is_ascii_hexdigit());
    whole.then_some(id)
}

/// A line of JSON, and what is behind it.
fn header(bytes: &[u8]) -> Result<(Json, &[u8]), Refused> {
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or(Refused::bad("the envelope is cut short"))?;
    let json: Json =
        serde_json::from_slice(&bytes[..end]).map_err(|_| Refused::bad("a header is not JSON"))?;
    if !json.is_object() {
        return Err(Refused::bad("a header is no object"));
    }
    Ok((json, &bytes[end + 1..]))
}

/// An item's payload, and what is behind it; without a length it ends with its line.
fn payload<'a>(item: &Json, bytes: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), Refused> {
    let end = match item["length"].as_u64() {
        Some(length) => usize::try_from(length).unwrap_or(usize::MAX),
        None => bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(bytes.len()),
    };
    let (payload, behind) = bytes
        .split_at_checked(end)
        .ok_or(Refused::bad("an item is shorter than it says"))?;
    match behind {
        [] => Ok((payload, behind)),
        [b'\n', after @ ..] => Ok((payload, after)),
        _ => Err(Refused::bad("an item is longer than it says")),
    }
}

#[cfg(test)]
mod tests {
    use super::sentry;

    const KEY: Option<&str> = Some("Sentry sentry_version=7, sentry_key=k");
    const ID: &str = "0123456789abcdef0123456789abcdef";

    fn status(auth: Option<&str>, body: &str) -> Result<Vec<String>, u16> {
        sentry(auth, body.as_bytes()).map_err(|refused| refused.status)
    }

    fn envelope(items: &str) -> String {
        format!("{{\"event_id\":\"{ID}\"}}\n{items}")
    }

    #[test]
    fn an_envelope_is_taken_as_sentry_documents() {
        let taken = Ok(vec![ID.to_owned()]);
        let good = envelope("{\"type\":\"event\",\"length\":2}\n{}\n");
        assert_eq!(status(KEY, &good), taken);
        assert_eq!(status(KEY, &envelope("{\"type\":\"event\"}\n{}")), taken);
        let with_another = format!("{good}{{\"type\":\"attachment\",\"length\":1}}\n\n\n");
        assert_eq!(status(KEY, &with_another), taken);
        for bad in [
            envelope("{\"type\":\"event\",\"length\":9}\n{}\n"),
            envelope("{\"type\":\"event\",\"length\":1}\n{}\n"),
            envelope("{\"type\":\"event\",\"length\":2}\n[]\n"),
            envelope("{\"type\":\"session\",\"length\":2}\n{}\n"),
            envelope("{\"length\":2}\n{}\n"),
            envelope(""),
            format!("{good}more\n"),
            good.replace(ID, "0123"),
            good.replace(ID, &"g".repeat(32)),
            "{}\n{\"type\":\"event\",\"length\":2}\n{}\n".to_owned(),
            good.lines().next().unwrap_or_default().to_owned(),
        ] {
            assert_eq!(status(KEY, &bad), Err(400), "{bad}");
        }
    }

    #[test]
    fn an_envelope_comes_with_a_key() {
        let good = envelope("{\"type\":\"event\",\"length\":2}\n{}\n");
        for bad in [
            None,
            Some("sentry_key=k"),
            Some("Sentry sentry_key=, sentry_version=7"),
            Some("Sentry sentry_version=7, not_sentry_key=k"),
        ] {
            assert_eq!(status(bad, &good), Err(401), "{bad:?}");
        }
    }
}
