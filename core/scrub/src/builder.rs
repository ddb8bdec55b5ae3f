//! Builds a scrubber from the caller's choices.

use crate::kind::Kind;
use crate::known::Known;
use crate::own::{Pattern, PatternError};
use crate::scrubber::Scrubber;
use crate::settings::Settings;

impl Scrubber {
    /// Begins a scrubber with choices of its own.
    pub fn builder() -> ScrubberBuilder {
        ScrubberBuilder::default()
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

    /// A pattern of the caller's own; what fits is replaced with `[redacted]`. `#` stands for a digit, `?` for a letter,
    /// `*` for either, `+` behind a sign for as many as there are, `\\` before a sign for the sign itself; everything
    /// else stands for itself in any ASCII case.
    ///
    /// ```
    /// # use sordino_scrub::Scrubber;
    /// let scrubber = Scrubber::builder().pattern("TKT-####+")?.build();
    /// assert_eq!(scrubber.scrub("see tkt-20417, please"), "see [redacted], please");
    /// # Ok::<(), sordino_scrub::PatternError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Refuses a pattern that would match almost everywhere, is cut, or has more than 64 signs.
    pub fn pattern(mut self, pattern: &str) -> Result<Self, PatternError> {
        self.settings.own.push(Pattern::new(pattern)?);
        Ok(self)
    }

    /// Values the caller knows to be personal, such as the signed-in user's id: each is replaced with `[known]`
    /// wherever it stands, in any ASCII case, also percent-encoded, escaped as in JSON, as HTML entities, in full-width letters,
    /// and with accents as signs of their own. A value of fewer than four bytes stands everywhere, so it goes only as a whole
    /// word behind a key for an id: the 7 in `user_id=7`.
    ///
    /// ```
    /// # use sordino_scrub::Scrubber;
    /// let values = ["zoë/17".to_owned(), "k7".to_owned()];
    /// let scrubber = Scrubber::builder().known_values(values).build();
    /// assert_eq!(scrubber.scrub("zo%C3%AB%2F17 zo\\u00eb\\/17"), "[known] [known]");
    /// assert_eq!(scrubber.scrub("row k7 of userId=k7"), "row k7 of userId=[known]");
    /// ```
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
