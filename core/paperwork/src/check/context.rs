//! What every family of rules is given.

use std::cell::OnceCell;

use sordino_policy::{Compiled, Policy, Stores};

use super::ios::Project;
use super::source::Sources;
use super::tree::Tree;

/// One checked folder, with what is known beside it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The files.
    pub tree: &'a Tree,
    /// The policy, where one was given and holds.
    pub policy: Option<&'a Policy>,
    /// The day of the check: what has expired is measured by it.
    pub today: jiff::civil::Date,
    android: OnceCell<super::android::Project>,
    /// What the policy says for the stores alone.
    pub stores: Option<&'a Stores>,
    ios: OnceCell<Project>,
    words: Vec<&'static str>,
    sources: OnceCell<Sources>,
}

impl<'a> Context<'a> {
    /// A context of this tree.
    pub fn new(tree: &'a Tree, compiled: Option<&'a Compiled>) -> Self {
        Self {
            tree,
            today: jiff::ZonedDateTime::now().date(),
            android: OnceCell::new(),
            policy: compiled.map(|compiled| &compiled.policy),
            stores: compiled.map(|compiled| &compiled.stores),
            ios: OnceCell::new(),
            words: Vec::new(),
            sources: OnceCell::new(),
        }
    }

    /// The same, with the words that rules look for in sources.
    pub(super) fn looking_for(mut self, words: impl Iterator<Item = &'static str>) -> Self {
        self.words = words.collect();
        self.words.sort_unstable();
        self.words.dedup();
        self
    }

    /// What the sources hold of these words; looked for once.
    pub(super) fn sources(&self) -> &Sources {
        self.sources
            .get_or_init(|| Sources::look(self.tree, &self.words))
    }

    /// The Android modules, their manifests and build files; read once.
    pub(super) fn android(&self) -> &super::android::Project {
        self.android
            .get_or_init(|| super::android::Project::read(self.tree))
    }

    /// What is built for Apple's systems; read once.
    pub(super) fn ios(&self) -> &Project {
        self.ios.get_or_init(|| Project::read(self.tree))
    }
}
