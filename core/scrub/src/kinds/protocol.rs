//! Logins and passwords as commands of servers and shells hold them: `USER anna PASS Heron7`, `LOGIN anna Heron7`,
//! `net use … /user:anna Heron7`, and what was typed into a field for passwords.

use crate::class;
use crate::kind::Kind;
use crate::lexicon::WordSet;
use crate::page::{Page, Word};
use crate::shape;

const LONGEST: usize = 128;

const PASSWORD: &str = "password_kv: of a command";
const LOGIN: &str = "username: of a command";

/// The password behind the command `PASS`, which is `word`, and the login behind `USER` before it.
pub(crate) fn pass(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.byte(word.end) != b' ' {
        return None;
    }
    let (start, end) = argument(page, word.end + 1)?;
    if page.slice(word.start, word.end) != b"PASS" {
        return spoken(page, word, start, end);
    }
    let login_end = page.run_back(word.start, 3, |b| matches!(b, b' ' | b'\r' | b'\n'));
    let login = page.run_back(login_end, LONGEST, |b| b > b' ');
    let led = page.slice(login.saturating_sub(5), login) == b"USER ";
    // Test runners print `PASS src/app.test.js` at the beginning of a line.
    let sent = page.slice(word.start.saturating_sub(2), word.start) == b"> "
        && !page.slice(start, end).contains(&b'/');
    if !led && !sent {
        return None;
    }
    if led && !shape::is_system_account(page.slice(login, login_end)) {
        page.mark(Kind::Username, login, login_end, LOGIN);
    }
    Some(page.mark(Kind::Password, start, end, PASSWORD))
}

/// `ssh pass Heron7 rejected`: a password of a service, if no word looks like it.
fn spoken(page: &mut Page<'_>, word: &Word, start: usize, end: usize) -> Option<usize> {
    static SERVICES: WordSet = WordSet::new(
        "ssh mqtt imap smtp ftp sftp pop3 ldap vnc rdp db sudo wifi wlan with und mit and",
    );
    let service_end = word.start.checked_sub(1)?;
    // `user anna pass Heron77`
    let login = page.run_back(service_end, 40, |b| b > b' ');
    let led = page
        .slice(login.saturating_sub(5), login)
        .eq_ignore_ascii_case(b"user ");
    if led && shape::is_login(page.slice(login, service_end)) {
        page.mark(Kind::Username, login, service_end, LOGIN);
        return Some(page.mark(Kind::Password, start, end, PASSWORD));
    }
    let service = page.run_back(service_end, 8, class::is_alnum);
    let text = page.slice(start, end);
    let marked = shape::digits(text) > 0 && shape::has_letter(text) && text.len() >= 6;
    let plain = !text.contains(&b'/')
        && !text.contains(&b'(')
        && text.first().is_some_and(|b| class::is_alnum(*b));
    (page.byte(service_end) == b' '
        && SERVICES.has(page.slice(service, service_end))
        && marked
        && plain)
        .then(|| page.mark(Kind::Password, start, end, PASSWORD))
}

/// The login and the password behind IMAP's command `LOGIN`, which is `word` and has a tag before it.
pub(crate) fn login(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.slice(word.start, word.end) != b"LOGIN" || page.byte(word.end) != b' ' {
        return None;
    }
    let tag_end = word.start.checked_sub(1)?;
    let tag = page.run_back(tag_end, 8, class::is_alnum);
    let text = page.slice(tag, tag_end);
    let tagged = text.eq_ignore_ascii_case(b"imap")
        || text.len() >= 2
            && text[0].is_ascii_alphabetic()
            && text[1..].iter().all(u8::is_ascii_digit);
    let (name, name_end) = argument(page, word.end + 1)?;
    let quote = usize::from(matches!(page.byte(name_end), b'"' | b'\''));
    if !tagged || page.byte(name_end + quote) != b' ' {
        return None;
    }
    let (start, end) = argument(page, name_end + quote + 1)?;
    page.mark(Kind::Username, name, name_end, LOGIN);
    Some(page.mark(Kind::Password, start, end, PASSWORD))
}

/// `net use Z: \\nas\plan /user:anna Heron7`: the colon behind the flag is at `colon`.
pub(crate) fn share(page: &mut Page<'_>, colon: usize) -> Option<usize> {
    let flag = page.slice(colon.saturating_sub(5), colon);
    let command = page.slice(colon.saturating_sub(96), colon);
    if !flag.eq_ignore_ascii_case(b"/user") || !command.windows(7).any(|w| w == b"net use") {
        return None;
    }
    let (start, end) = argument(page, colon + 1)?;
    let end = page.mark(Kind::Username, start, end, LOGIN);
    match argument(page, end + 1) {
        Some((start, stop)) if page.byte(end) == b' ' && page.byte(start) != b'/' => {
            Some(page.mark(Kind::Password, start, stop, PASSWORD))
        }
        _ => Some(end),
    }
}

/// `typed "…" into password field`: what stands in quotes before `word`.
pub(crate) fn typed(page: &mut Page<'_>, word: &Word) -> Option<()> {
    let joint = page.last_of(
        word.start,
        &[" into ", " into the ", " in the ", " ins ", " in das "],
    )?;
    let close = (word.start - joint.len()).checked_sub(1)?;
    let quote = page.byte(close);
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let start = page.run_back(close, LONGEST, |b| b != quote && b != b'\n');
    if page.before(start) != quote || start == close {
        return None;
    }
    page.mark(Kind::Password, start, close, "password_kv: typed");
    Some(())
}

/// One argument that begins at `at`, without its quotes.
fn argument(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let quote = page.byte(at);
    let (start, end) = if matches!(quote, b'"' | b'\'') {
        (
            at + 1,
            page.run(at + 1, LONGEST, |b| b != quote && b != b'\n'),
        )
    } else {
        (at, page.run(at, LONGEST, |b| b > b' '))
    };
    let text = page.slice(start, end);
    (!text.is_empty() && !shape::is_placeholder(text) && page.token_at(start).is_none())
        .then_some((start, end))
}
