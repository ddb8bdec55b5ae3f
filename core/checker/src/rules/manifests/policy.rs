//! The app's manifest against the policy: PM043 to PM045.

use plist::Value;
use sordino_policy::{Field, FieldRule, Policy, Stores};

use super::manifest::Manifest;
use super::manifest::at;
use super::rules::{PM043, PM044, PM045};
use crate::context::Context;
use crate::finding::Findings;

const PREFIX: &str = "NSPrivacyCollectedDataType";

/// Notes where a manifest says less, or another thing, than the policy.
pub(super) fn check(context: &Context<'_>, manifests: &[Manifest], findings: &mut Findings) {
    let (Some(policy), Some(stores)) = (context.policy, context.stores) else {
        return;
    };
    for manifest in manifests
        .iter()
        .filter(|manifest| manifest.bundle.is_none())
    {
        tracking(manifest, findings);
    }
    let apps = || {
        manifests
            .iter()
            .filter(|manifest| manifest.bundle.is_none() && !is_of_an_sdk(manifest))
    };
    let Some(first) = apps().next() else {
        return;
    };
    for field in policy
        .fields
        .iter()
        .filter(|field| leaves(field, policy, stores))
    {
        let Some(data) = stores
            .data
            .iter()
            .find(|data| data.category == field.category)
        else {
            continue;
        };
        if data.apple.word == "none" {
            continue;
        }
        let id = format!("{PREFIX}{}", data.apple.word);
        if !apps().any(|manifest| manifest.data_types().contains(&id)) {
            findings.add(
                &PM043,
                at(first, first.list.line_of("NSPrivacyCollectedDataTypes")),
                format!(
                    "The policy sends “{}”, and no manifest of the app declares {id}.",
                    field.category
                ),
                "Take the manifest that `sordino generate` writes, or add the type.",
            );
        }
        if field.rule == FieldRule::Keep
            && matches!(data.apple.word.as_str(), "UserID" | "DeviceID")
        {
            for manifest in apps() {
                unlinked(manifest, &id, field, findings);
            }
        }
    }
}

/// The manifest of an SDK says what the SDK collects by itself, not what the app does.
fn is_of_an_sdk(manifest: &Manifest) -> bool {
    manifest
        .list
        .path
        .split('/')
        .any(|part| part.eq_ignore_ascii_case("sdk"))
}

/// Whether a field leaves an iPhone.
fn leaves(field: &Field, policy: &Policy, stores: &Stores) -> bool {
    let there = |id: &String| {
        !stores.android_only.contains(id)
            && policy
                .recipients
                .iter()
                .any(|recipient| recipient.id == *id)
    };
    field.rule != FieldRule::Drop && field.recipients.iter().any(there)
}

fn tracking(manifest: &Manifest, findings: &mut Findings) {
    let tracks = manifest
        .list
        .get("NSPrivacyTracking")
        .and_then(Value::as_boolean)
        == Some(true);
    let domains = manifest
        .list
        .get("NSPrivacyTrackingDomains")
        .and_then(Value::as_array);
    if tracks || domains.is_some_and(|domains| !domains.is_empty()) {
        let key = if tracks {
            "NSPrivacyTracking"
        } else {
            "NSPrivacyTrackingDomains"
        };
        findings.add(
            &PM045,
            at(manifest, manifest.list.line_of(key)),
            "The manifest declares tracking, and the policy knows none.",
            "Remove tracking from the app and from the manifest.",
        );
    }
}

fn unlinked(manifest: &Manifest, id: &str, field: &Field, findings: &mut Findings) {
    for (entry, line) in manifest.entries("NSPrivacyCollectedDataTypes") {
        let entry = entry.as_dictionary();
        let is = |key: &str| entry.and_then(|entry| entry.get(key));
        let same = is(PREFIX).and_then(Value::as_string) == Some(id);
        let linked = is("NSPrivacyCollectedDataTypeLinked").and_then(Value::as_boolean);
        if same && linked == Some(false) {
            findings.add(
                &PM044,
                at(manifest, line),
                format!(
                    "The policy sends “{}” as it is, and {id} is declared as not linked.",
                    field.name
                ),
                "Replace the id by a pseudonym in the policy, or declare it as linked.",
            );
        }
    }
}
