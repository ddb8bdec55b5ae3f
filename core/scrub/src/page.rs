//! The text being read, what is known of it so far, and what was found.

use crate::class::{self, CLASS, DIGIT, NOT_HEX, WORD};
use crate::context::{Context, Topics};
use crate::finding::Finding;
use crate::kind::Kind;
use crate::lexicon;

/// A run of letters, digits and underscores.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The classes of all its bytes together.
    pub(crate) any: u8,
    /// Whether every byte is a hexadecimal digit.
    pub(crate) hex: bool,
    pub(crate) hash: u32,
}

impl Word {
    pub(crate) fn read(text: &[u8], start: usize) -> Word {
        let (mut any, mut hash) = (0, lexicon::SEED);
        let mut length = 0;
        for byte in text.get(start..).unwrap_or(&[]) {
            let class = CLASS[usize::from(*byte)];
            let plain = (1..=class::PLAIN).contains(&(class & !NOT_HEX));
            if !plain && (class & WORD == 0 || is_punctuation(text, start + length)) {
                break;
            }
            any |= class;
            hash = lexicon::step(hash, *byte);
            length += 1;
        }
        let end = start + length;
        Word {
            start,
            end,
            any,
            hex: any & NOT_HEX == 0,
            hash,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }

    pub(crate) fn only_digits(&self) -> bool {
        self.any == DIGIT
    }
}

/// Quotes, dashes and blanks outside ASCII: `„“”‘’–…` and `«»`.
pub(crate) fn is_punctuation(text: &[u8], at: usize) -> bool {
    matches!(
        text.get(at..at + 2),
        Some([0xe2, 0x80] | [0xc2, 0xa0 | 0xab | 0xb7 | 0xbb])
    )
}

#[cfg(test)]
thread_local! {
    static LOOKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many bytes this thread has looked at in all pages.
#[cfg(test)]
pub(crate) fn looked_at() -> usize {
    LOOKED.get()
}

#[cfg(test)]
fn look(bytes: usize) {
    LOOKED.set(LOOKED.get() + bytes);
}

#[cfg(not(test))]
#[inline(always)]
fn look(_: usize) {}

/// What a value is, where it begins and where it ends; nothing if it may stay.
pub(crate) type Found = Option<(Kind, usize, usize)>;

/// A text on its way through the matchers.
pub(crate) struct Page<'t> {
    string: &'t str,
    pub(crate) text: &'t [u8],
    pub(crate) context: Context,
    found: Vec<Finding>,
    enabled: u64,
}

impl<'t> Page<'t> {
    pub(crate) fn new(string: &'t str, enabled: u64) -> Self {
        Self {
            string,
            text: string.as_bytes(),
            context: Context::new(),
            found: Vec::new(),
            enabled,
        }
    }

    /// The byte at `at`, or 0 outside the text.
    pub(crate) fn byte(&self, at: usize) -> u8 {
        look(1);
        self.text.get(at).copied().unwrap_or(0)
    }

    /// The byte before `at`, or 0 at the beginning.
    pub(crate) fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |i| self.byte(i))
    }

    pub(crate) fn slice(&self, start: usize, end: usize) -> &'t [u8] {
        // What is cut out is looked at as a whole at most; what is cut to the end is looked at where it begins.
        look(if end == usize::MAX {
            1
        } else {
            end.saturating_sub(start)
        });
        self.text
            .get(start..end.min(self.text.len()))
            .unwrap_or(&[])
    }

    /// Whether the text goes on with `what` at `at`.
    pub(crate) fn starts_with(&self, at: usize, what: &str) -> bool {
        self.text
            .get(at..)
            .is_some_and(|rest| rest.starts_with(what.as_bytes()))
    }

    /// Whether one of `words` stands at `at`.
    pub(crate) fn follows(&self, at: usize, words: &[&'static str]) -> bool {
        self.next_of(at, words).is_some()
    }

    /// Which of `words` stands at `at`. Compiled once: a loop of its own for each list was a part of the program's size.
    #[inline(never)]
    pub(crate) fn next_of(&self, at: usize, words: &[&'static str]) -> Option<&'static str> {
        let rest = self.text.get(at..)?;
        words
            .iter()
            .find(|word| rest.starts_with(word.as_bytes()))
            .copied()
    }

    /// Which of `words` ends at `at`.
    #[inline(never)]
    pub(crate) fn last_of(&self, at: usize, words: &[&'static str]) -> Option<&'static str> {
        let before = self.text.get(..at)?;
        words
            .iter()
            .find(|word| before.ends_with(word.as_bytes()))
            .copied()
    }

    pub(crate) fn near(&self, topics: Topics, at: usize, window: usize) -> bool {
        self.context.near(topics, at, window)
    }

    /// Where the run of bytes that satisfy `holds` ends, from `at` on, at most `most` bytes further.
    pub(crate) fn run(&self, at: usize, most: usize, holds: impl Fn(u8) -> bool) -> usize {
        let end = self.text.len().min(at.saturating_add(most));
        let mut here = at;
        while here < end && holds(self.text[here]) {
            here += 1;
        }
        look(here - at.min(here));
        here
    }

    /// Where the run of bytes that satisfy `holds` begins that ends before `at`, at most `most` bytes back.
    pub(crate) fn run_back(&self, at: usize, most: usize, holds: impl Fn(u8) -> bool) -> usize {
        let floor = at.saturating_sub(most);
        let mut here = at.min(self.text.len());
        while here > floor && holds(self.text[here - 1]) {
            here -= 1;
        }
        look(at.max(here) - here);
        here
    }

    /// Whether a word could go on to the left of `at`.
    pub(crate) fn joined_before(&self, at: usize) -> bool {
        class::is_word(self.before(at))
    }

    /// Whether the last finding ends at `at`.
    pub(crate) fn found_until(&self, at: usize) -> bool {
        self.found.last().is_some_and(|f| f.range.end == at)
    }

    /// Whether the last finding is of `kind` and ends at most `window` bytes before `at`.
    pub(crate) fn found_near(&self, kind: Kind, at: usize, window: usize) -> bool {
        self.found
            .last()
            .is_some_and(|f| f.kind == kind && f.range.end <= at && at - f.range.end <= window)
    }

    /// Whether the word that begins at `word` is in a token, as `id` is in `[device-id]`.
    pub(crate) fn is_token(&self, word: usize) -> bool {
        let inside = self.run_back(word, Kind::LONGEST_TOKEN, |b| {
            b.is_ascii_lowercase() || b == b'-'
        });
        // `user[password]=` is a key of a form.
        self.before(inside) == b'['
            && !self.joined_before(inside - 1)
            && self.token_at(inside - 1).is_some()
    }

    /// Whether a token ends at `at`.
    pub(crate) fn ends_token(&self, at: usize) -> bool {
        self.before(at) == b']' && self.is_token(at - 1)
    }

    /// Whether a word goes on at `at`.
    pub(crate) fn joined_after(&self, at: usize) -> bool {
        class::is_word(self.byte(at)) && !is_punctuation(self.text, at)
    }

    /// Writes down a finding, widened to whole characters, and says where to read on. A token inside it stays.
    pub(crate) fn mark(
        &mut self,
        kind: Kind,
        start: usize,
        end: usize,
        rule: &'static str,
    ) -> usize {
        let mut start = start.min(self.text.len());
        let mut end = end.min(self.text.len());
        while !self.string.is_char_boundary(start) {
            start -= 1;
        }
        while !self.string.is_char_boundary(end) {
            end += 1;
        }
        if self.enabled & kind.bit() == 0 {
            return end;
        }
        // A finding that begins inside a token, or with it, begins behind it.
        let inside = self.run_back(start, Kind::LONGEST_TOKEN, |b| b != b'[');
        if let Some(length) = inside.checked_sub(1).and_then(|at| self.token_at(at)) {
            start = start.max(inside - 1 + length);
        }
        let mut from = start;
        let mut at = start;
        while let Some(bracket) = self
            .text
            .get(at..end)
            .and_then(|rest| rest.iter().position(|b| *b == b'['))
        {
            at += bracket;
            match self.token_at(at) {
                Some(length) => {
                    self.push(kind, from, at, rule);
                    at += length;
                    from = at;
                }
                None => at += 1,
            }
        }
        self.push(kind, from, end, rule);
        end
    }

    pub(crate) fn token_at(&self, at: usize) -> Option<usize> {
        Kind::token_at(&self.text[at..])
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, rule: &'static str) {
        if start < end {
            self.found.push(Finding {
                kind,
                range: start..end,
                rule,
            });
        }
    }

    /// The findings in order; overlapping ones become one, of the longer one's kind.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        let mut found = self.found;
        if found.len() < 2 {
            return found;
        }
        found.sort_unstable_by_key(|f| (f.range.start, usize::MAX - f.range.end));
        let mut kept: Vec<Finding> = Vec::with_capacity(found.len());
        for next in found {
            match kept.last_mut() {
                Some(last) if next.range.start < last.range.end => {
                    let end = last.range.end.max(next.range.end);
                    if next.range.len() > last.range.len() {
                        last.kind = next.kind;
                        last.rule = next.rule;
                    }
                    last.range.end = end;
                }
                _ => kept.push(next),
            }
        }
        kept
    }
}

impl Page<'_> {
    /// Whether a capital letter, of any script that has them, begins at `at`.
    pub(crate) fn is_upper(&self, at: usize) -> bool {
        match self.byte(at) {
            byte if byte.is_ascii() => byte.is_ascii_uppercase(),
            _ => self
                .string
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .is_some_and(char::is_uppercase),
        }
    }
}
