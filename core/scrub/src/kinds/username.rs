//! Login names after a word that announces them: `signed in as …`, `Benutzer … gesperrt`.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::lexicon::WordSet;
use crate::page::{Page, Word};
use crate::shape;

/// The login or number after `word`, which speaks of a user.
pub(crate) fn after(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let mut at = word.end;
    for filler in [
        "-ID",
        "-Nr.",
        "-Nr",
        "-Nummer",
        "-Kennung",
        " ID",
        " id",
        " Nr.",
        " No.",
        " no.",
        " number",
        " Nummer",
        " name",
        " account",
        "name",
        " #",
        " mit der ID",
        " with id",
        " von",
        " of",
        " for",
        " für",
    ] {
        if page.starts_with(at, filler) {
            at += filler.len();
            break;
        }
    }
    let start = page.run(at, 3, |b| {
        matches!(b, b' ' | b'#' | b'@' | b':' | b'(' | b'[' | b'.')
    });
    // `client:amd64` is no announcement; a key has its own matcher.
    if page.byte(at) == b':' && start == at + 1 {
        return None;
    }
    // `client.conf` is a name in code.
    let dotted = page.slice(at, start) == b"." && at == word.end;
    if dotted || start == at && page.before(at) != b'#' {
        return None;
    }
    let quote = page.byte(start);
    let (start, quoted) = match quote {
        b'"' | b'\'' | b'`' | b'<' => (start + 1, true),
        0xe2 => (start + 3, true),
        0xc2 if page.byte(start + 1) == 0xab || page.byte(start + 1) == 0xbb => (start + 2, true),
        _ => (start, false),
    };
    let mut end = page.run(start, 64, |b| {
        class::is_alnum(b)
            || class::of(b) & class::HIGH != 0 && b != 0xe2 && b != 0xc2
            || matches!(b, b'.' | b'_' | b'-' | b'+')
    });
    while end > start && matches!(page.before(end), b'.' | b'-') {
        end -= 1;
    }
    let text = page.slice(start, end);
    let next = page.byte(end);
    if text.len() < 2
        || matches!(page.before(word.start), b'-' | b'/')
        || shape::is_placeholder(text)
        || shape::is_system_account(text)
        || matches!(next, b'(' | b'=' | b'@' | b'/' | b'\\' | b'%')
        || next == b':' && !quoted && page.byte(end + 1) != b' '
    {
        return None;
    }
    let spoken = page.slice(word.start, word.end);
    // `identify(anna7)` is a call; in prose other things are identified.
    if spoken.eq_ignore_ascii_case(b"identify") && page.byte(word.end) != b'(' {
        return None;
    }
    // `serial version UID`
    if spoken.eq_ignore_ascii_case(b"uid")
        && page.slice(word.start.saturating_sub(8), word.start) == b"version "
    {
        return None;
    }
    if is_number(text) && (at > word.end || names_number(spoken)) && !is_unit(page, end) {
        return Some(page.mark(Kind::UserId, start, end, "user_id: announced"));
    }
    if text.iter().all(u8::is_ascii_digit) {
        let grouped = matches!(next, b' ' | b'-' | b'/') && page.byte(end + 1).is_ascii_digit();
        // `User(4711)` is a frame or a row; an id is longer.
        let called = (page.byte(word.end) == b'(' || page.slice(word.end, start) == b" (")
            && text.len() >= 6;
        let grouped =
            grouped || matches!(page.before(start), b'(' | b'.') && next == b')' && !called;
        let process = spoken.eq_ignore_ascii_case(b"uid") && shape::is_process_owner(text);
        let fits = (3..=14).contains(&text.len())
            && !process
            && (text.len() >= 6 || !spoken.eq_ignore_ascii_case(b"client"))
            && text[0] != b'0'
            && !grouped
            && page.byte(end) != b'.'
            && !is_unit(page, end);
        return fits.then(|| page.mark(Kind::UserId, start, end, "user_id: announced"));
    }
    if (spoken.eq_ignore_ascii_case(b"as") || spoken.eq_ignore_ascii_case(b"als"))
        && !is_as(page, word)
    {
        return None;
    }
    let sudo = spoken == b"sudo" && page.starts_with(end, " : ");
    // A client is a program as often as a person.
    if spoken.eq_ignore_ascii_case(b"client") {
        return None;
    }
    let as_user = is_as(page, word)
        || sudo
        || is_spoken_of(page, word, end) && !text.iter().any(u8::is_ascii_uppercase);
    let closed = quoted && (next == quote || quote == b'<' && next == b'>' || next >= 0x80);
    let taken = closed && shape::is_login(text) && !is_code(text)
        || as_user && shape::is_login(text) && !is_code(text)
        || shape::is_marked_login(text) && is_name_like(text) && !is_code(text);
    taken.then(|| page.mark(Kind::Username, start, end, "username: announced"))
}

/// Whether `word` is the "as" of "signed in as".
fn is_as(page: &Page<'_>, word: &Word) -> bool {
    let text = page.slice(word.start, word.end);
    (text.eq_ignore_ascii_case(b"as") || text.eq_ignore_ascii_case(b"als"))
        && page.near(Topics::LOGIN, word.start, 24)
}

/// `for user x`, `Benutzer x gesperrt`: the words around say that one user is meant.
fn is_spoken_of(page: &Page<'_>, word: &Word, end: usize) -> bool {
    static USERS: WordSet =
        WordSet::new("user benutzer nutzer benutzerkonto username anwender nutzerkonto login");
    static VERBS: WordSet = WordSet::new(
        "angelegt gesperrt gelöscht geloescht angemeldet abgemeldet unbekannt existiert wurde hat ist nicht logged not \
     is was has does locked created deleted signed failed joined left already cannot konnte kann registriert \
     entfernt",
    );
    if !USERS.has(page.slice(word.start, word.end)) {
        return false;
    }
    let before = page.slice(word.start.saturating_sub(5), word.start);
    let led = [
        " to ", " for ", " as ", " by ", " of ", "für ", "von ", "als ", "mit ", "zu ", "from ",
        "ting ",
    ]
    .iter()
    .any(|w| {
        before.ends_with(w.as_bytes()) || word.start < 5 && before == w.trim_start().as_bytes()
    });
    let next = page.run(end + 1, 24, |b| {
        class::of(b) & (class::LETTER | class::HIGH) != 0
    });
    // `Invalid user anna from 192.0.2.1`
    let refused = before.ends_with(b"alid ") && page.starts_with(end, " from ");
    led || refused || page.byte(end) == b' ' && VERBS.has(page.slice(end + 1, next))
}

/// `my login is anna`, `Mein Benutzername lautet anna`: the verb is `word`.
pub(crate) fn said(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    static LOGINS: WordSet = WordSet::new(
        "login username user account benutzername nutzername benutzerkennung kennung nickname nick accountname",
    );
    let noun_end = page.run_back(word.start, 1, |b| b == b' ');
    let letter = |b: u8| class::of(b) & (class::LETTER | class::HIGH) != 0;
    let noun = page.run_back(noun_end, 20, letter);
    let mine = ["my ", "My ", "mein ", "Mein ", "meine ", "Meine ", "user "]
        .iter()
        .any(|m| page.slice(noun.saturating_sub(m.len()), noun) == m.as_bytes());
    let start = page.run(word.end, 1, |b| b == b' ');
    if !mine || start == word.end || !LOGINS.has(page.slice(noun, noun_end)) {
        return None;
    }
    let quote = usize::from(matches!(page.byte(start), b'"' | b'\''));
    let start = start + quote;
    let end = login_end(page, start);
    // "my login is broken" tells no name; what is told together with a password does.
    let told = quote == 1
        || shape::is_marked_login(page.slice(start, end))
        || page.starts_with(end, " and ")
        || page.starts_with(end, " und ");
    if !told {
        return None;
    }
    login_at(page, start, "username: said")
}

/// `for anna from 192.0.2.1`, `für anna wurde`: a login between the words that programs write around it.
pub(crate) fn between(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = page.run(at, 1, |b| b == b' ');
    let end = login_end(page, start);
    let led = [
        " from ",
        " was ",
        " wurde ",
        " has ",
        " ist ",
        " by (",
        " failed",
        " on ",
        " auf ",
        " fehlgeschlagen",
        " gescheitert",
        " abgelehnt",
        " rejected",
        " denied",
    ]
    .iter()
    .any(|w| page.starts_with(end, w));
    // At the end of a line, and before the door by which somebody came, only what no word looks like.
    let text = page.slice(start, end);
    let closed = matches!(page.byte(end), 0 | b'\n')
        || page.follows(end, &[" via ", " (", " is ", " lautet "]);
    let marked =
        closed && shape::is_marked_login(text) && is_name_like(text) && !is_version_like(text);
    if start == at || !led && !marked {
        return None;
    }
    login_at(page, start, "username: between")
}

/// The login that was denied something, at `at`.
pub(crate) fn denied(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = page.run(at, 1, |b| b == b' ');
    let end = login_end(page, start);
    let closed = matches!(page.byte(end), 0 | b'.' | b',' | b'\n');
    let fits = start > at && closed && shape::is_marked_login(page.slice(start, end));
    fits.then(|| login_at(page, start, "username: denied"))
        .flatten()
}

/// ` anna.b via web`: a word and the door by which somebody came follow at `at`.
pub(crate) fn is_door(page: &Page<'_>, at: usize) -> bool {
    let start = page.run(at, 1, |b| b == b' ');
    page.starts_with(login_end(page, start), " via ")
}

/// `login failed: anna_b`, `access denied: anna.b`: the refused one behind the colon at `at`.
pub(crate) fn refused(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let said = page.slice(at.saturating_sub(12), at);
    let refused = [
        " failed", " denied", "gelehnt", "refused", "weigert", "schlagen",
    ]
    .iter()
    .any(|w| said.ends_with(w.as_bytes()));
    let start = at + 2;
    if !refused
        || page.byte(at + 1) != b' '
        || !page.near(Topics::LOGIN.and(Topics::AUTH).and(Topics::VERIFY), at, 24)
    {
        return None;
    }
    let text = page.slice(start, login_end(page, start));
    // `invalid_grant` is an error, `anna_b` and `anna.berg` are somebody.
    let somebody = shape::digits(text) > 0
        || text.contains(&b'.')
        || text.len() > 2 && text[text.len() - 2] == b'_';
    if !somebody || !shape::is_marked_login(text) || !is_name_like(text) {
        return None;
    }
    login_at(page, start, "username: refused")
}

pub(super) fn login_end(page: &Page<'_>, start: usize) -> usize {
    let end = page.run(start, 40, |b| {
        class::is_word(b) || matches!(b, b'.' | b'-' | b'+' | b'@')
    });
    page.run_back(end, 2, |b| matches!(b, b'.' | b'-'))
}

pub(super) fn login_at(page: &mut Page<'_>, start: usize, rule: &'static str) -> Option<usize> {
    let end = login_end(page, start);
    let text = page.slice(start, end);
    let fits = shape::is_login(text)
        && !text.contains(&b'@')
        && text.len() > 2
        && !shape::is_placeholder(text)
        && !shape::is_system_account(text)
        && !is_code(text);
    fits.then(|| page.mark(Kind::Username, start, end, rule))
}

/// A number with letters before it or zeros, as offices give people: `K-204177`, `E20417`, `0048812`.
fn is_number(text: &[u8]) -> bool {
    let letters = text.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let rest = &text[letters..];
    let rest = rest.strip_prefix(b"-").unwrap_or(rest);
    let digits = shape::digits(rest);
    let groups = rest.len() - digits;
    letters <= 3
        && (4..=12).contains(&digits)
        && groups <= 2
        && rest.first().is_some_and(u8::is_ascii_digit)
        && rest.iter().all(|b| b.is_ascii_digit() || *b == b'-')
}

/// `Kundennummer`, `userid`: the word itself says that a number follows.
fn names_number(word: &[u8]) -> bool {
    [&b"nummer"[..], b"nr", b"userno", b"userid"]
        .iter()
        .any(|end| {
            word.len() > end.len() && word[word.len() - end.len()..].eq_ignore_ascii_case(end)
        })
}

/// `user id is 7713342`, `Kunden-ID ist K-20417`: the number behind the verb in `word`.
pub(crate) fn numbered(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let start = page.run(word.end, 1, |b| b == b' ');
    let end = page.run(start, 16, |b| class::is_alnum(b) || b == b'-');
    let whose = page.near(Topics::IDENTITY, word.start, 2)
        && page.near(Topics::USER.and(Topics::PERSON), word.start, 16);
    (whose
        && start > word.end
        && is_number(page.slice(start, end))
        && !class::is_word(page.byte(end)))
    .then(|| page.mark(Kind::UserId, start, end, "user_id: said"))
}

/// `8.4-rc1`: digits first, or hardly anything but digits and dots.
fn is_version_like(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_digit)
        || text.contains(&b'.') && shape::digits(text) * 3 > text.len()
}

fn is_unit(page: &Page<'_>, at: usize) -> bool {
    [
        " ms", " s ", " bytes", " kB", " MB", " %", "ms", " items", " users", " times", " of ",
        " von ", " gid", " and GID", " GID", " ns", " us ", " rows", " kB",
    ]
    .iter()
    .any(|u| page.starts_with(at, u))
}

/// With a digit behind letters or a sign between letters, as logins have; not a version and not a snake of code words.
fn is_name_like(text: &[u8]) -> bool {
    let digits = shape::digits(text);
    let signs = text
        .iter()
        .filter(|b| matches!(b, b'.' | b'_' | b'-'))
        .count();
    let dots = text.iter().filter(|b| **b == b'.').count();
    signs <= 2 && dots < 2 && digits * 2 <= text.len() && (digits > 0 || signs > 0)
}

/// Words of code that stand behind "user" too.
pub(super) fn is_code(text: &[u8]) -> bool {
    static ENDINGS: WordSet = WordSet::new(
        "request action content preferences feedback consent experience choice authentication accounts registration id \
     name agent defined space info data type state list defaults error role token session settings service manager \
     profile login logout created updated deleted in out up locked interface facing friendly generated visible \
     level input initiated flow screen activity json xml count table key status group mode java kt swift dart js \
     png sdk api cache store db properties property options commands command groups libraries utils page form button \
     dialog link view attempt attempts window prompt url handler service test tests",
    );
    let last = text
        .rsplit(|b| matches!(b, b'.' | b'_' | b'-'))
        .next()
        .unwrap_or(text);
    ENDINGS.has(last)
}
