//! The scrubber: finds, and replaces what it found.

use std::borrow::Cow;

use crate::finding::Finding;
use crate::page::Page;
use crate::scan;
use crate::settings::Settings;

/// How often a text that was changed is read again: a replaced piece can bring a key nearer to its value.
const ROUNDS: usize = 4;

/// Finds personal data in free text and replaces it. Cheap to share, safe to use from several threads.
#[derive(Debug, Default)]
pub struct Scrubber {
    settings: Settings,
}

impl Scrubber {
    /// A scrubber with every kind on.
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn with(settings: Settings) -> Self {
        Self { settings }
    }

    /// Replaces each finding with its token. Borrowed when there is none; scrubbing twice changes nothing.
    pub fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut result = Cow::Borrowed(text);
        for _ in 0..ROUNDS {
            let found = self.find(&result);
            if found.is_empty() {
                break;
            }
            result = Cow::Owned(replace(&result, &found));
        }
        result
    }

    /// Returns `true` if one of the values that the caller named stands in `text`, whatever else does. It must stand there as a
    /// word of its own: `Anna` does not stand in `Annapolis`.
    pub fn knows(&self, text: &str) -> bool {
        self.settings.known.stands_in(text)
    }

    /// Everything found in `text`, in order, without overlaps.
    pub fn find(&self, text: &str) -> Vec<Finding> {
        let mut page = Page::new(text, self.settings.enabled);
        self.settings.known.find(&mut page);
        for pattern in &self.settings.own {
            pattern.find(&mut page);
        }
        scan::scan(&mut page);
        let mut found = page.into_findings();
        if !self.settings.allowed.is_empty() {
            found.retain(|f| !self.settings.allows(&text[f.range.clone()]));
        }
        found
    }
}

fn replace(text: &str, found: &[Finding]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    for finding in found {
        result.push_str(&text[from..finding.range.start]);
        result.push_str(finding.kind.token());
        from = finding.range.end;
    }
    result.push_str(&text[from..]);
    result
}
