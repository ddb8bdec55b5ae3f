//! Values the caller named: an account's id, a telephone number, a name.

use crate::class;
use crate::key_name::Name;
use crate::keys::Key;
use crate::kind::Kind;
use crate::page::Page;
use crate::spelling;

/// A value shorter than this stands everywhere, so it is one only as a whole behind a key for an id.
const SHORTEST: usize = 4;
/// How much of a value decides whether it stands there, and how many values are kept; together they bound the work for
/// each byte. Of a longer value all that follows goes too, as far as the text has it.
const LONGEST: usize = 256;
const MOST: usize = 256;

const RULE: &str = "known: value named by the caller";

/// Finds literal values, in any ASCII case and in each form that [`spelling`] knows. A byte that begins none of them costs one
/// look.
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
        for value in values.iter().map(|v| spelling::plain(v.trim())) {
            let is_short = value.len() < SHORTEST;
            let kept = if is_short {
                &mut known.short
            } else {
                &mut known.values
            };
            let fits = !value.is_empty() && kept.len() < MOST;
            if !fits || kept.contains(&value) {
                continue;
            }
            let place = kept
                .iter()
                .position(|v| v.len() < value.len())
                .unwrap_or(kept.len());
            if !is_short {
                let first = &mut known.first;
                spelling::begins(&value, |byte| {
                    first[usize::from(byte / 64)] |= 1 << (byte % 64);
                });
            }
            kept.insert(place, value);
        }
        known
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

/// Where the value that begins at `at` ends, each of its signs in any of its forms. One that the text breaks off behind
/// [`LONGEST`] bytes ends there.
fn end_of(text: &[u8], at: usize, value: &str) -> Option<usize> {
    let whole = text.get(at..at + value.len());
    if whole.is_some_and(|text| text.eq_ignore_ascii_case(value.as_bytes())) {
        return Some(at + value.len());
    }
    let (mut here, mut before) = (at, ' ');
    for (compared, sign) in value.char_indices() {
        // What escapes backslashes doubles them, and all of them were passed over with the first.
        let is_passed = sign == '\\' && before == sign && text.get(here) != Some(&b'\\');
        before = sign;
        if is_passed {
            continue;
        }
        match spelling::end(text, here, sign) {
            Some(end) => here = end,
            None if compared >= LONGEST => return Some(here),
            None => return None,
        }
    }
    Some(here)
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
    fn a_known_value_is_found_however_spelled() {
        let named = [
            "mara.höfer",
            "Zoe\u{308} Çelik",
            "DOM\\kai",
            "50%ers",
            "김민수",
            "ＫＲＡＮ－７",
        ];
        let scrubber = Scrubber::builder().known_values(named.map(str::to_owned));
        let scrubber = scrubber.build();
        for text in [
            "MARA.HÖFER",
            "&#109;ara.h&ouml;fer",
            "&#x6D;ara&#46;h&#xf6;fer",
            "mara.h&amp;ouml;fer",
            "mara.h&amp;amp;#246;fer",
            "mara.ho\u{308}fer",
            "mara.ho%CC%88fer",
            "mara.h%C3%96fer",
            "mara.h%25C3%25B6fer",
            "mara.ho\\u0308fer",
            "mara.h\\\\u00F6fer",
            "mara.ho&#776;fer",
            "ｍａｒａ．ｈöｆｅｒ",
            "%EF%BD%8Dara.höfer",
            "Zoë Çelik",
            "zoe\u{308}\u{3000}c\u{327}elik",
            "Zo&euml;&nbsp;&Ccedil;elik",
            "zo%c3%ab+%C3%87elik",
            "DOM\\kai",
            "dom\\\\kai",
            "DOM&#92;kai",
            "50%ers",
            "50%25ers",
            "김민수",
            "\u{1100}\u{1175}\u{11b7}\u{1106}\u{1175}\u{11ab}\u{1109}\u{116e}",
            "kran-7",
            "ＫＲＡＮ－７",
        ] {
            assert_eq!(scrubber.scrub(text), "[known]", "{text}");
        }
        for text in [
            "mara.hofer",
            "mara.h&auml;fer",
            "mara.h&#246fer;",
            "Zoé Çelik",
            "김민지",
        ] {
            assert_ne!(scrubber.scrub(text), "[known]", "{text}");
        }
    }

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
