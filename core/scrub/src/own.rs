//! Patterns the caller adds, in a small language that cannot backtrack.

use std::fmt;

use crate::class;
use crate::kind::Kind;
use crate::page::Page;

/// The longest pattern, and the longest run that a `+` takes.
const MOST: usize = 64;
const LONGEST_RUN: usize = 256;

/// Why a pattern was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// It has no sign to look for, or only signs that stand for any letter or digit: it would match everywhere.
    TooOpen,
    /// A `+` stands at the beginning or behind another `+`, or a `\` at the end: write what is to be repeated before it.
    Dangling,
    /// It has more than 64 signs.
    TooLong,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooOpen => "the pattern would match almost everywhere; give it a literal part or at least four signs",
            Self::Dangling => "a `+` needs something before it to repeat, and a `\\` something behind it to take literally",
            Self::TooLong => "the pattern has more than 64 signs",
        })
    }
}

impl std::error::Error for PatternError {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Digit,
    Letter,
    Either,
    Literal(u8),
}

impl Sign {
    fn fits(self, byte: u8) -> bool {
        match self {
            Sign::Digit => byte.is_ascii_digit(),
            Sign::Letter => byte.is_ascii_alphabetic(),
            Sign::Either => class::is_alnum(byte),
            Sign::Literal(literal) => byte.eq_ignore_ascii_case(&literal),
        }
    }
}

/// A pattern: signs, each once or as often as it fits.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    signs: Vec<(Sign, bool)>,
}

impl Pattern {
    pub(crate) fn new(source: &str) -> Result<Self, PatternError> {
        let mut signs: Vec<(Sign, bool)> = Vec::new();
        let mut bytes = source.bytes();
        while let Some(byte) = bytes.next() {
            let sign = match byte {
                b'#' => Sign::Digit,
                b'?' => Sign::Letter,
                b'*' => Sign::Either,
                b'\\' => Sign::Literal(bytes.next().ok_or(PatternError::Dangling)?),
                b'+' => {
                    match signs.last_mut() {
                        Some((_, repeated)) if !*repeated => *repeated = true,
                        _ => return Err(PatternError::Dangling),
                    }
                    continue;
                }
                literal => Sign::Literal(literal),
            };
            signs.push((sign, false));
        }
        if signs.len() > MOST {
            return Err(PatternError::TooLong);
        }
        let literals = signs
            .iter()
            .filter(|(s, _)| matches!(s, Sign::Literal(_)))
            .count();
        if signs.is_empty() || literals == 0 && signs.len() < 4 {
            return Err(PatternError::TooOpen);
        }
        Ok(Self { signs })
    }

    pub(crate) fn find(&self, page: &mut Page<'_>) {
        let mut at = 0;
        while at < page.text.len() {
            at = match self.end(page, at) {
                Some(end) => page
                    .mark(Kind::Own, at, end, "own: pattern of the caller")
                    .max(at + 1),
                None => at + 1,
            };
        }
    }

    /// Where a match that begins at `start` ends. It neither begins nor ends inside a word.
    fn end(&self, page: &Page<'_>, start: usize) -> Option<usize> {
        let mut at = start;
        for (sign, repeated) in &self.signs {
            if !sign.fits(page.byte(at)) || at >= page.text.len() {
                return None;
            }
            at = page.run(at, if *repeated { LONGEST_RUN } else { 1 }, |b| {
                sign.fits(b)
            });
        }
        let inside = page.joined_before(start) && class::is_word(page.byte(start))
            || page.joined_after(at) && class::is_word(page.before(at));
        (!inside).then_some(at)
    }
}
