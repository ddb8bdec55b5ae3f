//! Whether an app links code that is not in the tree.

use crate::read::kind::Kind;
use crate::read::tree::Tree;

/// Files of tools that fetch code, and words one of which shows that they do.
const FETCHED: [(&str, &[&str]); 7] = [
    ("Podfile", &["pod "]),
    ("Cartfile", &["github", "git", "binary"]),
    ("pubspec.yaml", &["dependencies:"]),
    ("package.json", &["\"dependencies\""]),
    ("project.yml", &["packages:"]),
    ("Project.swift", &[".package(", ".external("]),
    ("project.pbxproj", &["XCRemoteSwiftPackageReference"]),
];

/// Returns `true` if a lock file, a binary or a list of a tool says that the app links code of others.
pub(crate) fn links_other_code(tree: &Tree) -> bool {
    let kinds = [
        Kind::PodfileLock,
        Kind::PackageResolved,
        Kind::MachO,
        Kind::Archive,
    ];
    kinds.iter().any(|kind| tree.of(*kind).next().is_some())
        || tree.files().iter().any(|file| {
            let words = FETCHED.iter().find(|(name, _)| *name == file.name());
            words.is_some_and(|(_, words)| {
                let text = tree.text(&file.path).unwrap_or_default();
                words.iter().any(|word| text.contains(word))
            })
        })
}
