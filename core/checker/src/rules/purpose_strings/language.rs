//! Which language a text is in, where it is clear: by script, else by the small words.

const SMALL: [(&str, &str, &[&str]); 9] = [
    (
        "en",
        "English",
        &[
            "the", "to", "your", "and", "is", "for", "this", "with", "you", "of", "app", "needs",
            "access", "that",
        ],
    ),
    (
        "de",
        "German",
        &[
            "der", "die", "das", "und", "zu", "um", "wird", "ihre", "auf", "damit", "für", "ist",
            "dein", "deine", "den", "mit",
        ],
    ),
    (
        "fr",
        "French",
        &[
            "le", "la", "les", "et", "pour", "vos", "votre", "est", "des", "une", "dans", "afin",
            "avec",
        ],
    ),
    (
        "es",
        "Spanish",
        &[
            "el", "los", "las", "y", "para", "su", "tu", "una", "que", "esta", "con", "del",
        ],
    ),
    (
        "it",
        "Italian",
        &[
            "il", "gli", "per", "e", "di", "questa", "che", "alla", "tuo", "tua", "con", "della",
        ],
    ),
    (
        "pt",
        "Portuguese",
        &[
            "o", "os", "para", "e", "seu", "sua", "uma", "você", "com", "do", "da", "não",
        ],
    ),
    (
        "nl",
        "Dutch",
        &[
            "het", "een", "en", "van", "om", "te", "voor", "je", "wordt", "met", "uw", "deze",
        ],
    ),
    (
        "pl",
        "Polish",
        &[
            "w",
            "do",
            "aby",
            "na",
            "jest",
            "oraz",
            "z",
            "tej",
            "aplikacja",
            "dostęp",
        ],
    ),
    (
        "sv",
        "Swedish",
        &[
            "och", "att", "för", "din", "ditt", "med", "den", "det", "till", "appen",
        ],
    ),
];

/// Languages that are written in another script than Latin, and the ranges of their letters.
const SCRIPTS: [(&str, u32, u32); 12] = [
    ("ru", 0x0400, 0x04FF),
    ("uk", 0x0400, 0x04FF),
    ("bg", 0x0400, 0x04FF),
    ("mk", 0x0400, 0x04FF),
    ("el", 0x0370, 0x03FF),
    ("he", 0x0590, 0x05FF),
    ("ar", 0x0600, 0x06FF),
    ("th", 0x0E00, 0x0E7F),
    ("hi", 0x0900, 0x097F),
    ("ko", 0xAC00, 0xD7AF),
    ("ja", 0x3040, 0x9FFF),
    ("zh", 0x3400, 0x9FFF),
];

/// What a text is instead of the language `wanted`: told only where there is no doubt.
pub(super) fn other_than(wanted: &str, text: &str) -> Option<&'static str> {
    let letters: Vec<u32> = text
        .chars()
        .filter(|char| char.is_alphabetic())
        .map(u32::from)
        .collect();
    if letters.len() < 16 {
        return None;
    }
    if let Some((_, from, to)) = SCRIPTS.iter().find(|(tag, ..)| *tag == wanted) {
        let own = letters.iter().any(|code| (from..=to).contains(&code));
        return (!own && letters.iter().all(|code| *code < 0x0250)).then_some("in Latin script");
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let hits = |small: &[&str]| words.iter().filter(|word| small.contains(word)).count();
    let (_, _, own) = SMALL.iter().find(|(tag, ..)| *tag == wanted)?;
    if hits(own) > 0 {
        return None;
    }
    SMALL
        .iter()
        .map(|(_, name, small)| (hits(small), *name))
        .max()
        .filter(|(hits, _)| *hits >= 3 && hits * 4 >= words.len() || *hits == 2 && words.len() <= 4)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::other_than;

    #[test]
    fn only_a_clear_other_language_is_told() {
        let english = "The app needs access to your photos for the album";
        assert_eq!(other_than("de", english), Some("English"));
        assert_eq!(other_than("ru", english), Some("in Latin script"));
        assert_eq!(other_than("en", english), None);
        assert_eq!(
            other_than("de", "Fotos aufnehmen und an den Server senden"),
            None
        );
        assert_eq!(
            other_than("ru", "Приложение снимает фото для альбома"),
            None
        );
        assert_eq!(other_than("cy", english), None);
    }
}
