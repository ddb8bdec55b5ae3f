//! Values made of digits: numbers to call, ids of the state, coordinates.

use crate::class;
use crate::kind::Kind;
use crate::kinds::birth;
use crate::page::{Found, Page};
use crate::shape::{self, is_version};
use crate::value::Value;

pub(super) fn phone(page: &Page<'_>, value: Value) -> Found {
    let end = page.run(value.start, 28, |b| {
        b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'/' | b'.' | b'(' | b')' | b'+')
    });
    let end = page.run_back(end, end - value.start, |b| !b.is_ascii_digit());
    let end = if value.quoted {
        end.min(value.end)
    } else {
        end
    };
    let text = page.slice(value.start, end);
    let digits = shape::digits(text);
    let dotted = text.iter().filter(|b| **b == b'.').count() == 1 && !text.contains(&b' ');
    let kind = if text.starts_with(b"+") || text.starts_with(b"00") {
        Kind::PhoneIntl
    } else {
        Kind::PhoneLocal
    };
    ((6..=15).contains(&digits)
        && !page.joined_after(end)
        && !dotted
        && page.byte(end) != b':'
        && birth::value_end(page, value.start).is_none_or(|d| d < end && digits > 8))
    .then_some((kind, value.start, end))
}

/// Digits and the signs between them, from the value's beginning.
pub(super) fn phrase_digits(page: &Page<'_>, value: Value, kind: Kind) -> Found {
    let end = page.run(value.start, 40, |b| {
        b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'/' | b'.')
    });
    let end = page
        .run_back(end, end - value.start, |b| !b.is_ascii_digit())
        .max(value.end);
    Some((kind, value.start, end))
}

pub(super) fn phrase_national(page: &Page<'_>, value: Value) -> Found {
    let part = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase();
    let mut end = value.end;
    while !value.quoted && page.byte(end) == b' ' {
        let next = page.run(end + 1, 12, part);
        if next == end + 1 || class::is_word(page.byte(next)) || next - end > 8 {
            break;
        }
        end = next;
    }
    let text = page.slice(value.start, end);
    (text.len() <= 24 && !is_version(text)).then_some((Kind::NationalId, value.start, end))
}

pub(super) fn coordinate(page: &Page<'_>, value: Value) -> Found {
    let end = page.run(value.start, 24, |b| {
        b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+')
    });
    let text = page.slice(value.start, end);
    let point = text.iter().position(|b| *b == b'.').or_else(|| {
        // A German decimal comma.
        (page.byte(end) == b',' && page.byte(end + 1).is_ascii_digit()).then_some(text.len())
    })?;
    let end = if point == text.len() {
        page.run(end + 1, 12, |b| b.is_ascii_digit())
    } else {
        end
    };
    let places = end - value.start - point - 1;
    (places >= 2 && point <= 4).then_some((Kind::Gps, value.start, end))
}
