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
        let mut tags = path.split(['/', '.', '-', '_']).rev();
        let told = tags.find_map(|tag| match tag {
            "de" | "german" | "deutsch" => Some(Self::German),
            "en" | "english" => Some(Self::English),
            "fr" | "es" | "it" | "nl" | "pt" | "pl" => Some(Self::Other),
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
