//! IP addresses. A dotted quad is an address or a version; what was said before it decides, then its own numbers.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::kinds::handle;
use crate::lexicon::WordSet;
use crate::page::{Page, Word};
use crate::words;

const WINDOW: usize = 40;

/// A dotted quad that begins with `word`.
pub(crate) fn v4(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if word.len() > 3 || page.byte(word.end) != b'.' {
        return None;
    }
    let (octets, end) = quad(page, word.start)?;
    let before = page.before(word.start);
    if before == b'.'
        || page.byte(end) == b'.' && class::is_word(page.byte(end + 1))
        || page.joined_after(end)
    {
        return None;
    }
    if before == b'-' && class::is_word(page.before(word.start - 1)) || is_special(octets) {
        return Some(end);
    }
    if is_versions_company(page, word.start, end) {
        // What stands beside it is compared with it.
        page.context.note(Topics::COMPANY, end);
        return Some(end);
    }
    if !is_address(page, word.start, end, octets) {
        return Some(end);
    }
    let end = page.mark(Kind::Ipv4, word.start, end, "ipv4: four octets in context");
    Some(handle::of_access_log(page, end).unwrap_or(end))
}

fn is_special(octets: [u16; 4]) -> bool {
    matches!(octets, [0, 0, 0, 0] | [127, 0, 0, 1] | [255, ..])
}

fn is_address(page: &Page<'_>, start: usize, end: usize, octets: [u16; 4]) -> bool {
    let before = page.before(start);
    if matches!(before, b'v' | b'V') {
        return false;
    }
    if is_private(octets) {
        // An address inside a network leads to nobody by itself; as somebody's, behind a key, it goes.
        let keyed = page.context.distance(Topics::IP, start, 3).is_some();
        let joined = matches!(before, b'=' | b'"' | b'\'')
            || before == b' ' && page.before(start - 1) == b':';
        return keyed && joined && page.byte(end) != b':';
    }
    if before == b'@' && is_package(page, start - 1) {
        return false;
    }
    if matches!(before, b'@' | b'[') || before == b'/' && page.before(start - 1) == b'/' {
        return true;
    }
    if page.byte(end) == b':' && page.byte(end + 1).is_ascii_digit() {
        return true;
    }
    let version = page.context.distance(Topics::VERSION, start, WINDOW);
    let ip = page.context.distance(Topics::IP, start, WINDOW);
    let weak = page.context.distance(Topics::WEAK_IP, start, WINDOW);
    let version = version.or_else(|| is_released(page, end).then_some(0));
    let version_like = octets[0] <= 30 && octets[1] <= 30;
    match (version, ip) {
        (Some(v), Some(i)) => i < v && (!version_like || before == b'='),
        (Some(v), None) => !version_like && weak.is_some_and(|w| w < v && before == b'='),
        (None, Some(_)) => true,
        (None, None) => !version_like || weak.is_some() && before == b'=',
    }
}

/// Words for programs, which have versions; those that have addresses too are the second half.
static PROGRAMS: WordSet = WordSet::new(
    "app application api build bundle core ui agent backend frontend sdk apk ipa plugin module kernel os rom launcher webview browser",
);
static BOTH: WordSet = WordSet::new(
    "server host client service node portal web proxy gateway system min max minimum current latest",
);

/// Words that compare versions.
static COMPARED: WordSet = WordSet::new(
    "mindestens minimum outdated alt älter requires required neuer newer older mismatch \
     differ differs incompatible",
);

/// A version in the company of versions: `App 61.0.3.12`, `Server 92.4.33.1 / App 92.4.32.9`, `MoorServer/44.1.2.3`,
/// `Moor 62.8.14.2 is up`. What a port or a sign of addresses marks is none.
fn is_versions_company(page: &Page<'_>, start: usize, end: usize) -> bool {
    let port = page.byte(end) == b':' && page.byte(end + 1).is_ascii_digit();
    let sign = page.before(start);
    let letter = |b: u8| class::of(b) & (class::LETTER | class::HIGH) != 0;
    if port || !matches!(sign, b' ' | b'/' | b'=' | b'-' | b'(') {
        return false;
    }
    // `MoorKit (33.8.1.5)`: a name in code and what it is.
    if sign == b'(' {
        let name_end = start.saturating_sub(2);
        let first = page.run_back(name_end, 24, letter);
        let name = page.slice(first, name_end);
        return page.is_upper(first)
            && name.iter().skip(1).any(u8::is_ascii_uppercase)
            && name.iter().any(u8::is_ascii_lowercase);
    }
    let word_end = start - 1;
    let first = page.run_back(word_end, 24, letter);
    let word = page.slice(first, word_end);
    if word.len() < 2 {
        return false;
    }
    // `example.org/93.184.216.34` is how programs print an address; a product's name has capitals and no dots.
    if sign == b'/' {
        return page.is_upper(first) && !matches!(page.before(first), b'.' | b'/' | b'-' | b'@');
    }
    // `com.example.app 25.36.33.1`: a package and its version.
    let package = page.run_back(first, 64, |b| {
        class::is_alnum(b) || matches!(b, b'.' | b'_')
    });
    let dots = page
        .slice(package, first)
        .iter()
        .filter(|b| **b == b'.')
        .count();
    if sign == b' ' && dots >= 2 {
        return true;
    }
    if PROGRAMS.has(word)
        || word.len() > 7 && word[word.len() - 7..].eq_ignore_ascii_case(b"version")
    {
        return true;
    }
    if BOTH.has(word) {
        return page.near(Topics::COMPANY, start, 48) || names_program(page, end);
    }
    // A product's name inside a sentence: a capital that begins no sentence and no word of context.
    let inside = page.before(first) == b' ' && letter(page.before(first - 1)) && first > 1;
    sign == b' '
        && (inside || first == 0 && !is_verb(word))
        && page.is_upper(first)
        && word.iter().any(u8::is_ascii_lowercase)
        && words::words().get(word).is_none()
}

/// `com.example.app 25.36.33.1`: whether a package, of three parts or more, ends or goes on at `at`.
fn is_package(page: &Page<'_>, at: usize) -> bool {
    let start = page.run_back(at, 64, |b| class::is_alnum(b) || matches!(b, b'.' | b'_'));
    let dots = page.slice(start, at).iter().filter(|b| **b == b'.').count();
    dots >= 2
}

/// What begins a sentence about an address: `Banned 93.184.216.34`.
fn is_verb(word: &[u8]) -> bool {
    static VERBS: WordSet = WordSet::new(
        "ban unban ping block drop allow deny got via found lost saw from to by at using source origin geo asn sperre",
    );
    word.ends_with(b"ed") || word.ends_with(b"ing") || word.ends_with(b"t") || VERBS.has(word)
}

/// Whether a program and its version follow within a few words: ` / App 92.4`.
fn names_program(page: &Page<'_>, end: usize) -> bool {
    let ahead = page.slice(end, end + 40);
    let mut rest = ahead;
    while let Some(at) = rest.iter().position(u8::is_ascii_alphabetic) {
        let word_end = rest[at..]
            .iter()
            .position(|b| !b.is_ascii_alphabetic())
            .map_or(rest.len(), |length| at + length);
        let number = matches!(rest.get(word_end), Some(b' ' | b'/' | b'='))
            && rest.get(word_end + 1).is_some_and(u8::is_ascii_digit);
        let word = &rest[at..word_end];
        if number && PROGRAMS.has(word) || COMPARED.has(word) {
            return true;
        }
        rest = &rest[word_end..];
    }
    false
}

/// Whether what follows speaks of a version: `Shop 77.16.2.133 on Android 14`, `… gestartet`.
fn is_released(page: &Page<'_>, end: usize) -> bool {
    [
        " on Android",
        " on iOS",
        " gestartet",
        " started",
        " starting",
        " installiert",
        " installed",
        " released",
        " is rolling",
        " verfügbar",
        " is available",
        " available",
        " wird nicht mehr",
        " geladen",
        " läuft",
        " is running",
        " running",
        " is up",
        " crashed",
        " abgestürzt",
        " eingespielt",
        " deployed",
        " ausgerollt",
        " loaded",
        " (build",
    ]
    .iter()
    .any(|w| page.starts_with(end, w))
}

/// RFC 1918 and link-local.
fn is_private(octets: [u16; 4]) -> bool {
    matches!(
        octets,
        [10, ..] | [192, 168, ..] | [172, 16..=31, ..] | [169, 254, ..]
    )
}

/// Four numbers up to 255 with dots between them, without leading zeros.
fn quad(page: &Page<'_>, start: usize) -> Option<([u16; 4], usize)> {
    let mut octets = [0u16; 4];
    let mut at = start;
    for (index, octet) in octets.iter_mut().enumerate() {
        let end = page.run(at, 4, |b| b.is_ascii_digit());
        if end == at || end - at > 3 || (end - at > 1 && page.byte(at) == b'0') {
            return None;
        }
        *octet = page
            .slice(at, end)
            .iter()
            .fold(0, |n, b| n * 10 + u16::from(b - b'0'));
        at = end;
        if index < 3 {
            if page.byte(at) != b'.' {
                return None;
            }
            at += 1;
        }
    }
    octets.iter().all(|o| *o < 256).then_some((octets, at))
}

/// An IPv6 address that begins at `start`, with a digit group or with `::`.
pub(crate) fn v6(page: &mut Page<'_>, start: usize) -> Option<usize> {
    let bracketed = page.before(start) == b'[';
    if page.joined_before(start) || matches!(page.before(start), b':' | b'.') {
        return None;
    }
    let (mut groups, mut gaps, mut letters, mut at) = (0, 0, false, start);
    if page.byte(at) == b':' {
        if page.byte(at + 1) != b':' || !class::is_hex(page.byte(at + 2)) {
            return None;
        }
        gaps = 1;
        at += 2;
    }
    loop {
        let end = page.run(at, 5, class::is_hex);
        if end == at {
            break;
        }
        if end - at > 4 {
            return None;
        }
        if page.byte(end) == b'.' {
            if let Some((_, quad_end)) = quad(page, at) {
                at = quad_end;
                groups += 2;
                break;
            }
            return None;
        }
        letters |= page.slice(at, end).iter().any(u8::is_ascii_alphabetic);
        groups += 1;
        at = end;
        if page.byte(at) != b':' {
            break;
        }
        if page.byte(at + 1) == b':' {
            if gaps == 1 {
                return None;
            }
            gaps = 1;
            at += 2;
        } else if class::is_hex(page.byte(at + 1)) {
            at += 1;
        } else {
            break;
        }
    }
    if page.joined_after(at) || page.byte(at) == b':' && page.byte(at + 1) == b':' {
        return None;
    }
    let full = gaps == 0 && groups == 8;
    let short = gaps == 1 && groups < 8 && is_prefix(page, start, groups, letters, bracketed);
    if !full && !short {
        return None;
    }
    if matches!(page.slice(start, at), b"::1" | b"::0") {
        return Some(at);
    }
    // `2001:db8::/32`: a network, not a host.
    if page.slice(at - 2, at + 1) == b"::/" {
        return Some(at);
    }
    if page.byte(at) == b'%' {
        let zone = page.run(at + 1, 16, class::is_alnum);
        at = if zone > at + 1 { zone } else { at };
    }
    let end = page.mark(Kind::Ipv6, start, at, "ipv6: groups of hexadecimal digits");
    Some(handle::of_access_log(page, end).unwrap_or(end))
}

/// A compressed address must begin as addresses do, or be announced: `ab::cd` is a path of a program.
fn is_prefix(page: &Page<'_>, start: usize, groups: usize, letters: bool, bracketed: bool) -> bool {
    let first = page.slice(start, start + 4);
    let known = |prefix: &[u8]| {
        first.len() >= prefix.len() && first[..prefix.len()].eq_ignore_ascii_case(prefix)
    };
    let assigned = [
        b"20".as_slice(),
        b"24",
        b"26",
        b"28",
        b"2a",
        b"2c",
        b"fe8",
        b"fe9",
        b"fea",
        b"feb",
        b"fc",
        b"fd",
        b"ff0",
        b"3f",
        b"64:f",
    ]
    .iter()
    .any(|p| known(p));
    let digits = page
        .slice(start, start + 40)
        .iter()
        .take_while(|b| class::is_hex(**b) || **b == b':')
        .any(u8::is_ascii_digit);
    (assigned && digits && page.run(start, 5, class::is_hex) - start == 4)
        || (first.starts_with(b"::") && groups >= 1 && (letters || groups > 1) && digits)
        || (digits && (bracketed || groups >= 3 || page.near(Topics::IP, start, WINDOW)))
}
