//! E-mail addresses (RFC 5321 in practice), plain and percent-encoded, also with letters outside ASCII.

use crate::class;
use crate::kind::Kind;
use crate::kinds::person;
use crate::lexicon::WordSet;
use crate::page::Page;

const LOCAL: usize = 64;
const DOMAIN: usize = 120;

/// Endings of files and code that stand behind an `@` without being a domain: `icon@2x.png`.
static NOT_DOMAINS: WordSet = WordSet::new(
    "png jpg jpeg gif webp svg pdf mp3 mp4 mov avi heic js mjs cjs ts tsx jsx css scss html htm json xml ttf otf \
     woff woff2 so dll jar apk aar class kt java swift dart cpp hpp txt log zip gz lottie plist nib ico bmp wav \
     caf strings storyboard framework dylib exe service socket target timer mount slice yaml yml toml lock map tsv csv",
);

/// The address around the `@` whose domain begins at `domain`.
pub(crate) fn at(page: &mut Page<'_>, sign: usize, domain: usize) -> Option<usize> {
    let mut start = page.run_back(sign, LOCAL, |b| {
        class::is_word(b)
            || matches!(
                b,
                b'.' | b'%' | b'+' | b'-' | b'\'' | b'!' | b'#' | b'&' | b'~'
            )
    });
    start += prefix_to_drop(page.slice(start, sign));
    if start >= sign || page.before(sign) == b'.' {
        return None;
    }
    let end = domain_end(page, domain)?;
    let cut = end == page.text.len() && !page.slice(domain, end).contains(&b'.');
    if !cut && !has_domain_ending(page.slice(domain, end)) {
        return None;
    }
    if cut && !looks_cut(page.slice(start, sign), page.slice(domain, end)) {
        return None;
    }
    if page.slice(start.saturating_sub(2), start) == b" <" {
        let name_end = page.run_back(start - 2, 1, |b| b == b'"');
        person::before(page, name_end);
    }
    Some(page.mark(
        Kind::Email,
        start,
        end,
        if cut {
            "email: cut at the end"
        } else {
            "email: local part and domain"
        },
    ))
}

/// Signs and encoded separators that cannot begin a local part; a query's `key=` never comes this far.
fn prefix_to_drop(local: &[u8]) -> usize {
    let mut drop = 0;
    for (index, byte) in local.iter().enumerate() {
        let code = local.get(index..index + 3).unwrap_or(&[]);
        if *byte == b'%'
            && matches!(
                code,
                b"%3D"
                    | b"%3d"
                    | b"%3A"
                    | b"%3a"
                    | b"%22"
                    | b"%20"
                    | b"%3C"
                    | b"%3c"
                    | b"%2C"
                    | b"%26"
            )
        {
            drop = index + 3;
        } else if *byte == b'&' {
            drop = index + 1;
        }
    }
    drop + local[drop..]
        .iter()
        .take_while(|b| matches!(b, b'.' | b'-' | b'\'' | b'%' | b'+' | b'!' | b'#' | b'~'))
        .count()
}

fn domain_end(page: &Page<'_>, start: usize) -> Option<usize> {
    let mut end = page.run(start, DOMAIN, |b| {
        class::is_alnum(b) || class::of(b) & class::HIGH != 0 || matches!(b, b'.' | b'-')
    });
    // Typographic quotes and dashes are outside ASCII too, but never inside a domain.
    if let Some(at) = page.slice(start, end).iter().position(|b| *b == 0xe2) {
        end = start + at;
    }
    while end > start && matches!(page.before(end), b'.' | b'-') {
        end -= 1;
    }
    (end > start && page.byte(start) != b'.' && page.byte(start) != b'-').then_some(end)
}

fn has_domain_ending(domain: &[u8]) -> bool {
    let Some(dot) = domain.iter().rposition(|b| *b == b'.') else {
        return false;
    };
    let ending = &domain[dot + 1..];
    let letters =
        ending.iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80) || ending.starts_with(b"xn--");
    let cased =
        ending.iter().all(u8::is_ascii_lowercase) || ending.iter().all(u8::is_ascii_uppercase);
    let foreign = ending.iter().any(|b| *b >= 0x80) || ending.starts_with(b"xn--");
    letters
        && (2..=24).contains(&ending.len())
        && (cased || foreign || ending.len() <= 4)
        && !NOT_DOMAINS.has(ending)
}

/// `anna.b@exam` at the very end of a text is an address cut short; `Record@e4d4277` is an object.
fn looks_cut(local: &[u8], domain: &[u8]) -> bool {
    let plain = |b: &u8| {
        b.is_ascii_lowercase() || matches!(b, b'.' | b'_' | b'-' | b'+') || b.is_ascii_digit()
    };
    local.len() >= 3
        && local.iter().all(plain)
        && domain.len() >= 2
        && domain.iter().all(u8::is_ascii_lowercase)
        && !domain.iter().all(|b| class::is_hex(*b))
}
