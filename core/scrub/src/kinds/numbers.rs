//! Long numbers with a checksum: payment cards, IMEI, IBAN.

use crate::checksum;
use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};

const MOST: usize = 20;

/// Digits gathered over single separators.
struct Run {
    digits: [u8; MOST],
    count: usize,
    end: usize,
}

fn gather(page: &Page<'_>, start: usize) -> Option<Run> {
    let mut run = Run {
        digits: [0; MOST],
        count: 0,
        end: start,
    };
    let mut at = start;
    loop {
        let byte = page.byte(at);
        if byte.is_ascii_digit() {
            if run.count == MOST {
                return None;
            }
            run.digits[run.count] = byte;
            run.count += 1;
            run.end = at + 1;
        } else if !matches!(byte, b' ' | b'-') || !page.byte(at + 1).is_ascii_digit() {
            break;
        }
        at += 1;
    }
    Some(run)
}

/// A number that begins with `word`.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if matches!(page.before(word.start), b'.' | b'x')
        || page.byte(word.end) == b'.' && page.byte(word.end + 1).is_ascii_digit()
    {
        return None;
    }
    let run = gather(page, word.start)?;
    if page.joined_after(run.end) {
        return None;
    }
    let digits = &run.digits[..run.count];
    if is_card(digits) && checksum::luhn(digits) {
        return Some(page.mark(
            Kind::CreditCard,
            word.start,
            run.end,
            "credit_card: network and Luhn",
        ));
    }
    if run.count == 15 && checksum::luhn(digits) && page.near(Topics::IMEI, word.start, 40) {
        return Some(page.mark(Kind::Imei, word.start, run.end, "imei: Luhn"));
    }
    None
}

fn is_card(digits: &[u8]) -> bool {
    let prefix = digits
        .iter()
        .take(4)
        .fold(0u32, |n, d| n * 10 + u32::from(d - b'0'));
    match digits.len() {
        16 => {
            matches!(prefix, 4000..=4999 | 5100..=5599 | 2221..=2720 | 6011 | 6440..=6599 | 3528..=3589 | 6200..=6299)
        }
        15 => matches!(prefix, 3400..=3499 | 3700..=3799),
        14 => matches!(prefix, 3000..=3059 | 3600..=3699 | 3800..=3999),
        _ => false,
    }
}

/// An account number: two letters, two digits, then groups.
pub(crate) fn iban(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let head = page.slice(word.start, word.start + 4);
    if head.len() < 4
        || !head[..2].iter().all(u8::is_ascii_alphabetic)
        || !head[2..].iter().all(u8::is_ascii_digit)
    {
        return None;
    }
    let (mut compact, mut count, mut at) = ([0u8; 34], 0, word.start);
    let mut best = None;
    while count < 34 {
        let byte = page.byte(at);
        if class::is_alnum(byte) {
            compact[count] = byte;
            count += 1;
        } else if !matches!(byte, b' ' | b'-') || !class::is_alnum(page.byte(at + 1)) {
            break;
        }
        at += 1;
        if count >= 15 && !class::is_alnum(page.byte(at)) && checksum::iban(&compact[..count]) {
            best = Some(at);
        }
    }
    let end = best?;
    Some(page.mark(Kind::Iban, word.start, end, "iban: mod 97"))
}
