//! Several at once: `participants: 4401, 4402`, `members=["anna.b", "ben7"]`, `Teilnehmer: Anna Jung, Ben Keil`; and
//! numbers of users inside names of code: `user_90112_inbox`, `topic/user-90112`.

use crate::class;
use crate::kind::Kind;
use crate::kinds::person;
use crate::lexicon::WordSet;
use crate::page::{Page, Word};
use crate::shape;

/// How many of a list are read.
const MOST: usize = 64;

/// The people that a key announced, in a list that begins at or after `at`.
pub(crate) fn listed(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let first = page.run(at, 8, |b| matches!(b, b' ' | b'[' | b'(' | b'{'));
    if let Some(end) = numbers(page, first) {
        return Some(end);
    }
    let (mut here, mut end) = (first, None);
    for _ in 0..MOST {
        let quote = page.byte(here);
        let quoted = matches!(quote, b'"' | b'\'');
        let start = here + usize::from(quoted);
        let stop = if quoted {
            page.run(start, 64, |b| b != quote && b != b'\n')
        } else {
            person::full_name_end(page, start).unwrap_or_else(|| {
                page.run(start, 64, |b| {
                    class::is_word(b) || matches!(b, b'.' | b'-' | b'+' | b'@')
                })
            })
        };
        let text = page.slice(start, stop);
        let kind = if person::is_full_name(page, start, stop) {
            Some(Kind::PersonName)
        } else if text.contains(&b'@') || shape::is_placeholder(text) {
            None
        } else if quoted && text.len() >= 3 && text.iter().all(u8::is_ascii_digit) {
            Some(Kind::UserId)
        } else {
            let drawn = shape::is_random(text, 8);
            let login = shape::is_marked_login(text)
                && (shape::digits(text) > 0 || quoted || text.contains(&b'.'));
            (login || drawn).then_some(Kind::Username)
        };
        let behind = stop + usize::from(quoted);
        if let Some(kind) = kind {
            page.mark(kind, start, stop, "listed: the key says so");
            end = Some(behind);
        } else if text.is_empty() {
            break;
        }
        let next = page.run(behind, 3, |b| matches!(b, b',' | b';' | b' '));
        if !page.slice(behind, next).iter().any(|b| *b != b' ') {
            break;
        }
        here = next;
    }
    end
}

/// Two or more numbers of about the same length: ids. One alone is a count.
fn numbers(page: &mut Page<'_>, first: usize) -> Option<usize> {
    let number = |page: &Page<'_>, at: usize| {
        let end = page.run(at, 16, |b| b.is_ascii_digit());
        (4..=14).contains(&(end - at)).then_some(end)
    };
    let gap = |page: &Page<'_>, at: usize| {
        let after = page.run(at, 2, |b| matches!(b, b',' | b';' | b' '));
        (after > at && page.byte(at) != b' ').then_some(after)
    };
    let end = number(page, first)?;
    let second = gap(page, end)?;
    let length = number(page, second)? - second;
    if length.abs_diff(end - first) > 1 {
        return None;
    }
    let mut at = first;
    for _ in 0..MOST {
        let Some(end) = number(page, at).filter(|end| !page.joined_after(*end)) else {
            break;
        };
        page.mark(Kind::UserId, at, end, "listed: the key says so");
        match gap(page, end) {
            Some(next) => at = next,
            None => return Some(end),
        }
    }
    Some(at)
}

/// Who has a number in names of code.
static PEOPLE: WordSet = WordSet::new(
    "user member customer account kunde nutzer benutzer mitglied patient driver fahrer uid userid person",
);

/// A number of four digits or more that is not a year.
fn is_id(text: &[u8]) -> bool {
    let year = text.len() == 4 && matches!(&text[..2], b"19" | b"20");
    text.len() >= 4 && text.iter().all(u8::is_ascii_digit) && !year
}

/// `user_90112_inbox`: the number is a part of `word`.
pub(crate) fn numbered(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let text = page.slice(word.start, word.end);
    let mut at = word.start;
    let mut whose = false;
    for part in text.split(|b| *b == b'_') {
        if whose && is_id(part) {
            return Some(page.mark(Kind::UserId, at, at + part.len(), "user_id: in a name"));
        }
        whose = PEOPLE.has(part);
        at += part.len() + 1;
    }
    None
}

/// `4412 and 4413`, `4412 merged into 4413`: another number of a user, `word`, right behind one.
pub(crate) fn second(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.before(word.start) != b' ' || !page.found_near(Kind::UserId, word.start, 20) {
        return None;
    }
    let length = word.len();
    let joint = page.last_of(
        word.start,
        &[" and ", " und ", " into ", " or ", " oder ", " & ", " / "],
    )?;
    let before = page.run_back(word.start - joint.len(), 10, |b| b != b' ');
    let merged = page.run_back(word.start - joint.len(), 10, |b| b.is_ascii_alphabetic());
    let end = if merged < word.start - joint.len() && merged == before {
        before.saturating_sub(1)
    } else {
        word.start - joint.len()
    };
    let same = end >= length && page.slice(end - length, end).iter().all(u8::is_ascii_digit);
    (same && page.found_near(Kind::UserId, end, 0))
        .then(|| page.mark(Kind::UserId, word.start, word.end, "user_id: another"))
}

/// `user-90112`, `private-user.9912`: the number is `word`.
pub(crate) fn joined(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let sign = word.start.checked_sub(1)?;
    if !matches!(page.byte(sign), b'-' | b'.') || matches!(page.byte(word.end), b'.' | b'-') {
        return None;
    }
    let first = page.run_back(sign, 12, |b| b.is_ascii_alphabetic());
    (is_id(page.slice(word.start, word.end)) && PEOPLE.has(page.slice(first, sign)))
        .then(|| page.mark(Kind::UserId, word.start, word.end, "user_id: in a name"))
}
