//! `sordino_strings.xml`: what settings, disclosures and switches say, in one locale.

use sordino_policy::chrome::Word;
use sordino_policy::{PermissionId, Policy, Texts};

use super::xml::{Element, document};

/// Languages that Android looks for under the code they once had.
const FORMER: [(&str, &str); 3] = [("he", "iw"), ("id", "in"), ("yi", "ji")];

/// Strings that every app has.
const SHARED: [(&str, Word); 7] = [
    ("settings_title", Word::Title),
    ("settings_on", Word::On),
    ("settings_off", Word::Off),
    ("settings_managed", Word::Managed),
    ("settings_open_system", Word::SystemSettings),
    ("disclosure_agree", Word::Agree),
    ("disclosure_decline", Word::Decline),
];

/// The folder of a locale below `res/`: `values-de`, `values-de-rAT`, `values-b+zh+Hant`.
pub(super) fn folder(locale: &str) -> String {
    let mut parts: Vec<&str> = locale.split('-').collect();
    if let Some((_, former)) = FORMER.iter().find(|(now, _)| parts[0] == *now) {
        parts[0] = former;
    }
    match parts.as_slice() {
        [language] => format!("values-{language}"),
        [language, region] if region.len() == 2 => {
            format!("values-{language}-r{}", region.to_ascii_uppercase())
        }
        parts => format!("values-b+{}", parts.join("+")),
    }
}

pub(super) fn write(policy: &Policy, locale: &str, head: &str) -> Vec<u8> {
    let mut strings = Vec::new();
    let mut add = |name: String, text: &str| {
        strings.push(
            Element::new("string")
                .with("name", format!("sordino_{name}"))
                .with("formatted", "false")
                .saying(escaped(text)),
        );
    };
    let chrome = policy.chrome(locale);
    for (name, word) in SHARED {
        add(name.to_owned(), chrome.text(word));
    }
    let of = |texts: &Texts| texts.get(locale).cloned().unwrap_or_default();
    for purpose in &policy.purposes {
        add(format!("purpose_{}_title", purpose.id), &of(&purpose.title));
        add(format!("purpose_{}_text", purpose.id), &of(&purpose.text));
    }
    for permission in &policy.permissions {
        let id = match permission.id {
            PermissionId::Contacts => "contacts",
            PermissionId::Push => "push",
        };
        add(format!("permission_{id}_feature"), &of(&permission.feature));
        add(
            format!("permission_{id}_rationale"),
            &of(&permission.purpose_string),
        );
    }
    document(&Element::new("resources").holding(strings), head)
}

/// Android's own escapes; what XML asks for comes on top.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, sign) in text.chars().enumerate() {
        match sign {
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\'' | '"' | '\\' => escaped.extend(['\\', sign]),
            '@' | '?' if index == 0 => escaped.extend(['\\', sign]),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_the_folder_android_reads() {
        assert_eq!(folder("de"), "values-de");
        assert_eq!(folder("de-AT"), "values-de-rAT");
        assert_eq!(folder("he"), "values-iw");
        assert_eq!(folder("zh-Hant"), "values-b+zh+Hant");
        assert_eq!(folder("sr-Latn-RS"), "values-b+sr+Latn+RS");
        assert_eq!(folder("es-419"), "values-b+es+419");
    }

    #[test]
    fn android_gets_back_what_was_meant() {
        assert_eq!(escaped("it's \"a\"\nb"), "it\\'s \\\"a\\\"\\nb");
        assert_eq!(escaped("?a@b"), "\\?a@b");
        assert_eq!(escaped("a\\b"), "a\\\\b");
    }
}
