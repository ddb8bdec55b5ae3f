//! Finds personal data in free text.

use std::borrow::Cow;

/// Finds personal data in free text and replaces it.
#[derive(Debug, Default)]
pub struct Scrubber {}

impl Scrubber {
    /// A scrubber with every kind on.
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces each finding with its token; borrowed when there is none.
    pub fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(text)
    }
}
