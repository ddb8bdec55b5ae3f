//! Postal addresses by their code: street, number, comma, code and city.

use crate::class;
use crate::kind::Kind;
use crate::kinds::postal::{city_end, is_lead, is_preposition, letter};
use crate::page::{Page, Word};

/// Street, number, comma, then `word`, a postal code, and a city: `Am Bach 3, 12345 Musterstadt`.
pub(crate) fn by_code(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if !(4..=5).contains(&word.len()) || page.byte(word.end) != b' ' || !page.is_upper(word.end + 1)
    {
        return None;
    }
    let joint = page.last_of(word.start, &[", ", " in "])?;
    let number_end = word.start - joint.len();
    let number = page.run_back(number_end, 8, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'/')
    });
    // `2 b`
    let lettered = number + 1 == number_end
        && page.byte(number).is_ascii_lowercase()
        && page.before(number) == b' ';
    let number = if lettered {
        page.run_back(number - 1, 4, |b| b.is_ascii_digit())
    } else {
        number
    };
    let digits = page.slice(number, number_end);
    if let Some(start) = number_first(page, number) {
        let end = city_end(page, number_end);
        return Some(page.mark(
            Kind::PostalAddress,
            start,
            end,
            "postal_address: number, street, code and city",
        ));
    }
    if digits.is_empty() || !digits[0].is_ascii_digit() || page.before(number) != b' ' {
        return None;
    }
    let mut start = number;
    for _ in 0..4 {
        let before = page.run_back(start - 1, 32, |b| letter(b) || matches!(b, b'-' | b'.'));
        let joining = matches!(
            page.slice(before, start - 1),
            b"der" | b"den" | b"dem" | b"am" | b"zum" | b"zur" | b"de" | b"la" | b"im"
        );
        if before + 1 >= start
            || !(page.is_upper(before) || joining)
            || is_lead(page.slice(before, start - 1))
            || is_part(page.slice(before, start - 1))
        {
            break;
        }
        let led = is_preposition(page.slice(before, start - 1));
        start = before;
        if page.before(start) != b' ' || led {
            break;
        }
    }
    if start == number || !page.is_upper(start) {
        return None;
    }
    let end = city_end(page, number_end);
    Some(page.mark(
        Kind::PostalAddress,
        start,
        end,
        "postal_address: street, number, code and city",
    ))
}

/// `12 Rue des Lilas`: where the number begins that stands before a street of French, Italian, Spanish or Portuguese
/// form, whose last word begins at `last`.
fn number_first(page: &Page<'_>, last: usize) -> Option<usize> {
    let (mut start, mut sort) = (last, false);
    for _ in 0..6 {
        let word = page.slice(start, page.run(start, 24, letter));
        sort |= [
            "rue",
            "avenue",
            "boulevard",
            "place",
            "impasse",
            "chemin",
            "quai",
            "allée",
            "via",
            "viale",
            "piazza",
            "calle",
            "rua",
            "avenida",
        ]
        .iter()
        .any(|s| word.eq_ignore_ascii_case(s.as_bytes()));
        let end = start.checked_sub(1).filter(|end| page.byte(*end) == b' ')?;
        start = page.run_back(end, 24, |b| {
            class::is_alnum(b) || letter(b) || matches!(b, b'\'' | b'-')
        });
        if start == end {
            return None;
        }
        if page.byte(start).is_ascii_digit() {
            return (sort && end - start <= 5).then_some(start);
        }
    }
    None
}

/// What is numbered like a street and is a part of something: `Seite 14, 25813 Treffer`.
fn is_part(word: &[u8]) -> bool {
    [
        "Seite",
        "Zeile",
        "Kapitel",
        "Abschnitt",
        "Absatz",
        "Nummer",
        "Version",
        "Blatt",
        "Teil",
        "Page",
        "Line",
    ]
    .iter()
    .any(|w| word == w.as_bytes())
}
