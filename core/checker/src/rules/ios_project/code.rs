//! What the code does with contacts, identifiers and the keychain: IP003, IP007, IP008.

use sordino_policy::PermissionId;

use super::rules::{IP003, IP007, IP008};
use crate::context::Context;
use crate::finding::{Findings, Place, Severity};

/// Calls that read contacts which are not named by their identifiers.
const READS: [&str; 6] = [
    "enumerateContacts(with",
    "enumerateContactsWithFetchRequest",
    "CNContactFetchRequest(",
    "predicateForContacts(matching",
    "predicateForContactsInGroup(",
    "predicateForContactsInContainer(",
];
const VENDOR: &str = "identifierForVendor";
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
    let sources = context.sources();
    for hit in sources.of(&READS) {
        // Without a policy nothing says that the app may not; with one, its promise does.
        let severity = if one_card {
            Severity::Error
        } else {
            Severity::Advice
        };
        findings.add_as(
            severity,
            &IP003,
            hit.place.clone(),
            format!(
                "{} reads contacts that the app did not create.",
                hit.word.trim_end_matches('(')
            ),
            "Fetch the app's own card by its identifier, or let the person pick a contact.",
        );
    }
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for hit in sources.of(&[VENDOR]).chain(sources.of(&MOVES)) {
        let rule = if hit.word == VENDOR { &IP007 } else { &IP008 };
        let stays = hit.word != VENDOR && hit.line.contains("ThisDeviceOnly");
        // Once a file.
        if stays || seen.contains(&(rule.id, &hit.place.file)) {
            continue;
        }
        if hit.word != VENDOR && stores_nothing(context, &hit.place) {
            continue;
        }
        seen.push((rule.id, &hit.place.file));
        let (message, fix) = if hit.word == VENDOR {
            (
                "The identifier for vendors is read.",
                "Use a random id of this installation that goes with the person's choice.",
            )
        } else {
            (
                "This keychain item may be restored on another device.",
                "Use the accessibility of the same name that ends in ThisDeviceOnly.",
            )
        };
        findings.add(rule, hit.place.clone(), message, fix);
    }
}

/// Whether the accessibility stands in a query that only finds or deletes: its function calls one of these,
/// and nothing of the file stores anything there.
fn stores_nothing(context: &Context<'_>, place: &Place) -> bool {
    let text = context.tree.text(&place.file).unwrap_or_default();
    let body = function_around(&text, place.line);
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    has(body, &["SecItemDelete(", "SecItemCopyMatching("])
        && !has(body, &["SecItemAdd(", "SecItemUpdate("])
}

/// The function in which a line stands; the whole text where it stands in none.
fn function_around(text: &str, line: usize) -> &str {
    let at = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let begins = |part: &str| {
        let signature = part.trim_start();
        signature.contains("func ")
            || signature.starts_with("- (")
            || signature.starts_with("+ (")
            || signature.starts_with("-(")
            || signature.starts_with("+(")
    };
    let mut start = 0;
    let mut seen = 0;
    for part in text[..at].split_inclusive('\n') {
        if begins(part) {
            start = seen;
        }
        seen += part.len();
    }
    let mut end = at;
    for part in text[at..].split_inclusive('\n') {
        if begins(part) && end > at {
            break;
        }
        end += part.len();
    }
    &text[start..end]
}

/// The words that are looked for.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    READS.into_iter().chain(MOVES).chain([VENDOR])
}
