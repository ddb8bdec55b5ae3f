//! The iOS project: entitlements, vendors that start by themselves, and what the code may not do.

mod background;
mod bonjour;
mod code;
mod edit;
mod entitlements;
mod firebase;
mod linked;
mod primer;
mod rules;
mod secrets;
mod tracking;
mod transport;
mod unread;

use crate::context::Context;
use crate::finding::Findings;

pub(crate) use rules::RULES;

/// What this family looks for in sources.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    entitlements::words()
        .chain(code::words())
        .chain(bonjour::words())
        .chain(crate::secret::words())
}

/// Holds the tree against the rules of this family.
pub(crate) fn run(context: &Context<'_>, findings: &mut Findings) {
    firebase::check(context, findings);
    entitlements::check(context, findings);
    tracking::check(context, findings);
    background::check(context, findings);
    code::check(context, findings);
    primer::check(context, findings);
    secrets::check(context, findings);
    transport::check(context, findings);
    unread::check(context, findings);
    bonjour::check(context, findings);
}
