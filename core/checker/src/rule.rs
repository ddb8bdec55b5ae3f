//! A rule of the checker, as data.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A store or the law refuses it, or the policy is broken. The only one that fails a run.
    Error,
    /// It should be mended.
    Warning,
    /// It could be better.
    Advice,
    /// The tree does not settle it; the finding says what would.
    CannotTell,
}

impl Severity {
    /// The word in reports: `error`, `warning`, `advice`, `cannot_tell`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
            Self::CannotTell => "cannot_tell",
        }
    }
}

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

/// The rules of a family, each a constant of its id, and `RULES`, all of them in order.
macro_rules! rules {
    ($($id:ident $severity:ident $title:literal, $why:literal, $source:expr;)+) => {
        $(pub(crate) const $id: $crate::rule::Rule = $crate::rule::Rule {
            id: stringify!($id),
            severity: $crate::rule::Severity::$severity,
            title: $title,
            why: $why,
            source: $source,
        };)+
        /// The rules of this family.
        pub(crate) const RULES: &[$crate::rule::Rule] = &[$($id),+];
    };
}
pub(crate) use rules;
