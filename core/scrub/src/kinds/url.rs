//! Secrets in URLs.

use crate::kind::Kind;
use crate::page::Page;

/// User and password of the URL whose `://` begins at `at`.
pub(crate) fn at(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if page.slice(at, at + 3) != b"://" {
        return None;
    }
    let start = at + 3;
    let end = page.run(start, 256, |b| {
        b > b' '
            && !matches!(
                b,
                b'/' | b'?' | b'#' | b'"' | b'<' | b'>' | b'@' | b'[' | b']' | b'|'
            )
    });
    if page.byte(end) != b'@' || end == start {
        return Some(start);
    }
    Some(page.mark(Kind::UrlUserinfo, start, end, "url_userinfo: before the @") + 1)
}
