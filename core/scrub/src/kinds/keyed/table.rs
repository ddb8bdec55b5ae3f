//! Keys that stand around their value or above it: `<givenName>…</givenName>`, the head of a table.

use crate::class;
use crate::key_name::Name;
use crate::keys::Key;
use crate::kind::Kind;
use crate::page::Page;
use crate::value::Value;

/// The longest content of an element, and the longest line that is read as a head.
const LONGEST: usize = 200;
const COLUMNS: usize = 16;

/// The content of the element whose opening tag ends at `at`.
pub(crate) fn element(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if !class::is_word(page.before(at)) && page.before(at) != b'"' {
        return None;
    }
    let inside = page.run_back(at, 80, |b| !matches!(b, b'<' | b'>' | b'\n'));
    if page.before(inside) != b'<' {
        return None;
    }
    let name = page.run(inside, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.' | b':')
    });
    let raw = page.slice(inside, name);
    let raw = raw.rsplit(|b| *b == b':').next().unwrap_or(raw);
    let key = key_of(raw)?;
    let start = at + 1;
    let end = page.run(start, LONGEST, |b| !matches!(b, b'<' | b'\n'));
    if end == start || !matches!(page.byte(end), b'<' | 0) {
        return None;
    }
    take(page, key, start, end)
}

fn key_of(raw: &[u8]) -> Option<Key> {
    let name = Name::read(raw);
    match name.meaning() {
        Some(Key::SomeName | Key::SomeId | Key::Token) => name.whole(),
        other => other,
    }
}

fn take(page: &mut Page<'_>, key: Key, start: usize, end: usize) -> Option<usize> {
    let value = Value {
        start,
        end,
        quoted: true,
    };
    if Kind::token_at(value.text(page)).is_some() {
        return None;
    }
    let (kind, start, end) = super::decide(page, key, value, true)?;
    Some(page.mark(kind, start, end, "keyed: the key says so"))
}

/// The rows below a head of keys, whose line ends at `at`; only the first line of a text is read as one.
pub(crate) fn rows(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if at > LONGEST {
        return None;
    }
    let head = page.slice(0, at);
    if head.contains(&b'\n') {
        return None;
    }
    let separator = *[b';', b'\t', b'|', b',']
        .iter()
        .find(|s| head.iter().filter(|b| b == s).count() >= 2)?;
    let mut keys = [None; COLUMNS];
    let mut known = 0;
    for (column, name) in head.split(|b| *b == separator).take(COLUMNS).enumerate() {
        // A cell of a head is a name; a sentence with commas has blanks and full stops.
        let name = name.trim_ascii();
        let word = |b: &u8| class::is_word(*b) || matches!(b, b'-' | b'"' | b' ' | b'.');
        if name.is_empty() || name.len() > 32 || !name.iter().all(word) {
            return None;
        }
        keys[column] = key_of(name);
        known += usize::from(keys[column].is_some());
    }
    if known < 2 {
        return None;
    }
    let mut start = at + 1;
    while start < page.text.len() {
        start = row(page, start, separator, &keys);
    }
    // What the columns do not tell is read as everything else is.
    None
}

/// Reads one row; where the next begins.
fn row(page: &mut Page<'_>, start: usize, separator: u8, keys: &[Option<Key>; COLUMNS]) -> usize {
    let mut here = start;
    let mut column = 0;
    loop {
        let quote = usize::from(page.byte(here) == b'"');
        let end = page.run(here + quote, usize::MAX, |b| {
            b != b'\n'
                && if quote == 1 {
                    b != b'"'
                } else {
                    b != separator
                }
        });
        if let Some(key) = keys.get(column).copied().flatten()
            && end > here + quote
            && end - here < LONGEST
        {
            take(page, key, here + quote, end);
        }
        column += 1;
        here = page.run(end, usize::MAX, |b| b != separator && b != b'\n');
        if page.byte(here) != separator || here >= page.text.len() {
            return here + 1;
        }
        here += 1;
    }
}

/// `(last_name, mail) VALUES ('…', '…')`: the second bracket opens at `at`.
pub(crate) fn inserted(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let word = page.slice(at.saturating_sub(8), at).trim_ascii_end();
    if !word
        .last_chunk::<6>()
        .is_some_and(|w| w.eq_ignore_ascii_case(b"values"))
    {
        return None;
    }
    let head_end = page.run_back(at, 12, |b| b != b')').checked_sub(1)?;
    let head_start = page.run_back(head_end, LONGEST, |b| b != b'(' && b != b')');
    if page.before(head_start) != b'(' {
        return None;
    }
    let (mut column, mut here) = (0, at + 1);
    for name in page.slice(head_start, head_end).split(|b| *b == b',') {
        here = page.run(here, 2, |b| b == b' ');
        let quote = page.byte(here);
        let quoted = usize::from(matches!(quote, b'"' | b'\''));
        let end = page.run(here + quoted, LONGEST, |b| {
            if quoted == 1 {
                b != quote
            } else {
                !matches!(b, b',' | b')')
            }
        });
        if let Some(key) = key_of(name.trim_ascii())
            && end > here + quoted
            && !matches!(page.byte(here), b'%' | b'?' | b':' | b'$' | b'@')
        {
            take(page, key, here + quoted, end);
        }
        column += 1;
        here = end + quoted;
        if column == COLUMNS || page.byte(here) != b',' {
            break;
        }
        here += 1;
    }
    None
}
