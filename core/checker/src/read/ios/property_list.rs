//! Property lists of every kind, with the lines of their keys.

use std::collections::HashMap;
use std::io::Cursor;

use plist::{Dictionary, Value};

use super::openstep::{self, Node};
use crate::read::tree::Tree;

/// A property list and its text.
#[derive(Debug, Clone)]
pub(crate) struct PropertyList {
    /// Its path in the tree.
    pub(crate) path: String,
    /// What it says.
    pub(crate) value: Value,
    /// The file; empty for a binary one, which has no lines.
    pub(crate) text: String,
}

impl PropertyList {
    /// Reads the file at `path`: XML, binary or old-style. None where it is none of them.
    pub(crate) fn read(tree: &Tree, path: &str) -> Option<Self> {
        let bytes = tree.bytes(path)?;
        let binary = bytes.starts_with(b"bplist");
        let text = if binary {
            String::new()
        } else {
            tree.text(path)?
        };
        Self::parse(path, bytes, text)
    }

    /// Reads a list: `bytes` where it is a binary one, else its text.
    pub(crate) fn parse(path: &str, bytes: Vec<u8>, text: String) -> Option<Self> {
        let value = if bytes.starts_with(b"bplist") {
            // No longer than a list of settings is; nesting cannot be counted beforehand.
            if bytes.len() > MAX_BINARY {
                return None;
            }
            Value::from_reader(Cursor::new(bytes)).ok()?
        } else if text.trim_start().starts_with('<') {
            if is_too_deep(&text) {
                return None;
            }
            // The decoded text, so that an encoding which the parser does not know is no obstacle.
            Value::from_reader_xml(Cursor::new(unconditional(&text).as_bytes())).ok()?
        } else if text.trim().is_empty() {
            return None;
        } else {
            plain(openstep::parse(&text)?)
        };
        Some(Self {
            path: path.to_owned(),
            value,
            text,
        })
    }

    /// Its dictionary, which nearly every property list is.
    pub(crate) fn dictionary(&self) -> Option<&Dictionary> {
        self.value.as_dictionary()
    }

    /// The value of `key` at the top.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.dictionary()?.get(key)
    }

    /// The line of the first `key` after `from`, else 1.
    pub(crate) fn line_after(&self, key: &str, from: usize) -> usize {
        let xml = format!(">{key}</key>");
        let json = format!("\"{key}\"");
        let found = (1..).zip(self.text.lines()).skip(from).find(|(_, line)| {
            let squeezed: String = line.split_whitespace().collect();
            squeezed.contains(&xml) || line.trim_start().starts_with(key) || line.contains(&json)
        });
        found.map_or(from.max(1), |(line, _)| line)
    }

    /// The line of each key, the first where there are several.
    pub(crate) fn key_lines(&self) -> HashMap<&str, usize> {
        let mut lines = HashMap::new();
        for (number, line) in (1..).zip(self.text.lines()) {
            let parts = line.split("<key>").skip(1);
            for name in parts.filter_map(|part| part.split("</key>").next()) {
                lines.entry(name.trim()).or_insert(number);
            }
        }
        lines
    }

    /// The line of the first `key`, else 1.
    pub(crate) fn line_of(&self, key: &str) -> usize {
        self.line_after(key, 0)
    }

    /// The line of the first `text` after the line `from`, else `from`.
    pub(crate) fn line_of_text(&self, text: &str, from: usize) -> usize {
        let found = (1..)
            .zip(self.text.lines())
            .skip(from.saturating_sub(1))
            .find(|(_, line)| line.contains(text));
        found.map_or(from.max(1), |(line, _)| line)
    }
}

/// Longest binary list that is read.
const MAX_BINARY: usize = 64 << 10;
/// Deepest nesting of an XML list that is read; real ones stay below ten.
const MAX_DEPTH: usize = 128;

/// Whether lists and dictionaries lie in each other deeper than any real file has them.
fn is_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    for tag in text.split('<').skip(1) {
        if ["array", "dict"].iter().any(|name| {
            tag.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(['>', ' ', '\t', '\n', '\r']))
        }) {
            depth += 1;
        } else if tag.starts_with("/array") || tag.starts_with("/dict") {
            depth = depth.saturating_sub(1);
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// The text without the directives that Xcode's preprocessor takes out, and without the branches that
/// follow an `#else`; the lines stay where they are.
fn unconditional(text: &str) -> String {
    let mut other = false;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let word = line.trim_start();
        let is = |name: &str| word.starts_with(name);
        let directive = [
            "#if", "#el", "#endif", "#define", "#undef", "#include", "#pragma",
        ]
        .iter()
        .any(|name| is(name));
        if is("#el") {
            other = true;
        } else if is("#endif") {
            other = false;
        }
        if directive || other {
            out.push('\n');
        } else {
            out.push_str(line);
        }
    }
    out
}

fn plain(node: Node) -> Value {
    match node {
        Node::Text(text) => Value::String(text),
        Node::List(items) => Value::Array(items.into_iter().map(plain).collect()),
        Node::Table(entries) => {
            let mut dictionary = Dictionary::new();
            for entry in entries {
                dictionary.insert(entry.key, plain(entry.value));
            }
            Value::Dictionary(dictionary)
        }
    }
}

/// Whether a flag is on, off, or not said: `true`, `YES`, `1` and their opposites.
pub(crate) fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(flag) => Some(*flag),
        Value::Integer(number) => number.as_signed().map(|number| number != 0),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "yes" | "true" | "1" => Some(true),
            "no" | "false" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
