//! Phone numbers.

use crate::kind::Kind;
use crate::page::Page;

/// A number with its country: `+49 …` or `0049 …`.
pub(crate) fn at(page: &mut Page<'_>, start: usize) -> Option<usize> {
    let body = match page.slice(start, start + 3) {
        [b'+', b'1'..=b'9', _] => start + 1,
        [b'0', b'0', b'1'..=b'9'] => start + 2,
        _ => return None,
    };
    if page.joined_before(start) || matches!(page.before(start), b'.' | b'+') {
        return None;
    }
    let (mut at, mut digits, mut end, mut gap) = (body, 0, body, 0);
    while at < page.text.len() && digits < 16 {
        match page.byte(at) {
            b'0'..=b'9' => {
                digits += 1;
                gap = 0;
                end = at + 1;
            }
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' if gap < 2 => gap += 1,
            _ => break,
        }
        at += 1;
    }
    if !(8..=15).contains(&digits) || page.joined_after(end) || page.byte(end) == b':' {
        return None;
    }
    Some(page.mark(Kind::PhoneIntl, start, end, "phone_intl: country code"))
}
