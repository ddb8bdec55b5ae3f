//! The answers for the store against the manifest: PM050.

use std::collections::BTreeSet;

use serde_json::Value;

use super::manifest::Manifest;
use super::rules::PM050;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::kind::Kind;
use sordino_paperwork::tables::apple::DATA_TYPES;

/// Notes data types that stand in one of the two only.
pub(super) fn check(context: &Context<'_>, manifests: &[Manifest], findings: &mut Findings) {
    let apps: Vec<&Manifest> = manifests
        .iter()
        .filter(|manifest| {
            let sdk = manifest
                .list
                .path
                .split('/')
                .any(|part| part.eq_ignore_ascii_case("sdk"));
            manifest.bundle.is_none() && !sdk
        })
        .collect();
    if apps.is_empty() {
        return;
    }
    let declared: BTreeSet<&str> = apps
        .iter()
        .flat_map(|manifest| manifest.data_types())
        .filter_map(|id| {
            DATA_TYPES
                .iter()
                .find(|known| known.manifest == id)?
                .nutrition
        })
        .collect();
    for file in context.tree.of(Kind::PrivacyDetails) {
        let text = context.tree.text(&file.path).unwrap_or_default();
        let Ok(Value::Array(entries)) = serde_json::from_str(&text) else {
            continue;
        };
        let answered: BTreeSet<&str> = entries
            .iter()
            .filter_map(|entry| entry.get("category")?.as_str())
            .collect();
        for category in answered.difference(&declared) {
            let line = text
                .lines()
                .position(|line| line.contains(category))
                .map_or(1, |at| at + 1);
            findings.add(
                &PM050,
                Place::new(file.path.clone(), line),
                format!("The answers name {category}, and no manifest of the app declares it."),
                "Say the same in both; `sordino generate` writes both from the policy.",
            );
        }
        for category in declared.difference(&answered) {
            findings.add(
                &PM050,
                Place::new(file.path.clone(), 1),
                format!(
                    "A manifest of the app declares {category}, and the answers do not name it."
                ),
                "Say the same in both; `sordino generate` writes both from the policy.",
            );
        }
    }
}
