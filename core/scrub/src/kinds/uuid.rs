//! UUIDs: of a person or installation, or of a build.

use crate::page::{Page, Word};

/// A UUID that begins with `word`. Skipped as a whole, so that its parts are not taken for something else.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let text = page.slice(word.start, word.start + 36);
    let fits = text.len() == 36
        && text.iter().enumerate().all(|(i, b)| {
            if matches!(i, 8 | 13 | 18 | 23) {
                *b == b'-'
            } else {
                b.is_ascii_hexdigit()
            }
        });
    (fits && !page.joined_after(word.start + 36)).then_some(word.start + 36)
}
