//! Numbers behind names, and dotted names in statements.

use std::collections::{BTreeMap, BTreeSet};

use super::catalog::Catalog;

/// Numbers that scripts and properties give names to, gathered from the whole tree.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(BTreeMap<String, BTreeSet<u32>>);

impl Names {
    /// Learns `name = 24` wherever it stands in a script, a `.properties` file or Kotlin source.
    pub(crate) fn learn(&mut self, text: &str) {
        for line in text.lines() {
            let Some((left, right)) = line.split_once(['=', ':']) else {
                continue;
            };
            let left = left
                .trim()
                .trim_end_matches(|sign: char| "\"'])".contains(sign));
            let name = last_word(left);
            let right = right.trim().trim_start_matches(['"', '\'']);
            let digits = right
                .find(|sign: char| !sign.is_ascii_digit())
                .unwrap_or(right.len());
            let end = right[digits..].trim_start_matches(['"', '\'']).trim();
            let ends = end.is_empty() || end.starts_with([',', ')', ']', ';', '/', '#']);
            if let (true, false, Ok(number)) = (ends, name.is_empty(), right[..digits].parse()) {
                self.0
                    .entry(name.to_lowercase())
                    .or_default()
                    .insert(number);
            }
        }
    }

    /// The one number behind any of these names.
    pub(crate) fn only_of(&self, names: &[&str]) -> Option<u32> {
        let found = names
            .iter()
            .filter_map(|name| self.0.get(&name.to_lowercase()));
        let all: BTreeSet<u32> = found.flatten().copied().collect();
        let mut all = all.into_iter();
        let first = all.next();
        if all.next().is_some() { None } else { first }
    }

    pub(super) fn only(&self, name: &str) -> Option<u32> {
        self.only_of(&[name])
    }
}

pub(super) fn level(text: &str, catalog: &Catalog, names: &Names) -> Option<u32> {
    let text = text.trim_matches(|sign: char| " =()\"'".contains(sign));
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    for accessor in catalog.accessors() {
        if let Some(name) = after(text, &format!("{accessor}versions.")).next() {
            let name = name.trim_end_matches(".get").trim_end_matches(".toInt");
            return catalog.version(name.trim_end_matches(".get"))?.parse().ok();
        }
    }
    let text = text
        .trim_end_matches(".toInteger")
        .trim_end_matches(".toInt");
    names.only(last_word(text))
}

/// `minSdk` of `rootProject.ext.minSdk`.
pub(super) fn last_word(text: &str) -> &str {
    let mut words = text.rsplit(|sign: char| !sign.is_alphanumeric() && sign != '_');
    words.next().unwrap_or_default()
}

/// The dotted names that stand after `prefix`, which begins a word.
pub(super) fn after(text: &str, prefix: &str) -> impl Iterator<Item = String> {
    let found: Vec<String> = text
        .match_indices(prefix)
        .filter(|(at, _)| {
            !text[..*at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '.')
        })
        .map(|(at, _)| {
            let rest = &text[at + prefix.len()..];
            let end = rest.find(|sign: char| !sign.is_alphanumeric() && !"._".contains(sign));
            rest[..end.unwrap_or(rest.len())]
                .trim_end_matches('.')
                .to_owned()
        })
        .collect();
    found.into_iter()
}
