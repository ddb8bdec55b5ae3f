//! PC009 and PC110 on what stands in the policy once and has to be read in every locale.

use std::collections::BTreeSet;

use super::placeholder::is_placeholder;
use crate::finding::Report;
use crate::raw::{Policy, list};
use crate::rules::{PC009, PC110};

pub(super) fn validate(file: &Policy, report: &mut Report) {
    let Some(tables) = &file.translations else {
        return;
    };
    let once = single_texts(file);
    let locales = list(&file.locales);
    for (locale, texts) in &tables.value {
        match locales.iter().position(|listed| listed.value == *locale) {
            None => report.add(
                PC009,
                &texts.span,
                format!("`{locale}` is none of the policy's locales"),
                "Add it to `locales`, or remove the table",
            ),
            Some(0) => report.add(
                PC110,
                &texts.span,
                format!("`{locale}` is the locale that is translated from"),
                "Remove the table",
            ),
            Some(_) => {}
        }
        for (text, translation) in &texts.value {
            if is_placeholder(&translation.value) {
                report.add(
                    PC009,
                    &translation.span,
                    "The translation is empty or a placeholder",
                    "Write the translation",
                );
            }
            if !once.contains(text.as_str()) {
                report.add(
                    PC110,
                    &translation.span,
                    "The policy does not have the text that this translates",
                    "Write the text as it stands there, or remove the line",
                );
            }
        }
    }
}

/// The texts that are written in one language alone.
fn single_texts(file: &Policy) -> BTreeSet<&str> {
    let mut texts = BTreeSet::new();
    for purpose in list(&file.purpose) {
        texts.extend(list(&purpose.data).iter().map(|text| text.value.as_str()));
        let reasons = [&purpose.balancing, &purpose.device_access_reason];
        texts.extend(
            reasons
                .into_iter()
                .flatten()
                .map(|text| text.value.as_str()),
        );
    }
    let controller = file.controller.as_ref().map(|table| &table.value);
    let limits = file.limits.as_ref().map(|table| &table.value);
    let others = [
        controller.and_then(|table| table.backup_retention_reason.as_ref()),
        limits.and_then(|table| table.parental_consent.as_ref()),
    ];
    texts.extend(others.into_iter().flatten().map(|text| text.value.as_str()));
    let names = list(&file.recipient).iter();
    texts.extend(names.filter_map(|recipient| Some(recipient.name.as_ref()?.value.as_str())));
    texts
}
