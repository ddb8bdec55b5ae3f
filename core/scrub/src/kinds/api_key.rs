//! Tokens of services: by their prefix, as JWT, or because they look drawn at random.

use std::sync::OnceLock;

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::kinds::providers::{Body, PREFIXES, Prefix};
use crate::page::{Page, Word};
use crate::shape;

const LONGEST: usize = 4096;
const WINDOW: usize = 40;

/// Which prefixes begin with a byte, and which three bytes begin any.
struct Index {
    beginnings: [u64; 64],
    by_first: Vec<Vec<&'static Prefix>>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index {
            beginnings: [0; 64],
            by_first: vec![Vec::new(); 128],
        };
        for prefix in PREFIXES {
            let bytes = prefix.text.as_bytes();
            // The two shortest go on with any hexadecimal digit.
            let thirds: &[u8] = bytes.get(2..3).unwrap_or(b"0123456789abcdefABCDEF");
            for third in thirds {
                let slot = slot(bytes[0], bytes[1], *third);
                index.beginnings[slot / 64] |= 1 << (slot % 64);
            }
            // The longest first, so that `sk-proj-` is tried before `sk-`.
            let bucket = &mut index.by_first[usize::from(bytes[0] & 127)];
            let place = bucket
                .iter()
                .position(|p| p.text.len() < prefix.text.len())
                .unwrap_or(bucket.len());
            bucket.insert(place, prefix);
        }
        index
    })
}

fn slot(first: u8, second: u8, third: u8) -> usize {
    (usize::from(first) * 961 + usize::from(second) * 31 + usize::from(third)) % 4096
}

/// A token that begins with `word`.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let (first, second, third) = (
        page.byte(word.start),
        page.byte(word.start + 1),
        page.byte(word.start + 2),
    );
    if (first, second, third) == (b'e', b'y', b'J') && word.len() >= 10 {
        return jwt(page, word);
    }
    let (end, service) = marked(page, word.start)?;
    let end = page.mark(Kind::ApiKey, word.start, end, service);
    Some(partner(page, word.start, end, service).unwrap_or(end))
}

/// The secret beside the token at `start`, which another rule has replaced already.
pub(crate) fn after_its_id(page: &mut Page<'_>, start: usize) -> Option<usize> {
    let (end, service) = marked(page, start)?;
    partner(page, start, end, service)
}

/// Where the token with a service's prefix ends that begins at `start`, and which service's it is.
fn marked(page: &Page<'_>, start: usize) -> Option<(usize, &'static str)> {
    let first = page.byte(start);
    let slot = slot(first, page.byte(start + 1), page.byte(start + 2));
    let index = index();
    if index.beginnings[slot / 64] >> (slot % 64) & 1 == 0 {
        return None;
    }
    let prefixes = index.by_first.get(usize::from(first))?;
    prefixes.iter().find_map(|p| prefixed(page, start, p))
}

fn prefixed(page: &Page<'_>, start: usize, prefix: &Prefix) -> Option<(usize, &'static str)> {
    if !page.starts_with(start, prefix.text) {
        return None;
    }
    let body = start + prefix.text.len();
    let mut end = page.run(body, LONGEST, |b| match prefix.body {
        Body::Alnum => class::is_alnum(b),
        Body::Hex => class::is_hex(b),
        Body::Url => class::is_alnum(b) || matches!(b, b'-' | b'_'),
        Body::Wide => {
            class::is_alnum(b) || matches!(b, b'-' | b'_' | b'.' | b'=' | b'/' | b'+' | b':')
        }
    });
    while end > body && matches!(page.before(end), b'.' | b':' | b'/' | b'-') {
        end -= 1;
    }
    let least = if end == page.text.len() {
        prefix.least.min(10)
    } else {
        prefix.least
    };
    let text = page.slice(body, end);
    // A short prefix alone is not enough: `sdk-` and `re_` begin names in code too.
    let random = prefix.text.len() >= 7
        || shape::digits(text) > 0 && (prefix.body == Body::Hex || shape::has_letter(text))
        || text.len() >= 30
            && text.iter().any(u8::is_ascii_uppercase)
            && text.iter().any(u8::is_ascii_lowercase);
    let upper = !prefix.text.bytes().all(|b| b.is_ascii_uppercase())
        || prefix.body == Body::Hex
        || text
            .iter()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    (text.len() >= least && random && upper && !class::is_alnum(page.byte(end)))
        .then_some((end, prefix.service))
}

/// The bare secret that stands beside the id of a cloud's key: as long as that cloud's secrets are, and drawn at random.
fn partner(page: &mut Page<'_>, id: usize, id_end: usize, service: &str) -> Option<usize> {
    const NEAR: usize = 64;
    let length = match service {
        "api_key: AWS" | "api_key: Google HMAC" => 40,
        "api_key: Alibaba Cloud" => 30,
        _ => return None,
    };
    let part = |b: u8| class::is_alnum(b) || matches!(b, b'/' | b'+');
    let drawn = |text: &[u8]| {
        text.len() == length
            && shape::digits(text) > 0
            && text.iter().any(u8::is_ascii_uppercase)
            && text.iter().any(u8::is_ascii_lowercase)
    };
    const RULE: &str = "api_key: secret beside its id";
    let before = page.run_back(id, 4, |b| !part(b));
    let first = page.run_back(before, length + 1, part);
    if before < id && drawn(page.slice(first, before)) {
        page.mark(Kind::ApiKey, first, before, RULE);
    }
    let mut at = id_end;
    while at < id_end + NEAR {
        let start = page.run(at, NEAR, |b| !part(b) && b != b'\n');
        let end = page.run(start, length + 1, part);
        if end == start {
            break;
        }
        if drawn(page.slice(start, end)) {
            return Some(page.mark(Kind::ApiKey, start, end, RULE));
        }
        at = end;
    }
    None
}

fn jwt(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let mut end = page.run(word.start, LONGEST, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_' | b'.' | b'=' | b'+' | b'/')
    });
    while end > word.start && page.before(end) == b'.' {
        end -= 1;
    }
    let text = page.slice(word.start, end);
    let whole = text.contains(&b'.') || text.len() >= 30;
    whole.then(|| page.mark(Kind::Jwt, word.start, end, "jwt: encoded JSON header"))
}

/// `123456789:AA…`: a bot of Telegram, whose number is `word`.
pub(crate) fn telegram(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let number = page.slice(word.start, word.end);
    let number = number.strip_prefix(b"bot").unwrap_or(number);
    if !(8..=10).contains(&number.len())
        || !page.starts_with(word.end, ":AA")
        || !number.iter().all(u8::is_ascii_digit)
    {
        return None;
    }
    let end = page.run(word.end + 1, 40, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_')
    });
    (end - word.end >= 31).then(|| {
        page.mark(
            Kind::ApiKey,
            word.end - number.len(),
            end,
            "api_key: Telegram bot",
        )
    })
}

/// A token without a mark, in a place where tokens stand or so random that nothing else is.
pub(crate) fn unmarked(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.joined_before(word.start)
        || matches!(page.before(word.start), b'.' | b'/' | b'-' | b'@' | b'$')
    {
        return None;
    }
    let end = page.run(word.start, 512, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_' | b'+' | b'%')
    });
    // What stands before `=` is a key; padding ends there.
    let padding = page.run(end, 2, |b| b == b'=');
    if padding > end
        && !matches!(
            page.byte(padding),
            0 | b' '
                | b'"'
                | b'\''
                | b','
                | b';'
                | b'&'
                | b')'
                | b'\n'
                | b'\r'
                | b'<'
                | b'\\'
                | b'}'
                | b']'
        )
    {
        return None;
    }
    let end = padding;
    let text = page.slice(word.start, end);
    if text.len() < 16 || class::of(page.byte(end)) & class::HIGH != 0 || page.byte(end) == b'(' {
        return None;
    }
    let near = page.context.nearer(
        Topics::TOKEN
            .and(Topics::COOKIE)
            .and(Topics::AUTH)
            .and(Topics::PUSH),
        Topics::HASH.and(Topics::VERSION),
        word.start,
        WINDOW,
    );
    let taken = near
        && (shape::is_random_mixed(text, 16)
            || shape::is_random(text, 20) && !shape::all_hex(text))
        || near && shape::all_hex(text) && text.len() >= 32
        || shape::is_random_mixed(text, 36)
            && shape::digits(text) >= 3
            && !page.near(Topics::HASH, word.start, WINDOW)
            && page.byte(end) != b'.';
    (taken && !shape::is_symbol(text))
        .then(|| page.mark(Kind::ApiKey, word.start, end, "api_key: random"))
}
