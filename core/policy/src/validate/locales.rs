//! PC009: every text in every locale and in no other.

use super::placeholder::is_placeholder;
use crate::finding::Report;
use crate::raw::{Policy, Texts, list};
use crate::read::At;
use crate::rules::PC009;

/// From this many characters on, two equal texts were not translated.
const SENTENCE: usize = 30;

pub(super) fn validate(file: &Policy, report: &mut Report) {
    let Some(locales) = &file.locales else { return };
    if locales.value.is_empty() {
        report.add(
            PC009,
            &locales.span,
            "The policy has no locale",
            r#"Write for example `locales = ["en", "de"]`"#,
        );
        return;
    }
    let locales: Vec<&str> = locales
        .value
        .iter()
        .map(|locale| locale.value.as_str())
        .collect();
    for purpose in list(&file.purpose) {
        check_texts("title", &purpose.title, &locales, report);
        check_texts("text", &purpose.text, &locales, report);
        check_texts("changed", &purpose.changed, &locales, report);
    }
    for permission in list(&file.permission) {
        check_texts("feature", &permission.feature, &locales, report);
        check_texts(
            "purpose_string",
            &permission.purpose_string,
            &locales,
            report,
        );
        for category in list(&permission.categories) {
            check_texts("title", &category.title, &locales, report);
            check_texts("text", &category.text, &locales, report);
        }
    }
    for (key, texts) in file.screens.iter().flat_map(|table| &table.value) {
        check_texts(key, &Some(texts.clone()), &locales, report);
    }
}

fn check_texts(key: &str, texts: &Option<At<Texts>>, locales: &[&str], report: &mut Report) {
    let Some(texts) = texts else { return };
    for locale in locales
        .iter()
        .filter(|locale| !texts.value.contains_key(**locale))
    {
        let what = format!("`{key}` has no text in `{locale}`");
        report.add(
            PC009,
            &texts.span,
            what,
            format!("Add `{key}.{locale} = \"…\"`"),
        );
    }
    for (locale, text) in &texts.value {
        if !locales.contains(&locale.as_str()) {
            let what = format!("`{key}` has a text in `{locale}`, which `locales` does not list");
            report.add(
                PC009,
                &text.span,
                what,
                "List the locale and write every text in it, or remove this one",
            );
        } else if is_placeholder(&text.value) {
            let what = format!("`{key}.{locale}` is empty or a placeholder");
            report.add(PC009, &text.span, what, "Write the text");
        } else if Some(&locale.as_str()) != locales.first()
            && text.value.chars().count() >= SENTENCE
            && locales
                .first()
                .and_then(|fallback| texts.value.get(*fallback))
                .is_some_and(|same| same.value == text.value)
        {
            let what = format!("`{key}.{locale}` is the same as in the fallback locale");
            report.add(PC009, &text.span, what, "Translate it");
        }
    }
}
