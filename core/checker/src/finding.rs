//! What was found: rule, place, what is wrong, how to mend it.

use crate::rule::Rule;
pub use crate::rule::Severity;

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Relative to the checked folder, with `/` between its parts.
    pub file: String,
    /// From 1; 1 where a file has no lines.
    pub line: usize,
}

impl Place {
    /// The line `line` of `file`.
    pub fn new(file: impl Into<String>, line: usize) -> Self {
        Self {
            file: file.into(),
            line: line.max(1),
        }
    }
}

/// What `--fix` writes: bytes of one file, replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Relative to the checked folder.
    pub file: String,
    /// First byte that goes.
    pub start: usize,
    /// First byte that stays again.
    pub end: usize,
    /// What comes instead.
    pub with: String,
}

/// One thing that contradicts the policy, the stores' rules or the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id: `PS001`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong: sentences with their full stops.
    pub message: String,
    /// Why it matters, with the source.
    pub why: String,
    /// How to mend it, or what would settle it.
    pub fix: String,
    /// The mending, where it is mechanical.
    pub edit: Option<Edit>,
}

/// What the families of rules find.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Notes a breach of `rule`.
    pub fn add(
        &mut self,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) -> &mut Finding {
        self.add_as(rule.severity, rule, place, message, fix)
    }

    /// Notes a breach of `rule` that is worse or lighter than its usual one.
    pub fn add_as(
        &mut self,
        severity: Severity,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) -> &mut Finding {
        self.list.push(Finding {
            rule: rule.id,
            severity,
            place,
            message: message.into(),
            why: format!("{} ({})", rule.why, rule.source),
            fix: fix.into(),
            edit: None,
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Notes that the tree does not settle whether `rule` is kept; `settles` says what would.
    pub fn cannot_tell(
        &mut self,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
        settles: impl Into<String>,
    ) {
        self.add_as(Severity::CannotTell, rule, place, message, settles);
    }

    /// All of them, by file and line, each once.
    pub fn sorted(mut self) -> Vec<Finding> {
        let key =
            |finding: &Finding| (finding.place.clone(), finding.rule, finding.message.clone());
        self.list.sort_by_key(key);
        self.list.dedup_by_key(|finding| key(finding));
        self.list
    }
}
