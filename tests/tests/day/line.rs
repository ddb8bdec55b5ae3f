//! The lines of the day, and what of each is personal.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// One line, with every text in it.
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) json: Value,
    pub(crate) texts: Vec<String>,
}

/// A file of the example.
pub(crate) fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../examples/on-call")
        .join(name);
    fs::read_to_string(path).expect("the example is in the tree")
}

pub(crate) fn day() -> Vec<Line> {
    let lines = example("day.jsonl");
    let read = |(number, line): (usize, &str)| {
        let json: Value = serde_json::from_str(line).expect("each line is JSON");
        let mut line = Line {
            number: number + 1,
            json,
            texts: Vec::new(),
        };
        let mut texts = Vec::new();
        for (member, value) in line.json.as_object().expect("each line is an object") {
            match member.as_str() {
                "planted" => {}
                "base64" => texts.push(String::from_utf8_lossy(&line.report()).into_owned()),
                _ => each_leaf(value, member, &mut |_, leaf| {
                    texts.push(
                        leaf.as_str()
                            .map_or_else(|| leaf.to_string(), str::to_owned),
                    );
                }),
            }
        }
        line.texts = texts;
        line
    };
    lines.lines().enumerate().map(read).collect()
}

pub(crate) fn events(day: &[Line]) -> impl Iterator<Item = &Line> {
    day.iter().filter(|line| line.kind() == "event")
}

pub(crate) fn crashes(day: &[Line]) -> impl Iterator<Item = &Line> {
    day.iter().filter(|line| line.kind() == "crash")
}

impl Line {
    pub(crate) fn kind(&self) -> &str {
        self.text("kind")
    }

    /// A member that is a text.
    pub(crate) fn text(&self, member: &str) -> &str {
        self.json[member]
            .as_str()
            .unwrap_or_else(|| panic!("line {}: no {member}", self.number))
    }

    /// The bytes of a crash report.
    pub(crate) fn report(&self) -> Vec<u8> {
        match self.json.get("base64") {
            Some(text) => STANDARD
                .decode(text.as_str().unwrap_or("!"))
                .expect("it is base64"),
            None => self.text("text").as_bytes().to_vec(),
        }
    }

    pub(crate) fn planted(&self) -> Vec<&str> {
        let planted = self.json.get("planted").and_then(Value::as_array);
        planted
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// Planted values, and those of a person who signs in.
    pub(crate) fn personal(&self) -> Vec<&str> {
        let mut values = self.planted();
        if self.kind() == "sign_in" {
            let handed_over = self.json["values"].as_array().into_iter().flatten();
            values.extend(handed_over.filter_map(Value::as_str));
            values.extend([self.text("user_id"), self.text("customer_id")]);
        }
        values
    }

    /// Every text of the line without what is personal in it.
    pub(crate) fn without_personal(&self) -> String {
        let whole = self.texts.join("\n");
        without(&whole, self.personal().into_iter()) + "\n"
    }

    /// Each text of the properties under one of `keys`.
    pub(crate) fn each_free_text(&self, keys: &[&str], take: &mut dyn FnMut(&str, &str)) {
        each_leaf(&self.json["properties"], "", &mut |key, value| {
            if let (true, Some(text)) = (keys.contains(&key), value.as_str()) {
                take(key, text);
            }
        });
    }
}

/// Each value that holds no others, with the key nearest to it.
pub(crate) fn each_leaf(value: &Value, key: &str, take: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            members
                .iter()
                .for_each(|(key, value)| each_leaf(value, key, take));
        }
        Value::Array(items) => items.iter().for_each(|item| each_leaf(item, key, take)),
        leaf => take(key, leaf),
    }
}

/// Whether every value under this key is personal by definition.
pub(crate) fn is_personal(key: &str) -> bool {
    ["id", "name", "email", "phone"]
        .iter()
        .any(|end| key.ends_with(end))
}

/// The text with a line break in the place of each value.
pub(crate) fn without<'v>(text: &str, values: impl Iterator<Item = &'v str>) -> String {
    let mut values: Vec<&str> = values.collect();
    values.sort_by_key(|value| std::cmp::Reverse(value.len()));
    values
        .into_iter()
        .fold(text.to_owned(), |text, value| text.replace(value, "\n"))
}

/// What stands before, between and after the values, as words.
pub(crate) fn pieces_around<'t>(text: &'t str, values: &[&str]) -> Vec<&'t str> {
    let mut taken = vec![false; text.len()];
    for value in values {
        for (at, found) in text.match_indices(value) {
            taken[at..at + found.len()].fill(true);
        }
    }
    let free = |(at, _): &(usize, char)| !taken[*at];
    let mut pieces = Vec::new();
    let mut begin = None;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let inside = free(&(at, c)) && (c.is_alphanumeric() || c == '_');
        match (inside, begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                pieces.push(&text[from..end]);
                begin = None;
            }
            _ => {}
        }
        end = at + c.len_utf8();
    }
    pieces.extend(begin.map(|from| &text[from..]));
    pieces
}

pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a sentence is German: it has an umlaut or a word that English does not have.
pub(crate) fn is_german(text: &str) -> bool {
    const WORDS: [&str; 36] = [
        "der",
        "die",
        "das",
        "und",
        "nicht",
        "ist",
        "bei",
        "für",
        "von",
        "vom",
        "im",
        "am",
        "auf",
        "nach",
        "mit",
        "bitte",
        "den",
        "wurde",
        "zur",
        "zum",
        "seit",
        "ohne",
        "bis",
        "ab",
        "unter",
        "durch",
        "des",
        "alarme",
        "gestern",
        "heute",
        "diese",
        "offen",
        "abgelehnt",
        "als",
        "steht",
        "nicht",
    ];
    let umlaut = text.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü', 'ß']);
    let mut words = text
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase);
    umlaut || words.any(|word| WORDS.contains(&word.as_str()))
}
