//! Values whose kind their key tells: `deviceName=…`, `"birthday": "…"`, `Benutzer: …`.

mod beside;
mod figures;
mod people;
mod secrets;
mod table;

use crate::class;
use crate::context::Topics;
use crate::key_name::{self, Name};
use crate::keys::Key;
use crate::kind::Kind;
use crate::kinds::{api_key, birth, device, one_time, several, username, uuid};
use crate::page::{Found, Page};
use crate::shape::{self, is_version};
use crate::value::{self, Value};

pub(crate) use beside::{arrow, beside, cell, flag};
pub(crate) use table::{element, inserted, rows};

/// The key that ends before the separator at `at`, and its value.
pub(crate) fn at(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let key_end = page.run_back(at, 6, |b| {
        matches!(b, b'"' | b'\'' | b')' | b']' | b'\\' | b' ' | b'`')
    });
    // `Seriennr.: …`
    let dotted = page.byte(at) == b':' && key_end == at && page.before(at) == b'.';
    let key_end = key_end - usize::from(dotted);
    let key_end = if page.slice(key_end.saturating_sub(3), key_end) == b"%22" {
        key_end - 3
    } else {
        key_end
    };
    let escaped = matches!(page.before(key_end), b';' | b'2')
        && matches!(
            page.slice(key_end.saturating_sub(6), key_end),
            b"&quot;" | b"\\u0022"
        );
    let key_end = key_end - if escaped { 6 } else { 0 };
    let last = page.before(key_end);
    if !class::is_word(last)
        || page.byte(at) == b':' && (page.byte(at + 1) == b':' || page.before(at) == b':')
    {
        return None;
    }
    let mut letters = page.run_back(key_end, Name::LONGEST, class::is_word);
    if page.before(letters) == b'\\' && page.starts_with(letters, "u0022") {
        letters += 5;
    }
    if page.slice(letters, key_end).iter().all(u8::is_ascii_digit) || page.is_token(letters) {
        return None;
    }
    let mut after = at + 1;
    if page.byte(after) == b'>' || page.byte(after) == b'=' {
        after += 1;
    }
    let key = meaning(page, letters, key_end)
        .or_else(|| cut(page, letters, key_end))
        // `(most recent call last): File "…"`
        .filter(|key| *key != Key::SomeName || page.byte(key_end) != b')');
    let Some(key) = key else {
        return unknown(page, at, after);
    };
    if key == Key::People {
        return several::listed(page, after);
    }
    let mut value = value::read(page, after)?;
    if secrets::is_missing(page, after, value) {
        return None;
    }
    if secrets::is_secret(key) {
        value = secrets::whole(page, letters, value)?;
    }
    if is_of_shell(page.slice(letters, key_end), value.text(page)) {
        return None;
    }
    // `PASS: test_login` is how a test went.
    if page.slice(letters, key_end) == b"PASS" && page.byte(at) == b':' && !value.quoted {
        return None;
    }
    let assigned = page.byte(at) == b'=' || value.quoted;
    let (kind, start, end) = decide(page, key, value, assigned)?;
    let end = value::whole_end(page, start, end, value.quoted);
    let marked = page.mark(kind, start, end, "keyed: the key says so");
    Some(api_key::after_its_id(page, start).unwrap_or(marked))
}

/// `setUserId(4711)`, `withEmail("…")`: the bracket at `at` opens the value of a call that is named like a key.
pub(crate) fn call(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = page.run_back(at, Name::LONGEST, class::is_word);
    let name = page.slice(start, at);
    let sets = ["set", "put", "with"]
        .iter()
        .any(|verb| name.starts_with(verb.as_bytes()) && name.len() > verb.len() + 3);
    if !sets || !key_name::may_end(name) {
        return None;
    }
    let key = Name::read(name).meaning()?;
    if !matches!(
        key,
        Key::UserId | Key::Username | Key::Person | Key::AndroidId | Key::AdId | Key::Password
    ) {
        return None;
    }
    let value = value::read(page, at + 1)?;
    let ends = page.byte(value.end + usize::from(value.quoted));
    let number = value.text(page).iter().all(u8::is_ascii_digit);
    if !matches!(ends, b')' | b',') || !(value.quoted || number && key == Key::UserId) {
        return None;
    }
    let (kind, start, end) = decide(page, key, value, true)?;
    Some(page.mark(kind, start, end, "keyed: the call says so"))
}

/// `PWD=/srv`: the folder a shell works in. `serialVersionUID`: a number of a Java class.
fn is_of_shell(key: &[u8], value: &[u8]) -> bool {
    let folder = matches!(value.first(), Some(b'/' | b'~')) || value.get(1..3) == Some(b":\\");
    matches!(key, b"PWD" | b"OLDPWD") && folder || key.ends_with(b"VersionUID")
}

/// What the key means that ends at `end` and whose last word begins at `start`.
fn meaning(page: &Page<'_>, start: usize, end: usize) -> Option<Key> {
    if !key_name::may_end(page.slice(start, end)) {
        return None;
    }
    // Keys of several words are read too, since what is known of a key is its ending.
    let first = page.run_back(start, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.' | b' ' | b'[' | b'\'')
    });
    if page.slice(start.saturating_sub(2), end) == b"S/N" {
        return Some(Key::AndroidId);
    }
    let name = Name::read(page.slice(first, end));
    match name.meaning() {
        // `wlan0:` is an interface, which has a state and no name.
        Some(Key::Network) if page.before(end).is_ascii_digit() => None,
        // A name or id is a person's only if the rest of the word says so, unlike `eventName` and `threadId`.
        Some(Key::SomeName) if name.is_of_person() => Some(Key::SomeName),
        Some(Key::SomeName | Key::SomeId) => Name::read(page.slice(start, end)).whole(),
        other => other,
    }
}

/// The end of a key whose beginning was cut off with the text before it: `…word":"`.
fn cut(page: &Page<'_>, start: usize, end: usize) -> Option<Key> {
    let before = page.slice(start.saturating_sub(3), start);
    if start > 0 && before != b"..." && before != "…".as_bytes() || page.byte(end) != b'"' {
        return None;
    }
    let rest = page.slice(start, end);
    let ends = |word: &&str| word.len() > rest.len() && word.as_bytes().ends_with(rest);
    (rest.len() >= 2
        && ["password", "passwort", "passwd", "kennwort", "passphrase"]
            .iter()
            .any(ends))
    .then_some(Key::Password)
}

/// `%3D` in place of `=`, `%3A` in place of `:`, the key and its value perhaps in `%22`.
pub(crate) fn encoded(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let quoted = page.slice(at.saturating_sub(3), at) == b"%22";
    let key_end = if quoted { at - 3 } else { at };
    let mut letters = page.run_back(key_end, Name::LONGEST, class::is_word);
    if page.before(letters) == b'%' {
        letters = (letters + 2).min(key_end);
    }
    // A colon joins a key only in JSON; elsewhere it is part of a version or a name.
    if page.byte(at + 2) | 0x20 == b'a' && !quoted {
        return None;
    }
    let key = Name::read(page.slice(letters, key_end)).meaning()?;
    let value = if page.slice(at + 3, at + 6) == b"%22" {
        value::percent_quoted(page, at + 6)?
    } else {
        let end = encoded_end(page, at + 3);
        Value {
            start: at + 3,
            end,
            quoted: true,
        }
    };
    let (kind, start, end) = decide(page, key, value, true)?;
    Some(page.mark(kind, start, end, "keyed: the key says so"))
}

/// Where a percent-encoded value ends: before an encoded sign that parts it from the next.
fn encoded_end(page: &Page<'_>, start: usize) -> usize {
    let mut here = start;
    while here < start + 256 {
        let byte = page.byte(here);
        let parts = matches!(
            page.slice(here, here + 3),
            b"%26"
                | b"%22"
                | b"%20"
                | b"%3B"
                | b"%3b"
                | b"%2C"
                | b"%2c"
                | b"%0A"
                | b"%0a"
                | b"%7D"
                | b"%7d"
                | b"%27"
        );
        if parts || !(class::is_word(byte) || matches!(byte, b'-' | b'.' | b'~' | b'%' | b'+')) {
            break;
        }
        here += 1;
    }
    here
}

/// A key that says nothing: in a query or a cookie, what looks random is a secret all the same.
fn unknown(page: &mut Page<'_>, at: usize, after: usize) -> Option<usize> {
    if page.byte(at) != b'=' {
        return username::refused(page, at);
    }
    let cookie = page.near(Topics::COOKIE_HEADER, at, 400);
    let start = page.run_back(at, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.')
    });
    let query = matches!(page.before(start), b'?' | b'&' | b';' | b'#');
    if !cookie && !query {
        return None;
    }
    let value = value::read(page, after)?;
    let text = value.text(page);
    let kind = if cookie && shape::is_random(text, 10) {
        Kind::SessionCookie
    } else if query
        && !shape::all_hex(text)
        && !text.windows(3).any(|w| w == b"%20")
        && !uuid::is_uuid(text)
        && (shape::is_random_mixed(text, 20) || shape::is_random(text, 28))
    {
        Kind::UrlSecret
    } else {
        return None;
    };
    Some(page.mark(kind, value.start, value.end, "url_query_secret: random"))
}

fn decide(page: &Page<'_>, key: Key, value: Value, assigned: bool) -> Found {
    let text = value.text(page);
    let whole = page.slice(value.start, value::phrase_end(page, value, false));
    let placeholder = !whole.is_empty() && shape::is_placeholder(whole);
    if placeholder || shape::is_placeholder(text) && !is_phrase(key) {
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
        Key::Phrase => {
            let end = secrets::phrase_end(page, value);
            secrets::password(page, Value { end, ..value }, true).then_some((
                Kind::Password,
                value.start,
                end,
            ))
        }
        Key::Password => {
            let end = one_time::groups_end(page, value.start, value.end);
            secrets::password(page, value, assigned).then_some((Kind::Password, value.start, end))
        }
        Key::Username => people::username(page, value, assigned),
        Key::UserId => people::user_id(page, value),
        Key::DeviceName if is_version(text) || text == b"localhost" => None,
        Key::DeviceName if device::is_model(whole) => None,
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
        Key::Person => people::person(page, value),
        Key::SomeName => people::some_name(page, value),
        Key::Owner if shape::is_marked_login(text) => people::username(page, value, assigned),
        // `author=anna`: who did something is somebody, whatever the login looks like.
        Key::Author
            if shape::is_marked_login(text)
                || assigned && !value.quoted && !page.is_upper(value.start) =>
        {
            people::username(page, value, assigned)
        }
        Key::Author => people::some_name(page, value),
        Key::Owner => people::some_name(page, value),
        Key::Address => people::address(page, value),
        Key::Place if page.found_near(Kind::PostalAddress, value.start, 40) => {
            phrase(Kind::PostalAddress, false)
        }
        Key::Birth => {
            let end = birth::value_end(page, value.start).unwrap_or(value.end);
            let end = birth::midnight_end(page, end);
            (digits >= 4).then_some((Kind::Dob, value.start, end.max(value.start)))
        }
        Key::Phone => figures::phone(page, value),
        Key::Email => None,
        Key::Ip => None,
        Key::Mac if text.len() == 12 && shape::all_hex(text) => one(Kind::Mac),
        Key::Imei if digits >= 8 => figures::phrase_digits(page, value, Kind::Imei),
        Key::Sim if digits >= 10 => figures::phrase_digits(page, value, Kind::SimId),
        Key::National if digits >= 4 => figures::phrase_national(page, value),
        Key::Ssn if digits >= 4 => figures::phrase_digits(page, value, Kind::SsnUs),
        Key::Latitude | Key::Longitude => figures::coordinate(page, value),
        Key::Card if digits >= 12 => figures::phrase_digits(page, value, Kind::CreditCard),
        Key::Iban if digits >= 8 && (8..=42).contains(&text.len()) => one(Kind::Iban),
        // A number alone counts a program's sessions.
        Key::Session
            if text.len() >= 6
                && (random || digits > 0)
                && (shape::has_letter(text) || text.len() >= 20)
                && !text.starts_with(b"0x")
                && !text.contains(&b'@')
                && !text.contains(&b' ') =>
        {
            one(Kind::SessionCookie)
        }
        Key::Authorization => secrets::authorization(page, value, assigned),
        Key::Secret
            if text.len() >= 6
                && (digits > 0 || text.len() >= 16)
                && !text.contains(&b' ')
                && !is_version(text) =>
        {
            one(Kind::UrlSecret)
        }
        Key::Token => secrets::token(page, value),
        Key::AdId if digits > 0 && text.len() >= 16 && !shape::is_zeros(text) => one(Kind::AdId),
        Key::AndroidId if digits > 0 && text.len() >= 8 && !text.contains(&b' ') => {
            one(Kind::AndroidId)
        }
        Key::Push if digits > 0 && text.len() >= 16 => one(Kind::PushToken),
        Key::SomeId => people::some_id(page, value),
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
    shape::is_any(text, STATES)
}
