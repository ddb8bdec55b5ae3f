//! What an id, a name, a date and an endpoint look like. The compiler and the phone ask the same
//! questions here, so that what one writes the other reads.

use crate::model::RecipientKind;

/// Most bytes of an id.
pub(crate) const ID_BYTES: usize = 40;
/// Most bytes of a field's or an event's name.
pub(crate) const NAME_BYTES: usize = 64;

/// Whether `id` is `[a-z][a-z0-9_]*` of at most 40 bytes.
pub(crate) fn is_id(id: &str) -> bool {
    id.len() <= ID_BYTES
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether `name` begins with an ASCII letter and holds only letters, digits, space, `_`, `-`, `.`
/// (at most 64 bytes).
pub(crate) fn is_name(name: &str) -> bool {
    name.len() <= NAME_BYTES
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b" _-.".contains(&byte))
        && !name.ends_with(' ')
}

/// Whether `tag` looks like a BCP 47 language tag: `en`, `de-AT`, `zh-Hant`.
pub(crate) fn is_locale(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Whether `date` has the shape `YYYY-MM-DD` with a month and a day that can be.
pub(crate) fn is_date(date: &str) -> bool {
    let bytes = date.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0_u32, |sum, byte| {
            byte.is_ascii_digit()
                .then(|| sum * 10 + u32::from(byte - b'0'))
        })
    };
    matches!(
        (number(0..4), number(5..7), number(8..10)),
        (Some(_), Some(1..=12), Some(1..=31))
    )
}

/// Whether `country` has the shape of ISO 3166-1 alpha-2.
pub(crate) fn is_country(country: &str) -> bool {
    country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether `number` is E.164: `+` and 7 to 15 digits.
pub(crate) fn is_phone_number(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// What is wrong with an endpoint, if anything is.
pub(crate) fn endpoint_fault(kind: RecipientKind, endpoint: Option<&str>) -> Option<&'static str> {
    match (kind, endpoint) {
        (RecipientKind::VendorSdk | RecipientKind::Service, None) => None,
        (RecipientKind::VendorSdk | RecipientKind::Service, Some(_)) => {
            Some("we send nothing to a vendor's SDK or a service, so it has no endpoint")
        }
        (_, None) => Some("no endpoint is given"),
        (_, Some(endpoint)) => url_fault(endpoint).or_else(|| {
            let numeric = |project: &str| {
                !project.is_empty() && project.bytes().all(|byte| byte.is_ascii_digit())
            };
            (kind == RecipientKind::Sentry && !endpoint.rsplit('/').next().is_some_and(numeric))
                .then_some(
                    "the last path segment of a Sentry endpoint must be the project's number",
                )
        }),
    }
}

fn url_fault(url: &str) -> Option<&'static str> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", ""));
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    if url
        .bytes()
        .any(|byte| !byte.is_ascii_graphic() || b"\"<>\\^`{|}".contains(&byte))
    {
        return Some("it holds a character that a URL cannot hold");
    }
    if rest.contains(['?', '#']) {
        return Some("it holds a query or a fragment");
    }
    if authority.contains('@') {
        return Some(
            "it holds user information, as a whole DSN does: write what stands before `@` as `key`, and leave it out here",
        );
    }
    let (host, port) = split_port(authority);
    if port.is_some_and(|port| port.parse::<u16>().map_or(true, |port| port == 0)) {
        return Some("its port is not a number from 1 to 65535");
    }
    if path.ends_with('/')
        || path
            .split('/')
            .any(|segment| segment == "." || segment == "..")
        || path.contains("//")
    {
        return Some("its path is not plain: no slash at the end, no empty or dotted segments");
    }
    match scheme {
        "https" if is_host(host) => None,
        "http" if is_loopback(host) => None,
        "http" => Some("plain http is for loopback addresses only"),
        "https" => Some("its host is not a host name or an address"),
        _ => Some("it does not begin with https://"),
    }
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    !host.is_empty()
        && host.len() <= 253
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_https_or_loopback() {
        let fault = |url| endpoint_fault(RecipientKind::Segment, Some(url));
        for good in [
            "https://events.eu1.segmentapis.com/v1",
            "https://crash.example",
            "https://[2001:db8::1]:8443/v1",
            "http://127.0.0.1:8080",
            "http://localhost:9/v1",
            "http://[::1]:4318",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "",
            "events.example",
            "ftp://events.example",
            "http://events.example",
            "http://127.0.0.1.evil.example",
            "http://[::1",
            "https://",
            "https:///v1",
            "https://key:secret@events.example",
            "https://events.example/v1?key=1",
            "https://events.example/v1#top",
            "https://events.example/v1/",
            "https://events.example/../v1",
            "https://events.example:0",
            "https://events.example:http",
            "https://events example",
            "https://-events.example",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_sentry_endpoint_ends_in_its_project() {
        assert_eq!(
            endpoint_fault(RecipientKind::Sentry, Some("https://crash.example/1")),
            None
        );
        assert!(endpoint_fault(RecipientKind::Sentry, Some("https://crash.example")).is_some());
        assert!(
            endpoint_fault(RecipientKind::Sentry, Some("https://crash.example/project")).is_some()
        );
    }

    #[test]
    fn only_a_vendor_sdk_has_no_endpoint() {
        assert_eq!(endpoint_fault(RecipientKind::VendorSdk, None), None);
        assert!(endpoint_fault(RecipientKind::VendorSdk, Some("https://a.example")).is_some());
        assert!(endpoint_fault(RecipientKind::Segment, None).is_some());
    }

    #[test]
    fn a_day_that_cannot_be_is_no_date() {
        assert!(is_date("2026-11-24"));
        for bad in [
            "",
            "2026-13-01",
            "2026-00-01",
            "2026-01-32",
            "2026-1-1",
            "24.11.2026",
            "2026-01-0x",
            "20260101--",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
