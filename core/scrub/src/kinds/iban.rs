//! Bank accounts (ISO 13616): country, check digits, mod 97; compact or in groups.

use crate::checksum;
use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};

const LONGEST: usize = 34;
const SHORTEST: usize = 15;

/// An account that begins with `word`.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let head = page.slice(word.start, word.start + 4);
    if head.len() < 4
        || !head[..2].iter().all(u8::is_ascii_alphabetic)
        || !head[2..].iter().all(u8::is_ascii_digit)
    {
        return None;
    }
    let (mut compact, mut count, mut at) = ([0u8; LONGEST], 0, word.start);
    let (mut best, mut last_end) = (None, word.start);
    while count < LONGEST {
        let byte = page.byte(at);
        if class::is_alnum(byte) {
            compact[count] = byte;
            count += 1;
            at += 1;
            if count >= SHORTEST && !class::is_alnum(page.byte(at)) {
                last_end = at;
                if checksum::iban(&compact[..count]) {
                    best = Some(at);
                }
            }
            continue;
        }
        let gap = if page.slice(at, at + 3) == b"%20" {
            3
        } else {
            usize::from(matches!(byte, b' ' | b'-' | b'.' | b'+'))
        };
        // A group of letters only is the next word, not a part of the number.
        let group = page.run(at + gap, 5, class::is_alnum);
        if gap == 0
            || group == at + gap
            || group - at - gap > 4
            || !is_group(page.slice(at + gap, group), at == word.start + 4)
        {
            break;
        }
        at += gap;
    }
    if best.is_none()
        && page.near(Topics::BANK, word.start, 24)
        && last_end > word.start
        && count >= 16
    {
        return Some(page.mark(Kind::Iban, word.start, last_end, "iban: context"));
    }
    let end = best?;
    Some(page.mark(Kind::Iban, word.start, end, "iban: mod 97"))
}

/// A group has a digit, except for the bank's letters that some countries put second.
fn is_group(group: &[u8], second: bool) -> bool {
    group.iter().any(u8::is_ascii_digit)
        || second && group.len() == 4 && group.iter().all(u8::is_ascii_uppercase)
}
