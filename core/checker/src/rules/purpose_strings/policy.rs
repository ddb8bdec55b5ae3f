//! A string against what the policy promises: PS009, PS017, PS020.

use sordino_policy::{Permission, PermissionId, Policy};

use super::judged::Judged;
use super::rules::{PS009, PS017, PS020};
use crate::finding::Findings;

/// Other uses of an address book than keeping one card, in English and German.
const OTHER_USES: [&str; 16] = [
    "friend",
    "invite",
    "upload",
    "find people",
    "who you know",
    "social",
    "match your",
    "suggest",
    "freund",
    "einladen",
    "hochladen",
    "hochzuladen",
    "personen finden",
    "leute finden",
    "abgleich",
    "vorschlag",
];
const READS: [&str; 8] = [
    "read your contacts",
    "reads your contacts",
    "your contacts to",
    "all contacts",
    "ihre kontakte",
    "deine kontakte",
    "alle kontakte",
    "liest kontakte",
];

/// Notes where a contacts string says another thing than the policy. The policy speaks of contacts and
/// notifications only, and notifications have no purpose string.
pub(super) fn check(policy: Option<&Policy>, judged: &Judged<'_>, findings: &mut Findings) {
    let contacts = |permission: &&Permission| permission.id == PermissionId::Contacts;
    let permission = policy.and_then(|policy| policy.permissions.iter().find(contacts));
    let Some(permission) = permission.filter(|_| judged.key == "NSContactsUsageDescription") else {
        return;
    };
    let text = judged.text.value.to_lowercase();
    let feature = permission.feature.iter().find(|(tag, _)| {
        **tag == judged.language || tag.starts_with(&format!("{}-", judged.language))
    });
    if let Some((_, feature)) = feature.filter(|(_, feature)| !names(&text, feature)) {
        findings.add(
            &PS009,
            judged.place(),
            format!("{} does not name “{feature}”.", judged.key),
            "Name the feature as the policy does.",
        );
    }
    if !matches!(judged.language.as_str(), "en" | "de") {
        return;
    }
    if let Some(word) = READS.iter().find(|word| text.contains(**word)) {
        findings.add(
            &PS017,
            judged.place(),
            format!(
                "{} says “{word}”, and the policy declares one card of the app's own.",
                judged.key
            ),
            "Say that the app keeps its own card, or declare the access in the policy.",
        );
    }
    if let Some(word) = OTHER_USES.iter().find(|word| text.contains(**word)) {
        findings.add(
            &PS020,
            judged.place(),
            format!(
                "{} says “{word}”, which is no part of the purpose in the policy.",
                judged.key
            ),
            "State the declared purpose only.",
        );
    }
}

/// Whether a text names a feature, hyphens and case aside.
fn names(text: &str, feature: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('-', " ");
    plain(text).contains(&plain(feature))
}
