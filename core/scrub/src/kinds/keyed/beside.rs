//! Keys that no sign joins to their value: `Kunden-Nr. 4711`, `--password x`, `SSID<tab>Home`, `member_id -> 7`.

use crate::class;
use crate::context::Topics;
use crate::key_name::{self, Name};
use crate::keys::Key;
use crate::kind::Kind;
use crate::lexicon::WordSet;
use crate::page::{Page, Word};
use crate::shape;
use crate::value::{self, Value};

static NUMBERS: WordSet = WordSet::new("nr no id nummer number");

const RULE: &str = "keyed: the key says so";

/// The value that `word` begins, if the one or two words before it are a key as a whole.
pub(crate) fn beside(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if word.len() < 4 || word.start < 3 || page.before(word.start) != b' ' {
        return None;
    }
    let key_end = word.start - 1 - usize::from(page.before(word.start - 1) == b'.');
    let part = |b: u8| class::is_word(b) || matches!(b, b'-' | b'.');
    let first = page.run_back(key_end, Name::LONGEST, part);
    if first == key_end || !key_name::may_end(page.slice(first, key_end)) {
        return None;
    }
    // `Kunde … (Nr. 4711)`: the number of whom was named before.
    let of_whom = page.before(first) == b'('
        && NUMBERS.has(page.slice(first, key_end))
        && (page.near(Topics::USER, first, 40)
            || page.found_until(first.saturating_sub(2))
            || page.ends_token(first.saturating_sub(2)));
    if of_whom && word.only_digits() && word.len() >= 4 {
        return Some(page.mark(Kind::UserId, word.start, word.end, "user_id: announced"));
    }
    let second = if page.slice(first.saturating_sub(2), key_end) == b"S/N" {
        first - 2
    } else if page.before(first) == b' ' {
        page.run_back(first - 1, Name::LONGEST, part)
    } else {
        first
    };
    let key = [second, first]
        .iter()
        .find_map(|from| beside_key(page.slice(*from, key_end)))?;
    let value = Value {
        start: word.start,
        end: value::bare_end(page, word.start),
        quoted: false,
    };
    let text = value.text(page);
    let plain = text
        .iter()
        .all(|b| class::is_alnum(*b) || matches!(b, b'-' | b'_'));
    let number = text.iter().all(|b| b.is_ascii_digit() || *b == b'-');
    let numbered = number && shape::digits(text) >= 5 || shape::is_random(text, 10);
    // Only what stands for one person or device, and never what reads like a count or a word.
    let fits = match key {
        Key::UserId => {
            plain
                && (numbered && !is_installation(page.slice(first, key_end))
                    || shape::is_random_mixed(text, 20))
        }
        Key::Token => shape::is_random_mixed(text, 12) && shape::digits(text) > 1,
        Key::AndroidId if shape::is_serial(text) => true,
        Key::AndroidId | Key::Session | Key::Secret => {
            plain && shape::is_random(text, 12) || shape::all_hex(text) && text.len() >= 12
        }
        Key::AdId | Key::Push | Key::Sim | Key::Imei | Key::Ssn => true,
        Key::National => {
            let parts = text.iter().all(|b| b.is_ascii_digit() || *b == b'/');
            (plain || parts) && text.len() >= 8
        }
        _ => false,
    };
    if !fits {
        return None;
    }
    let (kind, start, end) = super::decide(page, key, value, false)?;
    Some(page.mark(kind, start, end, RULE))
}

/// What a key beside its value means. `device` and `S/N` are keys of a serial number there.
fn beside_key(raw: &[u8]) -> Option<Key> {
    if raw == b"device" || raw == "Gerät".as_bytes() || raw == b"S/N" {
        return Some(Key::AndroidId);
    }
    Name::read(raw).whole()
}

/// Ids that programs give their own parts.
fn is_installation(key: &[u8]) -> bool {
    ["instance", "profile", "install", "session", "uid"]
        .iter()
        .any(|word| {
            key.get(..word.len())
                .is_some_and(|k| k.eq_ignore_ascii_case(word.as_bytes()))
        })
}

/// `key -> value`: the sign stands at `at`.
pub(crate) fn arrow(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if page.before(at) != b'-' {
        return None;
    }
    let key_end = page.run_back(at - 1, 3, |b| matches!(b, b' ' | b'"' | b'\''));
    whole(page, key_end, at + 1)
}

/// The cell behind the tab or bar at `at`, if the one before is a key.
pub(crate) fn cell(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let key_end = page.run_back(at, 2, |b| b == b' ');
    whole(page, key_end, at + 1)
}

/// A key as a whole that ends at `key_end`, and its value at or after `after`.
fn whole(page: &mut Page<'_>, key_end: usize, after: usize) -> Option<usize> {
    let first = page.run_back(key_end, Name::LONGEST, |b| {
        class::is_word(b) || matches!(b, b'-' | b'.')
    });
    if first == key_end || page.is_token(first) || !key_name::may_end(page.slice(first, key_end)) {
        return None;
    }
    let name = Name::read(page.slice(first, key_end));
    let key = name.whole().or_else(|| {
        name.meaning()
            .filter(|key| !matches!(key, Key::SomeId | Key::Token))
            .filter(|key| *key != Key::SomeName || name.is_of_person())
    })?;
    let mut value = value::read(page, after)?;
    let text = value.text(page);
    // The head of a table names one key behind another.
    let head = Name::read(text).whole().is_some();
    let word = matches!(key, Key::Username | Key::Password | Key::Network)
        && !shape::is_marked_login(text)
        && !value.quoted;
    if head || word {
        return None;
    }
    if !value.quoted
        && matches!(
            key,
            Key::Person | Key::DeviceName | Key::Ssid | Key::SomeName
        )
    {
        value.end = value::phrase_end(page, value, false);
        value.quoted = value.end > value.start;
    }
    let (kind, start, end) = super::decide(page, key, value, true)?;
    Some(page.mark(kind, start, end, RULE))
}

/// `mysql -pHeron77`, `sshpass -p 'Heron 77'`: the flag at `at` of a command that takes a password so.
fn attached(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let before = page.slice(at.saturating_sub(64), at);
    let takes = ["mysql", "mariadb", "sshpass", "7z "]
        .iter()
        .any(|command| {
            before
                .windows(command.len())
                .any(|w| w == command.as_bytes())
        });
    if !takes {
        return None;
    }
    let value = value::read(page, at + 2)?;
    let blank = matches!(page.byte(at + 2), b' ' | 0);
    // With a blank, mysql's `-p` asks and the next word is a database.
    let fits = value.end > value.start && (!blank || before.ends_with(b"sshpass "));
    fits.then(|| page.mark(Kind::Password, value.start, value.end, RULE))
}

/// A flag of a command, which begins at `at`: `-u name:password`, `--token x`.
pub(crate) fn flag(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if !matches!(page.before(at), b' ' | b'"' | b'\'' | b',' | b'[') {
        return None;
    }
    if page.byte(at + 1) == b'p'
        && let Some(end) = attached(page, at)
    {
        return Some(end);
    }
    let double = page.byte(at + 1) == b'-';
    let start = at + 1 + usize::from(double);
    let end = page.run(start, Name::LONGEST, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_')
    });
    if page.byte(end) != b' ' || end == start {
        return None;
    }
    let key = if double {
        Name::read(page.slice(start, end)).meaning()?
    } else if end - start > 4 {
        // `keytool -storepass x`
        Name::read(page.slice(start, end))
            .meaning()
            .filter(|key| matches!(key, Key::Password | Key::Secret))?
    } else if page.slice(start, end) == b"u" {
        Key::Username
    } else {
        return None;
    };
    let value = value::read(page, end)?;
    let text = value.text(page);
    if text.starts_with(b"-") || text.starts_with(b"$") {
        return None;
    }
    if key == Key::Username && page.slice(at.saturating_sub(5), at) == b"sudo " {
        let login = shape::is_login(text) && !shape::is_system_account(text);
        return login.then(|| page.mark(Kind::Username, value.start, value.end, RULE));
    }
    if key == Key::Username && (!double || text.contains(&b':')) {
        let colon = text.iter().position(|b| *b == b':')?;
        let pair =
            shape::is_login(&text[..colon]) && !text.contains(&b'/') && text.len() > colon + 1;
        return pair.then(|| {
            page.mark(
                Kind::UrlUserinfo,
                value.start,
                value.end,
                "url_userinfo: of a command",
            )
        });
    }
    let secret = matches!(
        key,
        Key::Password | Key::Secret | Key::Token | Key::Session | Key::Phrase
    );
    // `--user` is a mode of programs too.
    let named = double && page.slice(start, end) != b"user";
    let login = key == Key::Username && named && shape::is_login(text);
    if login && !shape::is_system_account(text) && !shape::is_placeholder(text) {
        return Some(page.mark(Kind::Username, value.start, value.end, RULE));
    }
    if !secret {
        return None;
    }
    let whole = value::secret_end(page, value.start, false);
    let value = Value {
        end: if value.quoted {
            value.end
        } else {
            whole.max(value.end)
        },
        ..value
    };
    let (kind, start, end) = super::decide(page, key, value, true)?;
    Some(page.mark(kind, start, end, RULE))
}
