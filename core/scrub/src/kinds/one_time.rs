//! One-time codes and PINs in words, in one piece or with gaps: `Ihr Code lautet 482 913`, `G-482913 is your code`.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::lexicon::WordSet;
use crate::page::{Page, Word};

const RULE: &str = "password_kv: a code was named";

/// Four to eight digits, perhaps in groups, where a one-time code or PIN was named before or is named behind.
pub(crate) fn code(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let mut start = word.start;
    match page.before(start) {
        // The letter before the dash names the sender: `G-482913`.
        b'-' if page.before(start - 1).is_ascii_uppercase()
            && !page.joined_before(start.saturating_sub(2)) =>
        {
            start -= 2;
        }
        b'.' | b'-' | b'/' | b'#' => return None,
        _ => {}
    }
    let end = end(page, word)?;
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
        || matches!(page.byte(end + 1), b'i' | b'l' | b'a') && names_code(page, end)
        || page.starts_with(end, " to ") && is_entered(page, start, end);
    taken.then(|| page.mark(Kind::Password, start, end, RULE))
}

/// The end of the digits that begin with `word`: groups of two to four, alike or nearly so, four to eight in all.
fn end(page: &Page<'_>, word: &Word) -> Option<usize> {
    let separator = page.byte(word.end);
    let mut end = word.end;
    let mut digits = word.len();
    if matches!(separator, b' ' | b'-') && (2..=4).contains(&word.len()) {
        while page.byte(end) == separator {
            let next = page.run(end + 1, 5, |b| b.is_ascii_digit());
            let group = next - end - 1;
            if group != word.len() || digits + group > 8 || page.joined_after(next) {
                break;
            }
            digits += group;
            end = next;
        }
    }
    (4..=8).contains(&digits).then_some(end)
}

/// `lautet`, `is`, a colon: the value follows, however long what came before it was.
fn is_said(page: &Page<'_>, start: usize) -> bool {
    let before = page.slice(start.saturating_sub(8), start);
    [": ", " is ", " ist ", " lautet ", " lautet: "]
        .iter()
        .any(|w| before.ends_with(w.as_bytes()))
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
        if OTHERS.has(word) {
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
    static ENTER: WordSet = WordSet::new("use enter type nutze nutzen verwende verwenden sie");
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
