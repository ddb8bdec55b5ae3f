//! Values whose kind their key tells.

use crate::class;
use crate::keys::{Key, Name};
use crate::kind::Kind;
use crate::page::Page;
use crate::value::{self, Value};

/// The key that ends before the separator at `at`, and its value.
pub(crate) fn at(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let key_end = page.run_back(at, 6, |b| {
        matches!(b, b'"' | b'\'' | b')' | b']' | b'\\' | b' ')
    });
    if !page.joined_before(key_end)
        || matches!(page.byte(at + 1), b':' | b'=')
        || page.before(at) == b':'
    {
        return None;
    }
    let key_start = page.run_back(key_end, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.' | b' ')
    });
    let key = Name::read(page.slice(key_start, key_end)).meaning()?;
    let after = at + 1 + usize::from(page.byte(at + 1) == b'>');
    let value = value::read(page, after)?;
    let (kind, end) = decide(page, key, value)?;
    Some(page.mark(kind, value.start, end, "keyed: the key says so"))
}

fn decide(page: &Page<'_>, key: Key, value: Value) -> Option<(Kind, usize)> {
    let text = value.text(page);
    if is_placeholder(text) {
        return None;
    }
    let whole = value::phrase_end(page, value, false);
    let kind = match key {
        Key::Password => Kind::Password,
        Key::Username if text.iter().any(u8::is_ascii_alphabetic) && !text.contains(&b' ') => {
            Kind::Username
        }
        Key::UserId if text.iter().any(u8::is_ascii_digit) => Kind::UserId,
        Key::DeviceName => return Some((Kind::DeviceName, whole)),
        Key::Ssid => return Some((Kind::Ssid, whole)),
        Key::Person => return Some((Kind::PersonName, whole)),
        Key::Address => return Some((Kind::PostalAddress, value::phrase_end(page, value, true))),
        Key::Birth if text.iter().filter(|b| b.is_ascii_digit()).count() >= 4 => Kind::Dob,
        Key::Session if text.len() >= 8 => Kind::SessionCookie,
        Key::Secret if text.len() >= 8 => Kind::UrlSecret,
        Key::AdId if text.len() >= 16 => Kind::AdId,
        Key::AndroidId if text.len() >= 8 => Kind::AndroidId,
        Key::Push if text.len() >= 16 => Kind::PushToken,
        Key::Sim if text.len() >= 14 => Kind::SimId,
        Key::Ssn if text.len() >= 4 => Kind::SsnUs,
        Key::National if text.len() >= 6 => Kind::NationalId,
        Key::Authorization => return authorization(page, value),
        _ => return None,
    };
    Some((kind, value.end))
}

fn authorization(page: &Page<'_>, value: Value) -> Option<(Kind, usize)> {
    (value.text(page).len() >= 16).then_some((Kind::AuthHeader, value.end))
}

fn is_placeholder(text: &[u8]) -> bool {
    const WORDS: &[&str] = &[
        "null",
        "nil",
        "none",
        "true",
        "false",
        "undefined",
        "required",
        "invalid",
        "missing",
        "empty",
        "not",
        "nicht",
        "must",
        "is",
        "unknown",
    ];
    WORDS
        .iter()
        .any(|w| text.eq_ignore_ascii_case(w.as_bytes()))
        || text.iter().all(|b| !class::is_word(*b))
}
