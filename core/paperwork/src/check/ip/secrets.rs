//! Vendors' secrets in the files of an iOS project: IP012.

use super::rules::IP012;
use crate::check::context::Context;
use crate::check::finding::{Findings, Place};
use crate::check::kind::Kind;
use crate::check::tree::File;

/// How a secret begins, how many characters follow at least, and whose it is.
const TOKENS: [(&str, usize, &str); 7] = [
    ("sntrys_", 40, "an organisation token of Sentry"),
    ("sntryu_", 40, "a user token of Sentry"),
    ("sgp_", 40, "an access token of Segment"),
    ("-----BEGIN PRIVATE KEY-----", 0, "a private key"),
    ("-----BEGIN RSA PRIVATE KEY-----", 0, "a private key"),
    ("-----BEGIN EC PRIVATE KEY-----", 0, "a private key"),
    (
        "\"private_key\": \"-----BEGIN",
        0,
        "the key of a service account",
    ),
];

/// Notes secrets that only a server may hold.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for file in context
        .tree
        .files()
        .iter()
        .filter(|file| is_looked_at(file))
    {
        let Some(text) = context.tree.text(&file.path) else {
            continue;
        };
        for (number, line) in (1..).zip(text.lines()) {
            if tell(line, Place::new(file.path.clone(), number), findings) {
                break;
            }
        }
    }
}

/// Notes a secret; the secret itself is never repeated.
fn tell(line: &str, place: Place, findings: &mut Findings) -> bool {
    let Some(whose) = secret(line) else {
        return false;
    };
    findings.add(
        &IP012,
        place,
        format!("This looks like {whose}."),
        "Withdraw it at the vendor, remove it here and from the history, and keep the new one on a server.",
    );
    true
}

/// The words that are looked for in sources.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    TOKENS.into_iter().map(|(start, ..)| start)
}

/// Files of an iOS project, and keys whatever they belong to.
fn is_looked_at(file: &File) -> bool {
    let name = file.name();
    let apple = matches!(
        file.kind,
        Kind::Plist | Kind::Xcconfig | Kind::Strings | Kind::Pbxproj | Kind::Entitlements
    );
    let key = name.ends_with(".p8")
        || name == "sentry.properties"
        || name == ".sentryclirc"
        || name == ".env";
    let account =
        name.ends_with(".json") && name.contains("service") && !name.starts_with("google-services");
    apple || key || account
}

fn secret(line: &str) -> Option<&'static str> {
    TOKENS.iter().find_map(|(start, least, whose)| {
        let at = line.find(start)?;
        let rest = &line[at + start.len()..];
        let follows = rest
            .chars()
            .take_while(|char| char.is_ascii_alphanumeric() || "_-=+/.".contains(*char))
            .count();
        (follows >= *least).then_some(*whose)
    })
}
