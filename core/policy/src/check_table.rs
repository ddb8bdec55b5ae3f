//! The table `[check]`: what `sordino check` reports and what it lets pass. It is no part of the
//! policy itself, and a phone never sees it.

use schemars::JsonSchema;
use serde::Deserialize;

/// How severe the findings of a rule are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckLevel {
    /// They are not reported.
    Off,
    /// It could be better.
    Advice,
    /// It should be mended.
    Warning,
    /// It fails the check.
    Error,
}

/// `[check]` of a `privacy.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckTable {
    /// Rules whose severity is another than their own.
    pub severity: Vec<CheckSeverity>,
    /// Findings that are accepted.
    pub allow: Vec<CheckAllow>,
}

/// One rule's severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckSeverity {
    /// The rule's id: `PS008`.
    pub rule: String,
    /// How severe its findings are.
    pub level: CheckLevel,
    /// Line of the file, from 1.
    pub line: usize,
}

/// Findings that are accepted, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAllow {
    /// The rule's id.
    pub rule: String,
    /// The file, a folder above it, or a pattern with `*`.
    pub path: String,
    /// Why it is accepted; never empty.
    pub reason: String,
    /// Line of the file, from 1.
    pub line: usize,
}
