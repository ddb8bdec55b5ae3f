//! Tokens of services.

use crate::kind::Kind;
use crate::page::{Page, Word};

/// A token that begins with `word`.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if !page.slice(word.start, word.end).starts_with(b"eyJ") || word.len() < 10 {
        return None;
    }
    let end = page.run(word.start, 8192, |b| {
        b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'=' | b'+' | b'/')
    });
    page.slice(word.start, end)
        .contains(&b'.')
        .then(|| page.mark(Kind::Jwt, word.start, end, "jwt: header and payload"))
}
