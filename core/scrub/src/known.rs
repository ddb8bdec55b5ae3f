//! Values the caller named: an account's id, a telephone number, a name.

use crate::class;
use crate::key_name::Name;
use crate::keys::Key;
use crate::kind::Kind;
use crate::page::Page;

/// A value shorter than this stands everywhere, so it is one only as a whole behind a key for an id.
const SHORTEST: usize = 4;
/// How much of a value decides whether it stands there, and how many values are kept; together they bound the work for
/// each byte. Of a longer value all that follows goes too, as far as the text has it.
const LONGEST: usize = 256;
const MOST: usize = 256;

const RULE: &str = "known: value named by the caller";

/// Finds literal values, in any ASCII case, plain, percent-encoded and escaped as in JSON. A byte that begins none of
/// them costs one look.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The longest first.
    values: Vec<String>,
    /// Values of fewer than four bytes.
    short: Vec<String>,
    /// Which bytes begin a value in one of its forms, one bit each.
    first: [u64; 4],
}

impl Known {
    pub(crate) fn new(values: &[String]) -> Self {
        let mut known = Self::default();
        for value in values.iter().map(|v| v.trim()) {
            let kept = if value.len() < SHORTEST {
                &mut known.short
            } else {
                &mut known.values
            };
            let fits = !value.is_empty() && kept.len() < MOST;
            if !fits || kept.iter().any(|v| v == value) {
                continue;
            }
            let place = kept
                .iter()
                .position(|v| v.len() < value.len())
                .unwrap_or(kept.len());
            kept.insert(place, value.to_owned());
            if value.len() >= SHORTEST {
                known.begins(value.as_bytes()[0]);
            }
        }
        known
    }

    fn begins(&mut self, byte: u8) {
        // The first sign may be escaped too.
        for byte in [
            byte.to_ascii_lowercase(),
            byte.to_ascii_uppercase(),
            b'%',
            b'\\',
        ] {
            self.first[usize::from(byte / 64)] |= 1 << (byte % 64);
        }
    }

    pub(crate) fn find(&self, page: &mut Page<'_>) {
        if !self.short.is_empty() {
            self.find_short(page);
        }
        if self.values.is_empty() {
            return;
        }
        let mut at = 0;
        while at < page.text.len() {
            let byte = page.text[at];
            let hit = self.first[usize::from(byte / 64)] >> (byte % 64) & 1 == 1;
            let end = if hit {
                self.values.iter().find_map(|v| end_of(page.text, at, v))
            } else {
                None
            };
            at = match end {
                Some(end) => page.mark(Kind::Known, at, end, RULE).max(at + 1),
                None => at + 1,
            };
        }
    }

    /// Returns `true` if a value stands in `text`, not as a part of a longer word. A short value must be all of it.
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let is_outside = |at: Option<usize>| {
            let byte = at.and_then(|at| bytes.get(at));
            byte.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
        };
        let begins = |at: usize| {
            let byte = bytes[at];
            self.first[usize::from(byte / 64)] >> (byte % 64) & 1 == 1
                && is_outside(at.checked_sub(1))
                && self
                    .values
                    .iter()
                    .any(|value| end_of(bytes, at, value).is_some_and(|end| is_outside(Some(end))))
        };
        let short = || {
            self.short
                .iter()
                .any(|value| value.eq_ignore_ascii_case(text))
        };
        !self.values.is_empty() && (0..bytes.len()).any(begins) || short()
    }

    /// Marks short values, each a whole word behind a key for an id.
    fn find_short(&self, page: &mut Page<'_>) {
        let mut at = 0;
        while at < page.text.len() {
            if !class::is_word(page.text[at]) {
                at += 1;
                continue;
            }
            let end = page.run(at, usize::MAX, class::is_word);
            // The digits of an escape belong to no word.
            let escaped = page.before(at) == b'%' && end - at > 2;
            let start = if escaped { at + 2 } else { at };
            let word = page.slice(start, end);
            if self
                .short
                .iter()
                .any(|v| v.as_bytes().eq_ignore_ascii_case(word))
                && is_keyed(page, start)
            {
                page.mark(Kind::Known, start, end, RULE);
            }
            at = end;
        }
    }
}

/// Where the value that begins at `at` ends, each of its signs plain or escaped. One that the text breaks off behind
/// [`LONGEST`] bytes ends there.
fn end_of(text: &[u8], at: usize, value: &str) -> Option<usize> {
    let mut here = at;
    let mut signs = value.chars();
    let mut rest = value.as_bytes();
    while let Some(sign) = signs.next() {
        let compared = value.len() - rest.len();
        match sign_end(text, here, sign, rest) {
            Some(end) => here = end,
            None if compared >= LONGEST => return Some(here),
            None => return None,
        }
        rest = signs.as_str().as_bytes();
    }
    Some(here)
}

/// Behind `sign`, which stands at `at` in one of its forms; `bytes` begin with its own.
fn sign_end(text: &[u8], at: usize, sign: char, bytes: &[u8]) -> Option<usize> {
    let rest = text.get(at..)?;
    let bytes = bytes.get(..sign.len_utf8())?;
    if rest
        .get(..bytes.len())
        .is_some_and(|t| t.eq_ignore_ascii_case(bytes))
    {
        return Some(at + bytes.len());
    }
    match rest.first()? {
        b'+' if sign == ' ' => Some(at + 1),
        b'%' => bytes.iter().try_fold(at, |here, byte| {
            let rest = text.get(here..)?;
            // `%25` is a `%` that was encoded again.
            let length = if rest.starts_with(b"%25") { 5 } else { 3 };
            let code = rest.get(length - 2..length)?;
            let number = hex(code)?;
            let same = u8::try_from(number).is_ok_and(|n| n.eq_ignore_ascii_case(byte));
            (rest.starts_with(b"%") && same).then_some(here + length)
        }),
        b'\\' => escaped(text, at, sign),
        _ => None,
    }
}

/// Behind `sign`, written with a backslash as JSON does, or with several where JSON stands in JSON.
fn escaped(text: &[u8], at: usize, sign: char) -> Option<usize> {
    let slashes = text[at..]
        .iter()
        .take(8)
        .take_while(|b| **b == b'\\')
        .count();
    let here = at + slashes;
    if text.get(here) == Some(&b'u') {
        let mut units = [0u16; 2];
        let mut end = here;
        for (index, unit) in sign.encode_utf16(&mut units).iter().enumerate() {
            if index > 0 {
                end += text[end..]
                    .iter()
                    .take(8)
                    .take_while(|b| **b == b'\\')
                    .count();
            }
            let code = text.get(end + 1..end + 5)?;
            if text.get(end) != Some(&b'u') || hex(code)? != u32::from(*unit) {
                return None;
            }
            end += 5;
        }
        return Some(end);
    }
    // A backslash of the value's own is doubled.
    if sign == '\\' {
        return (slashes > 0).then_some(here);
    }
    let plain = matches!(sign, '"' | '/' | '\'');
    (plain && text.get(here).copied().map(char::from) == Some(sign)).then_some(here + 1)
}

fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        char::from(*digit).to_digit(16).map(|d| number * 16 + d)
    })
}

/// Whether a key for an id stands before the value at `at`, or a folder of people in a path.
fn is_keyed(page: &Page<'_>, at: usize) -> bool {
    let mut end = page.run_back(at, 6, |b| {
        matches!(
            b,
            b'=' | b':' | b' ' | b'"' | b'\'' | b'\\' | b'>' | b'-' | b'#' | b'(' | b'/' | b'\t'
        )
    });
    while page.before(end).is_ascii_alphanumeric() && end >= 3 && page.byte(end - 3) == b'%' {
        end -= 3;
    }
    let start = page.run_back(end, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.')
    });
    end < at
        && matches!(
            Name::read(page.slice(start, end)).meaning(),
            Some(
                Key::UserId
                    | Key::Username
                    | Key::SomeId
                    | Key::AndroidId
                    | Key::AdId
                    | Key::Owner
                    | Key::Person
            )
        )
        || matches!(
            page.slice(start, end),
            b"users" | b"customers" | b"accounts" | b"members" | b"devices" | b"user" | b"kunden"
        )
}

#[cfg(test)]
mod tests {
    use crate::scrubber::Scrubber;

    #[test]
    fn a_known_value_is_a_word_of_its_own() {
        let named = ["usr-4711", "Anna Kranich", "abc"].map(str::to_owned);
        let scrubber = Scrubber::builder().known_values(named).build();
        for (text, is) in [
            ("usr-4711", true),
            ("USR-4711", true),
            ("by usr-4711.", true),
            ("usr-47110", false),
            ("xusr-4711", false),
            ("anna kranich", true),
            ("Anna%20Kranich", true),
            ("Anna Kranichs", false),
            ("ABC", true),
            ("an abc", false),
            ("", false),
        ] {
            assert_eq!(scrubber.knows(text), is, "{text}");
        }
        assert!(!Scrubber::new().knows("usr-4711"));
    }
}
