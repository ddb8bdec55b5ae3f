//! Collected data types: PM024 to PM033.

use plist::{Dictionary, Value};

use super::manifest::at;
use super::manifest::{Manifest, meant, type_of, unknown_keys};
use super::rules::{PM024, PM025, PM026, PM027, PM028, PM029, PM030, PM031, PM032, PM033};
use crate::finding::Findings;
use crate::rule::Rule;
use sordino_paperwork::tables::apple::{COLLECTED_KEYS, DATA_TYPES, PURPOSES};

const LIST: &str = "NSPrivacyCollectedDataTypes";
const TYPE: &str = "NSPrivacyCollectedDataType";

/// Notes what is wrong with the entries.
pub(super) fn check(manifest: &Manifest, findings: &mut Findings) {
    let tracks = manifest
        .list
        .get("NSPrivacyTracking")
        .and_then(Value::as_boolean);
    let mut seen: Vec<String> = Vec::new();
    for (entry, line) in manifest.entries(LIST) {
        let Some(entry) = entry.as_dictionary() else {
            findings.add(
                &PM024,
                at(manifest, line),
                format!("An entry of {LIST} is {}.", type_of(entry)),
                "Write a dictionary with type, linked, tracking and purposes.",
            );
            continue;
        };
        for key in unknown_keys(entry, &COLLECTED_KEYS) {
            findings.add(
                &PM033,
                at(manifest, manifest.list.line_after(key, line)),
                format!("A collected data type has no key {key}."),
                format!("Remove it; the keys are {}.", COLLECTED_KEYS.join(", ")),
            );
        }
        let name = name(manifest, entry, line, findings);
        if seen.contains(&name) {
            findings.add(
                &PM031,
                at(manifest, line),
                format!("{name} is declared twice."),
                "Merge the two entries.",
            );
        }
        let shown = if name.is_empty() {
            "A data type".to_owned()
        } else {
            name.clone()
        };
        if !name.is_empty() {
            seen.push(name);
        }
        said(manifest, entry, line, &shown, (&PM027, "Linked"), findings);
        let tracked = said(
            manifest,
            entry,
            line,
            &shown,
            (&PM028, "Tracking"),
            findings,
        );
        if tracked == Some(true) && tracks != Some(true) {
            findings.add(
                &PM032,
                at(manifest, line),
                format!("{shown} is used to track, and NSPrivacyTracking is not true."),
                "Set NSPrivacyTracking to true and list the domains, or say that this type is not used to track.",
            );
        }
        purposes(manifest, entry, line, &shown, findings);
    }
}

fn name(manifest: &Manifest, entry: &Dictionary, line: usize, findings: &mut Findings) -> String {
    let Some(value) = entry.get(TYPE) else {
        findings.add(
            &PM025,
            at(manifest, line),
            format!("A collected data type has no {TYPE}."),
            "Say which data it is.",
        );
        return String::new();
    };
    let text = value.as_string().unwrap_or_default();
    if DATA_TYPES.iter().any(|known| known.manifest == text) {
        return text.to_owned();
    }
    let fix = match meant(text, DATA_TYPES.iter().map(|known| known.manifest)) {
        Some(meant) => format!("Write {meant}."),
        None => {
            "Write one of Apple's 35 types, NSPrivacyCollectedDataTypeOtherDataTypes if none fits."
                .to_owned()
        }
    };
    findings.add(
        &PM026,
        at(manifest, manifest.list.line_of_text(text, line)),
        format!("Apple has no data type “{text}”."),
        fix,
    );
    String::new()
}

fn said(
    manifest: &Manifest,
    entry: &Dictionary,
    line: usize,
    shown: &str,
    (rule, end): (&Rule, &str),
    findings: &mut Findings,
) -> Option<bool> {
    let key = format!("{TYPE}{end}");
    let value = entry.get(&key);
    let answer = value.and_then(Value::as_boolean);
    if answer.is_none() {
        let what = value.map_or("missing", type_of);
        findings.add(
            rule,
            at(manifest, line),
            format!("{shown}: {key} is {what}."),
            "Write <true/> or <false/>.",
        );
    }
    answer
}

fn purposes(
    manifest: &Manifest,
    entry: &Dictionary,
    line: usize,
    shown: &str,
    findings: &mut Findings,
) {
    let key = format!("{TYPE}Purposes");
    let list = entry.get(&key).and_then(Value::as_array);
    let ids = || PURPOSES.iter().map(|purpose| purpose.manifest);
    let Some(list) = list.filter(|list| !list.is_empty()) else {
        findings.add(
            &PM029,
            at(manifest, line),
            format!("{shown} has no purpose."),
            format!("Add one of {}.", ids().collect::<Vec<_>>().join(", ")),
        );
        return;
    };
    for purpose in list {
        let text = purpose.as_string().unwrap_or_default();
        if ids().any(|id| id == text) {
            continue;
        }
        let fix = match meant(text, ids()) {
            Some(meant) => format!("Write {meant}."),
            None => format!("Write one of {}.", ids().collect::<Vec<_>>().join(", ")),
        };
        findings.add(
            &PM030,
            at(manifest, manifest.list.line_of_text(text, line)),
            format!("Apple has no purpose “{text}”."),
            fix,
        );
    }
}
