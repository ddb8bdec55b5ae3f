//! The word that somebody meant.

/// Returns the word nearest to `found`, case aside, if at most `most` letters differ.
pub(crate) fn near<'a>(
    found: &str,
    words: impl Iterator<Item = &'a str>,
    most: usize,
) -> Option<&'a str> {
    let lower = found.to_lowercase();
    words
        .map(|word| (strsim::levenshtein(&word.to_lowercase(), &lower), word))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, word)| word)
}
