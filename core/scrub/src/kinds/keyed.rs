//! Values whose kind their key tells: `deviceName=…`, `"birthday": "…"`, `Benutzer: …`.

use crate::class;
use crate::context::Topics;
use crate::keys::{self, Key, Name};
use crate::kind::Kind;
use crate::kinds::{authorization, birth, person, uuid};
use crate::page::Page;
use crate::shape;
use crate::value::{self, Value};

/// The key that ends before the separator at `at`, and its value.
pub(crate) fn at(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let key_end = page.run_back(at, 6, |b| {
        matches!(b, b'"' | b'\'' | b')' | b']' | b'\\' | b' ' | b'`')
    });
    let key_end = if page.slice(key_end.saturating_sub(3), key_end) == b"%22" {
        key_end - 3
    } else {
        key_end
    };
    let last = page.before(key_end);
    if !class::is_word(last)
        || page.byte(at) == b':' && (page.byte(at + 1) == b':' || page.before(at) == b':')
    {
        return None;
    }
    let letters = page.run_back(key_end, Name::LONGEST, class::is_word);
    if page.slice(letters, key_end).iter().all(u8::is_ascii_digit) {
        return None;
    }
    // Up to here it is one word; keys of several are read too, since what is known is their ending.
    let key_start = page.run_back(letters, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.' | b' ' | b'[' | b'\'')
    });
    let mut after = at + 1;
    if page.byte(after) == b'>' || page.byte(after) == b'=' {
        after += 1;
    }
    let known = keys::may_end(page.slice(letters, key_end));
    let key = if known {
        Name::read(page.slice(key_start, key_end)).meaning()
    } else {
        None
    };
    if key.is_none() && page.byte(at) == b':' {
        return None;
    }
    let value = value::read(page, after)?;
    let assigned = page.byte(at) == b'=' || value.quoted;
    // A name or id of what the rest of the key says is a person's only if the rest says so: `eventName`, `threadId`.
    let key = match key {
        Some(Key::SomeName | Key::SomeId) => Name::read(page.slice(letters, key_end)).whole(),
        other => other,
    };
    let Some(key) = key else {
        return unknown(page, at, value);
    };
    let (kind, start, end) = decide(page, key, value, assigned)?;
    Some(page.mark(kind, start, end, "keyed: the key says so"))
}

/// `%3D` in place of `=`.
pub(crate) fn encoded(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let letters = page.run_back(at, Name::LONGEST, class::is_word);
    let key = Name::read(page.slice(letters, at)).meaning()?;
    let end = page.run(at + 3, 256, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_' | b'.' | b'~')
    });
    let (kind, start, end) = decide(
        page,
        key,
        Value {
            start: at + 3,
            end,
            quoted: true,
        },
        true,
    )?;
    Some(page.mark(kind, start, end, "keyed: the key says so"))
}

/// A key that says nothing: in a query or a cookie, what looks random is a secret all the same.
fn unknown(page: &mut Page<'_>, at: usize, value: Value) -> Option<usize> {
    if page.byte(at) != b'=' {
        return None;
    }
    let text = value.text(page);
    let cookie = page.near(Topics::COOKIE_HEADER, at, 400);
    let start = page.run_back(at, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.')
    });
    let query = matches!(page.before(start), b'?' | b'&' | b';' | b'#');
    let kind = if cookie && shape::is_random(text, 10) {
        Kind::SessionCookie
    } else if query
        && !shape::all_hex(text)
        && !uuid::is_uuid(text)
        && (shape::is_random_mixed(text, 20) || shape::is_random(text, 28))
    {
        Kind::UrlSecret
    } else {
        return None;
    };
    Some(page.mark(kind, value.start, value.end, "url_query_secret: random"))
}

fn decide(page: &Page<'_>, key: Key, value: Value, assigned: bool) -> Option<(Kind, usize, usize)> {
    let text = value.text(page);
    let whole = page.slice(value.start, value::phrase_end(page, value, false));
    if shape::is_placeholder(whole) || shape::is_placeholder(text) && !is_phrase(key) {
        return None;
    }
    let digits = shape::digits(text);
    let one = |kind: Kind| Some((kind, value.start, value.end));
    let phrase = |kind: Kind, commas: bool| {
        let end = value::phrase_end(page, value, commas);
        (end > value.start).then_some((kind, value.start, end))
    };
    let random = shape::is_random(text, 8);
    match key {
        Key::Password => {
            password(page, value, assigned).then_some((Kind::Password, value.start, value.end))
        }
        Key::Username => username(page, value, assigned),
        Key::UserId => user_id(page, value),
        Key::DeviceName if value.quoted || assigned || page.is_upper(value.start) => {
            phrase(Kind::DeviceName, false)
        }
        Key::Ssid if text.len() <= 40 => phrase(Kind::Ssid, false),
        Key::Network if value.quoted && text.len() <= 34 && !is_state(text) => one(Kind::Ssid),
        Key::Network
            if (page.is_upper(value.start)
                || text.contains(&b'-') && page.byte(value.end) != b' ')
                && !is_state(text) =>
        {
            phrase(Kind::Ssid, false)
        }
        Key::Person => person(page, value),
        Key::SomeName => some_name(page, value),
        Key::Owner if shape::is_marked_login(text) => username(page, value, assigned),
        Key::Owner => some_name(page, value),
        Key::Address => address(page, value),
        Key::Birth => {
            let end = birth::value_end(page, value.start).unwrap_or(value.end);
            (digits >= 4).then_some((Kind::Dob, value.start, end.max(value.start)))
        }
        Key::Phone => phone(page, value),
        Key::Email => None,
        Key::Ip => None,
        Key::Mac if text.len() == 12 && shape::all_hex(text) => one(Kind::Mac),
        Key::Imei if digits >= 8 => phrase_digits(page, value, Kind::Imei),
        Key::Sim if digits >= 10 => phrase_digits(page, value, Kind::SimId),
        Key::National if digits >= 4 => phrase_national(page, value),
        Key::Ssn if digits >= 4 => phrase_digits(page, value, Kind::SsnUs),
        Key::Latitude | Key::Longitude => coordinate(page, value),
        Key::Card if digits >= 12 => phrase_digits(page, value, Kind::CreditCard),
        Key::Iban if digits >= 8 && (8..=42).contains(&text.len()) => one(Kind::Iban),
        Key::Session
            if text.len() >= 6
                && (random || digits > 0)
                && !text.contains(&b'@')
                && !text.contains(&b' ') =>
        {
            one(Kind::SessionCookie)
        }
        Key::Authorization => authorization(page, value, assigned),
        Key::Secret
            if text.len() >= 6
                && (digits > 0 || text.len() >= 16)
                && !text.contains(&b' ')
                && !is_version(text) =>
        {
            one(Kind::UrlSecret)
        }
        Key::Token => token(page, value),
        Key::AdId if digits > 0 && text.len() >= 16 => one(Kind::AdId),
        Key::AndroidId if digits > 0 && text.len() >= 8 && !text.contains(&b' ') => {
            one(Kind::AndroidId)
        }
        Key::Push if digits > 0 && text.len() >= 16 => one(Kind::PushToken),
        Key::SomeId => some_id(page, value),
        _ => None,
    }
}

/// Values of several words, which may begin with a small one: `The Joneses`.
fn is_phrase(key: Key) -> bool {
    matches!(
        key,
        Key::DeviceName | Key::Ssid | Key::Network | Key::Address
    )
}

/// Behind `=` or in quotes any word is a password; behind a colon in prose only what no word of prose looks like.
fn password(page: &Page<'_>, value: Value, assigned: bool) -> bool {
    let text = value.text(page);
    if text.is_empty()
        || text.len() > 128
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

fn username(page: &Page<'_>, value: Value, assigned: bool) -> Option<(Kind, usize, usize)> {
    let text = value.text(page);
    if text.iter().all(u8::is_ascii_digit) {
        return (text.len() >= 3).then_some((Kind::UserId, value.start, value.end));
    }
    if uuid::is_uuid(text) {
        return Some((Kind::UuidUser, value.start, value.end));
    }
    if value.quoted && person::is_full_name(page, value.start, value.end) {
        return Some((Kind::PersonName, value.start, value.end));
    }
    let end = page.run(value.start, 64, |b| {
        class::is_word(b) || matches!(b, b'.' | b'-' | b'+' | b'$' | b'#')
    });
    let whole = page.slice(value.start, end);
    let next = page.byte(end);
    if whole.contains(&b'.') && whole.iter().any(u8::is_ascii_uppercase) && !assigned
        || matches!(next, b'(' | b'{' | b'[' | b'@' | b'/' | b'=')
    {
        return None;
    }
    let end = page.run_back(end, 2, |b| matches!(b, b'.' | b'-'));
    let login = page.slice(value.start, end);
    (end == value.end
        && shape::is_login(login)
        && (assigned
            || shape::digits(login) > 0
            || login.iter().any(|b| b"._-".contains(b))
            || ends_there(page, end)))
    .then_some((Kind::Username, value.start, end))
}

fn ends_there(page: &Page<'_>, end: usize) -> bool {
    matches!(
        page.byte(end),
        0 | b'\n' | b',' | b';' | b')' | b'"' | b'}' | b']' | b'|'
    )
}

fn user_id(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    let text = value.text(page);
    let kind = if uuid::is_uuid(text) {
        Kind::UuidUser
    } else {
        Kind::UserId
    };
    let fits = shape::digits(text) > 0
        && (2..=80).contains(&text.len())
        && !text.contains(&b' ')
        && !is_version(text);
    let login = shape::is_marked_login(text);
    (fits || login).then_some((kind, value.start, value.end))
}

fn person(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    if value.text(page).iter().all(u8::is_ascii_digit) {
        return (value.end - value.start >= 3).then_some((Kind::UserId, value.start, value.end));
    }
    let end = value::phrase_end(page, value, false);
    let text = page.slice(value.start, end);
    let first = text.split(|b| *b == b' ').next().unwrap_or(text);
    let spaces = text.iter().filter(|b| **b == b' ').count();
    if !shape::has_letter(text)
        || shape::is_placeholder(first)
        || spaces > 5
        || text.contains(&b'/')
        || text.len() > 64
    {
        return None;
    }
    // A surname, a comma and a first name without quotes: `Kunde: Jung, Anna`.
    let end = if !value.quoted && spaces == 0 && page.byte(end) == b',' && page.is_upper(end + 2) {
        let first = page.run(end + 2, 32, |b| {
            class::of(b) & (class::LETTER | class::HIGH) != 0 || b == b'-'
        });
        if page.byte(first) == b'=' || page.byte(first) == b':' {
            end
        } else {
            first
        }
    } else {
        end
    };
    let lower = !page.is_upper(value.start) && spaces > 0 && !value.quoted;
    (shape::digits(text) < 4 && !lower).then_some((Kind::PersonName, value.start, end))
}

/// A name of something: of a person if it has two capitalised words, or one where a person was spoken of.
fn some_name(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    let mut end = value::phrase_end(page, value, value.quoted);
    if person::is_full_name(page, value.start, end) {
        return Some((Kind::PersonName, value.start, end));
    }
    if !value.quoted && page.byte(end) == b',' {
        let first = page.run(end + 2, 32, |b| {
            class::of(b) & (class::LETTER | class::HIGH) != 0 || b == b'-'
        });
        if person::is_full_name(page, value.start, first) && page.byte(first) != b'=' {
            end = first;
            return Some((Kind::PersonName, value.start, end));
        }
    }
    let spoken = page.near(Topics::PERSON.and(Topics::USER), value.start, 24)
        && person::is_name(page, value.start, end);
    spoken.then_some((Kind::PersonName, value.start, end))
}

fn address(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    let end = value::phrase_end(page, value, true);
    let text = page.slice(value.start, end);
    let house = shape::digits(text) > 0 && text.contains(&b' ');
    (house
        && shape::has_letter(text)
        && text.len() >= 6
        && !text.starts_with(b"0x")
        && !text.contains(&b'{'))
    .then_some((Kind::PostalAddress, value.start, end))
}

fn phone(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    let end = page.run(value.start, 28, |b| {
        b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'/' | b'.' | b'(' | b')' | b'+')
    });
    let end = page.run_back(end, end - value.start, |b| !b.is_ascii_digit());
    let end = if value.quoted {
        end.min(value.end)
    } else {
        end
    };
    let text = page.slice(value.start, end);
    let digits = shape::digits(text);
    let dotted = text.iter().filter(|b| **b == b'.').count() == 1 && !text.contains(&b' ');
    let kind = if text.starts_with(b"+") || text.starts_with(b"00") {
        Kind::PhoneIntl
    } else {
        Kind::PhoneLocal
    };
    ((6..=15).contains(&digits)
        && !page.joined_after(end)
        && !dotted
        && page.byte(end) != b':'
        && birth::value_end(page, value.start).is_none_or(|d| d < end && digits > 8))
    .then_some((kind, value.start, end))
}

/// Digits and the signs between them, from the value's beginning.
fn phrase_digits(page: &Page<'_>, value: Value, kind: Kind) -> Option<(Kind, usize, usize)> {
    let end = page.run(value.start, 40, |b| {
        b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'/' | b'.')
    });
    let end = page
        .run_back(end, end - value.start, |b| !b.is_ascii_digit())
        .max(value.end);
    Some((kind, value.start, end))
}

fn phrase_national(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    let part = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase();
    let mut end = value.end;
    while !value.quoted && page.byte(end) == b' ' {
        let next = page.run(end + 1, 12, part);
        if next == end + 1 || class::is_word(page.byte(next)) || next - end > 8 {
            break;
        }
        end = next;
    }
    let text = page.slice(value.start, end);
    (text.len() <= 24 && !is_version(text)).then_some((Kind::NationalId, value.start, end))
}

fn coordinate(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    let end = page.run(value.start, 24, |b| {
        b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+')
    });
    let text = page.slice(value.start, end);
    let point = text.iter().position(|b| *b == b'.').or_else(|| {
        // A German decimal comma.
        (page.byte(end) == b',' && page.byte(end + 1).is_ascii_digit()).then_some(text.len())
    })?;
    let end = if point == text.len() {
        page.run(end + 1, 12, |b| b.is_ascii_digit())
    } else {
        end
    };
    let places = end - value.start - point - 1;
    (places >= 2 && point <= 4).then_some((Kind::Gps, value.start, end))
}

fn authorization(page: &Page<'_>, value: Value, assigned: bool) -> Option<(Kind, usize, usize)> {
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
    if SCHEMES
        .iter()
        .any(|s| scheme.eq_ignore_ascii_case(s.as_bytes()))
    {
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
fn token(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    let text = value.text(page);
    let random = shape::is_random(text, 10)
        || text.len() >= 16 && shape::all_hex(text) && shape::digits(text) > 0;
    if !random || uuid::is_uuid(text) && !page.near(Topics::TOKEN, value.start, 12) {
        return None;
    }
    let kind = if page.near(Topics::PUSH, value.start, 40) && text.len() >= 32 {
        Kind::PushToken
    } else {
        Kind::UrlSecret
    };
    Some((kind, value.start, value.end))
}

/// An id of something: of a person where one was spoken of.
fn some_id(page: &Page<'_>, value: Value) -> Option<(Kind, usize, usize)> {
    let text = value.text(page);
    let things = Topics::BUILD.and(Topics::HASH);
    let near = |topics: Topics| page.context.nearer(topics, things, value.start, 32);
    if near(Topics::USER.and(Topics::PERSON))
        && shape::digits(text) >= 3
        && (3..=40).contains(&text.len())
        && !text.contains(&b' ')
        && !is_version(text)
    {
        let kind = if uuid::is_uuid(text) {
            Kind::UuidUser
        } else {
            Kind::UserId
        };
        return Some((kind, value.start, value.end));
    }
    None
}

fn is_version(text: &[u8]) -> bool {
    text.iter().all(|b| b.is_ascii_digit() || *b == b'.') && text.contains(&b'.')
}

/// States of a connection, not names of networks.
fn is_state(text: &[u8]) -> bool {
    const STATES: &[&str] = &[
        "wifi",
        "cellular",
        "mobile",
        "lte",
        "4g",
        "5g",
        "3g",
        "2g",
        "edge",
        "online",
        "offline",
        "connected",
        "disconnected",
        "ethernet",
        "vpn",
        "wlan",
        "on",
        "off",
        "reachable",
        "up",
        "down",
        "connecting",
        "available",
        "lost",
        "mobilfunk",
        "verbunden",
        "getrennt",
        "roaming",
        "nr",
        "hspa",
        "unmetered",
        "metered",
    ];
    STATES
        .iter()
        .any(|s| text.eq_ignore_ascii_case(s.as_bytes()))
}
