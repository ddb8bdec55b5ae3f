//! What the app's own source uses against what its manifests declare: PM041, PM042.

use std::collections::BTreeMap;

use super::manifest::Manifest;
use super::manifest::at;
use super::rules::{PM041, PM042};
use crate::context::Context;
use crate::finding::{Findings, Place, Severity};
use crate::read::ios::foreign::links_other_code;
use crate::read::ios::target::{Product, Target};
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
    extensions(context, manifests, findings);
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
            (None, Some(manifest))
                if !links_other_code(context.tree) && !perhaps(context, category.id) =>
            {
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

/// An extension is a bundle of its own: the store names it in its mails, whatever the app's manifest says.
/// Looks only at extensions whose folder is known and not the app's.
fn extensions(context: &Context<'_>, manifests: &[Manifest], findings: &mut Findings) {
    let project = context.ios();
    let folder = |target: &Target| {
        let path = target.info.as_ref()?.path.rsplit_once('/')?;
        Some(format!("{}/", path.0))
    };
    let apps: Vec<String> = project.apps().filter_map(folder).collect();
    for target in &project.targets {
        let Some(own) = folder(target).filter(|_| target.product == Product::Extension) else {
            continue;
        };
        if apps.iter().any(|app| app.starts_with(&own)) {
            continue;
        }
        let declared: Vec<&Manifest> = manifests
            .iter()
            .filter(|manifest| {
                let path = &manifest.list.path;
                path.starts_with(&own)
                    || (target.project.is_some() && target.resources.contains(path))
            })
            .collect();
        let mut told: Vec<&str> = Vec::new();
        for (name, category) in names() {
            let hits = context.sources();
            let words = [name];
            let hit = hits
                .of(&words)
                .find(|hit| hit.alone && !hit.quoted && hit.place.file.starts_with(&own))
                .cloned();
            let says = declared
                .iter()
                .any(|manifest| manifest.categories().contains(category));
            let Some(hit) = hit.filter(|_| !says && !told.contains(&category)) else {
                continue;
            };
            told.push(category);
            findings.add_as(
                Severity::Warning,
                &PM041,
                hit.place,
                format!(
                    "{name} is used here, in an extension, and no manifest of the extension declares {category}."
                ),
                "Add a PrivacyInfo.xcprivacy with the category and its reason to the extension's target.",
            );
        }
    }
}

/// Every name that may show the use of a category.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    names().map(|(name, _)| name).chain(COMMON)
}

/// Whether the sources hold a name that shows nothing for certain, such as `@AppStorage` for stored defaults.
fn perhaps(context: &Context<'_>, id: &str) -> bool {
    let category = API_CATEGORIES.iter().find(|category| category.id == id);
    category.is_some_and(|category| {
        let words: Vec<&str> = category
            .names
            .iter()
            .copied()
            .filter(|name| COMMON.contains(name))
            .collect();
        context.sources().of(&words).next().is_some()
    })
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
        let hits = context.sources();
        let words = [name];
        let hit = hits
            .of(&words)
            .find(|hit| hit.alone && !hit.quoted)
            .cloned();
        if let Some(hit) = hit {
            used.entry(category).or_insert((name, hit.place));
        }
    }
    used
}
