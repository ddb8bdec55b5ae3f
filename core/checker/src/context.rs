//! What every family of rules is given.

use std::cell::OnceCell;

use sordino_policy::{Compiled, Policy, Stores};

use crate::read::ios::Project;
use crate::read::source::Sources;
use crate::read::tree::Tree;

/// An app that was recognised in the tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// `android` or `ios`.
    pub system: &'static str,
    /// The module's folder, or the file that describes the app; relative to the checked folder.
    pub path: String,
}

/// One checked folder, with what is known beside it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The files.
    pub tree: &'a Tree,
    /// All that the policy's file says, where one was given and holds.
    pub compiled: Option<&'a Compiled>,
    /// The policy in it.
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
            compiled,
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

    /// Returns the apps that were recognised, each once.
    pub(crate) fn apps(&self) -> Vec<Seen> {
        let android = self.android().apps().into_iter().map(|app| Seen {
            system: if app.is_library {
                "android library"
            } else {
                "android"
            },
            path: app.module.folder.clone(),
        });
        let ios = self.ios().apps().filter_map(|target| {
            let info = target.info.as_ref().map(|info| info.path.clone());
            Some(Seen {
                system: "ios",
                path: info.or(target.project.clone())?,
            })
        });
        let mut apps: Vec<Seen> = android.chain(ios).collect();
        apps.sort();
        apps.dedup();
        apps
    }
}
