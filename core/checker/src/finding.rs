//! What was found: rule, place, what is wrong, how to mend it.

use std::collections::HashMap;

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
    /// Names of what it switches off: it stays off until code turns it on.
    pub off: Vec<String>,
}

/// One thing that contradicts the policy, the stores' rules or the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id: `PS001`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is; of several places of one cause, the first.
    pub place: Place,
    /// The other places of the same cause.
    pub more: Vec<Place>,
    /// Other rules that the same cause breaks, or leaves open.
    pub also: Vec<&'static str>,
    /// What tells this cause from another of the same rule. Empty: the message does.
    pub cause: String,
    /// What is wrong: sentences with their full stops.
    pub message: String,
    /// Why it matters, with the source.
    pub why: String,
    /// How to mend it, or what would settle it.
    pub fix: String,
    /// The mending, where it is mechanical.
    pub edit: Option<Edit>,
    /// The mendings of the other places.
    pub edits: Vec<Edit>,
}

impl Finding {
    /// Returns a finding of the rule `rule` at one place, without a mending.
    pub fn new(rule: &'static str, severity: Severity, place: Place, says: Says) -> Self {
        Self {
            rule,
            severity,
            place,
            more: Vec::new(),
            also: Vec::new(),
            cause: String::new(),
            message: says.message,
            why: says.why,
            fix: says.fix,
            edit: None,
            edits: Vec::new(),
        }
    }

    /// Returns all places, the first in front.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        std::iter::once(&self.place).chain(&self.more)
    }

    /// Adds another place of the same cause.
    pub(crate) fn at(&mut self, place: Place) -> &mut Self {
        self.more.push(place);
        self
    }

    /// Names the cause, so that findings of one cause with different words become one.
    pub(crate) fn because(&mut self, cause: impl Into<String>) -> &mut Self {
        self.cause = cause.into();
        self
    }
}

/// The sentences of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Says {
    /// What is wrong.
    pub message: String,
    /// Why it matters, with the source.
    pub why: String,
    /// How to mend it, or what would settle it.
    pub fix: String,
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
        let says = Says {
            message: message.into(),
            why: format!("{} ({})", rule.why, rule.source),
            fix: fix.into(),
        };
        self.list.push(Finding::new(rule.id, severity, place, says));
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
    ) -> &mut Finding {
        self.add_as(Severity::CannotTell, rule, place, message, settles)
    }

    /// Takes over a finding that was made elsewhere.
    pub(crate) fn take(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Returns all of them by file and line, one for each cause.
    pub fn sorted(mut self) -> Vec<Finding> {
        self.list.sort_by(|left, right| {
            let key = |finding: &Finding| (finding.place.clone(), finding.rule);
            (key(left), &left.message).cmp(&(key(right), &right.message))
        });
        by_cause(self.list)
    }
}

/// Puts findings of one cause together: the first stays and takes the places of the others.
fn by_cause(list: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut known: HashMap<(&'static str, Severity, String), usize> = HashMap::new();
    for finding in list {
        let cause = match finding.cause.as_str() {
            "" => finding.message.clone(),
            cause => cause.to_owned(),
        };
        let key = (finding.rule, finding.severity, cause);
        let Some(first) = known.get(&key).and_then(|at| kept.get_mut(*at)) else {
            known.insert(key, kept.len());
            kept.push(finding);
            continue;
        };
        for place in finding.places() {
            if first.places().all(|own| own != place) {
                first.more.push(place.clone());
            }
        }
        for rule in finding.also {
            if !first.also.contains(&rule) {
                first.also.push(rule);
            }
        }
        // A mending of another file stays its own; the first of them is made, the rest after it.
        if first.edit.is_none() {
            first.edit = finding.edit;
        } else {
            first.edits.extend(finding.edit);
        }
        first.edits.extend(finding.edits);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule {
        id: "XX001",
        severity: Severity::Error,
        title: "",
        why: "",
        source: "",
    };

    #[test]
    fn one_cause_is_one_finding_with_every_place() {
        let mut findings = Findings::default();
        for (file, message) in [("b", "The same."), ("a", "The same."), ("a", "Another.")] {
            findings.add(&RULE, Place::new(file, 1), message, "");
        }
        findings
            .add(&RULE, Place::new("c", 1), "12 signs.", "")
            .because("length");
        findings
            .add(&RULE, Place::new("d", 1), "13 signs.", "")
            .because("length");
        let list = findings.sorted();
        let seen: Vec<(&str, usize)> = list
            .iter()
            .map(|finding| (finding.message.as_str(), finding.places().count()))
            .collect();
        assert_eq!(seen, [("Another.", 1), ("The same.", 2), ("12 signs.", 2)]);
        assert_eq!(list[1].place.file, "a");
    }
}
