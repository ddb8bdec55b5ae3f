//! Apple's projects: what is built of which files, and what its strings are in which language.

pub(crate) mod localized;
pub(crate) mod openstep;
mod pbxproj;
pub(crate) mod property_list;
pub(crate) mod purpose;
pub(crate) mod settings;
pub(crate) mod target;

use std::collections::BTreeSet;

use super::kind::Kind;
use super::tree::{File, Tree};
use pbxproj::Pbxproj;
use property_list::PropertyList;
use target::{Product, Target};

/// What the tree holds of Apple's projects.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// What is built, tests and tools left out.
    pub(crate) targets: Vec<Target>,
    /// Whether there is a project whose sources the tree holds.
    pub(crate) has_sources: bool,
}

impl Project {
    /// Reads all projects of `tree`.
    pub(crate) fn read(tree: &Tree) -> Self {
        let mut targets = Vec::new();
        for file in tree.of(Kind::Pbxproj) {
            let Some(project) = Pbxproj::read(tree, &file.path) else {
                continue;
            };
            for raw in project.targets(tree) {
                targets.push(Target::of_project(tree, &project, raw));
            }
        }
        let known: BTreeSet<String> = targets
            .iter()
            .filter_map(|target: &Target| Some(target.info.as_ref()?.path.clone()))
            .collect();
        for file in tree.of(Kind::Plist).filter(|file| is_info(file)) {
            if known.contains(&file.path) {
                continue;
            }
            let alone = PropertyList::read(tree, &file.path).filter(is_of_a_bundle);
            targets.extend(alone.map(|info| Target::of_info(tree, info)));
        }
        targets.retain(|target| target.product != Product::Other);
        Self {
            targets,
            has_sources: tree.of(Kind::AppleSource).next().is_some(),
        }
    }

    /// The apps.
    pub(crate) fn apps(&self) -> impl Iterator<Item = &Target> {
        self.targets
            .iter()
            .filter(|target| target.product == Product::App)
    }
}

/// Whatever it is called: not one inside what was built, and no vendor's settings.
fn is_info(file: &File) -> bool {
    let built = [
        ".framework",
        ".xcframework",
        ".app",
        ".bundle",
        ".dSYM",
        ".appex",
        ".lproj",
    ];
    let inside = file
        .folder()
        .split('/')
        .any(|part| built.iter().any(|end| part.ends_with(end)));
    let name = file.name();
    !inside && !name.starts_with("GoogleService")
}

/// Not a list of something else.
fn is_of_a_bundle(list: &PropertyList) -> bool {
    list.dictionary().is_some_and(|dictionary| {
        dictionary.keys().any(|key| {
            [
                "CFBundleIdentifier",
                "CFBundleExecutable",
                "CFBundlePackageType",
            ]
            .contains(&key.as_str())
                || purpose::is_purpose(key)
                || (list.path.ends_with("Info.plist")
                    && (key.starts_with("UI") || key.starts_with("LS")))
        })
    })
}
