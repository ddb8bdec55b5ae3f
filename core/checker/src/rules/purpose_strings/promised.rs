//! The purpose strings of a policy, before anything is generated from them: PS002 to PS011, PS015 to PS018, PS020.

use sordino_policy::{PermissionId, Policy};

use super::judged::Judged;
use super::language::other_than;
use super::rules::{PS015, PS016};
use super::sentence::on_one_line;
use super::{form, policy, wording};
use crate::finding::{Findings, Place};
use crate::read::ios::localized::{Text, language as tongue};

/// Notes what is wrong with the strings; returns each that was judged, for what is told of all of them.
pub(super) fn check(
    promised: &Policy,
    file: &str,
    toml: &str,
    findings: &mut Findings,
    mut see: impl FnMut(&Judged<'_>),
) {
    let mut seen: Vec<(&str, String)> = Vec::new();
    for permission in &promised.permissions {
        // Android shows the same text as the rationale, for push too.
        let key = match permission.id {
            PermissionId::Contacts => "NSContactsUsageDescription",
            PermissionId::Push => "The purpose string of `push`",
        };
        for (tag, value) in &permission.purpose_string {
            let text = Text {
                value: value.clone(),
                file: file.to_owned(),
                line: line_of(toml, value),
                state: None,
            };
            let judged = Judged {
                key,
                text: &text,
                language: tongue(tag),
                tag: tag.clone(),
            };
            let value = on_one_line(value);
            if seen
                .iter()
                .any(|(other, same)| *other != key && *same == value)
            {
                let message = format!("{key} is the text of another permission.");
                findings.add(
                    &PS016,
                    judged.place(),
                    message,
                    "Say for each what it is for.",
                );
            }
            seen.push((key, value.clone()));
            if let Some(other) = other_than(&judged.language, &value) {
                let message = format!("{key} in {tag} is {other}.");
                findings.add(&PS015, judged.place(), message, "Translate it.");
                continue;
            }
            if !wording::is_denial(&judged.language, &value) {
                form::check(None, &judged, findings);
                policy::check(Some(promised), &judged, findings);
                see(&judged);
            }
            wording::check(&judged, findings);
        }
    }
}

/// The line that a text begins on; the first, if it is written in another way than it reads.
fn line_of(toml: &str, text: &str) -> usize {
    let begin: String = text
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(40)
        .collect();
    let found = toml.lines().position(|line| line.contains(&begin));
    Place::new("", found.unwrap_or_default() + 1).line
}
