//! Everything that pages and settings say in words of ours, in English and German.

mod de;
mod en;
mod language;

pub(in crate::write) use language::Words;

/// The words for a locale; English where there are none in its language.
pub(in crate::write) fn words(locale: &str) -> &'static Words {
    if language(locale) == de::WORDS.language {
        &de::WORDS
    } else {
        &en::WORDS
    }
}

/// Whether there are words in the locale's own language.
pub(super) fn is_known(locale: &str) -> bool {
    words(locale).language == language(locale)
}

fn language(locale: &str) -> &str {
    locale.split('-').next().unwrap_or_default()
}
