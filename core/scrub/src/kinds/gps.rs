//! Coordinates: a pair of decimals in range and fine enough to be a place, or degrees, minutes and seconds.

use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};

const WINDOW: usize = 48;

/// A decimal number.
#[derive(Debug, Clone, Copy)]
struct Decimal {
    end: usize,
    /// In thousandths, without the sign.
    value: u32,
    places: usize,
}

fn digit(digits: &[u8], at: usize) -> u32 {
    digits.get(at).map_or(0, |b| u32::from(b - b'0'))
}

/// A number with a point, and what marks it as degrees.
fn decimal(page: &Page<'_>, start: usize) -> Option<Decimal> {
    let sign = usize::from(matches!(page.byte(start), b'-' | b'+'));
    let point = page.run(start + sign, 4, |b| b.is_ascii_digit());
    if point == start + sign || point - start - sign > 3 || page.byte(point) != b'.' {
        return None;
    }
    let end = page.run(point + 1, 18, |b| b.is_ascii_digit());
    if end == point + 1 || page.byte(end) == b'.' && page.byte(end + 1).is_ascii_digit() {
        return None;
    }
    let whole = page
        .slice(start + sign, point)
        .iter()
        .fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    // In thousandths of a degree: enough to know whether it is in range, without reading floating point.
    let fraction = (1..=3).fold(0, |n, i| n * 10 + digit(page.slice(point + 1, end), i - 1));
    let value = whole * 1000 + fraction;
    Some(Decimal {
        end,
        value,
        places: end - point - 1,
    })
}

/// Behind the number: `°`, a blank, a letter of the compass.
fn compass(page: &Page<'_>, end: usize) -> (usize, bool) {
    let mut at = page.run(end, 1, |b| b == b' ');
    let mut marked = false;
    if page.slice(at, at + 2) == "°".as_bytes() {
        at += 2;
        marked = true;
        at = page.run(at, 1, |b| b == b' ');
    }
    if matches!(page.byte(at), b'N' | b'S' | b'E' | b'W' | b'O') && !page.joined_after(at + 1) {
        return (at + 1, true);
    }
    (
        if marked {
            page.run_back(at, 1, |b| b == b' ')
        } else {
            end
        },
        marked,
    )
}

/// As [`at`], for a number that may well be any decimal: only what is fine enough or marked is looked at.
pub(crate) fn perhaps(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let end = page.run(word.end + 1, 20, |b| b.is_ascii_digit());
    let fine = end >= word.end + 4 || page.byte(end) == 0xc2;
    let marked = matches!(page.byte(end + 1), b'N' | b'S' | b'E' | b'W' | b'O');
    if fine || marked {
        at(page, word.start)
    } else {
        None
    }
}

/// `47,36865° N, 8,53918° O`: degrees with a comma in place of the point, whose first digits are `word`.
pub(crate) fn comma(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let end = page.run(word.end + 1, 12, |b| b.is_ascii_digit());
    let sign = page.run(end, 1, |b| b == b' ');
    // `Breite 53,07929`
    if end >= word.end + 5 && page.near(Topics::AXIS, word.start, 3) && !page.joined_after(end) {
        return Some(page.mark(Kind::Gps, word.start, end, "gps: latitude or longitude"));
    }
    (end >= word.end + 3 && page.slice(sign, sign + 2) == "°".as_bytes())
        .then(|| degrees(page, word.start))
        .flatten()
}

/// A pair, or a single one behind its name, whose digits begin at `digits`.
pub(crate) fn at(page: &mut Page<'_>, digits: usize) -> Option<usize> {
    let signed = digits > 0 && matches!(page.before(digits), b'-' | b'+');
    let start = digits - usize::from(signed);
    if page.joined_before(start) || page.before(start) == b'.' {
        return None;
    }
    if page
        .slice(page.run(digits, 3, |b| b.is_ascii_digit()), usize::MAX)
        .starts_with("°".as_bytes())
    {
        return degrees(page, start);
    }
    let first = decimal(page, start)?;
    let (first_end, marked) = compass(page, first.end);
    let gap = separator(page, first_end);
    let pair = decimal(page, gap).filter(|_| gap > first_end);
    let Some(second) = pair else {
        let named =
            page.near(Topics::AXIS, start, 3) && first.places >= 3 && first.value <= 180_000;
        return named.then(|| page.mark(Kind::Gps, start, first_end, "gps: latitude or longitude"));
    };
    let (end, marked_too) = compass(page, second.end);
    let places = first.places.min(second.places);
    let latitude_first = first.value <= 90_000 && second.value <= 180_000;
    let longitude_first = first.value <= 180_000 && second.value <= 90_000;
    if !latitude_first && !longitude_first || page.joined_after(end) {
        return None;
    }
    let named = page.near(Topics::PLACE, start, WINDOW)
        || page
            .slice(start.saturating_sub(7), start)
            .ends_with(b"POINT(")
        || page.slice(start.saturating_sub(7), start) == b"POINT (";
    let layout = page.near(Topics::LAYOUT, start, WINDOW) || matches!(page.before(start), b'{');
    let tiny = first.value <= 1_000 && second.value <= 1_000;
    let third = decimal(page, separator(page, end)).is_some_and(|d| d.places > 0);
    // 33.3333 and 66.6667 are parts of a whole.
    let parts = is_repeating(page, first.end, first.places)
        && is_repeating(page, second.end, second.places);
    if parts && !named {
        return None;
    }
    let taken = (marked || marked_too) && places >= 1
        || named && places >= 2 && !(layout && page.before(start) == b'{')
        || places >= 4 && !layout && !tiny && !third && latitude_first;
    taken.then(|| page.mark(Kind::Gps, start, end, "gps: pair of decimals"))
}

/// Whether the places that end at `end` are one digit over and over, the last perhaps rounded.
fn is_repeating(page: &Page<'_>, end: usize, places: usize) -> bool {
    let digits = page.slice(end.saturating_sub(places), end.saturating_sub(1));
    digits.iter().all(|b| digits.first() == Some(b))
}

fn separator(page: &Page<'_>, at: usize) -> usize {
    if page.slice(at, at + 3).eq_ignore_ascii_case(b"%2c") {
        return page.run(at + 3, 1, |b| b == b'+');
    }
    if page.slice(at, at + 3) == b"%20" {
        return at + 3;
    }
    page.run(at, 3, |b| matches!(b, b',' | b' ' | b';' | b'/' | b'|'))
}

/// `48°08'14.0"N 11°34'31.9"E`
fn degrees(page: &mut Page<'_>, start: usize) -> Option<usize> {
    // `N 48° 8.246' E 11° 34.529'`
    let led = page.before(start) == b' ' && matches!(page.before(start - 1), b'N' | b'S');
    if led && !page.joined_before(start - 2) {
        let end = page.run(start, 48, |b| {
            b.is_ascii_digit()
                || b >= 0x80
                || matches!(b, b'.' | b'\'' | b'"' | b' ' | b',' | b'E' | b'W' | b'O')
        });
        let end = page.run_back(end, 8, |b| matches!(b, b' ' | b',' | b'.'));
        let east = page
            .slice(start, end)
            .iter()
            .any(|b| matches!(b, b'E' | b'W' | b'O'));
        if east {
            return Some(page.mark(Kind::Gps, start - 2, end, "gps: degrees"));
        }
    }
    let mut end = page.run(start, 64, |b| {
        b.is_ascii_digit()
            || b >= 0x80
            || matches!(
                b,
                b'.' | b'\'' | b'"' | b' ' | b',' | b'N' | b'S' | b'E' | b'W' | b'O' | b'\\' | b'-'
            )
    });
    while end > start && !matches!(page.before(end), b'N' | b'S' | b'E' | b'W' | b'O') {
        end -= 1;
    }
    (end > start + 6).then(|| page.mark(Kind::Gps, start, end, "gps: degrees"))
}
