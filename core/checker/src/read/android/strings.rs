//! `res/values*/*.xml`: texts, by locale.

use super::document::parse;

/// One `string`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) line: usize,
    pub(crate) translatable: bool,
}

/// The texts of one file; none if it is no XML.
pub(crate) fn read(text: &str) -> Vec<Text> {
    let Ok(root) = parse(text) else {
        return Vec::new();
    };
    let found = root.named("string").filter_map(|string| {
        Some(Text {
            name: string.plain("name")?.value.clone(),
            value: string.text.trim().to_owned(),
            line: string.line,
            translatable: string
                .plain("translatable")
                .is_none_or(|found| found.value != "false"),
        })
    });
    found.collect()
}

/// The locale of a folder of resources: "" for `values`, `de` for `values-de`, `pt-BR` for
/// `values-pt-rBR`. `None` for what is no locale: `values-night`.
pub(crate) fn locale(folder: &str) -> Option<String> {
    let rest = folder.strip_prefix("values")?;
    let Some(rest) = rest.strip_prefix('-') else {
        return rest.is_empty().then(String::new);
    };
    if let Some(tag) = rest.strip_prefix("b+") {
        return Some(tag.replace('+', "-"));
    }
    let mut parts = rest.split('-');
    let language = parts.next()?;
    let letters = language.bytes().all(|byte| byte.is_ascii_lowercase());
    if !letters || !(2..=3).contains(&language.len()) || ["car", "any"].contains(&language) {
        return None;
    }
    match parts.next() {
        None => Some(language.to_owned()),
        Some(region) if region.starts_with('r') && region.len() <= 4 && parts.next().is_none() => {
            Some(format!("{language}-{}", &region[1..]))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_names_its_locale() {
        for (folder, tag) in [
            ("values", Some("")),
            ("values-de", Some("de")),
            ("values-pt-rBR", Some("pt-BR")),
            ("values-b+sr+Latn", Some("sr-Latn")),
            ("values-night", None),
            ("values-v31", None),
            ("values-car", None),
            ("values-sw600dp", None),
            ("xml", None),
        ] {
            assert_eq!(locale(folder).as_deref(), tag, "{folder}");
        }
    }
}
