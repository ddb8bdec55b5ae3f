//! The iOS project: entitlements, vendors that start by themselves, and what the code may not do.

mod background;
mod code;
mod edit;
mod entitlements;
mod firebase;
mod linked;
mod primer;
mod rules;
mod secrets;
mod tracking;

use super::context::Context;
use super::finding::Findings;

pub use rules::RULES;

/// What this family looks for in sources.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    entitlements::words()
        .chain(code::words())
        .chain(super::secret::words())
}

/// Holds the tree against the rules of this family.
pub(super) fn run(context: &Context<'_>, findings: &mut Findings) {
    firebase::check(context, findings);
    entitlements::check(context, findings);
    tracking::check(context, findings);
    background::check(context, findings);
    code::check(context, findings);
    primer::check(context, findings);
    secrets::check(context, findings);
}
