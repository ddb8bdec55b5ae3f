//! AM023: secrets of vendors' server APIs. They are told by their form and never repeated.

use super::rules::AM023;
use crate::check::context::Context;
use crate::check::finding::{Findings, Place};
use crate::check::kind::Kind;
use crate::check::tree::File;

/// How a secret begins, how many of its signs follow at least, and whose it is.
const PREFIXED: [(&str, usize, &str); 5] = [
    ("sntrys_", 40, "Sentry organisation token"),
    ("sntryu_", 40, "Sentry user token"),
    ("sgp_", 40, "Segment API token"),
    ("pat-eu1-", 30, "HubSpot private app token"),
    ("pat-na1-", 30, "HubSpot private app token"),
];

/// Notes the secrets of the files that an Android app is built from. Those of source are noted as it
/// is read, those of keys and of Apple's files by IP012.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for file in context
        .tree
        .files()
        .iter()
        .filter(|file| is_looked_at(file))
    {
        if let Some(text) = context.tree.text(&file.path) {
            in_text(&file.path, &text, findings);
        }
    }
}

fn is_looked_at(file: &File) -> bool {
    let android = matches!(
        file.kind,
        Kind::Gradle
            | Kind::VersionCatalog
            | Kind::GoogleServices
            | Kind::AndroidManifest
            | Kind::AndroidResource
    );
    let name = file.name();
    android || (name.ends_with(".properties") && name != "sentry.properties")
}

/// Notes the secrets of one file.
pub(super) fn in_text(path: &str, text: &str, findings: &mut Findings) {
    for (line, what) in secrets(text) {
        findings.add(
            &AM023,
            Place::new(path, line),
            format!("A {what} stands here."),
            "Revoke it, and let a server of your own hold the new one.",
        );
    }
}

fn is_token(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "_-=+/.".contains(sign)
}

fn secrets(text: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    let signs = PREFIXED.iter().map(|(prefix, _, _)| *prefix);
    if !signs.chain(["AAAA"]).any(|sign| text.contains(sign)) {
        return found;
    }
    for (index, line) in text.lines().enumerate() {
        for (prefix, length, what) in PREFIXED {
            let held = line.match_indices(prefix).any(|(at, _)| {
                let rest = &line[at + prefix.len()..];
                let begins =
                    !line[..at].ends_with(|sign: char| sign.is_ascii_alphanumeric() || sign == '_');
                begins && rest.chars().take_while(|sign| is_token(*sign)).count() >= length
            });
            if held {
                found.push((index + 1, what));
            }
        }
        if is_fcm_server_key(line) {
            found.push((index + 1, "Firebase Cloud Messaging server key"));
        }
    }
    found
}

/// `AAAA`, seven signs, a colon and 140 signs.
fn is_fcm_server_key(line: &str) -> bool {
    line.match_indices("AAAA").any(|(at, _)| {
        let rest = &line[at + 4..];
        let Some((head, tail)) = rest.split_once(':') else {
            return false;
        };
        head.len() == 7
            && head.chars().all(is_token)
            && tail.chars().take_while(|sign| is_token(*sign)).count() >= 134
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_told_by_its_form() {
        let long = "a1".repeat(40);
        assert_eq!(
            secrets(&format!("x\nkey=sntrys_{long}")),
            [(2, "Sentry organisation token")]
        );
        assert_eq!(secrets("auth.token=sntrys_YOUR_TOKEN"), []);
        let key = format!("AAAAabcdefg:APA91b{}", "x".repeat(134));
        assert_eq!(secrets(&key).len(), 1);
        assert_eq!(secrets("AAAA:b"), []);
    }
}
