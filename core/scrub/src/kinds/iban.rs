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
    let length = length(head)?;
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
                if count == length && checksum::iban(&compact[..count]) {
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
    let cased = |holds: fn(&u8) -> bool| {
        !compact[..count]
            .iter()
            .filter(|b| b.is_ascii_alphabetic())
            .all(holds)
    };
    if cased(u8::is_ascii_uppercase) && cased(u8::is_ascii_lowercase) {
        return None;
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

/// The length of an account of the country that `head` begins with, from the registry of ISO 13616.
fn length(head: &[u8]) -> Option<usize> {
    const COUNTRIES: &[u8] = b"AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29\
        ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20\
        LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19\
        SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";
    COUNTRIES
        .chunks_exact(4)
        .find(|c| c[..2].eq_ignore_ascii_case(&head[..2]))
        .map(|c| usize::from(c[2] - b'0') * 10 + usize::from(c[3] - b'0'))
}

/// A group has a digit, except for the bank's letters that some countries put second.
fn is_group(group: &[u8], second: bool) -> bool {
    group.iter().any(u8::is_ascii_digit)
        || second && group.len() == 4 && group.iter().all(u8::is_ascii_uppercase)
}
