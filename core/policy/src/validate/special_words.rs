//! Words that sound like special categories of data (GDPR Art. 9) or like Art. 10, in English and German.

/// A word that begins like this.
const STEMS: &[&str] = &[
    // Health, English.
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
    "handicap",
    "vaccin",
    "symptom",
    "depressi",
    "anxiety",
    "anxious",
    "migraine",
    "headache",
    "asthma",
    "diabet",
    "insulin",
    "glucose",
    "tumor",
    "tumour",
    "oncolog",
    "cardio",
    "epilep",
    "autis",
    "bipolar",
    "suicid",
    "selfharm",
    "menstru",
    "ovulat",
    "contracep",
    "abortion",
    "miscarriage",
    "menopaus",
    "heartrate",
    "bloodpressure",
    "prescri",
    "wheelchair",
    "infecti",
    "immunis",
    "immuniz",
    "rehab",
    "dementia",
    "alzheimer",
    "parkinson",
    "insomnia",
    "overdose",
    "addict",
    "painkiller",
    // Health, German.
    "gesundheit",
    "krank",
    "medizin",
    "medikament",
    "behinder",
    "schwanger",
    "blut",
    "impf",
    "schmerz",
    "stimmung",
    "angststör",
    "angststoer",
    "migräne",
    "migraene",
    "kopfschmerz",
    "verhütung",
    "verhuetung",
    "abtreib",
    "fehlgeburt",
    "wechseljahr",
    "eisprung",
    "pflegegrad",
    "pflegestufe",
    "suizid",
    "selbstverletz",
    "rollstuhl",
    "infekt",
    "laborwert",
    "schlafstör",
    "schlafstoer",
    "essstör",
    "essstoer",
    "arzt",
    "ärzt",
    "aerzt",
    "klinik",
    "tablette",
    // Faith.
    "religi",
    "church",
    "belief",
    "denomination",
    "mosque",
    "synagog",
    "islam",
    "muslim",
    "judai",
    "hindu",
    "buddhis",
    "catholic",
    "protestant",
    "atheis",
    "baptis",
    "konfession",
    "kirche",
    "glaube",
    "weltanschau",
    "moschee",
    "kathol",
    "evangelisch",
    "jüdisch",
    "juedisch",
    // Origin.
    "racial",
    "ethni",
    "rasse",
    "abstammung",
    "ancestr",
    "migrationshintergrund",
    "hautfarbe",
    "volksgruppe",
    "skincolo",
    // Sex life.
    "sexual",
    "sexuell",
    "homosex",
    "heterosex",
    "bisex",
    "lesbi",
    "transgend",
    "libido",
    "lgbt",
    // Politics, unions, crimes, biometrics, genes.
    "politic",
    "politisch",
    "partei",
    "tradeunion",
    "gewerkschaft",
    "criminal",
    "convict",
    "straftat",
    "vorstrafe",
    "biometr",
    "fingerprint",
    "voiceprint",
    "faceprint",
    "fingerabdruck",
    "genetic",
    "genome",
    "genomi",
];
/// A word that is exactly this. Its stem begins words of other kinds: `pain`, `paint`.
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
    "diagnose",
    "diagnosen",
    "mood",
    "moods",
    "pain",
    "pains",
    "painful",
    "pill",
    "pills",
    "dose",
    "doses",
    "dosage",
    "cancer",
    "sick",
    "sickness",
    "hospital",
    "hospitals",
    "surgery",
    "clinic",
    "clinics",
    "bmi",
    "adhd",
    "adhs",
    "ptsd",
    "fertility",
    "chronic",
    "covid",
    "dental",
    "dentist",
    "befund",
    "befunde",
    "krebs",
    "puls",
    "dosis",
    "depressed",
    "christian",
    "christianity",
    "jewish",
    "jew",
    "jews",
    "jude",
    "juden",
    "prayer",
    "prayers",
    "gebet",
    "gebete",
    "halal",
    "kosher",
    "koschere",
    "koran",
    "quran",
    "bible",
    "ramadan",
    "taufe",
    "getauft",
    "christlich",
    "christ",
    "gay",
    "queer",
    "schwul",
    "intercourse",
    "ethnic",
    "caste",
    "sinti",
];
/// Parts of a word that mean the same wherever they stand: `herzkrank`, `hautkrankheit`.
const PARTS: &[&str] = &[
    "krank",
    "schwanger",
    "medikament",
    "kopfschmerz",
    "gesundheits",
];
/// Two words in a row.
const PAIRS: &[(&str, &str)] = &[
    ("cycle", "day"),
    ("cycle", "length"),
    ("period", "start"),
    ("period", "flow"),
    ("last", "period"),
    ("heart", "rate"),
    ("self", "harm"),
    ("body", "weight"),
    ("body", "fat"),
    ("skin", "colour"),
    ("skin", "color"),
    ("birth", "country"),
    ("migration", "background"),
];

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
        ] {
            assert!(special_word(name).is_some(), "{name}");
        }
    }

    #[test]
    fn words_of_other_things_are_not_found() {
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
            "paint_tool",
            "pillar",
            "moodboard",
            "hospitality",
            "zustimmung",
            "abstimmung",
            "bestimmungsort",
            "gebeten",
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
