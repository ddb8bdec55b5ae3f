//! Words that say more than the product does.

use crate::source::Source;

/// Of what was queued before an off: a copy that the device's storage kept of the slot can be read until the key in the
/// key store is replaced. In pieces, so that this file does not hold what it looks for.
const MORE_THAN_FLASH_DOES: [[&str; 2]; 5] = [
    ["can no longer ", "be read"],
    ["cannot be read ", "any more"],
    ["cannot be read ", "by anybody"],
    ["of the purpose can be ", "read again"],
    ["unreadable from the ", "moment"],
];

/// A sentence, in code, comments or a page, that takes an overwritten slot for one that nobody can read.
pub(crate) fn promises_more_than_flash_does(file: &Source) -> Option<String> {
    let words = file.text.split_whitespace();
    let text = words
        .filter(|word| !["///", "//!", "//", "*", "|"].contains(word))
        .collect::<Vec<_>>()
        .join(" ");
    let found = MORE_THAN_FLASH_DOES
        .iter()
        .map(|pieces| pieces.concat())
        .find(|promise| text.contains(promise.as_str()))?;
    Some(format!(
        "{}: `{found}`: Sordino reads it no more, and nobody can once the vault's key is replaced",
        file.path
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_over_two_lines_is_found() {
        for [first, rest] in MORE_THAN_FLASH_DOES {
            let text = format!("/// Off: what was queued {first}\n    /// {rest}.");
            let found = promises_more_than_flash_does(&Source::new("a.swift", &text));
            assert!(found.is_some());
        }
        let text = "/// Sordino can no longer read what was queued.";
        assert!(promises_more_than_flash_does(&Source::new("a.kt", text)).is_none());
    }
}
