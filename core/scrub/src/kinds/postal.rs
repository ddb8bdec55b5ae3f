//! Postal addresses: by a key, behind a phrase, or because a street and its number stand there.

use crate::class;
use crate::kind::Kind;
use crate::page::{Page, Word};
use crate::shape;

const LONGEST: usize = 140;

pub(super) fn letter(byte: u8) -> bool {
    class::of(byte) & (class::LETTER | class::HIGH) != 0
}

/// The address behind a phrase such as "I live at", whose words end at `at`.
pub(crate) fn after(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let mut start = page.run(at, 3, |b| matches!(b, b' ' | b':' | b'"'));
    for filler in [
        "in der ", "in ", "im ", "at ", "am ", "an der ", "to ", "an ", "ist ", "is ", "lautet ",
        "nach ",
    ] {
        if page.starts_with(start, filler) {
            start += filler.len();
        }
    }
    if start == at || !(page.is_upper(start) || page.byte(start).is_ascii_digit()) {
        return None;
    }
    let end = end_of(page, start);
    let text = page.slice(start, end);
    let fits = text.len() >= 8
        && !text.starts_with(b"0x")
        && shape::digits(text) > 0
        && shape::has_letter(text)
        && text.contains(&b' ');
    fits.then(|| page.mark(Kind::PostalAddress, start, end, "postal_address: announced"))
}

/// An address goes on over commas as long as a capital or a digit follows.
fn end_of(page: &Page<'_>, start: usize) -> usize {
    let mut at = start;
    while at < page.text.len() && at < start + LONGEST {
        match page.byte(at) {
            b'\n' | b';' | b'"' | b'|' | b'(' | b'<' | b'{' | b'}' | b'[' | b'=' => break,
            b'\\' if page.byte(at + 1) == b'n' || page.byte(at + 1) == b'"' => break,
            b',' => {
                let next = page.run(at + 1, 1, |b| b == b' ');
                if !page.is_upper(next) && !page.byte(next).is_ascii_digit() || is_label(page, next)
                {
                    break;
                }
                at = next;
            }
            b'.' if page.byte(at + 1) == b' ' && !abbreviation(page, start, at)
                || at + 1 == page.text.len() && page.byte(at) == b'.' =>
            {
                break;
            }
            b' ' if page.byte(at + 1) == b'-' || small_word(page, at + 1) => break,
            _ => at += 1,
        }
    }
    let end = page.run_back(at.min(page.text.len()), 4, |b| {
        matches!(b, b' ' | b',' | b'.')
    });
    district_end(page, end)
}

/// `Halle (Saale)`: what stands in brackets behind a city that ends at `end` belongs to it.
pub(crate) fn district_end(page: &Page<'_>, end: usize) -> usize {
    let close = page.run(end + 2, 20, |b| letter(b) || b == b' ');
    let fits =
        page.slice(end, end + 2) == b" (" && page.is_upper(end + 2) && page.byte(close) == b')';
    if fits { close } else { end }
}

/// `Tel. …` or `Phone: …` behind the comma is the next thing.
fn is_label(page: &Page<'_>, at: usize) -> bool {
    let end = page.run(at, 16, letter);
    let word = page.slice(at, end);
    [
        "tel", "telefon", "phone", "mobil", "handy", "iban", "email", "mail", "fax", "geboren",
    ]
    .iter()
    .any(|l| word.eq_ignore_ascii_case(l.as_bytes()))
}

fn abbreviation(page: &Page<'_>, start: usize, at: usize) -> bool {
    let word = page.run_back(at, at - start, letter);
    let text = page.slice(word, at);
    text.len() <= 3 || text.ends_with(b"str") || text.ends_with(b"Str")
}

/// A small word begins the rest of the sentence, unless it is one that names of places have.
fn small_word(page: &Page<'_>, at: usize) -> bool {
    let end = page.run(at, 24, letter);
    let word = page.slice(at, end);
    let known = [
        "am", "an", "der", "dem", "den", "im", "in", "bei", "ob", "of", "the", "upon", "on", "de",
        "la", "le", "van", "von", "und", "zum", "zur", "auf", "apt", "apt", "c", "a", "b",
    ];
    let joins = page.byte(end) == b' '
        && (page.is_upper(end + 1)
            || word == b"in" && page.byte(end + 5).is_ascii_digit()
            || known
                .iter()
                .any(|k| page.starts_with(end + 1, k) && page.byte(end + 1 + k.len()) == b' '));
    !word.is_empty()
        && word[0].is_ascii_lowercase()
        && !(joins && known.iter().any(|k| word == k.as_bytes()))
        && word.len() > 1
}

/// `P.O. Box 445, Flagstaff, AZ 86001`, `Postfach 12 34`: `word` is the box.
pub(crate) fn post_box(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let lead = page.last_of(word.start, &["PO ", "P.O. ", "P. O. "]);
    let german = page
        .slice(word.start, word.end)
        .eq_ignore_ascii_case(b"postfach");
    let start = match lead {
        Some(lead) => word.start - lead.len(),
        None if german => word.start,
        None => return None,
    };
    let number = page.run(word.end, 1, |b| b == b' ');
    if number == word.end || !page.byte(number).is_ascii_digit() {
        return None;
    }
    let end = end_of(page, start).max(page.run(number, 8, |b| b.is_ascii_digit()));
    Some(page.mark(Kind::PostalAddress, start, end, "postal_address: box"))
}

/// A German street that ends with `word`: `Lange Straße 12a, 12345 Musterstadt`.
pub(crate) fn german(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let gap = page.run(word.end, 2, |b| matches!(b, b'.' | b' '));
    let number = page.run(gap, 4, |b| b.is_ascii_digit());
    if gap == word.end || number == gap || page.byte(gap) == b'0' {
        return None;
    }
    let text = page.slice(word.start, word.end);
    let ending = GERMAN.iter().any(|e| {
        text.len() >= e.len() && text[text.len() - e.len()..].eq_ignore_ascii_case(e.as_bytes())
    });
    let compound = [
        "bahn", "park", "sitz", "stell", "liege", "start", "arbeits", "speicher", "rast", "spiel",
        "steck", "super", "bau",
    ];
    let no_street = compound.iter().any(|part| {
        text.get(..part.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(part.as_bytes()))
            && text.len() <= part.len() + 5
    });
    if page.starts_with(number, " Uhr") || no_street {
        return None;
    }
    if !ending || matches!(page.byte(number), b':' | b'.') && page.byte(number + 1).is_ascii_digit()
    {
        return None;
    }
    // A street with a name of its own in one word needs no other: `Baustelle Maierweg 3`.
    let compound = word.len() > 9;
    // `Straße 12` and `Am Alten Platz 3`: capitals and joining hyphens before belong to it.
    let mut start = page.run_back(word.start, 48, |b| letter(b) || b == b'-' || b == b'.');
    for _ in 0..2 {
        let before = page.run_back(start.saturating_sub(1), 24, |b| {
            letter(b) || b == b'-' || b == b'.'
        });
        if start == 0
            || page.before(start) != b' '
            || before + 1 >= start
            || !page.is_upper(before)
            || is_lead(page.slice(before, start - 1))
            || compound && !belongs(page.slice(before, start - 1))
        {
            break;
        }
        start = before;
    }
    if !page.is_upper(start) || start == word.start && word.len() <= 7 {
        return None;
    }
    let mut end = page.run(number, 1, |b| b.is_ascii_alphabetic());
    if class::is_alnum(page.byte(end)) {
        end = number;
    }
    end = city_end(page, end);
    Some(page.mark(
        Kind::PostalAddress,
        start,
        end,
        "postal_address: street and number",
    ))
}

/// Whether a capitalised word belongs to the street behind it: `Am Alten Hafenweg`, `Große Bergstraße`.
fn belongs(word: &[u8]) -> bool {
    is_preposition(word)
        || word.ends_with(b"er")
        || [
            "Alte", "Alten", "Altes", "Große", "Großen", "Grosse", "Kleine", "Kleinen", "Obere",
            "Oberen", "Untere", "Unteren", "Neue", "Neuen", "Lange", "Langen", "Hohe", "Hohen",
            "Hintere", "Vordere", "Kurze", "Breite", "Sankt", "St.", "Innere", "Äußere",
        ]
        .iter()
        .any(|w| word == w.as_bytes())
}

pub(super) fn is_preposition(word: &[u8]) -> bool {
    [
        "Am", "An", "Im", "In", "Auf", "Zum", "Zur", "Unter", "Hinter", "Vor", "Bei", "Beim",
    ]
    .iter()
    .any(|w| word == w.as_bytes())
}

const GERMAN: &[&str] = &[
    "straße",
    "strasse",
    "str",
    "weg",
    "platz",
    "allee",
    "gasse",
    "ring",
    "damm",
    "ufer",
    "steig",
    "chaussee",
    "promenade",
    "stieg",
    "pfad",
    "markt",
];

/// Capitalised words that lead up to an address without being part of it.
pub(super) fn is_lead(word: &[u8]) -> bool {
    [
        "Adresse",
        "Anschrift",
        "Lieferung",
        "Kunde",
        "Standort",
        "Ort",
        "Ziel",
        "Lieferadresse",
        "Rechnungsadresse",
        "Address",
        "Route",
        "Abholung",
        "Zustellung",
        "Treffpunkt",
        "Wohnort",
        "Einsatzort",
        "Wohnung",
        "Einsatz",
        "Praxis",
    ]
    .iter()
    .any(|l| word == l.as_bytes())
}

/// `, 12345 Musterstadt`
pub(super) fn city_end(page: &Page<'_>, end: usize) -> usize {
    let code = page.run(end, 2, |b| matches!(b, b',' | b' '));
    let code = code + if page.starts_with(code, "in ") { 3 } else { 0 };
    let code_end = page.run(code, 6, |b| b.is_ascii_digit());
    if code == end
        || !(4..=5).contains(&(code_end - code))
        || page.byte(code_end) != b' '
        || !page.is_upper(code_end + 1)
    {
        return end;
    }
    let mut here = page.run(code_end + 1, 32, |b| letter(b) || b == b'-');
    let first = page.slice(code_end + 1, here);
    let led = [
        "Sankt", "St", "Bad", "Markt", "Maria", "Deutsch", "Neu", "Alt",
    ]
    .iter()
    .any(|w| first == w.as_bytes());
    let second = page.run(here, 2, |b| matches!(b, b'.' | b' '));
    if led && second > here && page.is_upper(second) {
        here = page.run(second, 32, |b| letter(b) || b == b'-');
    }
    let joint = page.next_of(
        here,
        &[" am ", " an der ", " im ", " ob der ", " bei ", " (", "/"],
    );
    if let Some(joint) = joint
        && page.is_upper(here + joint.len())
    {
        here = page.run(here + joint.len(), 32, |b| letter(b) || b == b'-');
    }
    here
}

/// Whether a code of the United States, `TX 78704`, or of Britain, `LS6 2AB`, ends `text`.
fn has_code(text: &[u8]) -> bool {
    let mut words = text.rsplit(|b| *b == b' ');
    let (last, before) = (words.next().unwrap_or(b""), words.next().unwrap_or(b""));
    let american = last.len() == 5 && last.iter().all(u8::is_ascii_digit);
    let british = last.len() == 3
        && last[0].is_ascii_digit()
        && last[1..].iter().all(u8::is_ascii_uppercase)
        && (2..=4).contains(&before.len())
        && before[0].is_ascii_uppercase()
        && shape::digits(before) > 0;
    american || british
}

/// An English street whose sort is `word`: `12 Long Lane, Springfield, IL 62704`.
/// Unless `sure`, a city with its code must follow, since the word has other meanings: `3 Hidden View`.
pub(crate) fn english(page: &mut Page<'_>, word: &Word, sure: bool) -> Option<usize> {
    let mut start = word.start;
    let mut words = 0;
    loop {
        if start < 2 || page.before(start) != b' ' {
            return None;
        }
        let before = page.run_back(start - 1, 24, |b| {
            class::is_alnum(b) || matches!(b, b'\'' | b'-' | b'.')
        });
        if before + 1 > start - 1 && before >= start - 1 {
            return None;
        }
        if page.byte(before).is_ascii_digit() && words >= 1 {
            let number = page.slice(before, start - 1);
            if number.len() > 6
                || number.iter().filter(|b| !b.is_ascii_digit()).count() > 1
                || page.before(before) == b':'
            {
                return None;
            }
            start = before;
            break;
        }
        if !page.is_upper(before) && !page.byte(before).is_ascii_digit() || words == 3 {
            return None;
        }
        words += 1;
        start = before;
    }
    for lead in ["Flat ", "Apt ", "Apt. ", "Studio ", "Suite ", "Unit "] {
        let lead_at = start.saturating_sub(lead.len() + 5);
        let text = page.slice(lead_at, start);
        if let Some(at) = text.windows(lead.len()).position(|w| w == lead.as_bytes()) {
            start = lead_at + at;
        }
    }
    let end = end_of(page, start).max(word.end);
    if !sure && !has_code(page.slice(word.end, end)) {
        return None;
    }
    Some(page.mark(
        Kind::PostalAddress,
        start,
        end,
        "postal_address: number and street",
    ))
}
