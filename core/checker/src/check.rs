//! One run of the checker over a folder.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use sordino_policy::{Compiled, Policy};

use crate::address::address;
use crate::config::Config;
use crate::context::Context;
use crate::context::Seen;
use crate::excerpt;
use crate::finding::{Finding, Findings, Place, Severity};
use crate::read::kind::Kind;
use crate::read::tree::{File, LeftOut, Tree};
use crate::rules;

/// What a check found.
#[derive(Debug)]
pub struct Report {
    /// By file and line.
    pub findings: Vec<Finding>,
    /// What stands at their places, where it may be shown.
    pub lines: BTreeMap<Place, String>,
    /// How many findings the policy file lets pass.
    pub allowed: usize,
    /// What was not looked at, and why.
    pub left_out: Vec<LeftOut>,
    /// How many files there are.
    pub files: usize,
    /// How many of them are of a kind that is read.
    pub understood: usize,
    /// The apps that were recognised.
    pub apps: Vec<Seen>,
    /// The checked folder as a `file:` address that ends in a slash.
    pub root: String,
}

impl Report {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let same = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(same).count()
    }

    /// Whether nothing is an error.
    pub fn is_clean(&self) -> bool {
        self.count(Severity::Error) == 0
    }
}

/// Checks the folder `path`, without a policy or better with one.
///
/// `step` is called with the name of what is done next; `config` says which rules count and what is
/// accepted.
///
/// # Errors
///
/// When `path` is no folder or cannot be listed.
///
/// # Examples
///
/// ```
/// use sordino_checker::{check, config::Config};
///
/// let root = tempfile::tempdir()?;
/// let manifest = "<plist version=\"1.0\"><dict><key>NSPrivacyTracking</key><string>no</string></dict></plist>";
/// std::fs::write(root.path().join("PrivacyInfo.xcprivacy"), manifest)?;
/// let report = check(root.path(), None, &Config::default(), &mut |_| {})?;
/// assert!(!report.is_clean());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn check(
    path: &Path,
    policy: Option<&Compiled>,
    config: &Config,
    step: &mut dyn FnMut(&str),
) -> io::Result<Report> {
    step("files");
    let tree = Tree::walk(path)?;
    let context = Context::new(&tree, policy).looking_for(rules::words());
    let mut findings = Findings::default();
    for (name, run) in rules::RUNS {
        step(name);
        run(&context, &mut findings);
    }
    let (findings, allowed) = config.apply(findings.sorted());
    let understood = |file: &&File| file.kind != Kind::Other;
    Ok(Report {
        understood: tree.files().iter().filter(understood).count(),
        apps: context.apps(),
        root: address(path),
        lines: excerpt::lines(&tree, &findings),
        findings,
        allowed,
        left_out: [tree.left_out(), &context.android().left_out()].concat(),
        files: tree.files().len(),
    })
}

/// Checks the purpose strings of a policy before anything is generated from them. `file` stands in the findings,
/// and `toml` is what it holds.
pub fn check_strings(policy: &Policy, file: &str, toml: &str, config: &Config) -> Vec<Finding> {
    let mut findings = Findings::default();
    rules::purpose_strings::of_policy(policy, file, toml, &mut findings);
    config.apply(findings.sorted()).0
}

/// Checks a policy against the version `before` it: whether it carries on what was material, and which purpose does more than
/// people said yes to. `file` stands in the findings, and `toml` is what it holds. Returns them as they are, for
/// [`Config::apply`].
pub fn check_successor(policy: &Policy, before: &Policy, file: &str, toml: &str) -> Vec<Finding> {
    let mut findings = Findings::default();
    rules::notices::successor::check((policy, before), file, toml, &mut findings);
    findings.sorted()
}
