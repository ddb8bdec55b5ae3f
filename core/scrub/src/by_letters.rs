//! A word that nothing announces, by the letters and digits that it is made of.

use crate::class::{HIGH, LETTER, UNDERSCORE};
use crate::context::Topics;
use crate::kinds::{
    api_key, birth, gps, hardware, hex_id, iban, install, ip, national, numbers, one_time, phone,
    postal, postal_code, several, uuid,
};
use crate::page::{Page, Word};

/// A word with digits in it, by what it is made of.
pub(crate) fn with_digits(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if word.only_digits() {
        if word.len() >= 4
            && let Some(end) = several::joined(page, word).or_else(|| several::second(page, word))
        {
            return Some(end);
        }
        // A short number that nothing joins begins nothing: a line, a count, the end of a time.
        let next = page.byte(word.end);
        if next == b',' && word.len() < 4 {
            return gps::comma(page, word);
        }
        let joins = matches!(next, b' ' | b'-' | b'.' | b'/' | b':' | b'(' | b')' | 0xc2);
        if word.len() < 4 && !joins {
            return None;
        }
        // `12 items`, `3.14`: a count or a decimal begins nothing but a day.
        let after = page.byte(word.end + 1);
        let counts = word.len() < 4 && next == b' ' && after.is_ascii_alphabetic()
            || word.len() < 3
                && next == b'.'
                && page.byte(word.end + 3) != b'.'
                && page.byte(word.start) != b'0'
                && !page.near(Topics::PLACE, word.start, 48);
        if counts {
            return birth::at(page, word.start)
                .or_else(|| ip::v4(page, word))
                .or_else(|| gps::perhaps(page, word));
        }
        // What goes on with a sign of its own is asked for only where that sign stands.
        return birth::at(page, word.start)
            .or_else(|| match next {
                b':' => api_key::telegram(page, word)
                    .or_else(|| hardware::mac(page, word))
                    .or_else(|| ip::v6(page, word.start)),
                b'.' => ip::v4(page, word).or_else(|| hardware::mac(page, word)),
                b'-' => hardware::mac(page, word).or_else(|| uuid::at(page, word)),
                _ if word.len() == 12 => hardware::mac(page, word),
                _ => None,
            })
            .or_else(|| gps::at(page, word.start))
            .or_else(|| hex_id::at(page, word))
            .or_else(|| national::at(page, word))
            .or_else(|| numbers::at(page, word))
            .or_else(|| one_time::code(page, word))
            .or_else(|| postal_code::by_code(page, word))
            .or_else(|| phone::at(page, word.start));
    }
    if word.any & HIGH != 0 {
        // `48°08'14"N`
        return gps::at(page, word.start);
    }
    if word.hex
        && let Some(end) = iban::at(page, word)
            .or_else(|| hardware::mac(page, word))
            .or_else(|| {
                if page.byte(word.end) == b':' {
                    ip::v6(page, word.start)
                } else {
                    None
                }
            })
            .or_else(|| uuid::at(page, word))
            .or_else(|| hex_id::at(page, word))
    {
        return Some(end);
    }
    iban::at(page, word)
        .or_else(|| national::at(page, word))
        .or_else(|| install::serial(page, word))
        .or_else(|| api_key::telegram(page, word))
        .or_else(|| api_key::at(page, word))
        .or_else(|| api_key::unmarked(page, word))
        .or_else(|| {
            (word.any & UNDERSCORE != 0)
                .then(|| several::numbered(page, word))
                .flatten()
        })
}

/// A word without digits.
pub(crate) fn letters(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let next = page.byte(word.end);
    if word.hex && word.len() <= 8 && matches!(next, b':' | b'-' | b'.') {
        let found = hardware::mac(page, word)
            .or_else(|| ip::v6(page, word.start))
            .or_else(|| uuid::at(page, word));
        if found.is_some() {
            return found;
        }
    }
    let after = page.byte(word.end + 1);
    if word.len() <= 2 && after.is_ascii_digit() && word.any & LETTER != 0 {
        let found = national::at(page, word);
        if found.is_some() {
            return found;
        }
    }
    // Letters alone are no key: it is long, or goes on behind a sign.
    if (word.len() >= 16 || next == b'-' || next == b'.' && word.len() <= 4)
        && let Some(end) = api_key::at(page, word)
    {
        return Some(end);
    }
    if word.len() >= 16 && next != b' ' {
        let found = api_key::unmarked(page, word);
        if found.is_some() {
            return found;
        }
    }
    if matches!(next, b' ' | b'.') && (after == b' ' || after.is_ascii_digit()) && word.len() >= 3 {
        return postal::german(page, word);
    }
    None
}
