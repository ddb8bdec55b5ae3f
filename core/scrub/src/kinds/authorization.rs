//! Credentials behind the name of a scheme: `Bearer …`, `Basic …`.

use crate::class;
use crate::kind::Kind;
use crate::page::Page;
use crate::shape;

/// The credentials after a scheme's name that ends at `at`.
pub(crate) fn after_scheme(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let mut start = page.run(at, 2, |b| b == b' ' || b == b'+');
    if page.slice(at, at + 3) == b"%20" {
        start = at + 3;
    }
    if start == at {
        return None;
    }
    let end = credentials_end(page, start);
    let text = page.slice(start, end);
    let cut = end == page.text.len() && text.len() >= 6 && shape::digits(text) > 0;
    let fits = text.len() >= 8
        && (shape::digits(text) > 0 || text.len() >= 20 || text.ends_with(b"="))
        && !text.iter().all(u8::is_ascii_lowercase);
    (fits || cut).then(|| {
        page.mark(
            Kind::AuthHeader,
            start,
            end,
            "auth_header: after the scheme",
        )
    })
}

/// Where credentials that begin at `start` end.
pub(crate) fn credentials_end(page: &Page<'_>, start: usize) -> usize {
    let end = page.run(start, 4096, |b| {
        class::is_alnum(b)
            || matches!(
                b,
                b'-' | b'_' | b'.' | b'=' | b'/' | b'+' | b'~' | b':' | b'|' | b'%'
            )
    });
    page.run_back(end, end - start, |b| matches!(b, b'.' | b':'))
}
