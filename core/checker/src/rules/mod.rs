//! Every rule of the checker, family by family, and the code that holds a tree against it.

pub(crate) mod android;
pub(crate) mod data_safety;
pub(crate) mod ios_project;
mod local_network;
pub(crate) mod manifests;
pub(crate) mod notices;
pub(crate) mod purpose_strings;
pub(crate) mod tree;

use crate::context::Context;
use crate::finding::Findings;
use crate::rule::Rule;

/// The families, in the order of reports and of the documentation.
pub const FAMILIES: [(&str, &[Rule]); 7] = [
    ("Purpose strings", purpose_strings::RULES),
    ("Apple's privacy manifest", manifests::RULES),
    ("iOS project", ios_project::RULES),
    ("Android", android::RULES),
    ("Play's data safety form", data_safety::RULES),
    ("Policy and notices", notices::RULES),
    ("The tree", tree::RULES),
];

/// Holds a tree against the rules of one family.
pub(crate) type Run = fn(&Context<'_>, &mut Findings);

/// The families at work, each with the name that a waiting person is shown.
pub(crate) const RUNS: [(&str, Run); 7] = [
    ("purpose strings", purpose_strings::run),
    ("privacy manifests", manifests::run),
    ("iOS project", ios_project::run),
    ("Android", android::run),
    ("data safety form", data_safety::run),
    ("policy and notices", notices::run),
    ("what was understood", tree::run),
];

/// Returns the words that the families look for in sources.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    purpose_strings::words()
        .chain(manifests::words())
        .chain(ios_project::words())
}

/// Returns all rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter())
}

/// Returns the rule with this id.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
