//! User names in file paths.

use crate::kind::Kind;
use crate::page::Page;

const SYSTEM: &[&str] = &[
    "shared", "public", "default", "all", "guest", "runner", "root", "index", "user", "users",
    "home", "local",
];

/// A user's folder whose path goes on at the separator `at`.
pub(crate) fn at(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let separator = page.byte(at);
    let start = page.run(at, 4, |b| b == separator);
    let folder = page.run_back(at, 8, |b| b.is_ascii_alphabetic());
    let before = page.before(folder);
    let parent = page.slice(folder, at);
    let is_home = (parent.eq_ignore_ascii_case(b"users") || parent == b"home")
        && matches!(before, b'/' | b'\\');
    if !is_home {
        return None;
    }
    let end = page.run(start, 64, |b| {
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
                | b' '
                | b')'
                | b','
                | b'?'
                | b'&'
        )
    });
    let name = page.slice(start, end);
    let system = SYSTEM
        .iter()
        .any(|s| name.eq_ignore_ascii_case(s.as_bytes()))
        || name.contains(&b'.') && page.byte(end) != separator;
    (end > start && !system)
        .then(|| page.mark(Kind::UserPath, start, end, "user_path: home folder"))
}
