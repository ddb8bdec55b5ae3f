//! Where the value after a key begins and ends: quoted, escaped, or bare.

use crate::class;
use crate::kind::Kind;
use crate::page::Page;

/// How much of a value in quotes is looked at.
const LONGEST: usize = 512;
/// How much of a value without quotes is looked at; what turns out to be one goes to its end all the same.
const BARE: usize = 128;

/// A value in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether quotes or brackets show where it ends.
    pub(crate) quoted: bool,
}

impl Value {
    pub(crate) fn text<'t>(&self, page: &Page<'t>) -> &'t [u8] {
        page.slice(self.start, self.end)
    }
}

/// The value that begins at or after `at`, behind blanks and an opening quote. `None` if there is none, or if it was
/// replaced before.
pub(crate) fn read(page: &Page<'_>, at: usize) -> Option<Value> {
    let mut here = page.run(at, 8, |b| b == b' ' || b == b'\t');
    // How languages print what is wrapped: `Optional("…")`, `Some("…")`, `b'…'`, `@"…"`.
    for wrapper in ["Optional(", "Some(", "&quot;", "\\u0022"] {
        if page.starts_with(here, wrapper) {
            here += wrapper.len();
        }
    }
    let letter = usize::from(matches!(
        page.byte(here),
        b'b' | b'u' | b'r' | b'@' | b'N' | b'E'
    ));
    if letter == 1 && matches!(page.byte(here + 1), b'"' | b'\'') {
        here += 1;
    }
    let opening = here;
    here = page.run(here, 4, |b| b == b'\\');
    let escapes = here - opening;
    let quote = page.byte(here);
    let value = match quote {
        b'"' | b'\'' | b'`' => quoted(page, here + 1, quote, escapes),
        b'[' if bracketed(page, here).is_some() => Value {
            start: here + 1,
            end: bracketed(page, here).unwrap_or(here + 1),
            quoted: true,
        },
        b'(' | b'<' => quoted(page, here + 1, if quote == b'(' { b')' } else { b'>' }, 0),
        0xe2 if page.slice(here, here + 3) == "“".as_bytes() => typographic(page, here + 3),
        0xe2 if page.slice(here, here + 3) == "„".as_bytes() => typographic(page, here + 3),
        0xc2 if page.slice(here, here + 2) == "»".as_bytes() => typographic(page, here + 2),
        _ => Value {
            start: opening,
            end: bare_end(page, opening),
            quoted: false,
        },
    };
    if page.slice(opening.saturating_sub(6), opening) == b"&quot;" {
        return entity_quoted(page, opening);
    }
    if page.slice(value.start, value.start + 3) == b"%22" {
        return percent_quoted(page, value.start + 3);
    }
    let taken = Kind::token_at(page.slice(value.start, value.start + 32)).is_some();
    (value.start < value.end && !taken).then_some(value)
}

/// Where the single value in the square brackets at `at` ends: `[ro.serialno]: [R58N30ABCDE]`.
fn bracketed(page: &Page<'_>, at: usize) -> Option<usize> {
    let end = page.run(at + 1, 64, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_' | b'.' | b'+' | b'/' | b'=')
    });
    (page.before(at) == b' '
        && end > at + 1
        && page.byte(end) == b']'
        && page.token_at(at).is_none())
    .then_some(end)
}

fn quoted(page: &Page<'_>, start: usize, close: u8, escapes: usize) -> Value {
    let mut here = start;
    let limit = start + LONGEST;
    while here < limit {
        match page.byte(here) {
            0 if here >= page.text.len() => break,
            b'\n' if close != b')' => break,
            b'\\' => {
                let slashes = page.run(here, 16, |b| b == b'\\') - here;
                let after = page.byte(here + slashes);
                if after == close && slashes <= escapes {
                    break;
                }
                here += slashes + usize::from(after == close || after == b'n');
            }
            // An apostrophe inside a word does not close: 'Anna's iPhone'.
            b if b == close && escapes == 0 && !(close == b'\'' && apostrophe(page, here)) => break,
            _ => here += 1,
        }
    }
    Value {
        start,
        end: here.min(page.text.len()),
        quoted: true,
    }
}

fn apostrophe(page: &Page<'_>, at: usize) -> bool {
    let letter = |b: u8| class::of(b) & (class::LETTER | class::HIGH) != 0;
    letter(page.before(at)) && letter(page.byte(at + 1))
}

fn typographic(page: &Page<'_>, start: usize) -> Value {
    let mut here = start;
    while here < page.text.len() && here < start + LONGEST {
        let rest = &page.text[here..];
        let closes = ["”", "“", "«"]
            .iter()
            .any(|q| rest.starts_with(q.as_bytes()));
        if closes || rest[0] == b'"' || rest[0] == b'\n' {
            break;
        }
        here += 1;
    }
    Value {
        start,
        end: here,
        quoted: true,
    }
}

/// Up to the closing `&quot;`.
fn entity_quoted(page: &Page<'_>, start: usize) -> Option<Value> {
    let end = page.run(start, LONGEST, |b| !matches!(b, b'&' | b'\n' | b'<'));
    let taken = Kind::token_at(page.slice(start, start + 32)).is_some();
    (end > start && !taken).then_some(Value {
        start,
        end,
        quoted: true,
    })
}

pub(crate) fn percent_quoted(page: &Page<'_>, start: usize) -> Option<Value> {
    let mut here = start;
    while here < page.text.len().min(start + LONGEST) {
        let byte = page.byte(here);
        if page.slice(here, here + 3) == b"%22" || matches!(byte, b' ' | b'\n' | b'&' | b'"') {
            break;
        }
        here += 1;
    }
    (here > start).then_some(Value {
        start,
        end: here,
        quoted: true,
    })
}

/// The end of one unquoted word of value.
pub(crate) fn bare_end(page: &Page<'_>, start: usize) -> usize {
    let end = page.run(start, BARE, |b| !is_delimiter(b));
    trim_end(page, start, end)
}

/// What may end an unquoted value.
fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        0..=b' '
            | b','
            | b';'
            | b'&'
            | b'|'
            | b'"'
            | b'\''
            | b'<'
            | b'>'
            | b')'
            | b']'
            | b'}'
            | b'\\'
    )
}

/// The end of an unquoted secret. People and generators put signs into secrets that end other values, so such a sign
/// ends a secret only if the text goes on as its format would behind it: with a blank, another key, or nothing.
pub(crate) fn secret_end(page: &Page<'_>, start: usize, query: bool) -> usize {
    let limit = page.text.len().min(start + BARE);
    let mut here = start;
    // Which brackets were opened: round, square, curly.
    let mut open = [0u8; 3];
    while here < limit {
        let byte = page.byte(here);
        let bracket = |b: u8| match b {
            b'(' | b')' => Some(0),
            b'[' | b']' => Some(1),
            b'{' | b'}' => Some(2),
            _ => None,
        };
        let goes_on = match byte {
            b'(' | b'[' | b'{' => {
                if page.token_at(here).is_some() {
                    break;
                }
                if let Some(depth) = bracket(byte).and_then(|b| open.get_mut(b)) {
                    *depth = depth.saturating_add(1);
                }
                true
            }
            b')' | b']' | b'}' => match bracket(byte).and_then(|b| open.get_mut(b)) {
                Some(depth) if *depth > 0 => {
                    *depth -= 1;
                    true
                }
                _ => class::is_alnum(page.byte(here + 1)),
            },
            b'&' if query => false,
            b',' | b';' | b'&' | b'|' => {
                class::is_alnum(page.byte(here + 1)) && !is_key(page, here + 1)
            }
            b'\'' => apostrophe(page, here),
            b'\\' => {
                class::is_alnum(page.byte(here + 1))
                    && !matches!(page.byte(here + 1), b'n' | b'r' | b't' | b'u' | b'x' | b'0')
            }
            other => !is_delimiter(other),
        };
        if !goes_on {
            break;
        }
        here += 1;
    }
    page.run_back(here, here - start, |b| matches!(b, b'.' | b','))
}

/// The end of what was taken from `start` to `end`, which goes on to its delimiter if it was cut only because it is
/// longer than what is looked at.
pub(crate) fn whole_end(page: &Page<'_>, start: usize, end: usize, quoted: bool) -> usize {
    const MOST: usize = 1 << 14;
    // Signs that end sentences may have been left off at the cut.
    const TRIMMED: usize = 8;
    let looked_at = if quoted { LONGEST } else { BARE };
    if end + TRIMMED < start + looked_at {
        return end;
    }
    let quote = page.before(start);
    page.run(end, MOST, |b| {
        if quoted {
            b != quote && b != b'\n'
        } else {
            !is_delimiter(b)
        }
    })
}

/// Whether a key begins at `at`: a word with `=` or `:` behind it.
fn is_key(page: &Page<'_>, at: usize) -> bool {
    let end = page.run(at, 32, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.' | b' ')
    });
    // Padding is no sign of a key: `a;der9=;b=1`.
    let padding = page.byte(end) == b'='
        && matches!(
            page.byte(end + 1),
            0 | b';' | b',' | b'&' | b' ' | b'\n' | b'='
        )
        && page.slice(at, end).iter().any(u8::is_ascii_digit);
    // `x ftp://…`: a URL begins there.
    let url = page.slice(end, end + 3) == b"://";
    matches!(page.byte(end), b'=' | b':') && !padding && !url
}

/// Without the punctuation that ends a sentence.
fn trim_end(page: &Page<'_>, start: usize, mut end: usize) -> usize {
    while end > start && matches!(page.before(end), b'.' | b':' | b' ' | b'!' | b'?' | b',') {
        end -= 1;
    }
    end
}

/// The end of a value of several words that is not quoted: up to a delimiter or to the next `key=`. It is the value's
/// beginning if `=` or `:` stands in its first word, which is then no phrase.
pub(crate) fn phrase_end(page: &Page<'_>, value: Value, commas: bool) -> usize {
    if value.quoted {
        return value.end;
    }
    let mut here = value.start;
    let mut words = value.start;
    while here < page.text.len() && here < value.start + 96 {
        let byte = page.byte(here);
        match byte {
            b';' | b'|' | b'\n' | b'\r' | b'\t' | b'&' | b'"' | b'<' | b'>' | b')' | b']'
            | b'}' | b'{' | b'[' => break,
            b',' if !commas => break,
            b'=' => {
                here = words;
                break;
            }
            b':' if page.starts_with(here, ":mailto:") => break,
            b':' if here > words => {
                here = words;
                break;
            }
            b' ' => {
                if matches!(page.byte(here + 1), b'-' | b' ' | b'(' | b'[') {
                    break;
                }
                words = here + 1;
                here += 1;
            }
            _ => here += 1,
        }
    }
    trim_end(page, value.start, here)
}
