//! PEM blocks: the body goes, the marker lines stay.

use crate::kind::Kind;
use crate::page::Page;

const LONGEST: usize = 16 * 1024;

/// A block whose marker line begins at `start`.
pub(crate) fn at(page: &mut Page<'_>, start: usize) -> Option<usize> {
    if page.slice(start, start + 11) != b"-----BEGIN " {
        return None;
    }
    let label = page.run(start + 11, 64, |b| {
        b.is_ascii_uppercase() || b.is_ascii_digit() || b == b' '
    });
    if page.slice(label, label + 5) != b"-----" {
        return None;
    }
    let mut body = label + 5;
    body = page.run(body, 8, |b| b.is_ascii_whitespace());
    while page.byte(body) == b'\\' {
        body = page.run(body, 4, |b| b == b'\\');
        body = page.run(body, 1, |b| b == b'n' || b == b'r');
    }
    let mut end = page.run(body, LONGEST, |b| {
        b.is_ascii_alphanumeric()
            || matches!(
                b,
                b'+' | b'/' | b'=' | b'\\' | b'\n' | b'\r' | b' ' | b'\t' | b':' | b','
            )
    });
    while end > body
        && (page.before(end).is_ascii_whitespace() || page.slice(end - 2, end) == b"\\n")
    {
        end -= if page.before(end).is_ascii_whitespace() {
            1
        } else {
            2
        };
    }
    (end > body + 8).then(|| page.mark(Kind::PemKey, body, end, "pem_key: body of a block"))
}
