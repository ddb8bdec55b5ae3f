//! The word that somebody meant.

/// The word nearest to `found`, case aside, if at most `most` letters differ.
pub(super) fn near<'a>(
    found: &str,
    words: impl Iterator<Item = &'a str>,
    most: usize,
) -> Option<&'a str> {
    let lower = found.to_lowercase();
    words
        .map(|word| (distance(&word.to_lowercase(), &lower), word))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, word)| word)
}

/// How many letters must be added, taken away or changed.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, char) in left.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in right.iter().enumerate() {
            let change = corner + usize::from(char != *other);
            corner = row[column + 1];
            row[column + 1] = change.min(corner + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
