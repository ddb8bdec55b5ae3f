//! Entitlements that are missing or that should not be there: IP001, IP002.

use super::rules::{IP001, IP002};
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::ios::property_list::PropertyList;
use crate::read::kind::Kind;

const NOTES: &str = "com.apple.developer.contacts.notes";
const NOTE: &str = "CNContactNoteKey";
/// Show that a file is about notifications.
const NOTIFICATIONS: [&str; 3] = [
    "UserNotifications",
    "UNUserNotificationCenter",
    "UNMutableNotification",
];
/// Words of the code, and the entitlement that they need.
const OPTIONS: [(&str, &str); 4] = [
    (
        ".criticalAlert",
        "com.apple.developer.usernotifications.critical-alerts",
    ),
    (
        "UNAuthorizationOptionCriticalAlert",
        "com.apple.developer.usernotifications.critical-alerts",
    ),
    (
        ".timeSensitive",
        "com.apple.developer.usernotifications.time-sensitive",
    ),
    (
        "UNNotificationInterruptionLevelTimeSensitive",
        "com.apple.developer.usernotifications.time-sensitive",
    ),
];

/// Notes options without their entitlement, and the one for notes of contacts.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let tree = context.tree;
    let lists: Vec<PropertyList> = tree
        .of(Kind::Entitlements)
        .filter_map(|file| PropertyList::read(tree, &file.path))
        .collect();
    for list in &lists {
        if list.get(NOTES).and_then(plist::Value::as_boolean) == Some(true) {
            findings.add(
                &IP002,
                Place::new(list.path.clone(), list.line_of(NOTES)),
                format!("The app asks for {NOTES}."),
                "Remove the entitlement; write no note into the app's card.",
            );
        }
    }
    let sources = context.sources();
    for hit in sources.of(&[NOTE]) {
        findings.add(
            &IP002,
            hit.place.clone(),
            "The code reads or writes the note of a contact.",
            "Leave the note alone; the app's card needs none.",
        );
    }
    let mut told: Vec<&str> = Vec::new();
    for (word, entitlement) in OPTIONS {
        let has = lists.iter().any(|list| list.get(entitlement).is_some());
        let hit = sources
            .of(&[word])
            .find(|hit| sources.file_has(&hit.place.file, &NOTIFICATIONS))
            .cloned();
        let Some(hit) = hit.filter(|_| !has && !told.contains(&entitlement)) else {
            continue;
        };
        told.push(entitlement);
        if lists.is_empty() {
            findings.cannot_tell(
                &IP001,
                hit.place,
                format!("{word} needs {entitlement}, and the tree holds no entitlements."),
                "The app's entitlements file would settle it.",
            );
        } else {
            findings.add(
                &IP001,
                hit.place,
                format!("{word} needs the entitlement {entitlement}, and no target has it."),
                "Add the entitlement; Apple grants the one for critical alerts on request.",
            );
        }
    }
}

/// The words that are looked for.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let options = OPTIONS.into_iter().map(|(word, _)| word);
    options.chain(NOTIFICATIONS).chain([NOTE])
}
