//! `sordino check`: reads a real app's tree and says what contradicts the policy, the stores' rules
//! or the law.
//!
//! The tree is walked once ([`tree`]); each family of rules ([`rules`]) looks at the files that it
//! understands and notes what it finds ([`finding`]). What the tree does not settle is told as such,
//! never guessed. Nothing is sent anywhere, and nothing is written except by [`fix`].

pub mod am;
mod android;
pub mod config;
pub mod context;
pub mod ds;
mod excerpt;
pub mod finding;
pub mod fix;
mod ios;
pub mod ip;
pub mod kind;
mod leave_out;
mod near;
pub mod pc;
pub mod pm;
pub mod ps;
pub mod render;
pub mod rule;
pub mod rules;
mod secret;
mod source;
pub mod tree;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use sordino_policy::Compiled;

use config::Config;
use context::Context;
use finding::{Finding, Findings, Place, Severity};
use tree::{LeftOut, Tree};

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

/// One family at work.
type Run = fn(&Context<'_>, &mut Findings);

const RUNS: [(&str, Run); 6] = [
    ("purpose strings", ps::run),
    ("privacy manifests", pm::run),
    ("iOS project", ip::run),
    ("Android", am::run),
    ("data safety form", ds::run),
    ("policy and notices", pc::run),
];

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
/// use sordino_paperwork::check::{check, config::Config};
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
    let words = ps::words().chain(pm::words()).chain(ip::words());
    let context = Context::new(&tree, policy).looking_for(words);
    let mut findings = Findings::default();
    for (name, run) in RUNS {
        step(name);
        run(&context, &mut findings);
    }
    let (findings, allowed) = config.apply(findings.sorted());
    Ok(Report {
        lines: excerpt::lines(&tree, &findings),
        findings,
        allowed,
        left_out: [tree.left_out(), &context.android().left_out()].concat(),
        files: tree.files().len(),
    })
}
