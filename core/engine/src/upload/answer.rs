//! A server's answer: the parts of it that decide what becomes of the records.

/// Most bytes of an answer's body that [`Answer::start`] needs. Platforms hand over no more.
pub const START_BYTES: usize = 64;

/// A server's answer to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its `Retry-After`, if any.
    pub retry_after: Option<String>,
    /// Its `X-Sentry-Rate-Limits`, if any. Only Sentry's own recipients read it.
    pub rate_limits: Option<String>,
    /// Its `Content-Type`, if any.
    pub content_type: Option<String>,
    /// The first [`START_BYTES`] of its body at most, uncompressed.
    pub start: Vec<u8>,
}

impl Answer {
    /// Returns an answer of this status that says nothing else.
    pub const fn of(status: u16) -> Self {
        Self {
            status,
            retry_after: None,
            rate_limits: None,
            content_type: None,
            start: Vec::new(),
        }
    }

    /// Returns `true` if this is a page for people. Segment and Sentry answer JSON, and recipients made alike answer a
    /// word or nothing: a page comes from somebody in between, such as a captive portal or a proxy's login.
    pub(super) fn is_web_page(&self) -> bool {
        let kind = self.content_type.as_deref().unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let is = |named: &[&str]| named.iter().any(|one| kind.eq_ignore_ascii_case(one));
        // Protobuf may begin with a line's end and a `<`: the tag and the length of a message.
        is(&["text/html", "application/xhtml+xml"])
            || !is(&["application/x-protobuf"]) && begins_as_markup(&self.start)
    }
}

/// Returns `true` if the first character that is no space and no byte order mark is `<`.
fn begins_as_markup(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    start.trim_ascii_start().first() == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::Answer;

    fn answer(content_type: Option<&str>, start: &str) -> Answer {
        Answer {
            content_type: content_type.map(str::to_owned),
            start: start.into(),
            ..Answer::of(200)
        }
    }

    #[test]
    fn a_page_is_known_by_type_or_beginning() {
        for (content_type, start) in [
            (Some("text/html"), ""),
            (Some("Text/HTML; charset=utf-8"), "{\"id\":1}"),
            (Some("application/xhtml+xml"), ""),
            (None, "<!DOCTYPE html>"),
            (None, "\u{feff}\r\n <html>"),
            (Some("application/json"), "<html>"),
        ] {
            let page = answer(content_type, start);
            assert!(page.is_web_page(), "{content_type:?} {start:?}");
        }
    }

    #[test]
    fn an_answer_of_a_collector_is_no_page() {
        for (content_type, start) in [
            (None, ""),
            (Some("application/json"), "{\"success\": true}"),
            (Some("text/plain"), "OK"),
            (Some("text/plain"), "1 < 2"),
            (Some("text/htmlx"), ""),
            (Some("application/x-protobuf"), "\n<\u{8}\u{3}"),
        ] {
            let own = answer(content_type, start);
            assert!(!own.is_web_page(), "{content_type:?} {start:?}");
        }
    }
}
