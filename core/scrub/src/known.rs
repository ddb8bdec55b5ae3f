//! Values the caller named.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::kind::Kind;
use crate::page::Page;

/// Values shorter than this stand everywhere.
const SHORTEST: usize = 3;

/// Finds literal values, in any ASCII case, plain and percent-encoded.
#[derive(Debug, Default)]
pub(crate) struct Known {
    search: Option<AhoCorasick>,
}

impl Known {
    pub(crate) fn new(values: &[String]) -> Self {
        let mut patterns = Vec::new();
        for value in values
            .iter()
            .map(|v| v.trim())
            .filter(|v| v.len() >= SHORTEST)
        {
            let encoded = percent_encoded(value);
            if encoded != value {
                patterns.push(encoded);
            }
            patterns.push(value.to_owned());
        }
        if patterns.is_empty() {
            return Self::default();
        }
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns);
        // Building fails only beyond 2^31 states; a list of that size does not fit in memory before.
        Self {
            search: search.ok(),
        }
    }

    pub(crate) fn find(&self, page: &mut Page<'_>) {
        let Some(search) = &self.search else { return };
        for hit in search.find_iter(page.text) {
            page.mark(
                Kind::Known,
                hit.start(),
                hit.end(),
                "known: value named by the caller",
            );
        }
    }
}

fn percent_encoded(value: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
