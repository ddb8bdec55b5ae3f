//! One-time codes and PINs in words, in one piece or with gaps: `Ihr Code lautet 482 913`, `G-482913 is your code`.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::lexicon::WordSet;
use crate::page::{Page, Word};
use crate::shape;

const RULE: &str = "password_kv: a code was named";

/// Four to eight digits, perhaps in groups, where a one-time code or PIN was named before or is named behind.
pub(crate) fn code(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let mut start = word.start;
    // Most numbers have no such word near, and none follows.
    let follows = matches!(page.byte(word.end), b' ' | b'-')
        && matches!(
            page.byte(word.end + 1),
            b'i' | b'l' | b'a' | b't' | b'e' | b'0'..=b'9'
        );
    if word.len() > 8
        || word.len() < 2 && !single(page, word)
        || !(follows || page.near(Topics::PIN.and(Topics::CODE), start, 40))
    {
        return None;
    }
    match page.before(start) {
        // The letter before the dash names the sender: `G-482913`.
        b'-' if page.before(start - 1).is_ascii_uppercase()
            && !page.joined_before(start.saturating_sub(2)) =>
        {
            start -= 2;
        }
        // More letters name a sender only beside a code that is called one: `KT-482913 is your code`.
        b'-' if sender(page, start) < start && names_code(page, word.end) => {
            start = sender(page, start);
        }
        b'.' | b'-' | b'/' | b'#' => return None,
        _ => {}
    }
    let end = groups_end(page, word.start, word.end);
    let digits = page
        .slice(word.start, end)
        .iter()
        .filter(|b| b.is_ascii_digit())
        .count();
    if !(4..=8).contains(&digits) {
        return None;
    }
    let next = page.byte(end);
    if matches!(next, b':' | b'/' | b'%')
        || matches!(next, b'.' | b'-') && class::is_alnum(page.byte(end + 1))
        || next == b' ' && page.starts_with(end, " ms")
    {
        return None;
    }
    let whole = end == word.end;
    let said = is_said(page, start);
    let pin = page.near(Topics::PIN, start, if said { 40 } else { 14 });
    let code = page.near(Topics::CODE, start, 10)
        && page.near(Topics::VERIFY, start, 32)
        && !is_other(page, start);
    let taken = pin && (whole || !page.near(Topics::DURATION, start, 14))
        || code
        || page.near(Topics::CODE, start, 10)
            && !is_other(page, start)
            && (!whole && said && digits == 6 || is_spent(page, end))
        || matches!(page.byte(end + 1), b'i' | b'l' | b'a') && names_code(page, end)
        || page.starts_with(end, " to ") && is_entered(page, start, end)
        || page.starts_with(end, " ein") && is_asked(page, start);
    taken.then(|| page.mark(Kind::Password, start, end, RULE))
}

/// The end of a number whose first group is from `start` to `end`: groups of two to four digits, alike, joined alike,
/// eight digits in all at most.
pub(crate) fn groups_end(page: &Page<'_>, start: usize, end: usize) -> usize {
    let length = end - start;
    let separator = page.byte(end);
    if !matches!(separator, b' ' | b'-')
        || !(1..=4).contains(&length)
        || length == 1 && separator != b' '
        || !page.slice(start, end).iter().all(u8::is_ascii_digit)
    {
        return end;
    }
    let (mut here, mut digits) = (end, length);
    while page.byte(here) == separator {
        let next = page.run(here + 1, 5, |b| b.is_ascii_digit());
        let group = next - here - 1;
        if group != length || digits + group > 8 || page.joined_after(next) {
            break;
        }
        digits += group;
        here = next;
    }
    // Digits with gaps between all of them are a code only if they are as many as a code has.
    if length == 1 && digits < 4 { end } else { here }
}

/// Whether `word` is a digit that others with gaps follow, where a code was named.
fn single(page: &Page<'_>, word: &Word) -> bool {
    page.byte(word.end) == b' '
        && page.byte(word.end + 1).is_ascii_digit()
        && page.near(Topics::PIN.and(Topics::CODE), word.start, 16)
}

/// Where the capitals before the dash before `at` begin, one to four of them; `at` if there are none.
fn sender(page: &Page<'_>, at: usize) -> usize {
    let start = page.run_back(at - 1, 4, |b| b.is_ascii_uppercase());
    if start == at - 1 || page.joined_before(start) {
        at
    } else {
        start
    }
}

/// `Code 4711 ist abgelaufen`, `code 4711 rejected`: what follows happens to codes that somebody entered.
fn is_spent(page: &Page<'_>, end: usize) -> bool {
    [
        " ist abgelaufen",
        " abgelaufen",
        " eingegeben",
        " falsch",
        " ist ungültig",
        " ungültig",
        " wurde verwendet",
        " expired",
        " has expired",
        " rejected",
        " entered",
        " is invalid",
        " was used",
        " (gültig",
        " (valid",
        " gültig",
        ". Gültig",
        ". Valid",
        ", valid",
        " accepted",
    ]
    .iter()
    .any(|w| page.starts_with(end, w))
}

/// `lautet`, `is`, a colon: the value follows, however long what came before it was.
fn is_said(page: &Page<'_>, start: usize) -> bool {
    let before = page.slice(start.saturating_sub(8), start);
    shape::ends_with_any(before, &[": ", " is ", " ist ", " lautet ", " lautet: "])
}

/// Words before "code" that make it no secret.
static OTHERS: WordSet = WordSet::new(
    "error status exit return response http fehler zip postal area country dialling reason result error_code source \
     qr bar color colour discount promo key language review",
);

/// `error code 4711`: the word before the last "code" before `at` says that it is another one.
fn is_other(page: &Page<'_>, at: usize) -> bool {
    let letter = |b: u8| b.is_ascii_alphabetic();
    let mut end = page.run_back(at, 4, |b| !letter(b));
    for _ in 0..3 {
        let start = page.run_back(end, 16, letter);
        let word = page.slice(start, end);
        let bare = word.len().saturating_sub(4);
        let of_code = word[bare..].eq_ignore_ascii_case(b"code") && OTHERS.has(&word[..bare]);
        if of_code || OTHERS.has(word) {
            return true;
        }
        end = page.run_back(start, 2, |b| b == b' ' || b == b'-');
        if end == start {
            break;
        }
    }
    false
}

/// ` is your … code`, ` ist Ihr Anmeldecode`, ` lautet dein …code`: what follows the digits that end at `end`.
fn names_code(page: &Page<'_>, end: usize) -> bool {
    static VERBS: WordSet = WordSet::new("is ist lautet as als");
    static OWNERS: WordSet = WordSet::new("your ihr ihre dein deine the der die");
    let mut words = Words { page, at: end };
    let verb = words.next();
    if verb.is_empty() || !VERBS.has(verb) {
        return false;
    }
    let owner = words.next();
    if ends_as_code(owner) && verb.eq_ignore_ascii_case(b"als") {
        return true;
    }
    if !OWNERS.has(owner) {
        return false;
    }
    for _ in 0..4 {
        let word = words.next();
        if OTHERS.has(word) || word.is_empty() {
            return false;
        }
        if ends_as_code(word) {
            return true;
        }
    }
    false
}

fn ends_as_code(word: &[u8]) -> bool {
    [
        "code", "pin", "tan", "otp", "passwort", "kennwort", "password", "passcode",
    ]
    .iter()
    .any(|w| {
        word.len() >= w.len() && word[word.len() - w.len()..].eq_ignore_ascii_case(w.as_bytes())
    })
}

/// `Use … to verify`, `Enter … to sign in`.
fn is_entered(page: &Page<'_>, start: usize, end: usize) -> bool {
    static ENTER: WordSet = WordSet::new("use enter type code nutze nutzen verwende verwenden sie");
    static AIMS: WordSet =
        WordSet::new("verify sign log login confirm authenticate unlock activate access");
    let letter = |b: u8| b.is_ascii_alphabetic();
    let verb_end = page.run_back(start, 1, |b| b == b' ');
    let verb = page.run_back(verb_end, 12, letter);
    if verb_end == start || !ENTER.has(page.slice(verb, verb_end)) {
        return false;
    }
    let mut words = Words { page, at: end };
    let joint = words.next();
    joint.eq_ignore_ascii_case(b"to") && AIMS.has(words.next())
}

/// `Geben Sie … ein`, `Gib den Code … ein`: the verb goes before the code, its other half behind it.
fn is_asked(page: &Page<'_>, start: usize) -> bool {
    page.slice(start.saturating_sub(32), start)
        .split(|b| !b.is_ascii_alphabetic())
        .any(|word| {
            [&b"geben"[..], b"gib", b"gebe", b"tippe", b"tippen"]
                .iter()
                .any(|verb| word.eq_ignore_ascii_case(verb))
        })
}

/// Words with one blank before each.
struct Words<'p, 't> {
    page: &'p Page<'t>,
    at: usize,
}

impl<'t> Words<'_, 't> {
    /// The next word, letters only; empty if there is none.
    fn next(&mut self) -> &'t [u8] {
        let start = self.page.run(self.at, 1, |b| b == b' ');
        if start == self.at {
            return &[];
        }
        let end = self.page.run(start, 32, |b| {
            class::of(b) & (class::LETTER | class::HIGH) != 0 || b == b'-'
        });
        self.at = end;
        self.page.slice(start, end)
    }
}
