//! Names of persons after a word that announces them.

use crate::class;
use crate::kind::Kind;
use crate::page::Page;

/// The name after an announcing word that ends at `at`.
pub(crate) fn after(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let mut here = page.run(at, 3, |b| matches!(b, b' ' | b'.' | b':'));
    if here == at {
        return None;
    }
    let start = here;
    let mut end = start;
    for _ in 0..4 {
        if !(page.byte(here).is_ascii_uppercase() || page.byte(here) == 0xc3) {
            break;
        }
        end = page.run(here, 32, |b| {
            class::of(b) & (class::LETTER | class::HIGH) != 0 || matches!(b, b'-' | b'\'')
        });
        here = page.run(end, 1, |b| b == b' ');
    }
    (end > start + 1).then(|| page.mark(Kind::PersonName, start, end, "person_name: announced"))
}
