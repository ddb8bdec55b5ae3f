//! The forms in which one sign of a known value may stand in a text: plain and full-width, with its accent as a sign of its
//! own, percent-encoded, escaped as in JSON, and as an HTML entity. Each also where it was encoded again.

use crate::letters::LETTERS;

/// What an entity's name says about the mark of its letter: `&ouml;`.
const MARKS: [(&[u8], char); 8] = [
    (b"grave", '\u{300}'),
    (b"acute", '\u{301}'),
    (b"circ", '\u{302}'),
    (b"tilde", '\u{303}'),
    (b"uml", '\u{308}'),
    (b"ring", '\u{30a}'),
    (b"caron", '\u{30c}'),
    (b"cedil", '\u{327}'),
];
/// Signs with an entity of their own name.
const NAMED: [(&[u8], char); 11] = [
    (b"amp", '&'),
    (b"lt", '<'),
    (b"gt", '>'),
    (b"quot", '"'),
    (b"apos", '\''),
    (b"nbsp", ' '),
    (b"szlig", '\u{df}'),
    (b"oslash", '\u{f8}'),
    (b"Oslash", '\u{d8}'),
    (b"aelig", '\u{e6}'),
    (b"AElig", '\u{c6}'),
];
/// How often one of these may be written for one sign: what was encoded again and again.
const AGAIN: usize = 8;
/// The longest name of an entity, with its semicolon: a code may begin with zeros.
const NAME: usize = 12;

const HANGUL: u32 = 0xAC00;
const LEADS: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
/// One before the first, as none has the number 0.
const TAILS: u32 = 0x11A7;
const SYLLABLES: u32 = 11172;
const OF_A_LEAD: u32 = 588;
const OF_A_VOWEL: u32 = 28;

/// Returns a value in plain signs, each accent with its letter.
pub(crate) fn plain(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    for sign in value.chars().map(narrow) {
        let whole = match sign {
            ..'\u{300}' => None,
            mark => plain.chars().next_back().and_then(|base| whole(base, mark)),
        };
        if whole.is_some() {
            plain.pop();
        }
        plain.push(whole.unwrap_or(sign));
    }
    plain
}

/// Tells every byte that may begin `value` in one of the forms of its first sign.
pub(crate) fn begins(value: &str, mut is_one: impl FnMut(u8)) {
    b"%\\&".iter().for_each(|byte| is_one(*byte));
    let mut sign = value.chars().next();
    while let Some(one) = sign {
        if one.is_ascii() {
            // The first byte of every full-width sign.
            is_one(0xEF);
        }
        for case in [one, one.to_ascii_lowercase(), one.to_ascii_uppercase()] {
            is_one(first_byte(case));
        }
        let parts = parts(one);
        if parts.is_some() {
            let letters = LETTERS.iter().filter_map(|[letter, ..]| sign_of(*letter));
            let same = letters.filter(|letter| is_same(*letter, one));
            same.for_each(|letter| is_one(first_byte(letter)));
        }
        sign = parts.map(|(base, _)| base);
    }
}

/// Where `sign`, which stands at `at` in one of its forms, ends.
pub(crate) fn end(text: &[u8], at: usize, sign: char) -> Option<usize> {
    let first = *text.get(at)?;
    let escaped = match first {
        b'+' if sign == ' ' => Some(at + 1),
        b'%' => encoded(text, at, sign),
        b'\\' => escaped(text, at, sign),
        b'&' => entity(text, at, sign),
        _ => None,
    };
    let plain = || {
        let (one, length) = decode(text.get(at..)?)?;
        is_same(one, sign).then_some(at + length)
    };
    let apart = || {
        let (base, mark) = parts(sign)?;
        end(text, end(text, at, base)?, mark)
    };
    escaped.or_else(plain).or_else(apart)
}

/// Behind a sign that is percent-encoded; `%25` is a `%` that was encoded again.
fn encoded(text: &[u8], at: usize, sign: char) -> Option<usize> {
    let read = |length: usize| {
        let byte = |at: usize| {
            let one = text.get(at..at + length)?;
            let is_one = one.starts_with(if length == 3 { b"%" } else { b"%25" });
            let code = one.get(length - 2..).filter(|_| is_one)?;
            u8::try_from(number(code, 16)?).ok()
        };
        let mut bytes = [0; 4];
        let signs = width(byte(at)?);
        for (index, one) in bytes.iter_mut().enumerate().take(signs) {
            *one = byte(at + index * length)?;
        }
        let (one, _) = decode(&bytes[..signs])?;
        is_same(one, sign).then_some(at + signs * length)
    };
    read(3).or_else(|| read(5))
}

/// Behind a sign that is written with a backslash as JSON does, or with several where JSON stands in JSON.
fn escaped(text: &[u8], at: usize, sign: char) -> Option<usize> {
    let unit = |at: usize| {
        let here = at + slashes(text, at);
        let code = text.get(here + 1..here + 5)?;
        let is_unit = here > at && text.get(here) == Some(&b'u');
        Some((number(code, 16).filter(|_| is_unit)?, here + 5))
    };
    if let Some((first, end)) = unit(at) {
        if let Some(one) = char::from_u32(first) {
            return is_same(one, sign).then_some(end);
        }
        let (second, end) = unit(end)?;
        let units = [first, second].map(|unit| unit as u16);
        let one = char::decode_utf16(units).next()?.ok()?;
        return is_same(one, sign).then_some(end);
    }
    let here = at + slashes(text, at);
    match sign {
        // A backslash of the value's own is doubled.
        '\\' => Some(here),
        '"' | '/' | '\'' => {
            (text.get(here).copied().map(char::from) == Some(sign)).then_some(here + 1)
        }
        _ => None,
    }
}

fn slashes(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default().iter();
    rest.take(AGAIN).take_while(|byte| **byte == b'\\').count()
}

/// Behind a sign that is an HTML entity: `&#109;`, `&#x6d;`, `&ouml;`. Each `amp;` is a `&` that was encoded again.
fn entity(text: &[u8], at: usize, sign: char) -> Option<usize> {
    let mut here = at + 1;
    for _ in 0..AGAIN {
        let length = text
            .get(here..)?
            .iter()
            .take(NAME)
            .position(|b| *b == b';')?;
        let (name, end) = (&text[here..here + length], here + length + 1);
        let is_it = match name {
            [b'#', b'x' | b'X', code @ ..] => is_code(code, 16, sign),
            [b'#', code @ ..] => is_code(code, 10, sign),
            name => is_named(name, sign),
        };
        if is_it {
            return Some(end);
        }
        if name != b"amp" {
            return None;
        }
        here = end;
    }
    None
}

fn is_code(code: &[u8], radix: u32, sign: char) -> bool {
    let one = number(code, radix).and_then(char::from_u32);
    one.is_some_and(|one| is_same(one, sign))
}

fn is_named(name: &[u8], sign: char) -> bool {
    let letter = || {
        let (base, mark) = parts(sign)?;
        let (first, rest) = name.split_first()?;
        let is_base = is_same(char::from(*first), base);
        Some(is_base && MARKS.contains(&(rest, mark)))
    };
    NAMED.contains(&(name, sign)) || letter() == Some(true)
}

/// Whether two signs are the same but for the case of a letter and for their width.
fn is_same(one: char, other: char) -> bool {
    let (one, other) = (narrow(one), narrow(other));
    one.eq_ignore_ascii_case(&other)
        || !one.is_ascii()
            && !other.is_ascii()
            && matches!(
                (parts(one), parts(other)),
                (Some((one, mark)), Some((other, same))) if mark == same && is_same(one, other)
            )
}

/// A full-width sign's usual form.
fn narrow(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => sign_at(u32::from(sign) - 0xFEE0),
        '\u{a0}' | '\u{3000}' => ' ',
        other => other,
    }
}

/// The letter and the mark that a letter is made of.
fn parts(sign: char) -> Option<(char, char)> {
    let code = u32::from(sign);
    if let Some(place) = code.checked_sub(HANGUL).filter(|place| *place < SYLLABLES) {
        let tail = place % OF_A_VOWEL;
        return Some(match tail {
            0 => (
                sign_at(LEADS + place / OF_A_LEAD),
                sign_at(VOWELS + place % OF_A_LEAD / OF_A_VOWEL),
            ),
            tail => (sign_at(code - tail), sign_at(TAILS + tail)),
        });
    }
    let code = u16::try_from(code).ok()?;
    let at = LETTERS.binary_search_by_key(&code, |[letter, ..]| *letter);
    let [_, base, mark] = LETTERS[at.ok()?];
    Some((sign_of(base)?, sign_of(mark)?))
}

/// The letter that is made of a letter and a mark.
fn whole(base: char, mark: char) -> Option<char> {
    let (first, second) = (u32::from(base), u32::from(mark));
    let within = |code: u32, from: u32, count: u32| {
        let place = code.checked_sub(from);
        place.filter(|place| *place < count)
    };
    let syllable = within(first, HANGUL, SYLLABLES).filter(|place| place % OF_A_VOWEL == 0);
    if let (Some(lead), Some(vowel)) = (within(first, LEADS, 19), within(second, VOWELS, 21)) {
        return char::from_u32(HANGUL + lead * OF_A_LEAD + vowel * OF_A_VOWEL);
    }
    if let (Some(_), Some(tail)) = (syllable, within(second, TAILS + 1, OF_A_VOWEL - 1)) {
        return char::from_u32(first + tail + 1);
    }
    let of = |[_, one, other]: &&[u16; 3]| u32::from(*one) == first && u32::from(*other) == second;
    sign_of(LETTERS.iter().find(of)?[0])
}

fn sign_of(code: u16) -> Option<char> {
    char::from_u32(code.into())
}

/// Only for codes of signs.
fn sign_at(code: u32) -> char {
    char::from_u32(code).unwrap_or_default()
}

fn first_byte(sign: char) -> u8 {
    let mut bytes = [0; 4];
    sign.encode_utf8(&mut bytes);
    bytes[0]
}

/// How many bytes the sign has that begins with `first`.
fn width(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0..0xF0 => 3,
        0xC0..0xE0 => 2,
        _ => 1,
    }
}

/// The sign that `text` begins with, and its length.
fn decode(text: &[u8]) -> Option<(char, usize)> {
    let length = width(*text.first()?);
    let sign = std::str::from_utf8(text.get(..length)?).ok()?;
    Some((sign.chars().next()?, length))
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let fits = (1..=7).contains(&digits.len());
    let mut digits = digits.iter().filter(|_| fits).peekable();
    digits.peek()?;
    digits.try_fold(0, |number: u32, digit| {
        let digit = char::from(*digit).to_digit(radix)?;
        number.checked_mul(radix)?.checked_add(digit)
    })
}
