//! Apple's projects: targets, settings, strings.

use super::tree::Tree;

/// What the tree holds of Apple's projects.
#[derive(Debug, Default)]
pub(crate) struct Project {}

impl Project {
    /// Reads all projects of `tree`.
    pub(crate) fn read(_tree: &Tree) -> Self {
        Self::default()
    }
}
