//! What every family of rules is given.

use sordino_policy::Policy;

use super::tree::Tree;

/// One checked folder, with what is known beside it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The files.
    pub tree: &'a Tree,
    /// The policy, where one was given and holds.
    pub policy: Option<&'a Policy>,
}

impl<'a> Context<'a> {
    /// A context of this tree.
    pub fn new(tree: &'a Tree, policy: Option<&'a Policy>) -> Self {
        Self { tree, policy }
    }
}
