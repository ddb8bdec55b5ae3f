//! What a scrubber was told: kinds, values the caller knows, patterns, values that may stay.

use crate::known::Known;
use crate::own::Pattern;

/// What a scrubber was told.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) enabled: u64,
    pub(crate) known: Known,
    pub(crate) own: Vec<Pattern>,
    pub(crate) allowed: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enabled: u64::MAX,
            known: Known::default(),
            own: Vec::new(),
            allowed: Vec::new(),
        }
    }
}

impl Settings {
    pub(crate) fn allows(&self, value: &str) -> bool {
        self.allowed
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(value))
    }
}
