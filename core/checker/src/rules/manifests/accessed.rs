//! Accessed APIs and their reasons: PM011 to PM023.

use plist::{Dictionary, Value};

use super::manifest::at;
use super::manifest::{Manifest, meant, type_of, unknown_keys};
use super::rules::{
    PM011, PM012, PM013, PM014, PM015, PM016, PM017, PM018, PM019, PM020, PM021, PM022, PM023,
};
use crate::finding::Findings;
use sordino_paperwork::tables::apple::ACCESSED_KEYS;
use sordino_paperwork::tables::apple_apis::{API_CATEGORIES, ApiCategory, SDK_ONLY_REASONS};

const LIST: &str = "NSPrivacyAccessedAPITypes";
const TYPE: &str = "NSPrivacyAccessedAPIType";
const REASONS: &str = "NSPrivacyAccessedAPITypeReasons";

/// Notes what is wrong with the entries.
pub(super) fn check(manifest: &Manifest, findings: &mut Findings) {
    let list = manifest.list.get(LIST).and_then(Value::as_array);
    if list.is_some_and(Vec::is_empty) {
        findings.add(
            &PM023,
            at(manifest, manifest.list.line_of(LIST)),
            format!("{LIST} is empty."),
            "Remove the key, or declare what is used.",
        );
    }
    let mut seen: Vec<&str> = Vec::new();
    for (entry, line) in manifest.entries(LIST) {
        let Some(entry) = entry.as_dictionary() else {
            findings.add(
                &PM011,
                at(manifest, line),
                format!("An entry of {LIST} is {}.", type_of(entry)),
                format!("Write a dictionary with {TYPE} and {REASONS}."),
            );
            continue;
        };
        for key in unknown_keys(entry, &ACCESSED_KEYS) {
            findings.add(
                &PM022,
                at(manifest, manifest.list.line_after(key, line)),
                format!("An accessed API has no key {key}."),
                format!("Remove it; the keys are {TYPE} and {REASONS}."),
            );
        }
        let Some(category) = category(manifest, entry, line, findings) else {
            continue;
        };
        if seen.contains(&category.id) {
            findings.add(
                &PM020,
                at(manifest, line),
                format!("{} is declared twice.", category.id),
                "Merge the two entries.",
            );
        }
        seen.push(category.id);
        reasons(manifest, entry, line, category, findings);
    }
}

fn category(
    manifest: &Manifest,
    entry: &Dictionary,
    line: usize,
    findings: &mut Findings,
) -> Option<&'static ApiCategory> {
    let ids = || API_CATEGORIES.iter().map(|category| category.id);
    let Some(value) = entry.get(TYPE) else {
        findings.add(
            &PM012,
            at(manifest, line),
            format!("An accessed API has no {TYPE}."),
            format!("Add one of {}.", ids().collect::<Vec<_>>().join(", ")),
        );
        return None;
    };
    let text = value.as_string().unwrap_or_default();
    let known = API_CATEGORIES.iter().find(|category| category.id == text);
    if known.is_none() {
        let fix = match meant(text, ids()) {
            Some(meant) => format!("Write {meant}."),
            None => format!("Write one of {}.", ids().collect::<Vec<_>>().join(", ")),
        };
        findings.add(
            &PM013,
            at(manifest, manifest.list.line_of_text(text, line)),
            format!("Apple has no category “{text}”."),
            fix,
        );
    }
    known
}

fn reasons(
    manifest: &Manifest,
    entry: &Dictionary,
    line: usize,
    category: &ApiCategory,
    findings: &mut Findings,
) {
    let allowed = category.reasons.join(", ");
    let id = category.id;
    let Some(value) = entry.get(REASONS) else {
        findings.add(
            &PM014,
            at(manifest, line),
            format!("{id} has no {REASONS}."),
            format!("Add the reasons that hold: {allowed}."),
        );
        return;
    };
    let line = manifest.list.line_after(REASONS, line);
    let Some(list) = value.as_array() else {
        findings.add(
            &PM015,
            at(manifest, line),
            format!("The reasons of {id} are {}.", type_of(value)),
            "Write a list of texts.",
        );
        return;
    };
    if list.is_empty() {
        findings.add(
            &PM016,
            at(manifest, line),
            format!("{id} has an empty list of reasons."),
            format!("Add the reasons that hold: {allowed}."),
        );
    }
    let mut seen: Vec<&str> = Vec::new();
    for reason in list {
        let Some(code) = reason.as_string() else {
            findings.add(
                &PM015,
                at(manifest, line),
                format!("A reason of {id} is {}.", type_of(reason)),
                "Write the code as text.",
            );
            continue;
        };
        let place = at(manifest, manifest.list.line_of_text(code, line));
        if seen.contains(&code) {
            findings.add(
                &PM021,
                place,
                format!("{id} has the reason {code} twice."),
                "Remove one of the two.",
            );
            continue;
        }
        seen.push(code);
        if category.reasons.contains(&code) {
            if SDK_ONLY_REASONS.contains(&code) && !manifest.library {
                findings.add(
                    &PM019,
                    place,
                    format!("{id} has the reason {code}, which is for SDKs."),
                    format!("Give the app's own reason: {allowed}."),
                );
            }
            continue;
        }
        let owner = API_CATEGORIES
            .iter()
            .find(|other| other.reasons.contains(&code));
        match owner {
            Some(owner) => findings.add(
                &PM018,
                place,
                format!("{code} is a reason for {}, not for {id}.", owner.id),
                format!("Write one of {allowed}, or move the reason there."),
            ),
            None => findings.add(
                &PM017,
                place,
                format!("Apple has no reason “{code}”."),
                format!("Write one of {allowed}."),
            ),
        };
    }
}
