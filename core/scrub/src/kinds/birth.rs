//! Dates: of birth if a birth was named, else left alone as a whole, so that nothing else is read into them.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::Page;

const WINDOW: usize = 32;

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "mär", "maer", "apr", "may", "mai", "jun", "jul", "aug", "sep", "oct",
    "okt", "nov", "dec", "dez",
];

/// A date that begins at `start` with a digit. Returns its end, found or not.
pub(crate) fn at(page: &mut Page<'_>, start: usize) -> Option<usize> {
    if page.joined_before(start) || matches!(page.before(start), b'.' | b'+') {
        return None;
    }
    if !page.near(Topics::BIRTH, start, WINDOW) {
        let end = date_end(page, start)?;
        if page.follows(end, &[" geboren", " geb.", " born"]) {
            return Some(page.mark(Kind::Dob, start, end, "dob: a birth was named after it"));
        }
        // `'…' does not match … date_of_birth`: an error names the field behind the value.
        if matches!(page.byte(end), b'\'' | b'"') && names_birth(page.slice(end, end + 64)) {
            return Some(page.mark(Kind::Dob, start, end, "dob: a birth was named after it"));
        }
        // `Anna Jung (07.07.1949)`
        let of_whom = page.before(start) == b'('
            && page.byte(end) == b')'
            && page.found_near(Kind::PersonName, start, 2);
        if of_whom {
            return Some(page.mark(Kind::Dob, start, end, "dob: behind a person"));
        }
        return Some(end).filter(|end| !page.joined_after(*end) || page.byte(*end) == b'T');
    }
    let end = date_end(page, start)
        .or_else(|| spelled_end(page, start))
        .or_else(|| {
            compact_end(page, start).filter(|end| {
                // A year alone is one of a birth only where the birth is told.
                *end > start + 4 || page.near(Topics::BIRTH, start, 10)
            })
        })
        .or_else(|| partial_end(page, start))?;
    let end = midnight_end(page, end);
    Some(page.mark(Kind::Dob, start, end, "dob: a birth was named"))
}

/// `T00:00:00.000Z`: the time that programs add to a date.
pub(crate) fn midnight_end(page: &Page<'_>, end: usize) -> usize {
    if page.byte(end) != b'T' || page.byte(end + 1) != b'0' {
        return end;
    }
    page.run(end, 26, |b| {
        b.is_ascii_digit() || matches!(b, b'T' | b':' | b'.' | b'Z' | b'+')
    })
}

fn names_birth(text: &[u8]) -> bool {
    ["birth", "Birth", "dob", "geburt", "Geburt", "geb_datum"]
        .iter()
        .any(|w| text.windows(w.len()).any(|t| t == w.as_bytes()))
}

/// The value after a key for a date of birth, in any form.
pub(crate) fn value_end(page: &Page<'_>, start: usize) -> Option<usize> {
    date_end(page, start)
        .or_else(|| spelled_end(page, start))
        .or_else(|| compact_end(page, start))
}

/// `1994-04-15`, `15.04.1994`, `04/15/1994`, `15. 4. 94`
fn date_end(page: &Page<'_>, start: usize) -> Option<usize> {
    let number = |at: usize| {
        let end = page.run(at, 5, |b| b.is_ascii_digit());
        (end > at && end - at < 5).then_some(end)
    };
    let first = number(start)?;
    let separator = page.byte(first);
    if !matches!(separator, b'-' | b'.' | b'/') {
        return None;
    }
    let blank = |at: usize| at + usize::from(separator == b'.' && page.byte(at) == b' ');
    let second_start = blank(first + 1);
    let second = number(second_start)?;
    if page.byte(second) != separator {
        return None;
    }
    let third_start = blank(second + 1);
    let third = number(third_start)?;
    let value = |from: usize, to: usize| {
        page.slice(from, to)
            .iter()
            .fold(0u32, |n, b| n * 10 + u32::from(b - b'0'))
    };
    let (a, b, c) = (
        value(start, first),
        value(second_start, second),
        value(third_start, third),
    );
    let lengths = (first - start, second - second_start, third - third_start);
    let year =
        |y: u32, l: usize| l == 4 && (1850..=2150).contains(&y) || l == 2 && (separator != b'-');
    let fits = match lengths {
        (4, 1..=2, 1..=2) => year(a, 4) && (1..=12).contains(&b) && (1..=31).contains(&c),
        (1..=2, 1..=2, 2 | 4) => {
            year(c, lengths.2)
                && (1..=31).contains(&a)
                && (1..=31).contains(&b)
                && (a <= 12 || b <= 12)
        }
        _ => false,
    };
    (fits
        && !(separator == b'.'
            && page.byte(third) == b'.'
            && page.byte(third + 1).is_ascii_digit()))
    .then_some(third)
}

/// `24.12.`, `05/1966`: a day without its year, a month with it, right behind the word for a birth.
fn partial_end(page: &Page<'_>, start: usize) -> Option<usize> {
    if !page.near(Topics::BIRTH, start, 6) {
        return None;
    }
    let first = page.run(start, 3, |b| b.is_ascii_digit());
    let month = page.run(first, 3, |b| matches!(b, b'.' | b' '));
    if month > first
        && let Some(end) = month_end(page, month)
    {
        return Some(end);
    }
    let second = page.run(first + 1, 5, |b| b.is_ascii_digit());
    let lengths = (first - start, second.saturating_sub(first + 1));
    let fits = match (page.byte(first), lengths) {
        (b'.', (1..=2, 1..=2)) => page.byte(second) == b'.',
        (b'/' | b'.', (1..=2, 4)) => true,
        _ => false,
    };
    fits.then(|| second + usize::from(page.byte(second) == b'.' && lengths.1 < 4))
}

/// `12 March 1985`, `12. März 1985`
fn spelled_end(page: &Page<'_>, start: usize) -> Option<usize> {
    let day = page.run(start, 2, |b| b.is_ascii_digit());
    let suffix = page.run(day, 2, |b| {
        matches!(b, b's' | b't' | b'h' | b'n' | b'd' | b'r' | b'.')
    });
    let month = page.run(suffix, 2, |b| matches!(b, b' ' | b'-' | b'.'));
    if month == suffix {
        return None;
    }
    month_end(page, month).and_then(|end| year_end(page, end))
}

/// `March 12, 1985`: the month begins at `start`.
pub(crate) fn month_first(page: &mut Page<'_>, start: usize) -> Option<usize> {
    if !page.near(Topics::BIRTH, start, WINDOW) {
        return None;
    }
    let month = month_end(page, start)?;
    let day = page.run(page.run(month, 1, |b| b == b' '), 2, |b| b.is_ascii_digit());
    let right_behind = day > month + 1 && page.near(Topics::BIRTH, start, 3);
    let end = year_end(page, day)
        .or_else(|| year_end(page, month))
        .or_else(|| right_behind.then_some(day))?;
    Some(page.mark(Kind::Dob, start, end, "dob: a birth was named"))
}

fn month_end(page: &Page<'_>, start: usize) -> Option<usize> {
    let end = page.run(start, 12, |b| {
        class::of(b) & (class::LETTER | class::HIGH) != 0
    });
    let name = page.slice(start, end);
    let known = MONTHS.iter().any(|m| {
        name.get(..m.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(m.as_bytes()))
    });
    known.then_some(end + usize::from(page.byte(end) == b'.'))
}

fn year_end(page: &Page<'_>, at: usize) -> Option<usize> {
    let start = page.run(at, 6, |b| {
        matches!(
            b,
            b' ' | b',' | b'-' | b's' | b't' | b'h' | b'n' | b'd' | b'r'
        )
    });
    let end = page.run(start, 5, |b| b.is_ascii_digit());
    (start > at && end - start == 4).then_some(end)
}

/// `19850312`
fn compact_end(page: &Page<'_>, start: usize) -> Option<usize> {
    let end = page.run(start, 9, |b| b.is_ascii_digit());
    let text = page.slice(start, end);
    let year = text.starts_with(b"19") || text.starts_with(b"20");
    (year && matches!(text.len(), 4 | 8)).then_some(end)
}
