//! Names of wireless networks: quoted behind a word for one, or as routers are named when they are sold.

use crate::class;
use crate::kind::Kind;
use crate::page::{Page, Word};
use crate::shape;
use crate::words;

/// Words between the network and its name that say another thing is quoted.
const NOT_NAMES: &[&str] = &[
    "error",
    "fehler",
    "state",
    "type",
    "mode",
    "request",
    "failed",
    "security",
    "permission",
    "status",
    "event",
    "reason",
    "exception",
];

/// `WIFI:T:WPA;S:Moor;P:Heron77;;`, as a code to photograph has it; the first colon is at `colon`.
pub(crate) fn code(page: &mut Page<'_>, colon: usize) -> Option<usize> {
    if page.slice(colon.saturating_sub(4), colon) != b"WIFI" {
        return None;
    }
    let mut at = colon + 1;
    for field in page.slice(at, at + 160).split(|b| *b == b';') {
        let kind = match field {
            [b'S', b':', _, ..] => Some(Kind::Ssid),
            [b'P', b':', _, ..] => Some(Kind::Password),
            _ => None,
        };
        if let Some(kind) = kind {
            page.mark(kind, at + 2, at + field.len(), "ssid: code of a network");
        }
        at += field.len() + 1;
    }
    None
}

/// The name behind `word`, which speaks of a network.
pub(crate) fn after(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let open = page.run(word.end, 28, |b| {
        b.is_ascii_alphabetic() || matches!(b, b' ' | b':' | b'-')
    });
    let between = page.slice(word.end, open);
    if between.is_empty() || NOT_NAMES.iter().any(|w| contains_word(between, w)) {
        return None;
    }
    let (start, close): (usize, &[&str]) = match page.byte(open) {
        b'"' => (open + 1, &["\""]),
        b'\'' => (open + 1, &["'"]),
        b'`' => (open + 1, &["`"]),
        b'<' => (open + 1, &[">"]),
        b'\\' if page.byte(open + 1) == b'"' => (open + 2, &["\\\""]),
        0xe2 => (open + 3, &["“", "”", "’", "‘"]),
        0xc2 if matches!(page.byte(open + 1), 0xab | 0xbb) => (open + 2, &["»", "«"]),
        _ => return bare(page, word),
    };
    let limit = page.text.len().min(start + 40);
    let end = (start..limit).find(|at| close.iter().any(|c| page.starts_with(*at, c)))?;
    let text = page.slice(start, end);
    let fits = !text.is_empty()
        && text.len() <= 34
        && !shape::is_placeholder(text)
        && !text.contains(&b'\n')
        && !text.starts_with(b"<");
    // What is connected to may be anything; a network's name must look like one there.
    let sure = !is_connection(page.slice(word.start, word.end)) || is_household(text);
    (fits && sure).then(|| page.mark(Kind::Ssid, start, end, "ssid: quoted behind a network"))
}

fn is_connection(word: &[u8]) -> bool {
    shape::is_any(word, &["verbunden", "connected", "joined", "beigetreten"])
}

fn contains_word(text: &[u8], word: &str) -> bool {
    text.split(|b| !b.is_ascii_alphabetic())
        .any(|w| w.eq_ignore_ascii_case(word.as_bytes()))
}

/// Without quotes: directly behind `SSID`, or a few words later if it looks like a name that a household chose.
fn bare(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.byte(word.end) != b' ' {
        return None;
    }
    let text = page.slice(word.start, word.end);
    let named = text.eq_ignore_ascii_case(b"ssid");
    let hotspot = named || text.eq_ignore_ascii_case(b"hotspot");
    let connection = is_connection(text);
    let mut start = word.end + 1;
    let noun = shape::is_any(text, &["network", "netzwerk", "netz", "heimnetz"]);
    let mut introduced = named || noun;
    for _ in 0..3 {
        let end = page.run(start, 16, |b| b.is_ascii_lowercase());
        if end == start || page.byte(end) != b' ' {
            break;
        }
        let small = page.slice(start, end);
        introduced |= INTRODUCING.iter().any(|w| small == w.as_bytes());
        start = end + 1;
    }
    let mut end = start;
    let mut words = 0;
    while words < 4 {
        let next = page.run(end, 33, |b| {
            class::is_word(b) || matches!(b, b'-' | b'!' | b'\'' | b'.')
        });
        let capital = page.is_upper(end) || page.byte(end).is_ascii_digit();
        if next == end || !(capital || words == 0 && hotspot) {
            break;
        }
        words += 1;
        end = next;
        if page.byte(end) != b' ' {
            break;
        }
        end += 1;
    }
    let end = page.run_back(end, 3, |b| matches!(b, b' ' | b'.'));
    let text = page.slice(start, end.max(start));
    if text.len() < 3
        || shape::is_placeholder(text)
        || matches!(page.byte(end), b'=' | b'(' | b'/' | b':')
    {
        return None;
    }
    let chosen = is_household(text);
    let ends =
        end == page.text.len() || matches!(page.byte(end), b',' | b'.' | b';' | b'\n' | b')');
    (named
        || chosen && (introduced || ends || hotspot || start == word.end + 1)
        || introduced
            && ends
            && !connection
            && text[1..].iter().any(|b| !b.is_ascii_lowercase())
            && !text.iter().all(u8::is_ascii_uppercase))
    .then(|| page.mark(Kind::Ssid, start, end, "ssid: behind a network"))
}

/// Small words between a network and its name.
const INTRODUCING: &[&str] = &[
    "to",
    "mit",
    "result",
    "joined",
    "named",
    "namens",
    "called",
    "network",
    "netzwerk",
    "netz",
    "ssid",
    "hotspot",
    "from",
    "von",
    "saved",
    "known",
    "bekanntes",
];

/// `The Joneses`, `Familie Meyer`, `JohnsonNet`, `Lee-Home-5G`: endings and beginnings that people give networks.
fn is_household(text: &[u8]) -> bool {
    const ENDS: &[&[u8]] = &[
        b"Net",
        b"WiFi",
        b"Wifi",
        b"WLAN",
        b"-5G",
        b"-2G",
        b"_5G",
        b"2.4G",
        b"Home",
        b"Guest",
        b"Gast",
        b"Family",
        b"Funknetz",
        b"Network",
        b"Netz",
        b"Hotspot",
        b"5GHz",
        b"2.4GHz",
        b"-EXT",
        b"_EXT",
        b"zuhause",
        b"Zuhause",
    ];
    let ends = ENDS
        .iter()
        .any(|e| text.len() > e.len() && text.ends_with(e));
    let begins = text.starts_with(b"The ") && text.ends_with(b"s")
        || text.starts_with(b"Familie ")
        || text.starts_with(b"Family ")
        || text.starts_with(b"WLAN-")
        || text.starts_with(b"WIFI-");
    ends || begins
}

/// `"Haus am See" -71 dBm`: the quoted name before a strength whose unit is `word`.
pub(crate) fn measured(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let number = page.run_back(word.start, 5, |b| {
        b.is_ascii_digit() || matches!(b, b'-' | b' ')
    });
    let close = page.run_back(number, 2, |b| matches!(b, b' ' | b'(' | b','));
    let close = close.checked_sub(1)?;
    let quote = page.byte(close);
    let start = page.run_back(close, 32, |b| b != quote && b != b'\n');
    let fits = number < word.start
        && matches!(quote, b'"' | b'\'')
        && start < close
        && page.before(start) == quote
        && page.token_at(start).is_none();
    if fits {
        page.mark(Kind::Ssid, start, close, "ssid: with its strength");
    }
    None
}

/// `FRITZ!Box 7590 AB`, `Vodafone-A1B2`: a router's name as sold, beginning with `word`.
pub(crate) fn router(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let text = page.slice(word.start, word.end);
    if text.eq_ignore_ascii_case(b"fritz") && page.byte(word.end) == b'!' {
        let mut end = page.run(word.end + 1, 8, class::is_alnum);
        for _ in 0..3 {
            let next = page.run(end + 1, 8, class::is_alnum);
            let part = page.slice(end + 1, next);
            let model = page.byte(end) == b' '
                && !part.is_empty()
                && part
                    .iter()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            if !model && !part.eq_ignore_ascii_case(b"cable") {
                break;
            }
            end = next;
        }
        let end = owner_end(page, end);
        return Some(page.mark(Kind::Ssid, word.start, end, "ssid: router's name"));
    }
    let end = page.run(word.end, 16, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_')
    });
    let rest = page.slice(word.end, end);
    let fits = rest.len() >= 4
        && shape::digits(rest) > 0
        && rest
            .iter()
            .skip(1)
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
    fits.then(|| page.mark(Kind::Ssid, word.start, end, "ssid: router's name"))
}

/// `FRITZ!Box 7590 Meyer`: a capitalised word that names nothing else belongs to the network's name.
fn owner_end(page: &Page<'_>, end: usize) -> usize {
    let letter = |b: u8| class::of(b) & (class::LETTER | class::HIGH) != 0;
    let owner = page.run(end + 1, 24, letter);
    let text = page.slice(end + 1, owner);
    let named = page.byte(end) == b' '
        && text.len() >= 3
        && page.is_upper(end + 1)
        && text[1..].iter().all(|b| !b.is_ascii_uppercase())
        && words::words().get(text).is_none()
        && !matches!(text, b"Neustart" | b"Reboot" | b"Verbindung" | b"Modell")
        && matches!(
            page.byte(owner),
            0 | b' ' | b'"' | b'\'' | b',' | b'.' | b'\n'
        );
    if named { owner } else { end }
}
