//! What the code does with contacts, identifiers and the keychain: IP003, IP007, IP008.

use sordino_policy::PermissionId;

use super::{IP003, IP007, IP008};
use crate::check::context::Context;
use crate::check::finding::{Findings, Place, Severity};
use crate::check::kind::Kind;

/// Calls that read contacts which are not named by their identifiers.
const READS: [&str; 6] = [
    "enumerateContacts(with",
    "enumerateContactsWithFetchRequest",
    "CNContactFetchRequest(",
    "predicateForContacts(matching",
    "predicateForContactsInGroup(",
    "predicateForContactsInContainer(",
];
const MOVES: [&str; 3] = [
    "kSecAttrAccessibleAfterFirstUnlock",
    "kSecAttrAccessibleWhenUnlocked",
    "kSecAttrAccessibleAlways",
];

/// Notes calls that the policy's promises exclude.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let one_card = context.policy.is_some_and(|policy| {
        let contacts =
            |permission: &sordino_policy::Permission| permission.id == PermissionId::Contacts;
        policy.permissions.iter().any(contacts)
    });
    for file in context.tree.of(Kind::AppleSource) {
        let Some(text) = context.tree.text(&file.path) else {
            continue;
        };
        let (mut vendor, mut keychain) = (false, false);
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim_start().starts_with("//") {
                continue;
            }
            let place = || Place::new(file.path.clone(), number);
            if let Some(call) = READS.iter().find(|call| line.contains(**call)) {
                // Without a policy nothing says that the app may not; with one, its promise does.
                let severity = if one_card {
                    Severity::Error
                } else {
                    Severity::Advice
                };
                findings.add_as(
                    severity,
                    &IP003,
                    place(),
                    format!(
                        "{} reads contacts that the app did not create.",
                        call.trim_end_matches('(')
                    ),
                    "Fetch the app's own card by its identifier, or let the person pick a contact.",
                );
            }
            if !vendor && line.contains("identifierForVendor") {
                vendor = true;
                findings.add(
                    &IP007,
                    place(),
                    "The identifier for vendors is read.",
                    "Use a random id of this installation that goes with the person's choice.",
                );
            }
            let moves =
                MOVES.iter().any(|name| line.contains(name)) && !line.contains("ThisDeviceOnly");
            if moves && !keychain {
                keychain = true;
                findings.add(
                    &IP008,
                    place(),
                    "This keychain item may be restored on another device.",
                    "Use the accessibility of the same name that ends in ThisDeviceOnly.",
                );
            }
        }
    }
}
