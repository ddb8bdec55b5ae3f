//! The four keys at the top: PM003 to PM005.

use plist::Value;

use super::manifest::at;
use super::manifest::{Manifest, meant, type_of};
use super::rules::{PM003, PM004, PM005};
use crate::finding::Findings;
use sordino_paperwork::tables::apple::TOP_LEVEL_KEYS;

/// Notes unknown keys, wrong types and emptiness.
pub(super) fn check(manifest: &Manifest, findings: &mut Findings) {
    let Some(keys) = manifest.list.dictionary() else {
        return;
    };
    if keys.is_empty() {
        findings.add(
            &PM005,
            at(manifest, 1),
            "This manifest declares nothing.",
            "Declare what is collected and used, or say NSPrivacyTracking = false.",
        );
    }
    for (key, value) in keys {
        let line = manifest.list.line_of(key);
        if !TOP_LEVEL_KEYS.contains(&key.as_str()) {
            let fix = match meant(key, TOP_LEVEL_KEYS.iter().copied()) {
                Some(meant) => format!("Write {meant}."),
                None => format!("Remove it; the keys are {}.", TOP_LEVEL_KEYS.join(", ")),
            };
            findings.add(
                &PM003,
                at(manifest, line),
                format!("A manifest has no key {key}."),
                fix,
            );
            continue;
        }
        let boolean = key == "NSPrivacyTracking";
        let sound = if boolean {
            matches!(value, Value::Boolean(_))
        } else {
            matches!(value, Value::Array(_))
        };
        if !sound {
            let wanted = if boolean {
                "<true/> or <false/>"
            } else {
                "a list"
            };
            findings.add(
                &PM004,
                at(manifest, line),
                format!("{key} is {}.", type_of(value)),
                format!("Write {wanted}."),
            );
        }
    }
}
