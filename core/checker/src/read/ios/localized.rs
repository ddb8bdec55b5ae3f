//! `InfoPlist.strings` and `InfoPlist.xcstrings`: the strings of keys in locales.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value as Json;

use super::openstep;
use super::property_list::PropertyList;
use crate::read::tree::Tree;

/// A string with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) file: String,
    pub(crate) line: usize,
    /// Xcode's word for how far a translation is; `.strings` files have none.
    pub(crate) state: Option<String>,
}

/// The strings of one locale by key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Locale {
    pub(crate) texts: BTreeMap<String, Text>,
    /// Files that hold no string, or could not be read: what they will hold is not known.
    pub(crate) empty: Vec<String>,
}

/// The strings of all locales, by the tag as it is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Localized {
    pub(crate) locales: BTreeMap<String, Locale>,
    /// The source language of string catalogues.
    pub(crate) sources: Vec<String>,
}

impl Localized {
    /// Reads a `.strings` file of `tag`: text, XML or binary.
    pub(crate) fn add_strings(&mut self, tree: &Tree, path: &str, tag: &str) {
        let locale = self.locales.entry(tag.to_owned()).or_default();
        let before = locale.texts.len();
        let mut put = |key: &str, value: &str, line: usize| {
            let text = Text {
                value: value.to_owned(),
                file: path.to_owned(),
                line,
                state: None,
            };
            locale.texts.insert(key.to_owned(), text);
        };
        let text = tree.text(path).unwrap_or_default();
        if text.starts_with("bplist") || text.trim_start().starts_with('<') {
            if let Some(list) = PropertyList::read(tree, path) {
                let lines = list.key_lines();
                for (key, value) in list.dictionary().into_iter().flatten() {
                    if let Some(value) = value.as_string() {
                        let line = lines.get(key.as_str()).copied();
                        put(key, value, line.unwrap_or(1));
                    }
                }
            }
        } else if let Some(table) = openstep::parse(&text) {
            for entry in table.entries() {
                if let Some(value) = entry.value.text() {
                    put(&entry.key, value, entry.line);
                }
            }
        }
        if locale.texts.len() == before {
            locale.empty.push(path.to_owned());
        }
    }

    /// Reads a string catalogue.
    pub(crate) fn add_catalogue(&mut self, tree: &Tree, path: &str) {
        let text = tree.text(path).unwrap_or_default();
        let Ok(json) = serde_json::from_str::<Json>(&text) else {
            return;
        };
        if let Some(source) = json.get("sourceLanguage").and_then(Json::as_str) {
            self.sources.push(source.to_owned());
        }
        let lines = member_lines(&text);
        let strings = json.get("strings").and_then(Json::as_object);
        for (key, entry) in strings.into_iter().flatten() {
            if entry.get("shouldTranslate") == Some(&Json::Bool(false)) {
                continue;
            }
            let line = after(&lines, key, 0);
            let localizations = entry.get("localizations").and_then(Json::as_object);
            for (tag, localization) in localizations.into_iter().flatten() {
                let Some(unit) = unit(localization) else {
                    continue;
                };
                let locale = self.locales.entry(tag.clone()).or_default();
                let part = |name: &str| unit.get(name).and_then(Json::as_str).map(str::to_owned);
                let text = Text {
                    value: part("value").unwrap_or_default(),
                    file: path.to_owned(),
                    line: after(&lines, tag, line),
                    state: part("state"),
                };
                locale.texts.insert(key.clone(), text);
            }
        }
    }
}

/// Whether a `.strings` file is one: what is empty may still be filled.
pub(crate) fn is_readable(tree: &Tree, path: &str) -> bool {
    let Some(text) = tree.text(path) else {
        return false;
    };
    if text.starts_with("bplist") || text.trim_start().starts_with('<') {
        return PropertyList::read(tree, path).is_some();
    }
    openstep::parse(&text).is_some()
}

/// The unit of a localization; of a varied one, the first.
fn unit(localization: &Json) -> Option<&Json> {
    if let Some(unit) = localization.get("stringUnit") {
        return Some(unit);
    }
    let variations = localization.get("variations")?.as_object()?;
    let first = variations.values().next()?.as_object()?.values().next()?;
    first.get("stringUnit")
}

/// The lines at which members of a laid-out JSON text begin, by name.
fn member_lines(text: &str) -> HashMap<&str, Vec<usize>> {
    let mut lines: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        let member = line.trim_start().strip_prefix('"');
        if let Some((name, _)) = member.and_then(|rest| rest.split_once('"')) {
            lines.entry(name).or_default().push(number);
        }
    }
    lines
}

/// The first line of a member after another line; that line if there is none.
fn after(lines: &HashMap<&str, Vec<usize>>, name: &str, from: usize) -> usize {
    let found = lines.get(name).and_then(|all| {
        let next = all.partition_point(|line| *line <= from);
        all.get(next)
    });
    found.copied().unwrap_or(from.max(1))
}

/// Tags compare without regard to case and with `_` as `-`.
pub(crate) fn normal(tag: &str) -> String {
    let tag = tag.replace('_', "-").to_ascii_lowercase();
    match tag.as_str() {
        "english" => "en".to_owned(),
        "german" => "de".to_owned(),
        "french" => "fr".to_owned(),
        "spanish" => "es".to_owned(),
        "italian" => "it".to_owned(),
        "japanese" => "ja".to_owned(),
        "dutch" => "nl".to_owned(),
        _ => tag,
    }
}

/// The language of a tag: `de` of `de-AT`.
pub(crate) fn language(tag: &str) -> String {
    normal(tag).split('-').next().unwrap_or_default().to_owned()
}
