//! Which language a notice is in.

/// The languages that the rules read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Language {
    /// `en`.
    English,
    /// `de`.
    German,
    /// Any other; only what holds in every language is checked.
    Other,
}

impl Language {
    /// By the name of the file (`….de.txt`, `de/…`), else by its words.
    pub(super) fn of(path: &str, lower: &str) -> Self {
        let path = path.to_lowercase();
        // A tag stands at an end of a name: `politique-de-confidentialite` is no German.
        let mut tags = path.split('/').rev().flat_map(|name| {
            let name = name
                .rsplit_once('.')
                .filter(|(_, end)| matches!(*end, "txt" | "md" | "html"))
                .map_or(name, |(stem, _)| stem);
            let mut parts = name.split(['.', '-', '_']);
            [parts.next_back(), parts.next()].into_iter().flatten()
        });
        let told = tags.find_map(|tag| match tag {
            "de" | "german" | "deutsch" => Some(Self::German),
            "en" | "english" => Some(Self::English),
            "fr" | "es" | "it" | "nl" | "pt" | "pl" | "sv" | "da" | "nb" | "fi" | "cs" | "tr"
            | "ru" | "uk" | "ja" | "ko" | "zh" | "hu" | "ro" | "el" => Some(Self::Other),
            _ => None,
        });
        told.unwrap_or_else(|| Self::by_words(lower))
    }

    fn by_words(lower: &str) -> Self {
        let count = |words: &[&str]| {
            let mut all = lower.split(|sign: char| !sign.is_alphabetic());
            all.by_ref().filter(|word| words.contains(word)).count()
        };
        let german = count(&["und", "der", "die", "das", "wir", "ihre", "nicht", "von"]);
        let english = count(&["and", "the", "of", "we", "your", "not", "to", "is"]);
        match german.max(english) {
            0..3 => Self::Other,
            _ if german > english => Self::German,
            _ => Self::English,
        }
    }

    /// Its tag, for messages.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Other => "another language",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_tag_stands_at_an_end_of_a_name() {
        for (path, language) in [
            ("docs/privacy.de.txt", Language::German),
            ("docs/privacy-en.md", Language::English),
            ("site/de/privacy.html", Language::German),
            ("docs/fr_privacy.md", Language::Other),
            ("docs/politique-de-confidentialite.md", Language::Other),
        ] {
            assert_eq!(Language::of(path, "données"), language, "{path}");
        }
    }
}
