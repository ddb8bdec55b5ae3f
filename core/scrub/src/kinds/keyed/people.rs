//! Values that name a person, an account or a place to live.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::kinds::{person, postal, uuid};
use crate::page::{Found, Page};
use crate::shape::{self, is_version};
use crate::value::{self, Value};

pub(super) fn username(page: &Page<'_>, value: Value, assigned: bool) -> Found {
    let text = value.text(page);
    if text.iter().all(u8::is_ascii_digit) {
        return (text.len() >= 3).then_some((Kind::UserId, value.start, value.end));
    }
    if uuid::is_uuid(text) {
        return Some((Kind::UuidUser, value.start, value.end));
    }
    // `user:5509127:cart`, as stores of keys and values have it.
    let number = text.iter().take_while(|b| b.is_ascii_digit()).count();
    if number >= 5 && text.get(number) == Some(&b':') {
        return Some((Kind::UserId, value.start, value.start + number));
    }
    // `"screenName": "HomeScreen"` names what is shown.
    let shown = [&b"Screen"[..], b"View", b"Page", b"Activity", b"Fragment"]
        .iter()
        .any(|end| text.ends_with(end) && text.len() > end.len());
    if shown {
        return None;
    }
    // `user=phone` in a SIP address is a sort of user.
    if text == b"phone" || text == b"ip" || shape::is_system_account(text) {
        return None;
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

pub(super) fn user_id(page: &Page<'_>, value: Value) -> Found {
    let text = value.text(page);
    let kind = if uuid::is_uuid(text) {
        Kind::UuidUser
    } else {
        Kind::UserId
    };
    let process = is_uid(page, value.start) && shape::is_process_owner(text);
    // `uid=1001(anna)`: the number is the system's, the name is somebody's.
    if let Some(open) = text.iter().position(|b| *b == b'(')
        && is_uid(page, value.start)
        && shape::is_process_owner(&text[..open])
    {
        let name = &text[open + 1..];
        let somebody = shape::is_login(name) && !shape::is_system_account(name);
        return somebody.then_some((Kind::Username, value.start + open + 1, value.end));
    }
    let fits = !process
        && shape::digits(text) > 0
        && (2..=80).contains(&text.len())
        && !text.contains(&b' ')
        && !is_version(text);
    let login = !process
        && (shape::is_marked_login(text)
            || shape::is_login(text)
                && page.near(Topics::LOGIN.and(Topics::AUTH), value.start, 40));
    // `uid=anna,ou=people`: a name in a directory.
    let listed = shape::is_login(text) && page.follows(value.end, &[",ou=", ",cn=", ",dc="]);
    (fits || login || listed).then_some((kind, value.start, value.end))
}

/// Whether the key before the value is `uid`, which systems say of programs and services of people.
fn is_uid(page: &Page<'_>, value: usize) -> bool {
    let end = page.run_back(value, 3, |b| matches!(b, b'=' | b':' | b' ' | b'"'));
    page.slice(end.saturating_sub(3), end)
        .eq_ignore_ascii_case(b"uid")
}

pub(super) fn person(page: &Page<'_>, value: Value) -> Found {
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
    // `"customer": "cus_Nf8Kq2LmZx"`
    let id = value.text(page);
    if shape::digits(id) > 0 && !id.contains(&b' ') && shape::is_random(id, 8) {
        return Some((Kind::UserId, value.start, value.end));
    }
    let few = shape::digits(text) < 4 || person::is_encoded_name(text);
    (few && !lower).then_some((Kind::PersonName, value.start, end))
}

/// A name of something: of a person if it has two capitalised words, or one where a person was spoken of.
pub(super) fn some_name(page: &Page<'_>, value: Value) -> Found {
    let mut end = value::phrase_end(page, value, value.quoted);
    // `cn=anna,ou=people`, `new user: name=anna, UID=1004`: a login in a directory.
    let login = value.text(page);
    let entry = page.follows(
        value.end,
        &[",ou=", ",OU=", ",dc=", ",DC=", ", UID=", ",uid="],
    );
    if entry && shape::is_login(login) && !login.iter().any(u8::is_ascii_uppercase) {
        return Some((Kind::Username, value.start, value.end));
    }
    if person::is_full_name(page, value.start, end) || person::is_encoded_name(value.text(page)) {
        return Some((Kind::PersonName, value.start, end.max(value.end)));
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
    let network = value.quoted
        && page.near(Topics::WIFI, value.start, 16)
        && end - value.start <= 34
        && page
            .slice(value.start, end)
            .iter()
            .any(|b| b.is_ascii_uppercase() || *b == b' ');
    if network {
        return Some((Kind::Ssid, value.start, end));
    }
    let spoken = page.near(Topics::PERSON.and(Topics::USER), value.start, 24)
        && person::is_name(page, value.start, end);
    spoken.then_some((Kind::PersonName, value.start, end))
}

pub(super) fn address(page: &Page<'_>, value: Value) -> Found {
    let end = postal::district_end(page, value::phrase_end(page, value, true));
    let text = page.slice(value.start, end);
    let house = shape::digits(text) > 0 && text.contains(&b' ');
    (house
        && shape::has_letter(text)
        && text.len() >= 6
        && !text.starts_with(b"0x")
        && !text.contains(&b'{'))
    .then_some((Kind::PostalAddress, value.start, end))
}

/// An id of something: of a person where one was spoken of.
pub(super) fn some_id(page: &Page<'_>, value: Value) -> Found {
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
