//! What every family of rules is given.

use std::cell::OnceCell;

use sordino_policy::{Compiled, Policy, Stores};

use crate::read::ios::Project;
use crate::read::source::Sources;
use crate::read::tree::Tree;

/// One checked folder, with what is known beside it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The files.
    pub tree: &'a Tree,
    /// The policy, where one was given and holds.
    pub policy: Option<&'a Policy>,
    /// The day of the check: what has expired is measured by it.
    pub today: jiff::civil::Date,
    android: OnceCell<crate::read::android::Project>,
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
    pub(crate) fn looking_for(mut self, words: impl Iterator<Item = &'static str>) -> Self {
        self.words = words.collect();
        self.words.sort_unstable();
        self.words.dedup();
        self
    }

    /// What the sources hold of these words; looked for once.
    pub(crate) fn sources(&self) -> &Sources {
        self.sources
            .get_or_init(|| Sources::look(self.tree, &self.words))
    }

    /// The Android modules, their manifests and build files; read once.
    pub(crate) fn android(&self) -> &crate::read::android::Project {
        self.android
            .get_or_init(|| crate::read::android::Project::read(self.tree))
    }

    /// What is built for Apple's systems; read once.
    pub(crate) fn ios(&self) -> &Project {
        self.ios.get_or_init(|| Project::read(self.tree))
    }
}
