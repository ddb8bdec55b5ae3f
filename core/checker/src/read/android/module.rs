//! One module: its source sets and its build file.

use std::collections::BTreeMap;

use super::gradle::{GradleModule, Kind as Becomes};
use super::manifest::Manifest;
use super::source_set::{Role, SourceSet, role};

/// One module.
#[derive(Debug, Clone, Default)]
pub(crate) struct Module {
    /// Its folder.
    pub(crate) folder: String,
    pub(crate) sets: BTreeMap<String, SourceSet>,
    pub(crate) gradle: Option<GradleModule>,
    /// Whether a tool makes it from the file that describes it.
    pub(crate) is_described: bool,
}

/// Modules that only show or measure what the app is made of.
const SAMPLES: [&str; 8] = [
    "catalog",
    "ui-catalog",
    "playground",
    "showcase",
    "testapp",
    "test-app",
    "baselineprofile",
    "storybook",
];

impl Module {
    /// Those of all its source sets.
    pub(crate) fn manifests(&self) -> impl Iterator<Item = &Manifest> {
        self.sets.values().filter_map(|set| set.manifest.as_ref())
    }

    /// The manifest of one source set.
    pub(crate) fn set(&self, name: &str) -> Option<&Manifest> {
        self.sets.get(name)?.manifest.as_ref()
    }

    /// The names of its source sets of this role.
    pub(crate) fn sets_of(&self, wanted: Role) -> impl Iterator<Item = &str> {
        let names = self.sets.keys().map(String::as_str);
        names.filter(move |name| role(name) == wanted)
    }

    /// Whether it only shows or measures what the app is made of.
    pub(crate) fn is_sample(&self) -> bool {
        let name = self.folder.rsplit('/').next().unwrap_or_default();
        SAMPLES.contains(&name)
    }

    /// Whether it is installed: its script says so, or where that is silent, it has an icon.
    pub(crate) fn is_app(&self) -> bool {
        if self.is_described {
            return true;
        }
        match self.gradle.as_ref().map(|gradle| gradle.kind) {
            Some(Becomes::Application) => self.manifests().next().is_some(),
            Some(Becomes::Library) => false,
            _ => self.manifests().any(Manifest::looks_like_an_app),
        }
    }
}
