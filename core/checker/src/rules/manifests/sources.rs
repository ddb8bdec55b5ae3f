//! What the app's own source uses against what its manifests declare: PM041, PM042.

use std::collections::BTreeMap;

use super::manifest::Manifest;
use super::manifest::at;
use super::rules::{PM041, PM042};
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::kind::Kind;
use sordino_paperwork::tables::apple_apis::API_CATEGORIES;

/// Common names of an app's own properties: they show nothing.
const COMMON: [&str; 4] = [
    "creationDate",
    "modificationDate",
    "systemSize",
    "AppStorage",
];

/// Notes categories that the sources use and no manifest declares.
pub(super) fn check(context: &Context<'_>, manifests: &[Manifest], findings: &mut Findings) {
    let project = context.ios();
    let own: Vec<&Manifest> = manifests
        .iter()
        .filter(|manifest| manifest.bundle.is_none())
        .collect();
    let Some(app) = project.apps().find(|target| target.phone) else {
        return;
    };
    if !project.has_sources {
        if own.is_empty()
            && let Some(file) = app
                .info
                .as_ref()
                .map(|info| &info.path)
                .or(app.project.as_ref())
        {
            findings.cannot_tell(
                &PM041,
                Place::new(file.clone(), 1),
                "There is no privacy manifest in the tree, and no source that would show whether one is needed.",
                "The sources, or the built app, would settle it.",
            );
        }
        return;
    }
    let used = used(context);
    for category in &API_CATEGORIES {
        let declared = own
            .iter()
            .find(|manifest| manifest.categories().contains(category.id));
        match (used.get(category.id), declared) {
            (Some((name, place)), None) => {
                findings.add(
                    &PM041,
                    place.clone(),
                    format!(
                        "{name} is used here, and no manifest of the app declares {}.",
                        category.id
                    ),
                    format!(
                        "Declare it with its reason: {}.",
                        category.reasons.join(", ")
                    ),
                );
            }
            (None, Some(manifest)) if !has_dependencies(context) => {
                let line = manifest.list.line_of_text(category.id, 1);
                findings.add(
                    &PM042,
                    at(manifest, line),
                    format!("{} is declared, and no source uses it.", category.id),
                    "Remove the entry if the API is not used.",
                );
            }
            _ => {}
        }
    }
}

fn has_dependencies(context: &Context<'_>) -> bool {
    [
        Kind::PodfileLock,
        Kind::PackageResolved,
        Kind::MachO,
        Kind::Archive,
    ]
    .iter()
    .any(|kind| context.tree.of(*kind).next().is_some())
}

/// Names that show the use of a category, and the category.
pub(super) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    API_CATEGORIES
        .iter()
        .flat_map(|category| category.names.iter().map(|name| (*name, category.id)))
        .filter(|(name, _)| !COMMON.contains(name))
}

/// The first use of each category: its name and place.
fn used(context: &Context<'_>) -> BTreeMap<&'static str, (&'static str, Place)> {
    let mut used = BTreeMap::new();
    for (name, category) in names() {
        let hit = context.sources().of(&[name]).find(|hit| hit.alone).cloned();
        if let Some(hit) = hit {
            used.entry(category).or_insert((name, hit.place));
        }
    }
    used
}
