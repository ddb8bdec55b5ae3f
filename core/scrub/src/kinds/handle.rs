//! Logins that their place or a sign shows, without a word for them: a column of an access log, `anna@10.2.0.4`, `@anna_b`,
//! a greeting.

use super::username::{is_code, login_at, login_end};
use crate::class;
use crate::kind::Kind;
use crate::page::Page;
use crate::shape;

/// The login in the third column of a web server's log, behind the address that ends at `at`.
pub(crate) fn of_access_log(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = at + 3;
    if !page.starts_with(at, " - ") {
        return None;
    }
    let end = login_end(page, start);
    if !page.starts_with(end, " [") {
        return None;
    }
    login_at(page, start, "username: access log")
}

/// `anna@10.2.0.4`: who a program becomes on another machine; the sign is at `sign`.
pub(crate) fn of_host(page: &mut Page<'_>, sign: usize) -> Option<usize> {
    let host = page.run(sign + 1, 15, |b| b.is_ascii_digit() || b == b'.');
    let dots = page
        .slice(sign + 1, host)
        .iter()
        .filter(|b| **b == b'.')
        .count();
    let start = page.run_back(sign, 32, |b| class::is_word(b) || matches!(b, b'.' | b'-'));
    let text = page.slice(start, sign);
    // `com.example.net@3.0.12.7` is a package and its version.
    let package = text.iter().filter(|b| **b == b'.').count() > 1;
    let fits = dots == 3
        && !package
        && host >= sign + 8
        && !page.joined_after(host)
        && matches!(page.before(start), 0 | b' ' | b'\n' | b'"' | b'\'' | b'(')
        && shape::is_login(text)
        && !shape::is_system_account(text);
    fits.then(|| page.mark(Kind::Username, start, sign, "username: on a host"))
}

/// `@anna_b`: a handle, whose sign stands at `sign`; packages and annotations have no digit or go on with a slash.
pub(crate) fn handle(page: &mut Page<'_>, sign: usize) -> Option<usize> {
    if !matches!(
        page.before(sign),
        0 | b' ' | b'\n' | b'\t' | b'(' | b'"' | b'\'' | b'>' | b',' | b':'
    ) {
        return None;
    }
    let end = page.run(sign + 1, 40, |b| {
        class::is_word(b) || matches!(b, b'.' | b'-')
    });
    let end = page.run_back(end, 2, |b| matches!(b, b'.' | b'-'));
    let text = page.slice(sign + 1, end);
    let dots = text.iter().filter(|b| **b == b'.').count();
    let fits = shape::is_marked_login(text)
        && dots < 2
        && text.len() >= 4
        && !matches!(page.byte(end), b'/' | b'(' | b':' | b'@' | b'=');
    (fits && !is_code(text)).then(|| page.mark(Kind::Username, sign + 1, end, "username: handle"))
}

/// A login behind a greeting that ends at `at`: `Welcome back, anna77!`
pub(crate) fn greeted(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let mut start = page.run(at, 2, |b| matches!(b, b' ' | b','));
    let back = page.starts_with(start, "back");
    for filler in ["back, ", "back "] {
        if page.starts_with(start, filler) {
            start += filler.len();
        }
    }
    let end = page.run(start, 40, |b| class::is_word(b) || matches!(b, b'.' | b'-'));
    let end = page.run_back(end, 2, |b| matches!(b, b'.' | b'-'));
    let text = page.slice(start, end);
    let fits = start > at
        && shape::is_marked_login(text)
        && (shape::digits(text) > 0 || back && !is_code(text))
        && matches!(page.byte(end), 0 | b'!' | b',' | b'.' | b'\n');
    fits.then(|| page.mark(Kind::Username, start, end, "username: greeted"))
}
