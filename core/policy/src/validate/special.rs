//! PC017: names, categories and values that sound like special categories of data (GDPR Art. 9) or like Art. 10.
//!
//! Telemetry never holds such data. Another purpose may, on explicit consent (Art. 9(2)(a)), and without a recipient that
//! this library or a vendor's SDK sends to.

use super::placeholder::is_placeholder;
use super::special_word::special_word;
use crate::finding::Report;
use crate::model::{FieldRule, LegalBasis, RecipientKind};
use crate::raw::{Policy, Purpose, list};
use crate::read::At;
use crate::rules::{PC017, PC110};

pub(super) fn validate(file: &Policy, report: &mut Report) {
    for field in list(&file.field) {
        let words: &[String] = match field.rule.as_ref().map(|rule| &rule.value) {
            Some(FieldRule::Enumerate(words)) => words,
            _ => &[],
        };
        named(&field.name, words, &field.not_special, report);
        category(field.category.as_ref(), report);
    }
    for event in list(&file.event) {
        named(&event.name, &[], &event.not_special, report);
    }
    for purpose in list(&file.purpose) {
        if purpose.special_categories.is_some() {
            rests_on_explicit_consent(purpose, file, report);
        } else {
            list(&purpose.data)
                .iter()
                .for_each(|data| category(Some(data), report));
        }
    }
}

/// Holds a purpose with special categories to what explicit consent asks for.
fn rests_on_explicit_consent(purpose: &Purpose, file: &Policy, report: &mut Report) {
    let Some(special) = &purpose.special_categories else {
        return;
    };
    if let Some(basis) = &purpose.legal_basis
        && basis.value != LegalBasis::Consent
    {
        let what =
            "Special categories rest on explicit consent, but the purpose opens without a yes";
        report.add(
            PC017,
            &basis.span,
            what,
            r#"Write `legal_basis = "consent"`"#,
        );
    }
    if let Some(kind) = &purpose.kind
        && kind.value.is_telemetry()
    {
        let what = "Special categories of data have no place in telemetry";
        let fix = "Write the kind that fits, such as \"own_servers\", or remove the data and `special_categories`";
        report.add(PC017, &special.span, what, fix);
    }
    let Some(id) = &purpose.id else { return };
    for recipient in list(&file.recipient) {
        let serves = list(&recipient.purposes)
            .iter()
            .any(|served| served.value == id.value);
        let by_itself = recipient
            .kind
            .as_ref()
            .is_none_or(|kind| kind.value == RecipientKind::Service);
        if let (true, false, Some(kind)) = (serves, by_itself, &recipient.kind) {
            let what = format!(
                "Special categories of `{}` would reach a recipient in the app",
                id.value
            );
            let fix = "Take the purpose from its list; a service that your own server hands them to is of kind \"service\"";
            report.add(PC017, &kind.span, what, fix);
        }
    }
}

fn named(
    name: &Option<At<String>>,
    words: &[String],
    reason: &Option<At<String>>,
    report: &mut Report,
) {
    let Some(name) = name else { return };
    let by_name = special_word(&name.value);
    let by_value = || words.iter().find_map(|word| special_word(word));
    match (by_name.clone().or_else(by_value), reason) {
        (Some(word), None) => {
            let what = match by_name {
                Some(_) => format!(
                    "`{}` sounds like data of a special category ({word})",
                    name.value
                ),
                None => format!(
                    "A value of `{}` sounds like data of a special category ({word})",
                    name.value
                ),
            };
            let fix = "Remove it; if it is about something else, add `not_special = \"…\"` and say about what";
            report.add(PC017, &name.span, what, fix);
        }
        (Some(_), Some(reason)) if is_placeholder(&reason.value) => {
            report.add(
                PC017,
                &reason.span,
                "`not_special` is empty or a placeholder",
                "Say what the name is about",
            );
        }
        (None, Some(reason)) => {
            let what = format!(
                "`{}` does not sound like data of a special category",
                name.value
            );
            report.add(PC110, &reason.span, what, "Remove `not_special`");
        }
        _ => {}
    }
}

fn category(category: Option<&At<String>>, report: &mut Report) {
    if let Some(category) = category
        && let Some(word) = special_word(&category.value)
    {
        let what = format!(
            "The category `{}` sounds like a special category ({word})",
            category.value
        );
        report.add(
            PC017,
            &category.span,
            what,
            "Remove the data, or name the category by what it is; for a purpose that is no telemetry add `special_categories = \"explicit_consent\"`",
        );
    }
}
