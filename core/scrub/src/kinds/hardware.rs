//! Hardware addresses: six pairs with colons or dashes, three groups with dots, twelve digits where a network is named.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};

/// A hardware address that begins with `word`.
pub(crate) fn mac(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let separator = page.byte(word.end);
    if matches!(page.before(word.start), b':' | b'.')
        && class::is_hex(page.before(word.start.saturating_sub(1)))
    {
        return None;
    }
    let end = match (word.len(), separator) {
        (2, b':' | b'-') => groups(page, word.start, 6, 2, separator)?,
        (4, b'.') => groups(page, word.start, 3, 4, separator)?,
        (12, _) if word.hex && bare(page, word) => word.end,
        _ => return None,
    };
    // No interface has an address of zeros or of ones only.
    let all = |digit: u8| {
        page.slice(word.start, end)
            .iter()
            .all(|b| !class::is_alnum(*b) || b.eq_ignore_ascii_case(&digit))
    };
    if all(b'0')
        || all(b'f')
        || page.joined_after(end)
        || matches!(separator, b':' | b'-' | b'.')
            && page.byte(end) == separator
            && class::is_hex(page.byte(end + 1))
    {
        return None;
    }
    Some(page.mark(Kind::Mac, word.start, end, "mac: six octets"))
}

fn groups(
    page: &Page<'_>,
    start: usize,
    count: usize,
    width: usize,
    separator: u8,
) -> Option<usize> {
    let end = start + count * (width + 1) - 1;
    let text = page.slice(start, end);
    let fits = text.len() == end - start
        && text.iter().enumerate().all(|(i, b)| {
            if i % (width + 1) == width {
                *b == separator
            } else {
                class::is_hex(*b)
            }
        });
    // 12.34.5678-like decimals are not addresses; three dotted groups need a letter.
    (fits && (width == 2 || text.iter().any(u8::is_ascii_alphabetic))).then_some(end)
}

/// Twelve digits in a row are an address only where a network was named, and no hash was.
fn bare(page: &Page<'_>, word: &Word) -> bool {
    word.any & class::DIGIT != 0
        && !word.only_digits()
        && page
            .context
            .nearer(Topics::NETWORK, Topics::HASH, word.start, 40)
}
