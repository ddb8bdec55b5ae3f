//! National identity, tax and insurance numbers. Those with a form of their own and a checksum are found anywhere,
//! the others where such a number was named.

use crate::checksum;
use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};

const WINDOW: usize = 40;

/// What a form looks like: `9` a digit, `A` a capital, `*` either, `?` a blank, a dash or nothing; the rest as it is.
struct Form {
    pattern: &'static [u8],
    /// Whether the compact number holds up by itself.
    check: fn(&[u8]) -> bool,
    /// Enough without a word of context.
    alone: bool,
    rule: &'static str,
    /// How long a word can be that begins it, one bit each.
    lengths: u32,
}

const fn form(
    pattern: &'static [u8],
    check: fn(&[u8]) -> bool,
    alone: bool,
    rule: &'static str,
) -> Form {
    let (mut lengths, mut count, mut at) = (0u32, 0, 0);
    while at < pattern.len() {
        match pattern[at] {
            b'?' => lengths |= 1 << count,
            b'A' | b'*' | b'0'..=b'9' => count += 1,
            _ => break,
        }
        at += 1;
    }
    Form {
        pattern,
        check,
        alone,
        rule,
        lengths: lengths | 1 << count,
    }
}

static FORMS: &[Form] = &[
    form(
        b"99?999999?A?999",
        pension,
        true,
        "national_id: German insurance number",
    ),
    form(
        b"99?999?999?999",
        german_tax,
        true,
        "national_id: German tax id",
    ),
    form(
        b"AA?99?99?99?A",
        british,
        true,
        "national_id: British insurance number",
    ),
    form(b"99999999?A", spanish, true, "national_id: Spanish DNI"),
    form(
        b"A?9999999?A",
        spanish_foreign,
        true,
        "national_id: Spanish NIE",
    ),
    form(b"99999999999", polish, true, "national_id: Polish PESEL"),
    form(
        b"AAAAAA99A99A999A",
        |_| true,
        true,
        "national_id: Italian fiscal code",
    ),
    form(
        b"756.9999.9999.99",
        |_| true,
        true,
        "national_id: Swiss AHV",
    ),
    form(
        b"999.999.999-99",
        |_| true,
        true,
        "national_id: Brazilian CPF",
    ),
    form(
        b"9?99?99?99?999?999?99",
        french,
        true,
        "national_id: French NIR",
    ),
    form(
        b"99.99.99-999.99",
        |_| true,
        true,
        "national_id: Belgian register",
    ),
    form(
        b"A999999999",
        insurance_card,
        true,
        "national_id: German health card",
    ),
    form(b"999999-9999", nordic, true, "national_id: Swedish number"),
    form(
        b"999999-999A",
        birth_first,
        true,
        "national_id: Finnish number",
    ),
    form(
        b"999999A999A",
        birth_first,
        true,
        "national_id: Finnish number",
    ),
    form(
        b"9999?9999?9999",
        |_| true,
        false,
        "national_id: twelve digits in context",
    ),
    form(
        b"999?999?9999",
        |_| true,
        false,
        "national_id: ten digits in context",
    ),
    form(
        b"9999?999999",
        |_| true,
        false,
        "national_id: ten digits in context",
    ),
    form(
        b"999?999?999",
        |_| true,
        false,
        "national_id: nine digits in context",
    ),
    form(
        b"99/999/99999",
        |_| true,
        false,
        "national_id: German tax number",
    ),
    form(
        b"999/999/99999",
        |_| true,
        false,
        "national_id: German tax number",
    ),
    form(
        b"A**99**99",
        |_| true,
        false,
        "national_id: card or passport",
    ),
    form(
        b"A********",
        some_digits,
        false,
        "national_id: card or passport",
    ),
    form(
        b"A*********",
        some_digits,
        false,
        "national_id: card or passport",
    ),
    form(
        b"AA9999999",
        |_| true,
        false,
        "national_id: card or passport",
    ),
    form(
        b"AAA999999",
        |_| true,
        false,
        "national_id: card or passport",
    ),
    form(
        b"99999999999?9?99",
        |_| true,
        false,
        "national_id: digits in context",
    ),
];

/// A number that begins with `word`.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let before = page.before(word.start);
    if word.len() > 20
        || matches!(before, b'.' | b'$' | b'@' | b'+')
        || before == b'-' && page.joined_before(word.start - 1)
    {
        return None;
    }
    // Short words begin a number only if a group follows.
    let (next, after) = (page.byte(word.end), page.byte(word.end + 1));
    let goes_on = if word.any & class::DIGIT != 0 && !word.only_digits() {
        class::is_alnum(after)
    } else {
        after.is_ascii_digit()
    };
    if word.len() < 8 && !(matches!(next, b' ' | b'-' | b'.' | b'/') && goes_on) {
        return None;
    }
    let bit = 1u32 << word.len();
    let digit = page.byte(word.start).is_ascii_digit();
    let named = page.context.nearer(
        Topics::NATIONAL,
        Topics::PHONE.and(Topics::HASH),
        word.start,
        WINDOW,
    );
    let identity = named || page.near(Topics::IDENTITY, word.start, 8);
    let (end, rule) = FORMS.iter().find_map(|form| {
        let begins = form.lengths & bit != 0
            && digit == form.pattern[0].is_ascii_digit()
            && (form.alone || named);
        if !begins {
            return None;
        }
        let (end, compact, count) = read(page, word.start, form.pattern)?;
        let checked = (form.check)(&compact[..count]);
        let enough = if form.alone {
            checked || identity && plausible(form)
        } else {
            named && checked
        };
        enough.then_some((end, form.rule))
    })?;
    Some(page.mark(Kind::NationalId, word.start, end, rule))
}

/// A form with a letter keeps its likeness even with a wrong check digit.
fn plausible(form: &Form) -> bool {
    form.pattern.contains(&b'A') || form.pattern.len() >= 11
}

/// The text at `start` in this form: its end and what remains without separators.
fn read(page: &Page<'_>, start: usize, pattern: &[u8]) -> Option<(usize, [u8; 24], usize)> {
    let (mut at, mut compact, mut count) = (start, [0u8; 24], 0);
    let mut gap = None;
    for sign in pattern {
        let byte = page.byte(at);
        let fits = match sign {
            b'9' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            b'*' => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            b'?' => {
                // All separators of a number are alike.
                let is_gap = matches!(byte, b' ' | b'-') && gap.is_none_or(|g| g == byte);
                if gap.is_none() {
                    gap = Some(if is_gap { byte } else { 0 });
                }
                at += usize::from(is_gap);
                continue;
            }
            other => byte == *other,
        };
        if !fits {
            return None;
        }
        if class::is_alnum(byte) && count < compact.len() {
            compact[count] = byte;
            count += 1;
        }
        at += 1;
    }
    let goes_on = page.joined_after(at)
        || matches!(page.byte(at), b'.' | b'-') && class::is_alnum(page.byte(at + 1));
    (!goes_on).then_some((at, compact, count))
}

/// Area, day, month, year, first letter of the name at birth, serial, check digit.
fn pension(compact: &[u8]) -> bool {
    let two = |i: usize| u32::from(compact[i] - b'0') * 10 + u32::from(compact[i + 1] - b'0');
    (1..=31).contains(&two(2)) && (1..=12).contains(&two(4))
}

/// One digit of the first ten stands two or three times, and mod 11,10.
fn german_tax(compact: &[u8]) -> bool {
    let mut counts = [0u8; 10];
    for digit in &compact[..10] {
        counts[usize::from(digit - b'0')] += 1;
    }
    compact[0] != b'0'
        && counts.iter().filter(|c| **c > 1).count() == 1
        && checksum::mod11_10(compact)
}

fn british(compact: &[u8]) -> bool {
    let first = !matches!(compact[0], b'D' | b'F' | b'I' | b'Q' | b'U' | b'V');
    let second = !matches!(compact[1], b'D' | b'F' | b'I' | b'O' | b'Q' | b'U' | b'V');
    let pair = !matches!(
        &compact[..2],
        b"BG" | b"GB" | b"NK" | b"KN" | b"TN" | b"NT" | b"ZZ"
    );
    first && second && pair && matches!(compact.last(), Some(b'A'..=b'D'))
}

const SPANISH: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

fn spanish(compact: &[u8]) -> bool {
    let number = compact[..8]
        .iter()
        .fold(0usize, |n, b| n * 10 + usize::from(b - b'0'));
    compact[8] == SPANISH[number % 23]
}

fn spanish_foreign(compact: &[u8]) -> bool {
    let first = match compact[0] {
        b'X' => 0,
        b'Y' => 1,
        b'Z' => 2,
        _ => return false,
    };
    let number = compact[1..8]
        .iter()
        .fold(first, |n, b| n * 10 + usize::from(b - b'0'));
    compact[8] == SPANISH[number % 23]
}

fn polish(compact: &[u8]) -> bool {
    let two = |i: usize| u32::from(compact[i] - b'0') * 10 + u32::from(compact[i + 1] - b'0');
    let sum = checksum::weighted(&compact[..10], &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
    (1..=12).contains(&(two(2) % 20))
        && (1..=31).contains(&two(4))
        && (10 - sum % 10) % 10 == u32::from(compact[10] - b'0')
}

fn french(compact: &[u8]) -> bool {
    let number = compact[..13]
        .iter()
        .fold(0u64, |n, b| n * 10 + u64::from(b - b'0'));
    let key = u64::from(compact[13] - b'0') * 10 + u64::from(compact[14] - b'0');
    matches!(compact[0], b'1' | b'2') && 97 - number % 97 == key
}

/// The letter counts as two digits, weights 1 and 2 in turn, digit sums, modulo 10.
fn insurance_card(compact: &[u8]) -> bool {
    let letter = compact[0] - b'A' + 1;
    let digits = [
        &[letter / 10, letter % 10],
        compact[1..9]
            .iter()
            .map(|b| b - b'0')
            .collect::<Vec<_>>()
            .as_slice(),
    ]
    .concat();
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(i, d)| u32::from(*d) * (1 + i as u32 % 2))
        .map(|n| n / 10 + n % 10)
        .sum();
    sum % 10 == u32::from(compact[9] - b'0')
}

fn nordic(compact: &[u8]) -> bool {
    let two = |i: usize| u32::from(compact[i] - b'0') * 10 + u32::from(compact[i + 1] - b'0');
    (1..=12).contains(&two(2)) && (1..=31).contains(&(two(4) % 60)) && checksum::luhn(compact)
}

fn birth_first(compact: &[u8]) -> bool {
    let two = |i: usize| u32::from(compact[i] - b'0') * 10 + u32::from(compact[i + 1] - b'0');
    (1..=31).contains(&two(0))
        && (1..=12).contains(&two(2))
        && (compact.len() == 10 || matches!(compact[6], b'A'..=b'F' | b'U'..=b'Y'))
}

fn some_digits(compact: &[u8]) -> bool {
    compact.iter().filter(|b| b.is_ascii_digit()).count() >= 3
}
