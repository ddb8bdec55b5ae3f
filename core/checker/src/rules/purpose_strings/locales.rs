//! Whether everybody is asked in their own language: PS012 to PS015, PS021.

use std::collections::BTreeMap;

use super::judged::place;
use super::language;
use super::rules::{PS012, PS013, PS014, PS015, PS021};
use super::sentence::{on_one_line, words};
use crate::finding::{Findings, Place};
use crate::read::ios::localized::{Text, language as tongue, normal};
use crate::read::ios::purpose::{Purpose, family, in_locales, is_purpose};
use crate::read::ios::target::{Product, Target};

/// Notes what is wrong with the translations of a target's strings.
pub(super) fn check(target: &Target, purposes: &[Purpose], findings: &mut Findings) {
    if target.product == Product::Library {
        return;
    }
    let mismatched = mismatches(target, purposes, findings);
    for purpose in purposes {
        let Some(base) = &purpose.base else {
            continue;
        };
        if !mismatched.contains(&purpose.key) {
            absent(target, purpose, base, findings);
        }
        unread(target, purpose, findings);
        foreign(target, purpose, base, findings);
    }
    unfilled(target, purposes, findings);
}

/// Keys that Info.plist has and no locale translates, where locales translate another key of the
/// same resource, or one beside it, that Info.plist has not.
fn mismatches(target: &Target, purposes: &[Purpose], findings: &mut Findings) -> Vec<String> {
    let mut orphans: BTreeMap<&str, BTreeMap<String, Text>> = BTreeMap::new();
    for locale in target.strings.locales.values() {
        for key in locale.texts.keys().filter(|key| is_purpose(key)) {
            if !purposes.iter().any(|purpose| purpose.key == *key) {
                orphans.insert(key, in_locales(target, key));
            }
        }
    }
    let mut found = Vec::new();
    for purpose in purposes {
        let foreign = purpose
            .locales
            .keys()
            .any(|tag| !target.is_development(tag));
        let Some(base) = purpose.base.as_ref().filter(|_| !foreign) else {
            continue;
        };
        let beside = orphans.iter().find(|(key, locales)| {
            family(key) == family(&purpose.key)
                && locales.keys().any(|tag| !target.is_development(tag))
        });
        if let Some((other, locales)) = beside {
            let first = locales.values().next();
            let first = first.map_or_else(String::new, |text| format!(", first in {}", text.file));
            findings.add(
                &PS021,
                place(base),
                format!(
                    "{} stands in the source, and {} {} translated instead{first}: {other}.",
                    purpose.key,
                    tags(locales.keys()),
                    if locales.len() == 1 {
                        "has another key"
                    } else {
                        "have another key"
                    },
                ),
                format!("Rename {other} to {} in the translations.", purpose.key),
            );
            found.push(purpose.key.clone());
        }
    }
    found
}

fn absent(target: &Target, purpose: &Purpose, base: &Text, findings: &mut Findings) {
    let missing: Vec<&String> = target
        .shipped
        .iter()
        .filter(|tag| !target.is_development(tag) && !waits(target, tag))
        .filter(|tag| !purpose.locales.keys().any(|other| covers(other, tag)))
        .collect();
    // A file that a script may still fill is no proof of absence.
    if missing.is_empty() {
        return;
    }
    findings.add(
        &PS012,
        place(base),
        format!(
            "{} is not translated to {}.",
            purpose.key,
            tags(missing.into_iter())
        ),
        "Add the key to InfoPlist.strings or InfoPlist.xcstrings of these locales.",
    );
}

/// Whether the strings of a locale are still to come: its file is there and empty.
fn waits(target: &Target, tag: &str) -> bool {
    target.strings.locales.iter().any(|(other, locale)| {
        normal(other) == normal(tag) && locale.texts.is_empty() && !locale.empty.is_empty()
    })
}

fn unfilled(target: &Target, purposes: &[Purpose], findings: &mut Findings) {
    if purposes.is_empty() {
        return;
    }
    let waiting: Vec<_> = target
        .strings
        .locales
        .iter()
        .filter(|(tag, _)| !target.is_development(tag) && waits(target, tag))
        .collect();
    let Some(file) = waiting.first().and_then(|(_, locale)| locale.empty.first()) else {
        return;
    };
    findings.cannot_tell(
        &PS012,
        Place::new(file.clone(), 1),
        format!(
            "There is no string of {} here; a script may fill them in before a release.",
            tags(waiting.iter().map(|(tag, _)| *tag))
        ),
        "The files as they are in the built app would settle it.",
    );
}

/// Whether the string of `have` is what a person with the localization `want` reads.
fn covers(have: &str, want: &str) -> bool {
    let (have, want) = (normal(have), normal(want));
    if tongue(&have) == "zh" && tongue(&want) == "zh" {
        return traditional(&have) == traditional(&want);
    }
    // Norwegian Bokmål goes by two tags.
    let one = |tag: &str| {
        if tongue(tag) == "no" {
            "nb".to_owned()
        } else {
            tongue(tag)
        }
    };
    one(&have) == one(&want)
}

fn traditional(tag: &str) -> bool {
    ["hant", "tw", "hk", "mo"]
        .iter()
        .any(|part| tag.split('-').any(|own| own == *part))
}

fn unread(target: &Target, purpose: &Purpose, findings: &mut Findings) {
    // Xcode marks the source language "new" by itself.
    let marked: Vec<(&String, &Text)> = purpose
        .locales
        .iter()
        .filter(|(tag, text)| {
            let source = target
                .strings
                .sources
                .iter()
                .any(|source| normal(source) == normal(tag));
            let state = text.state.as_deref();
            !source && matches!(state, Some("new" | "needs_review"))
        })
        .collect();
    if let Some((_, first)) = marked.first() {
        findings.add(
            &PS013,
            place(first),
            format!(
                "{} is marked as not yet translated or to be reviewed in {}.",
                purpose.key,
                tags(marked.iter().map(|(tag, _)| *tag))
            ),
            "Have it translated and read through, then mark it as translated.",
        );
    }
}

fn foreign(target: &Target, purpose: &Purpose, base: &Text, findings: &mut Findings) {
    // What the source language reads: Info.plist, and its own localizations over it.
    let own = purpose
        .locales
        .iter()
        .filter(|(tag, _)| target.is_development(tag) || normal(tag) == "base")
        .map(|(_, text)| text);
    let sources: Vec<String> = own
        .chain([base])
        .map(|text| on_one_line(&text.value))
        .collect();
    let mut same: Vec<(&String, &Text)> = Vec::new();
    for (tag, text) in &purpose.locales {
        let unfinished = matches!(text.state.as_deref(), Some("new"));
        if target.is_development(tag) || unfinished || normal(tag) == "base" {
            continue;
        }
        let value = on_one_line(&text.value);
        if sources.contains(&value) {
            if words(&value).len() >= 3 {
                same.push((tag, text));
            }
        } else if let Some(other) = language::other_than(&tongue(tag), &value) {
            findings.add(
                &PS015,
                place(text),
                format!("{} in {tag} is {other}.", purpose.key),
                "Translate it, or move it to the locale that it is for.",
            );
        }
    }
    if let Some((_, first)) = same.first() {
        findings.add(
            &PS014,
            place(first),
            format!(
                "{} is the source text, untranslated, in {}.",
                purpose.key,
                tags(same.iter().map(|(tag, _)| *tag))
            ),
            "Translate it.",
        );
    }
}

/// `de, fr and 12 more`.
fn tags<'a>(tags: impl Iterator<Item = &'a String>) -> String {
    let tags: Vec<&str> = tags.map(String::as_str).collect();
    let shown = tags.iter().take(8).copied().collect::<Vec<_>>().join(", ");
    match tags.len().saturating_sub(8) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
