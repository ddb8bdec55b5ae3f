//! Pages for people: a draft of the privacy notice in every locale, and the record of processing.

mod html;
mod markdown;
mod notice;
mod page;
mod part;
mod record;
pub(super) mod words;

use std::collections::BTreeMap;

use sordino_policy::{Compiled, Policy};

use super::header::header;

/// `parts` is what the author adds to the notice, by its locale.
pub(super) fn write(
    compiled: &Compiled,
    parts: &BTreeMap<String, String>,
    files: &mut BTreeMap<String, Vec<u8>>,
) {
    let policy = &compiled.policy;
    let head = header(policy);
    let mut add =
        |path: &str, text: String| files.insert(format!("docs/{path}"), text.into_bytes());
    for locale in &policy.locales {
        let page = notice::page(compiled, locale, parts.get(locale).map(String::as_str));
        add(
            &format!("privacy-notice.{locale}.md"),
            markdown::text(&page, &head),
        );
        add(
            &format!("privacy-notice.{locale}.html"),
            html::text(&page, &head),
        );
    }
    let page = record::page(compiled);
    add("processing-record.md", markdown::text(&page, &head));
}

/// The locales whose frame is English, because there is none in their own language.
pub(super) fn locales_without_a_frame(policy: &Policy) -> Vec<&str> {
    let foreign = |locale: &&String| !words::is_known(locale);
    policy
        .locales
        .iter()
        .filter(foreign)
        .map(String::as_str)
        .collect()
}

/// What stands in a locale's notice as it is in the policy, because nobody translated it.
pub(super) fn untranslated<'c>(compiled: &'c Compiled, locale: &str) -> Vec<&'c str> {
    let policy = &compiled.policy;
    if policy.locales.first().is_some_and(|first| first == locale) {
        return Vec::new();
    }
    let translated = compiled.translations.get(locale);
    let mut texts: Vec<&str> = policy
        .purposes
        .iter()
        .flat_map(|purpose| {
            let reasons = purpose
                .balancing
                .iter()
                .chain(&purpose.device_access_reason);
            purpose.data.iter().chain(reasons).map(String::as_str)
        })
        .chain(policy.controller.backup_retention_reason.as_deref())
        .chain(policy.limits.parental_consent.as_deref())
        .filter(|text| translated.is_none_or(|texts| !texts.contains_key(*text)))
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}
