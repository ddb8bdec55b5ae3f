//! A manifest as it is written.

use std::collections::BTreeSet;

use plist::{Dictionary, Value};

use super::rules::{PM001, PM002, PM034};
use crate::finding::{Findings, Place};
use crate::near::near;
use crate::read::ios::property_list::PropertyList;
use crate::read::kind::Kind;
use crate::read::tree::{File, Tree};

/// A privacy manifest.
pub(super) struct Manifest {
    pub(super) list: PropertyList,
    /// The framework or resource bundle that it lies in; none for an app's or a package's own.
    pub(super) bundle: Option<String>,
    /// Whether it belongs to a library, as far as its place tells.
    pub(super) library: bool,
}

impl Manifest {
    /// Reads a manifest, or notes why it cannot be read.
    pub(super) fn read(tree: &Tree, file: &File, findings: &mut Findings) -> Option<Self> {
        let place = Place::new(file.path.clone(), 1);
        let Some(list) = PropertyList::read(tree, &file.path) else {
            findings.add(
                &PM001,
                place,
                "This is no property list.",
                "Open it in Xcode and mend its structure.",
            );
            return None;
        };
        if list.dictionary().is_none() {
            findings.add(
                &PM002,
                place,
                "The root of this manifest is no dictionary.",
                "Put everything into one dictionary.",
            );
            return None;
        }
        let bundle = bundle_of(&file.path);
        if let Some(bundle) = &bundle {
            misplaced(&file.path, bundle, findings);
        }
        let package = tree.of(Kind::PackageSwift).any(|package| {
            file.path
                .starts_with(format!("{}/Sources/", package.folder()).trim_start_matches('/'))
        });
        let library = package || bundle.is_some() || file.path.to_lowercase().contains("sdk");
        Some(Self {
            list,
            bundle,
            library,
        })
    }

    /// The entries of a list at the top, with the line at which each begins.
    pub(super) fn entries(&self, key: &str) -> Vec<(&Value, usize)> {
        let items = self.list.get(key).and_then(Value::as_array);
        let from = self.list.line_of(key);
        let mut lines = (1..)
            .zip(self.list.text.lines())
            .skip(from)
            .filter(|(_, line)| line.contains("<dict"))
            .map(|(line, _)| line);
        items
            .into_iter()
            .flatten()
            .map(|item| {
                let line = item.as_dictionary().and_then(|_| lines.next());
                (item, line.unwrap_or(from))
            })
            .collect()
    }

    /// The categories of APIs that it declares.
    pub(super) fn categories(&self) -> BTreeSet<String> {
        self.texts("NSPrivacyAccessedAPITypes", "NSPrivacyAccessedAPIType")
    }

    /// The data types that it declares.
    pub(super) fn data_types(&self) -> BTreeSet<String> {
        self.texts("NSPrivacyCollectedDataTypes", "NSPrivacyCollectedDataType")
    }

    fn texts(&self, list: &str, key: &str) -> BTreeSet<String> {
        let text = |(item, _): (&Value, usize)| {
            Some(item.as_dictionary()?.get(key)?.as_string()?.to_owned())
        };
        self.entries(list).into_iter().filter_map(text).collect()
    }
}

/// The innermost `*.framework` or `*.bundle` above a file.
fn bundle_of(path: &str) -> Option<String> {
    let mut end = path.len();
    while let Some(at) = path[..end].rfind('/') {
        let folder = &path[..at];
        if folder.ends_with(".framework") || folder.ends_with(".bundle") {
            return Some(folder.to_owned());
        }
        end = at;
    }
    None
}

fn misplaced(path: &str, bundle: &str, findings: &mut Findings) {
    let within = &path[bundle.len() + 1..];
    let good = [
        "PrivacyInfo.xcprivacy",
        "Resources/PrivacyInfo.xcprivacy",
        "Contents/Resources/PrivacyInfo.xcprivacy",
    ];
    let versioned =
        within.starts_with("Versions/") && within.ends_with("/Resources/PrivacyInfo.xcprivacy");
    if !good.contains(&within) && !versioned {
        findings.add(
            &PM034,
            Place::new(path, 1),
            format!("In this bundle the manifest is not read at {within}."),
            "Put PrivacyInfo.xcprivacy at the root of a bundle for iOS, into Resources of one for macOS.",
        );
    }
}

/// A word for what a value is.
pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "a list",
        Value::Dictionary(_) => "a dictionary",
        Value::Boolean(_) => "a boolean",
        Value::String(_) => "a text",
        Value::Integer(_) | Value::Real(_) => "a number",
        _ => "data",
    }
}

/// Notes keys of an entry that nobody reads.
pub(super) fn unknown_keys<'a>(
    entry: &'a Dictionary,
    known: &'a [&str],
) -> impl Iterator<Item = &'a String> {
    entry.keys().filter(|key| !known.contains(&key.as_str()))
}

/// The word that was probably meant.
pub(super) fn meant<'a>(found: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    near(found, words, 4)
}

/// A line of a manifest.
pub(super) fn at(manifest: &Manifest, line: usize) -> Place {
    Place::new(manifest.list.path.clone(), line)
}
