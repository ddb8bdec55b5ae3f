//! PC005 and PC018: what is linked, against what is declared.

use sordino_policy::Policy;

use super::notice::Notice;
use super::rules::{PC005, PC018};
use super::vendors::{self, VENDORS, Vendor};
use super::words::CHILDREN;
use crate::context::Context;
use crate::finding::{Findings, Place, Severity};
use crate::read::kind::Kind;

pub(super) fn check(context: &Context<'_>, notices: &[Notice], findings: &mut Findings) {
    for (index, vendor) in VENDORS.iter().enumerate() {
        let Some(place) = linked(context, vendor) else {
            continue;
        };
        match context.policy {
            Some(policy) if !declares(policy, vendor) => {
                let message = format!(
                    "{} is linked and is no recipient of the policy.",
                    vendor.name
                );
                findings.add(
                    &PC005,
                    place,
                    message,
                    "Declare it as a [[recipient]] with its purposes, or remove the library.",
                );
            }
            None if !notices.is_empty() && !notices.iter().any(|notice| names(notice, index)) => {
                let message = format!("{} is linked and no notice names it.", vendor.name);
                findings.add(
                    &PC005,
                    place,
                    message,
                    "Name it in the notice with what it gets, or remove the library.",
                );
            }
            _ => {}
        }
    }
    let Some(policy) = context.policy else {
        return;
    };
    for notice in notices
        .iter()
        .filter(|notice| !CHILDREN.is_in(notice.lower()))
    {
        let message = format!(
            "The policy closes optional purposes below {}, and the notice says nothing of children.",
            policy.limits.minimum_age
        );
        findings.add_as(
            Severity::Warning,
            &PC018,
            Place::new(&notice.path, 1),
            message,
            "Say from which age on the app is meant to be used, and what happens below.",
        );
    }
}

fn names(notice: &Notice, vendor: usize) -> bool {
    let mut lines = notice.lines.iter();
    lines.any(|(_, text)| vendors::names(text, vendor))
}

fn declares(policy: &Policy, vendor: &Vendor) -> bool {
    policy.recipients.iter().any(|recipient| {
        let endpoint = recipient.endpoint.as_deref().unwrap_or_default();
        let kind = format!("{:?}", recipient.kind);
        let text = format!("{} {} {endpoint} {kind}", recipient.id, recipient.name).to_lowercase();
        vendor.known_as.iter().any(|word| text.contains(word))
    })
}

fn linked(context: &Context<'_>, vendor: &Vendor) -> Option<Place> {
    if let Some((file, line)) = context.android().links(vendor.artifacts) {
        return Some(Place::new(file, line));
    }
    let begins = |name: &str| {
        let name = name.to_lowercase();
        vendor.pods.iter().any(|pod| name.starts_with(pod))
    };
    for file in context.tree.of(Kind::PodfileLock) {
        let text = context.tree.text(&file.path)?;
        let pods = text
            .lines()
            .enumerate()
            .take_while(|(_, line)| !line.starts_with("DEPENDENCIES"));
        for (index, line) in pods {
            let pod = line
                .strip_prefix("  - ")
                .map(|pod| pod.trim_start_matches('"'));
            if pod.is_some_and(begins) {
                return Some(Place::new(&file.path, index + 1));
            }
        }
    }
    for file in context.tree.of(Kind::PackageResolved) {
        let text = context.tree.text(&file.path)?;
        for (index, line) in text.lines().enumerate() {
            let value = line
                .trim()
                .strip_prefix("\"identity\" : \"")
                .or_else(|| line.trim().strip_prefix("\"package\": \""));
            if value.is_some_and(begins) {
                return Some(Place::new(&file.path, index + 1));
            }
        }
    }
    None
}
