//! A rule of the checker, as data.

use super::finding::Severity;

/// A rule that an app's tree is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `PS001`. The number never gets another meaning.
    pub id: &'static str,
    /// How bad a breach is, unless the policy file or the finding says otherwise.
    pub severity: Severity,
    /// What is refused: part of a sentence, as in a table.
    pub title: &'static str,
    /// Why it matters: one sentence without its full stop.
    pub why: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
}
