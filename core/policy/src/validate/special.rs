//! PC017: names that sound like special categories of data (GDPR Art. 9) or like Art. 10.

use super::placeholder::is_placeholder;
use crate::finding::Report;
use crate::raw::{Policy, list};
use crate::read::At;
use crate::rules::{PC017, PC110};

/// A word that begins like this.
const STEMS: &[&str] = &[
    // English
    "health",
    "medic",
    "disease",
    "illness",
    "disabilit",
    "pregnan",
    "allerg",
    "therap",
    "psych",
    "patient",
    "religi",
    "church",
    "belief",
    "denomination",
    "racial",
    "biometr",
    "fingerprint",
    "voiceprint",
    "faceprint",
    "genetic",
    "genome",
    "genomi",
    "politic",
    "sexual",
    "criminal",
    "convict",
    "tradeunion",
    "handicap",
    "vaccin",
    // German
    "gesundheit",
    "krank",
    "medizin",
    "behinder",
    "schwanger",
    "blut",
    "konfession",
    "kirche",
    "glaube",
    "weltanschau",
    "ethni",
    "rasse",
    "abstammung",
    "gewerkschaft",
    "fingerabdruck",
    "partei",
    "sexuell",
    "straftat",
    "vorstrafe",
    "impf",
];
/// A word that is exactly this.
const WORDS: &[&str] = &[
    "race",
    "union",
    "unions",
    "dna",
    "hiv",
    "sex",
    "faith",
    "blood",
    "iris",
    "retina",
    "diagnosis",
    "diagnoses",
];

pub(super) fn validate(file: &Policy, report: &mut Report) {
    for field in list(&file.field) {
        named(&field.name, &field.not_special, report);
        category(field.category.as_ref(), report);
    }
    for event in list(&file.event) {
        named(&event.name, &event.not_special, report);
    }
    for purpose in list(&file.purpose) {
        list(&purpose.data)
            .iter()
            .for_each(|data| category(Some(data), report));
    }
}

fn named(name: &Option<At<String>>, reason: &Option<At<String>>, report: &mut Report) {
    let Some(name) = name else { return };
    match (special_word(&name.value), reason) {
        (Some(word), None) => {
            let what = format!(
                "`{}` sounds like data of a special category ({word})",
                name.value
            );
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
            "Remove the data, or name the category by what it is",
        );
    }
}

/// The word of `name` that sounds like a special category. Words end at `_`, `-`, `.`, spaces and
/// where a capital follows a small letter.
fn special_word(name: &str) -> Option<String> {
    let mut spaced = String::new();
    let mut was_small = false;
    for sign in name.chars() {
        if was_small && sign.is_uppercase() {
            spaced.push(' ');
        }
        was_small = sign.is_lowercase();
        spaced.extend(sign.to_lowercase());
    }
    let special =
        |word: &&str| WORDS.contains(word) || STEMS.iter().any(|stem| word.starts_with(stem));
    spaced
        .split(|sign: char| !sign.is_alphanumeric())
        .find(special)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_names_are_written() {
        for name in [
            "health_status",
            "userReligion",
            "trade-union",
            "Ethnic origin",
            "krankmeldung",
            "is.pregnant",
            "sex",
        ] {
            assert!(special_word(name).is_some(), "{name}");
        }
        for name in [
            "trace_id",
            "embrace",
            "reunion",
            "sextant",
            "third_party_count",
            "device_model",
            "is_disabled",
            "diagnosticsEnabled",
            "angenommen",
            "genommen_am",
            "bluetooth",
        ] {
            assert_eq!(special_word(name), None, "{name}");
        }
    }
}
