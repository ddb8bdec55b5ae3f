//! Texts before the system's question: IP009.

use super::rules::IP009;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::ios::localized::Localized;
use crate::read::kind::Kind;

/// Parts of keys by which apps name such a screen's texts.
const SCREENS: [&str; 6] = [
    "primer",
    "prepermission",
    "pre_permission",
    "pre-permission",
    "permission_prompt",
    "priming",
];
/// Words for giving, refusing or putting off, in English and German; alone, or with what is given.
const GRANTS: [&str; 18] = [
    "allow",
    "grant",
    "enable",
    "permit",
    "authorize",
    "don't allow",
    "don’t allow",
    "not now",
    "deny",
    "maybe later",
    "erlauben",
    "zulassen",
    "aktivieren",
    "gewähren",
    "nicht erlauben",
    "nicht jetzt",
    "ablehnen",
    "später",
];

/// Notes buttons of a screen before the system's question that name a grant.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let tree = context.tree;
    let mut strings = Localized::default();
    for file in tree.of(Kind::Strings) {
        strings.add_strings(tree, &file.path, &file.path);
    }
    for file in tree.of(Kind::StringsCatalog) {
        strings.add_catalogue(tree, &file.path);
    }
    for locale in strings.locales.values() {
        for (key, text) in &locale.texts {
            let lower = key.to_lowercase();
            let screen = SCREENS.iter().any(|part| lower.contains(part));
            if screen && names_a_grant(&text.value) {
                findings.add(
                    &IP009,
                    Place::new(text.file.clone(), text.line),
                    format!(
                        "“{}” stands on a screen before the system's question.",
                        text.value
                    ),
                    "Offer one neutral button there: Continue. The system's dialog follows.",
                );
            }
        }
    }
}

/// A short text, as on a button, that is a grant or begins with one.
fn names_a_grant(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(['.', '!', '…']).to_lowercase();
    let short = lower.split_whitespace().count() <= 4;
    short
        && GRANTS.iter().any(|grant| {
            lower == *grant
                || lower
                    .strip_prefix(grant)
                    .is_some_and(|rest| rest.starts_with(' '))
                || lower
                    .strip_suffix(grant)
                    .is_some_and(|rest| rest.ends_with(' '))
        })
}

#[cfg(test)]
mod tests {
    use super::names_a_grant;

    #[test]
    fn a_button_that_names_a_grant_is_known() {
        for text in [
            "Allow",
            "Allow contacts",
            "Zugriff erlauben",
            "Not now",
            "Enable!",
        ] {
            assert!(names_a_grant(text), "{text}");
        }
        for text in [
            "Continue",
            "Weiter",
            "The next screen lets you allow or refuse the access",
        ] {
            assert!(!names_a_grant(text), "{text}");
        }
    }
}
