//! Words that stand where somebody meant to write something later.

/// A word of its own, in any case.
const WORDS: &[&str] = &[
    "todo",
    "tbd",
    "tba",
    "fixme",
    "xxx",
    "lorem",
    "placeholder",
    "platzhalter",
    "changeme",
    "mustermann",
    "musterfrau",
    "musterfirma",
    "musterstraße",
    "musterstadt",
];
/// Anywhere.
const SIGNS: &[&str] = &["change me", "muster gmbh", "${", "$(", "{{"];
/// The whole text begins so, and is not longer than a name.
const BEGINNINGS: &[&str] = &["your company", "your name", "ihr name", "ihre firma"];

/// Whether `text` is empty or says that something is still to be written.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    !text.contains(char::is_alphanumeric)
        || (text.contains('<') && text.contains('>'))
        || (text.len() < 30 && BEGINNINGS.iter().any(|begin| text.starts_with(begin)))
        || SIGNS.iter().any(|sign| text.contains(sign))
        || text
            .split(|sign: char| !sign.is_alphanumeric())
            .any(|word| WORDS.contains(&word))
}

/// Whether `host` is one that is reserved for examples and tests, so that nobody is reached there.
pub(super) fn is_reserved_host(host: &str) -> bool {
    let host = host.to_lowercase();
    let ends = |end: &str| host == end || host.ends_with(&format!(".{end}"));
    [
        "example",
        "invalid",
        "test",
        "localhost",
        "example.com",
        "example.org",
        "example.net",
    ]
    .into_iter()
    .any(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_told_from_real_text() {
        for text in [
            "",
            "  ",
            "…",
            "<name>",
            "TODO",
            "todo: ask legal",
            "Max Mustermann",
            "xxx@ilert.com",
            "Your Company Ltd",
            "${NAME}",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "Costa del Todos",
            "ACME GmbH",
            "Calls, messages… all of it",
            "We need your name and address.",
            "Mustervertrag 12",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
