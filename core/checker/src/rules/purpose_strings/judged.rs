//! The strings whose wording is judged, each with its key and language.

use super::language::other_than;
use crate::finding::Place;
use crate::read::ios::localized::{Text, language as tongue};
use crate::read::ios::purpose::Purpose;
use crate::read::ios::target::Target;

/// A string whose wording is judged.
pub(super) struct Judged<'a> {
    pub(super) key: &'a str,
    pub(super) text: &'a Text,
    /// The language in which the wording is judged: `en`, `de`; empty where it is clearly another one than
    /// its locale's.
    pub(super) language: String,
    /// The tag of the locale.
    pub(super) tag: String,
}

impl Judged<'_> {
    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        place(self.text)
    }
}

/// Where a text stands.
pub(super) fn place(text: &Text) -> Place {
    Place::new(text.file.clone(), text.line)
}

/// Each distinct text of each key, the source first.
pub(super) fn judged<'a>(target: &Target, purposes: &'a [Purpose]) -> Vec<Judged<'a>> {
    let mut out = Vec::new();
    for purpose in purposes {
        let base = purpose
            .base
            .iter()
            .map(|text| (target.development.as_str(), text));
        let locales = purpose
            .locales
            .iter()
            .map(|(tag, text)| (tag.as_str(), text));
        let mut seen: Vec<&str> = Vec::new();
        for (tag, text) in base.chain(locales) {
            if seen.contains(&text.value.as_str()) {
                continue;
            }
            seen.push(&text.value);
            // Not translated yet: the source is shown, and judged, instead.
            if text.state.as_deref() == Some("new") && tongue(tag) != tongue(&target.development) {
                continue;
            }
            let tag = if tag.eq_ignore_ascii_case("base") {
                &target.development
            } else {
                tag
            };
            // What is clearly another language is judged by no rule of wording.
            let language = match other_than(&tongue(tag), &text.value) {
                Some("German") => "de".to_owned(),
                Some("English") => "en".to_owned(),
                Some(_) => String::new(),
                None => tongue(tag),
            };
            out.push(Judged {
                key: &purpose.key,
                text,
                language,
                tag: tag.to_owned(),
            });
        }
    }
    out
}
