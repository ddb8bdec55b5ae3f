//! Long numbers: payment cards, IMEI, SIM and subscriber numbers, social security numbers.

use crate::checksum;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};

const MOST: usize = 22;
const WINDOW: usize = 32;

/// Digits gathered over single blanks or dashes.
pub(crate) struct Run {
    pub(crate) digits: [u8; MOST],
    pub(crate) count: usize,
    pub(crate) end: usize,
    /// After how many digits each group ends, and where in the text.
    groups: [(usize, usize); 8],
    group_count: usize,
}

impl Run {
    pub(crate) fn groups(&self) -> &[(usize, usize)] {
        &self.groups[..self.group_count]
    }

    /// The lengths of the groups, such as 3, 2, 4.
    fn lengths(&self, up_to: usize) -> impl Iterator<Item = usize> {
        let groups = &self.groups[..up_to.min(self.group_count)];
        groups.iter().enumerate().map(|(i, (count, _))| {
            if i == 0 {
                *count
            } else {
                count - groups[i - 1].0
            }
        })
    }
}

pub(crate) fn gather(page: &Page<'_>, start: usize) -> Run {
    let mut run = Run {
        digits: [0; MOST],
        count: 0,
        end: start,
        groups: [(0, 0); 8],
        group_count: 0,
    };
    let mut at = start;
    while run.group_count < 8 {
        while page.byte(at).is_ascii_digit() && run.count < MOST {
            run.digits[run.count] = page.byte(at);
            run.count += 1;
            at += 1;
        }
        run.end = at;
        run.groups[run.group_count] = (run.count, at);
        run.group_count += 1;
        if run.count == MOST
            || !matches!(page.byte(at), b' ' | b'-')
            || !page.byte(at + 1).is_ascii_digit()
        {
            break;
        }
        at += 1;
    }
    run
}

/// A number that begins with `word`, which is digits only.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let before = page.before(word.start);
    let fraction = before == b'.' && page.before(word.start - 1).is_ascii_digit();
    if fraction || page.byte(word.end) == b'.' && page.byte(word.end + 1).is_ascii_digit() {
        return None;
    }
    let run = gather(page, word.start);
    if run.count < 9 {
        return None;
    }
    for (index, (count, end)) in run.groups().iter().copied().enumerate() {
        if page.joined_after(end) || before == b'-' && index > 0 {
            continue;
        }
        if let Some((kind, rule)) = decide(page, word.start, &run, count, index + 1) {
            return Some(page.mark(kind, word.start, end, rule));
        }
    }
    None
}

fn decide(
    page: &Page<'_>,
    start: usize,
    run: &Run,
    count: usize,
    groups: usize,
) -> Option<(Kind, &'static str)> {
    let digits = &run.digits[..count];
    let whole = groups == run.groups().len() || count == 15 && groups == 1;
    let near = |topics: Topics| page.near(topics, start, WINDOW);
    if is_card(digits)
        && checksum::luhn(digits)
        && (groups == 1 || run.lengths(groups).all(|l| l >= 2) && groups >= 3)
    {
        return Some((Kind::CreditCard, "credit_card: network and Luhn"));
    }
    match count {
        13..=19 if near(Topics::CARD) && !near(Topics::SIM) && checksum::luhn(digits) && whole => {
            Some((Kind::CreditCard, "credit_card: Luhn and context"))
        }
        18..=22 if digits.starts_with(b"89") && (checksum::luhn(digits) || near(Topics::SIM)) => {
            Some((Kind::SimId, "sim_id: ICCID"))
        }
        14..=17
            if near(Topics::IMEI)
                && (whole || count == 15)
                && !page
                    .context
                    .nearer(Topics::SIM, Topics::IMEI, start, WINDOW) =>
        {
            Some((Kind::Imei, "imei: context"))
        }
        15 if groups == 1 && checksum::luhn(digits) && is_device(digits) => {
            Some((Kind::Imei, "imei: Luhn"))
        }
        15 if groups == 4 && run.lengths(4).eq([2, 6, 6, 1]) => Some((Kind::Imei, "imei: groups")),
        13..=16 if near(Topics::SIM) && whole && !digits.starts_with(b"0") => {
            Some((Kind::SimId, "sim_id: context"))
        }
        9 if groups == 3 && run.lengths(3).eq([3, 2, 4]) && is_social(digits) => {
            Some((Kind::SsnUs, "ssn_us: groups"))
        }
        9 if near(Topics::SSN) && whole => Some((Kind::SsnUs, "ssn_us: context")),
        _ => None,
    }
}

/// The reporting bodies that give out type allocation codes.
fn is_device(digits: &[u8]) -> bool {
    matches!(
        &digits[..2],
        b"01"
            | b"35"
            | b"86"
            | b"91"
            | b"98"
            | b"99"
            | b"44"
            | b"45"
            | b"49"
            | b"50"
            | b"51"
            | b"52"
            | b"53"
            | b"54"
    )
}

/// Areas 000, 666 and from 900 on, and zeros in a group, were never given out.
fn is_social(digits: &[u8]) -> bool {
    digits[0] != b'9'
        && !matches!(&digits[..3], b"000" | b"666")
        && digits[3..5] != *b"00"
        && digits[5..] != *b"0000"
}

/// The first digits that the card networks use (ISO/IEC 7812), with their lengths.
pub(crate) fn is_card(digits: &[u8]) -> bool {
    let prefix = digits
        .iter()
        .take(4)
        .fold(0u32, |n, d| n * 10 + u32::from(d - b'0'));
    match digits.len() {
        13 => matches!(prefix, 4000..=4999),
        16 => matches!(
            prefix,
            4000..=4999 | 5100..=5599 | 2221..=2720 | 6011 | 6440..=6599 | 3528..=3589 | 6200..=6299 | 5018 | 5020 | 5038
                | 6304 | 6759 | 6761..=6763 | 2200..=2204 | 8100..=8171 | 3600..=3699 | 3800..=3999
        ),
        19 => matches!(prefix, 4000..=4999 | 6200..=6299 | 6011 | 6440..=6599 | 3528..=3589),
        15 => matches!(prefix, 3400..=3499 | 3700..=3799),
        14 => matches!(prefix, 3000..=3059 | 3600..=3699 | 3800..=3999),
        _ => false,
    }
}
