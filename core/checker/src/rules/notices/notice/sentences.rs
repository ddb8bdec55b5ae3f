//! Sentences of a paragraph, with the line that each begins on.

use super::plain::Line;

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) line: usize,
    pub(crate) text: String,
    /// The same in small letters.
    pub(crate) lower: String,
}

/// What ends in a full stop and ends no sentence.
const SHORT: [&str; 33] = [
    "z.", "b.", "d.", "h.", "u.", "a.", "e.g.", "i.e.", "g.", "e.", "i.", "art.", "abs.", "lit.",
    "nr.", "no.", "ggf.", "gem.", "bzw.", "inc.", "st.", "str.", "ca.", "vgl.", "evtl.", "usw.",
    "para.", "sec.", "vs.", "dr.", "mr.", "s.", "fl.",
];

/// Cuts lines into sentences. A line goes on in the next where it is long and does not end.
pub(super) fn sentences(lines: &[&Line]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (index, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            close(&mut found, &mut open);
            continue;
        }
        if line.item {
            close(&mut found, &mut open);
        }
        split(line, &mut open, &mut found);
        let next = lines.get(index + 1);
        let wraps = line.text.chars().count() >= 50
            && next.is_some_and(|next| {
                next.text
                    .chars()
                    .next()
                    .is_some_and(|first| !first.is_numeric())
            });
        if !wraps {
            close(&mut found, &mut open);
        }
    }
    close(&mut found, &mut open);
    found
}

fn split(line: &Line, open: &mut Option<(usize, String)>, found: &mut Vec<Sentence>) {
    let words: Vec<&str> = line.text.split_whitespace().collect();
    for (index, word) in words.iter().enumerate() {
        let (_, text) = open.get_or_insert_with(|| (line.number, String::new()));
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        let next = words.get(index + 1);
        if ends(word, next.copied()) {
            close(found, open);
        }
    }
}

fn ends(word: &str, next: Option<&str>) -> bool {
    let bare = word.trim_end_matches(['"', '”', '“', '»', '«', ')', '\'']);
    if bare.ends_with(['!', '?']) {
        return true;
    }
    let Some(before) = bare.strip_suffix('.') else {
        return false;
    };
    let lower = bare.to_lowercase();
    let lower = lower.trim_start_matches(['(', '"', '„', '“']);
    let number = before
        .chars()
        .all(|sign| sign.is_ascii_digit() || sign == '.');
    let begins = next.is_none_or(|next| {
        next.starts_with(|first: char| first.is_uppercase() || "\"„“(".contains(first))
    });
    begins && !number && !SHORT.contains(&lower) && before.chars().count() > 1
}

fn close(found: &mut Vec<Sentence>, open: &mut Option<(usize, String)>) {
    if let Some((line, text)) = open.take().filter(|(_, text)| !text.is_empty()) {
        let lower = text.to_lowercase();
        found.push(Sentence { line, text, lower });
    }
}
