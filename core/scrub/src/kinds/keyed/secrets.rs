//! Values that are secrets: passwords, credentials, tokens.

use crate::class;
use crate::context::Topics;
use crate::key_name::Name;
use crate::keys::Key;
use crate::kind::Kind;
use crate::kinds::{authorization, uuid};
use crate::page::{Found, Page};
use crate::shape::{self, is_version};
use crate::value::{self, Value};

/// Whether another key follows instead of a value, as in `password= user=x`; a value follows its sign at `after`.
pub(super) fn is_missing(page: &Page<'_>, after: usize, value: Value) -> bool {
    if value.quoted || value.start == after {
        return false;
    }
    let end = page.run(value.start, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.')
    });
    let name = page.slice(value.start, end);
    // A sign with blanks on its right only has no value; with blanks on both sides it has any.
    let lone = page.before(after) == b'=' && page.before(after - 1) != b' ';
    let small = lone
        && name
            .iter()
            .all(|b| !b.is_ascii_digit() && !b.is_ascii_uppercase());
    matches!(page.byte(end), b'=' | b':')
        && !matches!(page.byte(end + 1), 0 | b' ' | b'=')
        && (small || Name::read(name).meaning().is_some())
}

/// The value of a secret's key, unquoted, goes to the delimiter that its format sets; `key` is where the key begins.
pub(super) fn whole(page: &Page<'_>, key: usize, value: Value) -> Option<Value> {
    if value.quoted {
        return Some(value);
    }
    // A place for a value, as in `pw={password}`.
    if page.byte(value.start) == b'{' {
        return None;
    }
    let query = matches!(page.before(key), b'?' | b'&');
    let end = value::secret_end(page, value.start, query);
    (end > value.start).then_some(Value { end, ..value })
}

/// Whether the value of this key is a secret as a whole.
pub(super) fn is_secret(key: Key) -> bool {
    matches!(key, Key::Password | Key::Secret | Key::Token | Key::Session)
}

/// Where a secret of several words ends: `correct horse battery staple`, `8f2k-11qz 02mm-7xx1`. It is words of small
/// letters, four at least, or groups with digits; what else follows is not a part of it.
pub(super) fn phrase_end(page: &Page<'_>, value: Value) -> usize {
    if value.quoted {
        return value.end;
    }
    let (mut at, mut words, mut codes, mut coded) = (value.start, 0, 0, value.end);
    for _ in 0..32 {
        let end = page.run(at, 24, |b| class::is_word(b) || b == b'-');
        let text = page.slice(at, end);
        if text.is_empty() {
            break;
        }
        let code = shape::digits(text) > 0;
        if code {
            codes += 1;
            coded = end;
        } else if text.iter().all(|b| b.is_ascii_lowercase() || *b >= 0x80) && codes == 0 {
            words += 1;
        } else {
            break;
        }
        let next = page.run(end, 2, |b| matches!(b, b' ' | b','));
        if next == end {
            at = end;
            break;
        }
        at = next;
    }
    if codes > 0 {
        coded
    } else if words >= 4 && matches!(page.byte(at), 0 | b'\n' | b'"' | b',' | b';') {
        at
    } else {
        value.end
    }
}

/// Behind `=` or in quotes any word is a password; behind a colon in prose only what no word of prose looks like.
pub(super) fn password(page: &Page<'_>, value: Value, assigned: bool) -> bool {
    let text = value.text(page);
    if text.is_empty()
        || text.len() > 4096
        || matches!(text[0], b'{' | b'[')
        || value.quoted && text.iter().filter(|b| **b == b' ').count() > 3
    {
        return false;
    }
    let marked = shape::digits(text) > 0 || text.iter().any(|b| b.is_ascii_punctuation());
    let alone = matches!(
        page.byte(value.end),
        0 | b'\n' | b',' | b';' | b'&' | b'"' | b'}' | b')'
    );
    let first = text.split(|b| *b == b' ').next().unwrap_or(text);
    !shape::is_placeholder(first)
        && (assigned
            || marked
            || alone
            || text.iter().any(u8::is_ascii_uppercase)
                && text[1..].iter().any(|b| !b.is_ascii_lowercase()))
}

pub(super) fn authorization(page: &Page<'_>, value: Value, assigned: bool) -> Found {
    const SCHEMES: &[&str] = &[
        "bearer",
        "basic",
        "digest",
        "token",
        "apikey",
        "negotiate",
        "ntlm",
        "hmac",
        "jwt",
        "oauth",
        "key",
        "aws4-hmac-sha256",
    ];
    let word = page.run(value.start, 20, |b| b.is_ascii_alphanumeric() || b == b'-');
    let scheme = page.slice(value.start, word);
    let mut start = value.start;
    if shape::is_any(scheme, SCHEMES) {
        if page.byte(word) != b' ' {
            return None;
        }
        start = page.run(word, 2, |b| b == b' ');
    }
    let end = authorization::credentials_end(page, start);
    let text = page.slice(start, end);
    let fits = text.len() >= 6
        && (shape::digits(text) > 0 || text.len() >= 16)
        && (assigned || shape::is_random(text, 8) || start > value.start)
        && !is_version(text);
    fits.then_some((Kind::AuthHeader, start, end))
}

/// A token of some sort: random, and not a hash in a place of hashes.
pub(super) fn token(page: &Page<'_>, value: Value) -> Found {
    let text = value.text(page);
    // Digits alone are a time or a count.
    let letters = shape::has_letter(text) || text.len() >= 20;
    let three = [
        u8::is_ascii_uppercase,
        u8::is_ascii_lowercase,
        u8::is_ascii_digit,
    ]
    .iter()
    .all(|sort| text.iter().any(sort));
    let padded = text.ends_with(b"=") || three && shape::digits(text) * 3 >= text.len();
    // In a query, what is shorter than elsewhere is random all the same.
    let key = page.run_back(value.start.saturating_sub(1), 24, class::is_word);
    let query = matches!(page.before(key), b'?' | b'&') && three && text.len() >= 8;
    let random = shape::is_random(text, if query { 8 } else { 10 })
        || text.len() >= 16 && letters && shape::all_hex(text) && shape::digits(text) > 0
        || text.len() >= 10 && padded && shape::digits(text) > 0;
    if !random || uuid::is_uuid(text) && !page.near(Topics::TOKEN, value.start, 12) {
        return None;
    }
    let firebase = text.windows(6).any(|w| w == b":APA91");
    let kind = if firebase || page.near(Topics::PUSH, value.start, 40) && text.len() >= 32 {
        Kind::PushToken
    } else {
        Kind::UrlSecret
    };
    Some((kind, value.start, value.end))
}
