//! Tracking and its domains: PM006 to PM010.

use plist::Value;

use super::manifest::at;
use super::manifest::{Manifest, type_of};
use super::rules::{PM006, PM007, PM008, PM009, PM010};
use crate::finding::Findings;

/// Notes where tracking and domains contradict each other, and domains that are none.
pub(super) fn check(manifest: &Manifest, findings: &mut Findings) {
    let list = &manifest.list;
    let tracks = list.get("NSPrivacyTracking").and_then(Value::as_boolean);
    let domains = list
        .get("NSPrivacyTrackingDomains")
        .and_then(Value::as_array);
    let domains = domains.map_or(&[][..], Vec::as_slice);
    let line = list.line_of("NSPrivacyTrackingDomains");
    if tracks == Some(true) && domains.is_empty() {
        findings.add(
            &PM006,
            at(manifest, list.line_of("NSPrivacyTracking")),
            "NSPrivacyTracking is true and no domain is listed.",
            "List the domains that track, or set NSPrivacyTracking to false.",
        );
    }
    if tracks != Some(true) && !domains.is_empty() {
        findings.add(
            &PM007,
            at(manifest, line),
            format!(
                "{} tracking domains are listed and NSPrivacyTracking is not true.",
                domains.len()
            ),
            "Set NSPrivacyTracking to true, or remove the domains.",
        );
    }
    let mut seen: Vec<&str> = Vec::new();
    for domain in domains {
        let Some(domain) = domain.as_string() else {
            findings.add(
                &PM010,
                at(manifest, line),
                format!("A tracking domain is {}.", type_of(domain)),
                "Write the host name as text.",
            );
            continue;
        };
        let place = at(manifest, list.line_of_text(domain, line));
        if seen.contains(&domain) {
            findings.add(
                &PM009,
                place,
                format!("{domain} is listed twice."),
                "Remove one of the two.",
            );
            continue;
        }
        seen.push(domain);
        if let Some(what) = problem(domain) {
            findings.add(
                &PM008,
                place,
                format!("The tracking domain “{domain}” {what}."),
                "Write the bare host name: analytics.example.com.",
            );
        }
    }
}

/// What keeps a text from being a bare host name.
fn problem(domain: &str) -> Option<&'static str> {
    if domain.trim() != domain || domain.is_empty() {
        return Some("is empty or has white space around it");
    }
    if domain.contains("://") {
        return Some("has a scheme");
    }
    if domain.contains('/') {
        return Some("has a path or a slash");
    }
    if domain.contains(['?', '#']) {
        return Some("has a query");
    }
    if domain.contains(':') {
        return Some("has a port");
    }
    let labels: Vec<&str> = domain.trim_start_matches("*.").split('.').collect();
    let label = |label: &&str| {
        let inner = label
            .chars()
            .all(|char| char.is_alphanumeric() || char == '-');
        !label.is_empty()
            && label.len() <= 63
            && inner
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = labels.last().copied().unwrap_or_default();
    let sound = labels.len() > 1
        && labels.iter().all(label)
        && !last.chars().all(|char| char.is_ascii_digit());
    (!sound).then_some("is no host name with its top-level domain")
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn only_a_bare_host_name_is_sound() {
        for domain in ["example.com", "a-b.example.co.uk", "*.example.com"] {
            assert_eq!(problem(domain), None, "{domain}");
        }
        for domain in [
            "https://example.com",
            "example.com/",
            "example.com/a",
            "example.com?a",
            "example.com:443",
            "example",
            "",
            " example.com",
            "exa mple.com",
            "10.0.0.1",
            "-a.example.com",
        ] {
            assert!(problem(domain).is_some(), "{domain}");
        }
    }
}
