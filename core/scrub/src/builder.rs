//! Choices for a scrubber: kinds, values the caller knows, values that may stay.

use crate::kind::Kind;
use crate::known::Known;
use crate::scrubber::Scrubber;

/// What a scrubber was told.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) enabled: u64,
    pub(crate) known: Known,
    pub(crate) allowed: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enabled: u64::MAX,
            known: Known::default(),
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

/// Builds a [`Scrubber`].
#[derive(Debug, Default)]
pub struct ScrubberBuilder {
    settings: Settings,
    known: Vec<String>,
}

impl ScrubberBuilder {
    /// Switches a kind off: what is of that kind stays in the text.
    #[must_use]
    pub fn without(mut self, kind: Kind) -> Self {
        self.settings.enabled &= !kind.bit();
        self
    }

    /// Switches every kind off except these, the known values and the own patterns.
    #[must_use]
    pub fn only(mut self, kinds: &[Kind]) -> Self {
        let own = Kind::Known.bit() | Kind::Own.bit();
        self.settings.enabled = kinds.iter().fold(own, |bits, kind| bits | kind.bit());
        self
    }

    /// A value that may stay although it looks personal, such as the support address. ASCII case is ignored.
    #[must_use]
    pub fn allow(mut self, value: impl Into<String>) -> Self {
        self.settings.allowed.push(value.into());
        self
    }

    /// Values the caller knows to be personal, such as the signed-in user's id: each is replaced with `[known]`
    /// wherever it stands, in any ASCII case, also percent-encoded. Values under three bytes are left out, because they
    /// stand everywhere.
    #[must_use]
    pub fn known_values(mut self, values: impl IntoIterator<Item = String>) -> Self {
        self.known.extend(values);
        self
    }

    /// The scrubber.
    #[must_use]
    pub fn build(mut self) -> Scrubber {
        self.settings.known = Known::new(&self.known);
        Scrubber::with(self.settings)
    }
}
