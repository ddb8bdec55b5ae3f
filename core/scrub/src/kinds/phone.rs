//! Phone numbers: with their country, as Germans, Austrians and Swiss write them, as North Americans do, then those
//! of others where a phone is named.

use crate::context::Topics;
use crate::kind::Kind;
use crate::page::Page;

const MOST: usize = 16;

/// Digits over the signs that phone numbers are written with.
struct Dialled {
    digits: [u8; MOST],
    count: usize,
    end: usize,
    /// The lengths of the groups.
    groups: [usize; 8],
    group_count: usize,
    /// The signs used, one bit each: blank, dash, slash, dot, bracket.
    signs: u8,
}

const BLANK: u8 = 1;
const DASH: u8 = 2;
const SLASH: u8 = 4;
const DOT: u8 = 8;
const BRACKET: u8 = 16;

fn read(page: &Page<'_>, start: usize) -> Dialled {
    let mut read = Dialled {
        digits: [0; MOST],
        count: 0,
        end: start,
        groups: [0; 8],
        group_count: 1,
        signs: 0,
    };
    let mut at = start;
    loop {
        match page.byte(at) {
            digit @ b'0'..=b'9' if read.count < MOST => {
                read.digits[read.count] = digit;
                read.count += 1;
                read.groups[read.group_count - 1] += 1;
                at += 1;
                read.end = at;
            }
            _ => {
                let (next, signs) = separator(page, at);
                if next == at
                    || !page.byte(next).is_ascii_digit()
                    || read.group_count == 8
                    || read.count == MOST
                {
                    break;
                }
                // A blank before a date, a time or a long number ends the number.
                if signs == BLANK && read.count >= 7 && starts_other(page, next, read.count) {
                    break;
                }
                if read.groups[read.group_count - 1] > 0 {
                    read.group_count += 1;
                }
                read.signs |= signs;
                at = next;
            }
        }
    }
    read
}

/// The end of the signs between two groups, and which they are; at most three bytes.
fn separator(page: &Page<'_>, at: usize) -> (usize, u8) {
    let (mut here, mut signs) = (at, 0);
    while here < at + 3 {
        let sign = match page.byte(here) {
            b' ' => BLANK,
            b'-' => DASH,
            b'/' => SLASH,
            b'.' => DOT,
            b'(' | b')' => BRACKET,
            0xc2 if page.byte(here + 1) == 0xa0 => {
                here += 1;
                BLANK
            }
            _ => break,
        };
        // Two dashes or dots are a range or an ellipsis, not a number.
        if signs & sign & (DASH | DOT | SLASH) != 0 {
            return (at, 0);
        }
        signs |= sign;
        here += 1;
    }
    (here, signs)
}

fn starts_other(page: &Page<'_>, at: usize, so_far: usize) -> bool {
    let end = page.run(at, 12, |b| b.is_ascii_digit());
    let next = page.byte(end);
    (matches!(next, b':' | b'.' | b'-' | b'/')
        && page.byte(end + 1).is_ascii_digit()
        && next != b'-')
        || so_far + end - at > 13
}

/// The end of a number that ends at `end`, with its extension: `x123`, ` ext. 12`.
fn extension(page: &Page<'_>, end: usize) -> usize {
    let mark = ["x", " x", " ext. ", " ext ", " ext", " Durchwahl ", " DW "]
        .iter()
        .find(|mark| page.slice(end, end + mark.len()) == mark.as_bytes());
    let Some(mark) = mark else {
        return end;
    };
    let start = end + mark.len();
    let digits = page.run(start, 6, |b| b.is_ascii_digit());
    if (1..=5).contains(&(digits - start)) && !page.joined_after(digits) {
        digits
    } else {
        end
    }
}

/// A number that begins at `start`, a `+`, a bracket or a digit.
pub(crate) fn at(page: &mut Page<'_>, start: usize) -> Option<usize> {
    let before = page.before(start);
    let product = page.byte(start) != b'+'
        && page
            .context
            .nearer(Topics::PRODUCT, Topics::PHONE.and(Topics::CALL), start, 16);
    // Numbers of services, which are nobody's: 0800, 0900, 0180.
    let service = page.byte(start) == b'0'
        && matches!(page.byte(start + 1), b'8' | b'9' | b'1')
        && page.follows(start, &["0800", "0900", "0180"])
        && matches!(page.byte(start + 4), b' ' | b'-' | b'/' | b'0'..=b'9');
    if service {
        return Some(read(page, start).end);
    }
    if product
        || page.joined_before(start)
        || matches!(before, b'.' | b'+' | b'#' | b'$')
        || before == b'-' && page.joined_before(start - 1)
    {
        return None;
    }
    let (first, second, third) = (page.byte(start), page.byte(start + 1), page.byte(start + 2));
    match (first, second, third) {
        (b'+', b'1'..=b'9', _) => international(page, start, start + 1),
        (b'+', b'(', b'1'..=b'9') => international(page, start, start + 2),
        (b'0', b'0', b'1'..=b'9') => {
            international(page, start, start + 2).or_else(|| local(page, start))
        }
        (b'(', b'0'..=b'9' | b'+', _) => bracketed(page, start),
        (b'0'..=b'9', ..) => local(page, start),
        _ => None,
    }
}

/// `%2B` in front of a number in a URL.
pub(crate) fn encoded(page: &mut Page<'_>, start: usize) -> Option<usize> {
    if page.joined_before(start) && page.before(start) != b'=' {
        return None;
    }
    international(page, start, start + 3)
}

fn international(page: &mut Page<'_>, start: usize, body: usize) -> Option<usize> {
    let mut number = read(page, body);
    number.end = extension(page, number.end);
    let plus = page.byte(start) != b'0';
    let digits = &number.digits[..number.count];
    let least = if plus { 8 } else { 9 };
    let coordinate = number.group_count == 2 && number.signs == DOT && number.groups[0] <= 3;
    if !(least..=15).contains(&number.count)
        || coordinate
        || page.joined_after(number.end)
        || !is_country(digits)
    {
        return None;
    }
    let compact = number.group_count == 1;
    // 00… without a break must be as long as a number is; a padded counter has more zeros.
    if !plus && compact && !(10..=14).contains(&number.count)
        || page.byte(number.end) == b':' && !plus
    {
        return None;
    }
    if !plus && number.signs & DASH != 0 && number.groups[0] > 4 {
        return None;
    }
    Some(page.mark(
        Kind::PhoneIntl,
        start,
        number.end,
        "phone_intl: country code",
    ))
}

/// Country codes are given out in zones; these beginnings belong to none.
fn is_country(digits: &[u8]) -> bool {
    !matches!(
        digits,
        [b'2', b'8', ..] | [b'8', b'3' | b'9', ..] | [b'9', b'9', b'0' | b'1' | b'7' | b'9', ..]
    )
}

/// `(415) 555-2671`, `(030) 1234567`, `(0) 151 …`, `(+49) 151 …`.
fn bracketed(page: &mut Page<'_>, start: usize) -> Option<usize> {
    if page.byte(start + 1) == b'+' {
        let close = page.run(start + 2, 4, |b| b.is_ascii_digit());
        return (page.byte(close) == b')')
            .then(|| international(page, start, start + 2))
            .flatten();
    }
    let close = page.run(start + 1, 7, |b| b.is_ascii_digit() || b == b' ');
    if page.byte(close) != b')' {
        return None;
    }
    let mut number = read(page, start + 1);
    number.end = extension(page, number.end);
    if page.joined_after(number.end) || number.group_count < 2 {
        return None;
    }
    let digits = &number.digits[..number.count];
    let american = number.groups[0] == 3 && number.count == 10 && is_american(digits);
    let trunk = digits[0] == b'0'
        && digits.get(1).is_some_and(|d| *d != b'0')
        && (8..=13).contains(&number.count)
        && number.groups[0] <= 6;
    let named = page.near(Topics::PHONE, start, 24) && (7..=13).contains(&number.count);
    (american || trunk || named).then(|| {
        page.mark(
            Kind::PhoneLocal,
            start,
            number.end,
            "phone_local: area in brackets",
        )
    })
}

/// Area and exchange of the North American plan begin with 2 to 9.
fn is_american(digits: &[u8]) -> bool {
    digits.len() == 10 && digits[0] >= b'2' && digits[3] >= b'2'
}

fn local(page: &mut Page<'_>, start: usize) -> Option<usize> {
    let mut number = read(page, start);
    number.end = extension(page, number.end);
    if !(5..=14).contains(&number.count) || page.joined_after(number.end) {
        return None;
    }
    let next = page.byte(number.end);
    if matches!(next, b':' | b'%')
        || matches!(next, b'.' | b',') && page.byte(number.end + 1).is_ascii_digit()
    {
        return None;
    }
    let strong = page
        .context
        .nearer(Topics::PHONE, Topics::DURATION, start, 20);
    // Behind `=` stands what its key says.
    let weak = strong || page.near(Topics::CALL, start, 32) && page.before(start) != b'=';
    let rule = if is_plain(&number) {
        "phone_local: as written in its country"
    } else if weak && is_likely(&number) {
        "phone_local: form and context"
    } else if strong && (6..=13).contains(&number.count) && !is_date_like(&number) {
        "phone_local: a phone was named"
    } else {
        return None;
    };
    Some(page.mark(Kind::PhoneLocal, start, number.end, rule))
}

fn is_date_like(number: &Dialled) -> bool {
    let groups = &number.groups[..number.group_count];
    matches!(
        groups,
        [4, 2, 2] | [2, 2, 4] | [2, 2, 2] | [1, 2, 4] | [2, 1, 4] | [1, 1, 4]
    )
}

/// Written so that nothing else is written like it.
fn is_plain(number: &Dialled) -> bool {
    let digits = &number.digits[..number.count];
    let groups = &number.groups[..number.group_count];
    if is_date_like(number) {
        return false;
    }
    if digits[0] == b'0' && digits[1] != b'0' {
        let mobile = matches!(
            &digits[..3],
            b"015"
                | b"016"
                | b"017"
                | b"066"
                | b"067"
                | b"068"
                | b"069"
                | b"076"
                | b"077"
                | b"078"
                | b"079"
                | b"074"
                | b"075"
        );
        return match groups {
            // 0171/28211673, 040-67647065, 089/123 45 67
            [area, rest, more @ ..] if number.signs & (SLASH | DASH) != 0 => {
                (3..=6).contains(area)
                    && *rest >= 2
                    && (8..=13).contains(&number.count)
                    && (more.len() <= 3)
            }
            // 06 12 34 56 78
            [2, 2, 2, 2, 2] => true,
            // 0151 26654104, 07800 305747, 079 123 45 67, 0664 123 4567
            [3..=5, rest, ..] if number.signs == BLANK => {
                mobile && *rest >= 2 && (10..=12).contains(&number.count)
            }
            // 030 499 12 464
            [3..=5, a, b, c @ ..] if number.signs == BLANK => {
                *a >= 2
                    && *b >= 2
                    && c.iter().all(|g| *g >= 2)
                    && c.len() < 3
                    && (9..=12).contains(&number.count)
            }
            [_] => {
                mobile
                    && (10..=12).contains(&number.count)
                    && matches!(&digits[..2], b"01" | b"07" | b"06")
                    && number.count >= 11
            }
            _ => false,
        };
    }
    // 312-673-4782, 617.570.6493, 1-800-555-0199
    let ten = if groups.first() == Some(&1) && digits[0] == b'1' {
        &digits[1..]
    } else {
        digits
    };
    let parts = if ten.len() < digits.len() {
        &groups[1..]
    } else {
        groups
    };
    is_american(ten) && matches!(parts, [3, 3, 4]) && matches!(number.signs, DASH | DOT | 0b1_0011)
}

/// Written as a number could be, where a call or message is spoken of.
fn is_likely(number: &Dialled) -> bool {
    let digits = &number.digits[..number.count];
    if is_date_like(number) {
        return false;
    }
    let groups = &number.groups[..number.group_count];
    let dashed = number.signs & !(DASH | DOT) == 0 && number.signs != 0;
    (digits[0] == b'0' && digits[1] != b'0' && (7..=13).contains(&number.count))
        || is_american(digits)
        || dashed && matches!(groups, [3, 3, 4] | [1, 3, 3, 4]) && digits[0] != b'0'
        || number.signs == DASH && matches!(groups, [3, 4]) && digits[0] >= b'2'
}
