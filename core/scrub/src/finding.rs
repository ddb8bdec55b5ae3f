//! What was found, where, and why.

use std::ops::Range;

use crate::kind::Kind;

/// One piece of personal data in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes of the text; both ends are character boundaries.
    pub range: Range<usize>,
    /// The rule that decided, such as `iban: mod 97`. Never holds any of the text.
    pub rule: &'static str,
}
