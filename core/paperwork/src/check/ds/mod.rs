//! Play's data safety form.

use super::context::Context;
use super::finding::Findings;
use super::rule::Rule;

/// The rules of this family.
pub const RULES: &[Rule] = &[];

/// Holds the tree against them.
pub(super) fn run(_context: &Context<'_>, _findings: &mut Findings) {}
