//! Which word of a name sounds like a special category of data.

use super::special_words::{PAIRS, PARTS, STEMS, WORDS};

/// The word of `name` that sounds like a special category. Words end at `_`, `-`, `.`, spaces and where a capital follows a
/// small letter.
pub(super) fn special_word(name: &str) -> Option<String> {
    let mut spaced = String::new();
    let mut was_small = false;
    for sign in name.chars() {
        if was_small && sign.is_uppercase() {
            spaced.push(' ');
        }
        was_small = sign.is_lowercase();
        spaced.extend(sign.to_lowercase());
    }
    let words: Vec<&str> = spaced
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let special = |word: &&&str| {
        WORDS.contains(*word)
            || STEMS.iter().any(|stem| word.starts_with(stem))
            || PARTS.iter().any(|part| word.contains(part))
    };
    let alone = words.iter().find(special).map(|word| (*word).to_owned());
    alone.or_else(|| {
        let pair = words
            .windows(2)
            .find(|pair| PAIRS.contains(&(pair[0], pair[1])))?;
        Some(pair.join(" "))
    })
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
            "herzkrank",
            "is.pregnant",
            "sex",
            "mood_entered",
            "cycleDay",
            "painLevel",
            "Medikament",
            "stimmung_eingetragen",
            "synagogue",
            "katholisch",
            "hautfarbe",
            "migrationshintergrund",
            "gay",
            "heart_rate",
            "sleep_quality",
            "zyklustag",
            "gebetszeiten",
            "gewichtKg",
            "periodEnded",
            "zyklus_tag",
            "genderIdentity",
            "panic_attack",
            "hormonwert",
            "gottesdienstBesucht",
        ] {
            assert!(special_word(name).is_some(), "{name}");
        }
    }

    #[test]
    fn words_of_other_things_are_not_found() {
        for name in [
            "trace_id",
            "panic_message",
            "period_selected",
            "gender_filter",
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
            "paint_tool",
            "pillar",
            "moodboard",
            "hospitality",
            "zustimmung",
            "abstimmung",
            "bestimmungsort",
            "gebeten",
            "ladezyklus",
            "video_quality",
            "font_weight",
            "billing_period",
            "life_cycle",
            "screen_orientation",
            "chronicle",
            "schrank",
            "suchen",
            "rezept",
        ] {
            assert_eq!(special_word(name), None, "{name}");
        }
    }
}
