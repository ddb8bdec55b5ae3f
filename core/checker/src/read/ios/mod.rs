//! Apple's projects: what is built of which files, and what its strings are in which language.

pub(crate) mod localized;
pub(crate) mod openstep;
mod pbxproj;
pub(crate) mod property_list;
pub(crate) mod purpose;
pub(crate) mod settings;
pub(crate) mod target;

use std::collections::BTreeSet;

use crate::read::kind::Kind;
use crate::read::tree::{File, Tree};
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
            .flat_map(|target: &Target| target.infos.iter().cloned())
            .collect();
        // Where a project says which lists its apps have, another one beside them is a leftover.
        let covered: Vec<String> = targets
            .iter()
            .filter(|target| target.product == Product::App && target.info.is_some())
            .filter_map(|target| Some(folder_of(target.project.as_ref()?)))
            .collect();
        let is_leftover = |path: &str| {
            covered
                .iter()
                .any(|folder| folder.is_empty() || path.starts_with(&format!("{folder}/")))
        };
        for file in tree.of(Kind::Plist).filter(|file| is_info(file)) {
            if known.contains(&file.path) || is_leftover(&file.path) {
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

/// The folder that holds the project bundle of a `project.pbxproj`.
fn folder_of(project: &str) -> String {
    project
        .rsplitn(3, '/')
        .nth(2)
        .unwrap_or_default()
        .to_owned()
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
