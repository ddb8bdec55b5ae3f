//! User names in file paths: Unix, macOS, Windows, shares, Android and iOS containers.

use crate::class;
use crate::kind::Kind;
use crate::page::Page;
use crate::shape;

/// Folders beside the homes that belong to nobody, and users that are no person.
const SYSTEM: &[&str] = &[
    "shared",
    "public",
    "default",
    "all",
    "all users",
    "default user",
    "guest",
    "runner",
    "root",
    "index",
    "user",
    "users",
    "home",
    "local",
    "admin",
    "administrator",
    "me",
    "ubuntu",
    "jenkins",
    "circleci",
    "builder",
    "build",
    "travis",
    "vsts",
    "vagrant",
    "node",
    "app",
    "mobile",
    "system",
    "gitlab-runner",
    "distiller",
    "buildkite",
    "runneradmin",
    "containeradministrator",
    "username",
    "yourname",
    "current",
    "login",
    "lib",
    "linuxbrew",
    "git",
];

/// A user's folder whose path goes on at the separator `at`.
pub(crate) fn at(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let separator = page.byte(at);
    // `Users`, `home`, `Documents and Settings`, `Benutzer`: most folders end in another letter.
    if !matches!(page.before(at) | 0x20, b's' | b'e' | b'r') {
        return None;
    }
    let start = page.run(at, 4, |b| b == separator);
    let folder = page.run_back(at, 26, |b| class::is_alnum(b) || b == b' ');
    let parent = page.slice(folder, at);
    let before = page.before(folder);
    let home = parent.eq_ignore_ascii_case(b"users")
        || parent == b"home"
        || parent == b"Documents and Settings"
        || parent.eq_ignore_ascii_case(b"Benutzer");
    // `/media/anna`, `/Volumes/anna` name disks as often as persons; `/export/home/anna`, `/usr/home/anna` end in home.
    if !home || !matches!(before, b'/' | b'\\') || is_url(page, folder) {
        return None;
    }
    let mut end = page.run(start, 64, |b| {
        !matches!(
            b,
            b'/' | b'\\'
                | b'"'
                | b'\''
                | b':'
                | b'<'
                | b'>'
                | b'|'
                | b'\n'
                | b'\r'
                | b'\t'
                | b')'
                | b'('
                | b','
                | b'?'
                | b'&'
                | b';'
                | b']'
                | b'}'
                | b'*'
                | b'`'
        )
    });
    let closed = matches!(page.byte(end), b'/' | b'\\');
    let name = page.slice(start, end);
    // Without a separator behind it a blank ends the name; with one it may be part of it, as Windows has it.
    if let Some(blank) = name.iter().position(|b| *b == b' ')
        && (!closed || name.iter().filter(|b| **b == b' ').count() > 2)
    {
        end = start + blank;
    }
    while end > start && matches!(page.before(end), b'.' | b'!') && !closed {
        end -= 1;
    }
    let name = page.slice(start, end);
    let system = shape::is_any(name, SYSTEM);
    let file = name.contains(&b'.')
        && !closed
        && name
            .rsplit(|b| *b == b'.')
            .next()
            .is_some_and(|e| (1..=5).contains(&e.len()) && e.iter().all(u8::is_ascii_alphanumeric));
    let bare_number = name
        .iter()
        .all(|b| b.is_ascii_digit() || *b == b'$' || *b == b'%');
    (end > start && !system && !file && !bare_number && name.len() < 40)
        .then(|| page.mark(Kind::UserPath, start, end, "user_path: home folder"))
}

/// `https://host/users/…` is a path of a service.
fn is_url(page: &Page<'_>, folder: usize) -> bool {
    if page.slice(folder.saturating_sub(1), folder) == b"\\" {
        return false;
    }
    let start = page.run_back(folder, 96, |b| {
        b > b' ' && !matches!(b, b'"' | b'\'' | b'(' | b'<')
    });
    let text = page.slice(start, folder);
    let scheme = text.windows(3).position(|w| w == b"://");
    let lower = page.byte(folder) == b'u' && page.before(folder) == b'/';
    scheme.is_some_and(|at| !text[..at].ends_with(b"file")) || lower
}
