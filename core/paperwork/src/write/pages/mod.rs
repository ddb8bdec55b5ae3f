//! Pages for people: a draft of the privacy notice in every locale, and the record of processing.

mod countries;
mod html;
mod markdown;
mod notice;
mod page;
mod record;
pub(super) mod words;

use std::collections::BTreeMap;

use sordino_policy::Policy;

use super::header::header;

pub(super) fn write(policy: &Policy, files: &mut BTreeMap<String, Vec<u8>>) {
    let head = header(policy);
    let mut add =
        |path: &str, text: String| files.insert(format!("docs/{path}"), text.into_bytes());
    for locale in &policy.locales {
        let page = notice::page(policy, locale);
        add(
            &format!("privacy-notice.{locale}.md"),
            markdown::text(&page, &head),
        );
        add(
            &format!("privacy-notice.{locale}.html"),
            html::text(&page, &head),
        );
    }
    let page = record::page(policy);
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
