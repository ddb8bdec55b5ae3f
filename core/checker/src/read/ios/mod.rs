//! Apple's projects: what is built of which files, and what its strings are in which language.

mod described;
pub(crate) mod foreign;
#[cfg(feature = "fuzz")]
pub(crate) mod fuzz;
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
    /// Files of projects and lists of apps that could not be read.
    pub(crate) unread: Vec<Unread>,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread {
    pub(crate) path: String,
    /// Whether the reader here may be at fault: the old style has readers that take more.
    pub(crate) in_doubt: bool,
}

impl Project {
    /// Reads all projects of `tree`.
    pub(crate) fn read(tree: &Tree) -> Self {
        let mut targets = described::targets(tree);
        let mut unread = unread_lists(tree);
        for file in tree.of(Kind::Pbxproj) {
            let Some(project) = Pbxproj::read(tree, &file.path) else {
                unread.push(Unread {
                    path: file.path.clone(),
                    in_doubt: true,
                });
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
        let has_project = tree.of(Kind::Pbxproj).next().is_some();
        for file in tree.of(Kind::Plist).filter(|file| is_info(file)) {
            if known.contains(&file.path) || is_leftover(&file.path) {
                continue;
            }
            // Beside a project a built app is what somebody made of it, at some time.
            if in_built_app(&file.path).is_some_and(|own| has_project || !own) {
                continue;
            }
            let alone = PropertyList::read(tree, &file.path).filter(is_of_a_bundle);
            targets.extend(alone.map(|info| Target::of_info(tree, info)));
        }
        targets.retain(|target| target.product != Product::Other);
        Self {
            targets,
            has_sources: tree.of(Kind::AppleSource).next().is_some(),
            unread,
        }
    }

    /// The apps.
    pub(crate) fn apps(&self) -> impl Iterator<Item = &Target> {
        self.targets
            .iter()
            .filter(|target| target.product == Product::App)
    }
}

/// Property lists that say something of an app, and `InfoPlist.strings`, that no reader takes.
fn unread_lists(tree: &Tree) -> Vec<Unread> {
    let mut unread = Vec::new();
    for file in tree.files() {
        let broken = match file.kind {
            Kind::Plist => is_info(file) && is_about_an_app(tree, file),
            Kind::Entitlements => true,
            _ => false,
        };
        if broken && PropertyList::read(tree, &file.path).is_none() {
            unread.push(Unread {
                path: file.path.clone(),
                in_doubt: false,
            });
        }
        let strings = file.kind == Kind::Strings
            && file.name().eq_ignore_ascii_case("InfoPlist.strings")
            && !localized::is_readable(tree, &file.path);
        if strings {
            unread.push(Unread {
                path: file.path.clone(),
                in_doubt: true,
            });
        }
    }
    unread
}

fn is_about_an_app(tree: &Tree, file: &File) -> bool {
    file.name().ends_with("Info.plist")
        || tree.text(&file.path).is_some_and(|text| {
            ["CFBundleIdentifier", "UsageDescription"]
                .iter()
                .any(|word| text.contains(word))
        })
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
        ".bundle",
        ".dSYM",
        ".lproj",
        ".storyboardc",
    ];
    let inside = file
        .folder()
        .split('/')
        .any(|part| built.iter().any(|end| part.ends_with(end)));
    let name = file.name();
    !inside && !name.starts_with("GoogleService")
}

/// For a file inside `X.app` or `X.appex`, whether it is the bundle's own list.
fn in_built_app(path: &str) -> Option<bool> {
    let (folder, name) = path.rsplit_once('/')?;
    let is_built = |part: &str| part.ends_with(".app") || part.ends_with(".appex");
    folder.split('/').any(is_built).then(|| {
        let last = folder.rsplit('/').next().unwrap_or_default();
        name == "Info.plist" && (is_built(last) || last == "Contents")
    })
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
