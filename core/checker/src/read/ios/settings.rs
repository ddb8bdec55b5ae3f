//! Build settings: what a project, its targets and `.xcconfig` files say, and variables in them.

use std::collections::{BTreeMap, BTreeSet};

use super::openstep::Node;
use crate::read::tree::Tree;

/// Most variables that are filled into one text, so that settings which name each other end.
const MOST_VARIABLES: usize = 1000;

/// A setting and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) value: String,
    pub(crate) file: String,
    pub(crate) line: usize,
}

/// Settings by name, the later ones over the earlier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    by_name: BTreeMap<String, Setting>,
    incomplete: bool,
}

impl Settings {
    /// A setting as it is written.
    pub(crate) fn raw(&self, name: &str) -> Option<&Setting> {
        self.by_name.get(name)
    }

    /// A setting with its variables filled in, as far as they are known.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.raw(name).map(|setting| self.filled(&setting.value))
    }

    /// Settings whose name begins so.
    pub(crate) fn beginning<'a>(
        &'a self,
        start: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Setting)> {
        self.by_name
            .iter()
            .filter_map(move |(name, setting)| Some((name.strip_prefix(start)?, setting)))
    }

    /// Whether a file of settings was named and is not in the tree.
    pub(crate) fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// Notes that a file of settings is not in the tree.
    pub(crate) fn miss(&mut self) {
        self.incomplete = true;
    }

    /// Sets what nothing else has said.
    pub(crate) fn default_to(&mut self, name: &str, value: &str) {
        if !self.by_name.contains_key(name) {
            self.put(name, value, "", 1);
        }
    }

    /// Sets a value that a file states.
    pub(crate) fn put(&mut self, name: &str, value: &str, file: &str, line: usize) {
        // `NAME[sdk=iphoneos*]`: the condition is dropped; an unconditional value stays in front.
        let (plain, conditional) = match name.split_once('[') {
            Some((plain, _)) => (plain.trim(), true),
            None => (name, false),
        };
        if conditional && self.by_name.contains_key(plain) {
            return;
        }
        let inherited = self.by_name.get(plain).map(|setting| &setting.value);
        let value = value
            .replace("$(inherited)", inherited.map_or("", String::as_str))
            .trim()
            .to_owned();
        let setting = Setting {
            value,
            file: file.to_owned(),
            line,
        };
        self.by_name.insert(plain.to_owned(), setting);
    }

    /// Adds the table `buildSettings` of a configuration in `file`.
    pub(crate) fn add_table(&mut self, table: &Node, file: &str) {
        for entry in table.entries() {
            let value = match &entry.value {
                Node::Text(text) => text.clone(),
                Node::List(items) => {
                    let items: Vec<_> = items.iter().filter_map(Node::text).collect();
                    items.join(" ")
                }
                Node::Table(_) => continue,
            };
            self.put(&entry.key, &value, file, entry.line);
        }
    }

    /// Adds an `.xcconfig` file with all that it includes.
    pub(crate) fn add_xcconfig(&mut self, tree: &Tree, path: &str) {
        self.xcconfig(tree, path, &mut BTreeSet::new());
    }

    fn xcconfig(&mut self, tree: &Tree, path: &str, seen: &mut BTreeSet<String>) {
        if !seen.insert(path.to_owned()) {
            return;
        }
        let Some(text) = tree.text(path) else {
            self.miss();
            return;
        };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split("//").next().unwrap_or_default().trim();
            if let Some(rest) = line.strip_prefix("#include") {
                let optional = rest.starts_with('?');
                let rest = rest.trim_start_matches('?').trim();
                let name = rest.trim_matches(['"', '<', '>']);
                let below = clean(&format!("{folder}/{name}"));
                if !optional || tree.find(&below).is_some() {
                    self.xcconfig(tree, &below, seen);
                }
            } else if let Some((name, value)) = line.split_once('=') {
                // `NAME[sdk=…] = value` has its first `=` inside the brackets.
                let (name, value) = match (name.find('['), line.find(']')) {
                    (Some(_), Some(end)) => {
                        let (name, rest) = line.split_at(end + 1);
                        (name, rest.trim_start().trim_start_matches('='))
                    }
                    _ => (name, value),
                };
                self.put(name.trim(), value.trim(), path, number);
            }
        }
    }

    /// `text` with `$(NAME)` and `${NAME}` filled in where NAME is known; the rest stays.
    pub(crate) fn filled(&self, text: &str) -> String {
        let mut left = MOST_VARIABLES;
        self.fill(text, 0, &mut left)
    }

    fn fill(&self, text: &str, depth: usize, left: &mut usize) -> String {
        if depth > 16 || *left == 0 || !text.contains('$') {
            return text.to_owned();
        }
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let close = match rest.as_bytes().get(1) {
                Some(b'(') => ')',
                Some(b'{') => '}',
                _ => {
                    out.push('$');
                    rest = &rest[1..];
                    continue;
                }
            };
            let Some(end) = closing(rest, close) else {
                break;
            };
            // `$(NAME_$(OTHER))` is filled from the inside.
            let inner = self.fill(&rest[2..end], depth + 1, left);
            *left = left.saturating_sub(1);
            let (name, change) = inner.split_once(':').unwrap_or((&inner, ""));
            match self.by_name.get(name) {
                Some(setting) => {
                    let value = self.fill(&setting.value, depth + 1, left);
                    match change.strip_prefix("default=") {
                        Some(default) if value.is_empty() => out.push_str(default),
                        _ => out.push_str(&value),
                    }
                }
                None => match change.strip_prefix("default=") {
                    Some(default) => out.push_str(default),
                    None => out.push_str(&rest[..=end]),
                },
            }
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        out
    }
}

/// Where the bracket opened at byte 1 closes.
fn closing(text: &str, close: char) -> Option<usize> {
    let open = text[1..].chars().next()?;
    let mut depth = 0;
    for (at, char) in text.char_indices().skip(1) {
        if char == open {
            depth += 1;
        } else if char == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// A path without `.` and `..`, relative to the checked folder.
pub(crate) fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_variables_are_filled() {
        let mut settings = Settings::default();
        settings.put("NAME", "Kite$(SUFFIX)", "", 1);
        settings.put("SUFFIX", "Beta", "", 1);
        settings.put("LOOP", "$(LOOP2)", "", 1);
        settings.put("LOOP2", "$(LOOP)", "", 1);
        settings.put("N[sdk=mac*]", "Mac", "", 1);
        assert_eq!(settings.filled("${NAME} sees"), "KiteBeta sees");
        assert_eq!(settings.filled("$(NAME:rfc1034identifier)"), "KiteBeta");
        assert_eq!(settings.filled("$(OTHER) sees"), "$(OTHER) sees");
        assert_eq!(settings.filled("$(OTHER:default=x)"), "x");
        assert_eq!(settings.filled("$(N)"), "Mac");
        assert!(settings.filled("$(LOOP)").contains('$'));
        for step in 0..12 {
            let next = format!("$(GROW{})", step + 1).repeat(10);
            settings.put(&format!("GROW{step}"), &next, "", 1);
        }
        assert!(settings.filled("$(GROW0)").len() < 1_000_000);
        assert_eq!(settings.filled("costs 5$ and $("), "costs 5$ and $(");
    }

    #[test]
    fn a_path_stays_inside() {
        assert_eq!(clean("a/./b/../c"), "a/c");
        assert_eq!(clean("../../etc"), "etc");
    }
}
