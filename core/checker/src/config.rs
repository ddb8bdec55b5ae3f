//! `[check]` of `privacy.toml`: which rules count, and what is accepted with a reason.

use std::collections::BTreeMap;

use sordino_policy::{CheckLevel, CheckTable};

use crate::finding::{Finding, Place, Severity};
use crate::rules;

/// Which rules count, and what is accepted. By default all do and nothing is.
#[derive(Debug, Default)]
pub struct Config {
    levels: BTreeMap<String, CheckLevel>,
    allow: Vec<Allow>,
}

#[derive(Debug)]
struct Allow {
    rule: String,
    path: String,
}

impl Config {
    /// What the table says.
    ///
    /// # Errors
    ///
    /// Line and text of each entry that names a rule which does not exist.
    pub fn new(table: &CheckTable) -> Result<Self, Vec<(usize, String)>> {
        let levels = table.severity.iter().map(|entry| (&entry.rule, entry.line));
        let allows = table.allow.iter().map(|entry| (&entry.rule, entry.line));
        let unknown: Vec<_> = levels
            .chain(allows)
            .filter(|(rule, _)| rules::by_id(rule).is_none())
            .map(|(rule, line)| (line, format!("There is no rule {rule}.")))
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        Ok(Self {
            levels: table
                .severity
                .iter()
                .map(|entry| (entry.rule.clone(), entry.level))
                .collect(),
            allow: table
                .allow
                .iter()
                .map(|entry| Allow {
                    rule: entry.rule.clone(),
                    path: entry.path.clone(),
                })
                .collect(),
        })
    }

    /// The findings that count, as severe as the table says, and how many were accepted. What cannot
    /// be told stays so, whatever its rule's severity.
    pub fn apply(&self, findings: Vec<Finding>) -> (Vec<Finding>, usize) {
        let before = findings.len();
        let mut off = 0;
        let kept = findings
            .into_iter()
            .filter_map(|mut finding| {
                let severity = match self.levels.get(finding.rule) {
                    Some(CheckLevel::Off) => {
                        off += 1;
                        return None;
                    }
                    Some(CheckLevel::Error) => Severity::Error,
                    Some(CheckLevel::Warning) => Severity::Warning,
                    Some(CheckLevel::Advice) => Severity::Advice,
                    None => finding.severity,
                };
                if finding.severity != Severity::CannotTell {
                    finding.severity = severity;
                }
                self.without_accepted(finding)
            })
            .collect::<Vec<_>>();
        let allowed = before - off - kept.len();
        (kept, allowed)
    }
}

impl Config {
    /// Returns the finding without the places that are accepted; nothing if all are.
    fn without_accepted(&self, mut finding: Finding) -> Option<Finding> {
        let accepted = |place: &Place| {
            self.allow
                .iter()
                .any(|allow| allow.rule == finding.rule && fits(&allow.path, &place.file))
        };
        let mut left = finding.places().filter(|place| !accepted(place)).cloned();
        let first = left.next()?;
        let more = left.collect();
        (finding.place, finding.more) = (first, more);
        Some(finding)
    }
}

/// Whether `pattern` names `path`: itself, a folder above it, or with `*` for any run of characters.
fn fits(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches("./");
    let folder = pattern.trim_end_matches('/');
    if path == folder || path.starts_with(&format!("{folder}/")) {
        return true;
    }
    let mut rest = path;
    let mut parts = pattern.split('*');
    let Some(after) = parts.next().and_then(|first| rest.strip_prefix(first)) else {
        return false;
    };
    rest = after;
    let parts: Vec<_> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return false;
    };
    for part in middle {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Says;

    fn finding(rule: &'static str, file: &str, severity: Severity) -> Finding {
        let says = Says {
            message: String::new(),
            why: String::new(),
            fix: String::new(),
        };
        Finding::new(rule, severity, Place::new(file, 1), says)
    }

    #[test]
    fn a_path_is_named_directly_or_by_pattern() {
        for (pattern, path) in [
            ("a/b.plist", "a/b.plist"),
            ("a", "a/b.plist"),
            ("a/", "a/b.plist"),
            ("*.plist", "a/b.plist"),
            ("a/*/c.xml", "a/b/c.xml"),
        ] {
            assert!(fits(pattern, path), "{pattern}");
        }
        for (pattern, path) in [("b", "a/b.plist"), ("a/b", "a/bc"), ("*.xml", "a/b.plist")] {
            assert!(!fits(pattern, path), "{pattern}");
        }
    }

    #[test]
    fn off_is_gone_and_allowed_is_counted() {
        let config = Config {
            levels: [("PS008", CheckLevel::Off), ("PS004", CheckLevel::Error)]
                .map(|(rule, level)| (rule.to_owned(), level))
                .into(),
            allow: vec![Allow {
                rule: "PS002".to_owned(),
                path: "a".to_owned(),
            }],
        };
        let (kept, allowed) = config.apply(vec![
            finding("PS008", "a/x", Severity::Advice),
            finding("PS002", "a/x", Severity::Error),
            finding("PS002", "b/x", Severity::Error),
            finding("PS004", "b/x", Severity::CannotTell),
            finding("PS004", "b/y", Severity::Warning),
        ]);
        let shown: Vec<_> = kept
            .iter()
            .map(|finding| (finding.rule, finding.severity))
            .collect();
        assert_eq!(
            shown,
            [
                ("PS002", Severity::Error),
                ("PS004", Severity::CannotTell),
                ("PS004", Severity::Error)
            ]
        );
        assert_eq!(allowed, 1);
    }
}
