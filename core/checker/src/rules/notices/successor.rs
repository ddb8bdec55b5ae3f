//! PC029 to PC031: a policy beside the version before.

use sordino_policy::{Forgotten, Growth, Policy};

use super::rules::{PC029, PC030, PC031};
use crate::finding::{Findings, Place};

/// Holds `policy`, which stands in `file` as `toml`, against the version before.
pub(crate) fn check(
    (policy, before): (&Policy, &Policy),
    file: &str,
    toml: &str,
    findings: &mut Findings,
) {
    if policy.is_another_of_one_version(before) {
        let message = format!(
            "The version before is version {} too, and says something else.",
            policy.version
        );
        let fix = "Count `version` up.".to_owned();
        let is_it = |line: &str| line.trim_start().starts_with("version");
        let line = toml.lines().position(is_it).unwrap_or_default();
        findings.add(&PC031, Place::new(file, line + 1), message, fix);
    }
    for Forgotten {
        purpose,
        material_since,
    } in policy.forgotten_since(before)
    {
        let message = format!(
            "The purpose `{purpose}` says nothing of the material change of version {material_since}."
        );
        let fix = format!(
            "Write `material_since = \"{material_since}\"` into the purpose, or this policy's version to ask again."
        );
        findings.add(&PC029, place(file, toml, &purpose), message, fix);
    }
    for (purpose, told) in grown(policy, before) {
        let message = format!(
            "Compared with the version before, the purpose `{purpose}` {}, and an older yes still counts for it.",
            told.join(", ")
        );
        let fix = format!(
            "If that is a material change, write `material_since = \"{}\"` into the purpose, so that people are asked again.",
            policy.version
        );
        findings.add(&PC030, place(file, toml, &purpose), message, fix);
    }
}

/// Each purpose that grew, with how it did.
fn grown(policy: &Policy, before: &Policy) -> Vec<(String, Vec<String>)> {
    let mut purposes: Vec<(String, Vec<String>)> = Vec::new();
    for (purpose, growth) in policy.grown_since(before) {
        let what = match growth {
            Growth::Recipient(id) => format!("goes to `{id}` too"),
            Growth::Category(category) => format!("covers \"{category}\" too"),
            Growth::Retention(days) => format!("keeps data for {days} days, longer than before"),
            Growth::LegalBasis => "stands on another legal basis".to_owned(),
            Growth::DeviceAccess => "reaches into the device on other grounds".to_owned(),
        };
        match purposes.last_mut() {
            Some((last, told)) if *last == purpose => told.push(what),
            _ => purposes.push((purpose, vec![what])),
        }
    }
    purposes
}

/// The line on which the table of a purpose names it; the first where the policy is written otherwise.
fn place(file: &str, toml: &str, purpose: &str) -> Place {
    let mut is_purpose = false;
    let line = toml.lines().position(|line| {
        let line = line.trim();
        if line.starts_with('[') {
            is_purpose = line.starts_with("[[purpose]]");
        }
        let id = line.strip_prefix("id").map(str::trim_start);
        let id = id.and_then(|rest| rest.strip_prefix('=')).map(str::trim);
        is_purpose && id.is_some_and(|id| id.starts_with(&format!("\"{purpose}\"")))
    });
    Place::new(file, line.unwrap_or_default() + 1)
}
