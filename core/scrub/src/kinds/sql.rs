//! Passwords in statements of SQL: `IDENTIFIED BY '…'`, `WITH PASSWORD '…'`, `SET PASSWORD FOR … = '…'`, plain and in a
//! query of a URL; keys of encrypted databases: `PRAGMA key = '…'`.

use crate::class;
use crate::kind::Kind;
use crate::page::{Page, Word};

const LONGEST: usize = 128;
/// How far before the word a statement may have begun.
const STATEMENT: usize = 96;

/// The ways to write a quote: what opens and closes it.
const QUOTES: &[&str] = &[
    "'", "\"", "`", "%27", "%22", "\\'", "\\\"", "N'", "E'", "n'",
];

/// The password behind `word`, which is IDENTIFIED, PASSWORD, PRAGMA or ATTACH.
pub(crate) fn password(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let name = page.slice(word.start, word.end);
    let mut at = gap(page, word.end);
    if at == word.end && page.byte(at) != b'(' {
        return None;
    }
    if name.eq_ignore_ascii_case(b"identified") {
        let plugged = keyword(page, at, b"with");
        if let Some(end) = plugged {
            let plugin = quoted(page, end).map_or_else(
                || page.run(end, 40, class::is_word),
                |(_, end, close)| end + close,
            );
            at = gap(page, plugin);
        }
        let by =
            keyword(page, at, b"by").or_else(|| plugged.and_then(|_| keyword(page, at, b"as")))?;
        let at = keyword(page, by, b"password").unwrap_or(by);
        // Prose identifies things by other things.
        let believed = name == b"IDENTIFIED"
            || is_statement(page, word.start)
            || quoted(page, at).is_some_and(|(start, end, _)| {
                page.slice(start, end).iter().any(u8::is_ascii_digit)
            });
        let taken = believed.then(|| take(page, at)).flatten();
        return taken
            .map(|end| replaced(page, end))
            .or_else(|| bare(page, at, word.start));
    }
    if name.eq_ignore_ascii_case(b"pragma") {
        let key = ["key", "rekey", "hexkey", "hexrekey"]
            .iter()
            .find_map(|key| keyword(page, at, key.as_bytes()))?;
        let at = equals(page, key);
        return take(page, at);
    }
    if name.eq_ignore_ascii_case(b"attach") {
        let rest = page.slice(at, at + STATEMENT);
        let key = rest
            .windows(6)
            .position(|w| w[..5].eq_ignore_ascii_case(b" key ") && matches!(w[5], b'\'' | b'"'))?;
        return take(page, at + key + 5);
    }
    let set = previous(page, word.start).eq_ignore_ascii_case(b"set");
    if set && let Some(who) = keyword(page, at, b"for") {
        at = account(page, who);
    } else if !set && !is_call(page, word) && !is_statement(page, word.start) {
        return None;
    }
    at = equals(page, at);
    // `PASSWORD = PASSWORD('…')`, `PASSWORD('…')`.
    let call = page.run(at, 8, |b| b.is_ascii_alphabetic());
    if page.byte(call) == b'(' {
        at = gap(page, call + 1);
    }
    take(page, at)
}

/// The account behind `SET PASSWORD FOR`, which is marked if it is quoted; where the text goes on behind it.
fn account(page: &mut Page<'_>, at: usize) -> usize {
    let mut end = if let Some((start, end, close)) = quoted(page, at) {
        page.mark(
            Kind::Username,
            start,
            end,
            "username: account of a statement",
        );
        end + close
    } else {
        page.run(at, 40, class::is_word)
    };
    if page.byte(end) == b'@' {
        end = match quoted(page, end + 1) {
            Some((_, end, close)) => end + close,
            None => page.run(end + 1, 60, |b| {
                class::is_word(b) || matches!(b, b'.' | b'-')
            }),
        };
    }
    gap(page, end)
}

fn take(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let (start, end, _) = quoted(page, at)?;
    (start < end).then(|| page.mark(Kind::Password, start, end, "password_kv: of a statement"))
}

/// `BY '…' REPLACE '…'`: the old password behind the new one, which ends at `end`.
fn replaced(page: &mut Page<'_>, end: usize) -> usize {
    let at = gap(page, end + 1);
    match keyword(page, at, b"replace") {
        Some(old) => take(page, old).unwrap_or(end),
        None => end,
    }
}

/// `IDENTIFIED BY Heron77`, as Oracle has it, in a statement that has begun before `word`.
fn bare(page: &mut Page<'_>, at: usize, word: usize) -> Option<usize> {
    let end = page.run(at, 64, |b| class::is_word(b) || matches!(b, b'$' | b'#'));
    let text = page.slice(at, end);
    let named = [&b"values"[..], b"externally", b"globally", b"random"]
        .iter()
        .any(|w| text.eq_ignore_ascii_case(w));
    (text.len() >= 3 && !named && is_statement(page, word))
        .then(|| page.mark(Kind::Password, at, end, "password_kv: of a statement"))
}

/// `PASSWORD('…')` is a function of SQL wherever it stands.
fn is_call(page: &Page<'_>, word: &Word) -> bool {
    page.byte(word.end) == b'(' && page.slice(word.start, word.end) == b"PASSWORD"
}

/// Behind `=`, plain or encoded, with blanks around it.
fn equals(page: &Page<'_>, at: usize) -> usize {
    if page.byte(at) == b'=' {
        gap(page, at + 1)
    } else if page.slice(at, at + 3).eq_ignore_ascii_case(b"%3d") {
        gap(page, at + 3)
    } else {
        at
    }
}

/// Behind the blanks at `at`, which a query writes as `+` or `%20`.
fn gap(page: &Page<'_>, at: usize) -> usize {
    let mut here = at;
    while here < at + 12 {
        match page.byte(here) {
            b' ' | b'+' | b'\n' | b'\t' => here += 1,
            b'%' if page.slice(here, here + 3) == b"%20" => here += 3,
            _ => break,
        }
    }
    here
}

/// Behind `word` and its blanks, if it stands at `at`.
fn keyword(page: &Page<'_>, at: usize, word: &[u8]) -> Option<usize> {
    let end = at + word.len();
    let next = gap(page, end);
    let stands = page.slice(at, end).eq_ignore_ascii_case(word);
    (stands && (next > end || !class::is_word(page.byte(end)))).then_some(next)
}

/// The content of the quotes that open at `at`: where it begins, where it ends, how long the closing quote is.
fn quoted(page: &Page<'_>, at: usize) -> Option<(usize, usize, usize)> {
    let quote = QUOTES
        .iter()
        .find(|quote| page.slice(at, at + quote.len()) == quote.as_bytes())?;
    let start = at + quote.len();
    // A letter before a quote tells the sort of string.
    let close = quote.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let limit = page.text.len().min(start + LONGEST);
    let mut here = start;
    while here < limit && page.byte(here) != b'\n' {
        if page.slice(here, here + close.len()) == close.as_bytes() {
            // A doubled quote is a part of the content.
            let after = here + close.len();
            if page.slice(after, after + close.len()) != close.as_bytes() {
                return Some((start, here, close.len()));
            }
            here = after;
        }
        here += 1;
    }
    // Cut off before the closing quote.
    Some((start, here.min(page.text.len()), 0))
}

/// The word before the blanks before `at`.
fn previous<'t>(page: &Page<'t>, at: usize) -> &'t [u8] {
    let mut end = page.run_back(at, 3, |b| matches!(b, b' ' | b'+' | b'\n'));
    if page.slice(end.saturating_sub(3), end) == b"%20" {
        end -= 3;
    }
    let start = page.run_back(end, 16, |b| b.is_ascii_alphabetic());
    page.slice(start, end)
}

/// Whether a statement that gives a password has begun before `at`.
fn is_statement(page: &Page<'_>, at: usize) -> bool {
    page.slice(at.saturating_sub(STATEMENT), at)
        .split(|b| !b.is_ascii_alphabetic())
        .any(|word| {
            [&b"create"[..], b"alter", b"with", b"encrypted", b"grant"]
                .iter()
                .any(|w| word.eq_ignore_ascii_case(w))
        })
}
