//! The example's policy, and a small one without `[stores]`.

use sordino_paperwork::declaration::{Declaration, declare};
use sordino_paperwork::write::{self, Paper};
use sordino_policy::{Compiled, compile_all};

pub(crate) const ON_CALL: &str = include_str!("../../../../examples/on-call/privacy.toml");
pub(crate) const SMALL: &str = include_str!("small.toml");

pub(crate) fn compiled(toml: &str) -> Compiled {
    let today = jiff::civil::date(2026, 3, 11);
    compile_all("privacy.toml", toml, today).unwrap_or_else(|findings| panic!("{findings:?}"))
}

pub(crate) fn paper(toml: &str) -> Paper {
    write::paper(&compiled(toml), "privacy.toml").unwrap_or_else(|findings| panic!("{findings:?}"))
}

pub(crate) fn declaration(toml: &str) -> Declaration {
    declare(&compiled(toml), "privacy.toml").unwrap_or_else(|findings| panic!("{findings:?}"))
}

/// The text of one generated file.
pub(crate) fn text(toml: &str, path: &str) -> String {
    let mut files = paper(toml).files;
    let bytes = files
        .remove(path)
        .unwrap_or_else(|| panic!("{path} is there"));
    String::from_utf8(bytes).expect("every file is UTF-8")
}

/// `SMALL` with one text in the place of another that stands there once.
#[track_caller]
pub(crate) fn with(sound: &str, other: &str) -> String {
    assert_eq!(
        SMALL.matches(sound).count(),
        1,
        "{sound:?} stands there once"
    );
    SMALL.replacen(sound, other, 1)
}
