//! What the wording rules of both languages ask of a text.

/// The words of a text, without punctuation, as written.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(|char: char| !(char.is_alphanumeric() || "'’-$_()".contains(char)))
        .map(|word| word.trim_matches(|char: char| "'’-()".contains(char)))
        .filter(|word| !word.is_empty())
        .collect()
}

/// A text on one line: runs of white space, and written-out line breaks, are one space.
pub(super) fn on_one_line(text: &str) -> String {
    let text = text.replace("\\n", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in quotation marks, long ones cut.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(120) {
        Some((at, _)) => format!("“{}…”", &text[..at]),
        None => format!("“{text}”"),
    }
}

/// Whether `text` holds one of `phrases` at the bounds of words. Both are lower case.
pub(super) fn holds<'a>(text: &str, phrases: &[&'a str]) -> Option<&'a str> {
    phrases.iter().copied().find(|phrase| {
        text.match_indices(phrase).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            let bound = |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric());
            bound(before) && (bound(after) || phrase.ends_with('*'))
        })
    })
}

const ABBREVIATIONS: [&str; 20] = [
    "e.g", "i.e", "etc", "vs", "no", "approx", "z.b", "b", "d.h", "h", "bzw", "ca", "usw", "ggf",
    "inkl", "u.a", "a", "evtl", "nr", "inc",
];

/// How many sentences a text has.
pub(super) fn sentences(text: &str) -> usize {
    let text = text.trim();
    let mut count = 0;
    let mut start = 0;
    for (at, char) in text.char_indices() {
        if !".!?。！？".contains(char) {
            continue;
        }
        let rest = &text[at + char.len_utf8()..];
        let follows = rest.trim_start_matches(['"', '”', '“', '\'', ')']);
        let ends = "。！？".contains(char) || follows.is_empty() || follows.starts_with(' ');
        let last = text[start..at]
            .rsplit([' ', '('])
            .next()
            .unwrap_or_default();
        let last = last.to_lowercase();
        let abbreviated = char == '.'
            && (last.chars().count() == 1
                || ABBREVIATIONS.contains(&last.as_str())
                || last.parse::<u32>().is_ok());
        let goes_on = follows.trim_start().chars().next();
        let lower = goes_on.is_some_and(char::is_lowercase);
        if ends && !lower && (!abbreviated || follows.trim().is_empty()) {
            count += usize::from(text[start..at].chars().any(char::is_alphabetic));
            start = at + char.len_utf8();
        }
    }
    count + usize::from(text[start..].chars().any(char::is_alphabetic))
}

/// Whether a text ends as a sentence does.
pub(super) fn is_closed(text: &str) -> bool {
    let text = text
        .trim_end()
        .trim_end_matches(['"', '”', '“', '\'', '’', ')', '»', '«']);
    text.ends_with(['.', '!', '?', '。', '！', '？', '…', '।', '؟', '।'])
}

/// Whether a character is a picture.
pub(super) fn is_emoji(char: char) -> bool {
    matches!(u32::from(char),
        0x1F300..=0x1FAFF | 0x2600..=0x27BF | 0x2B50 | 0x2B55 | 0x20E3 | 0xFE0F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_counted_past_abbreviations() {
        for (text, count) in [
            ("One.", 1),
            ("One. Two.", 2),
            ("One, e.g. two.", 1),
            ("Eins, z. B. zwei.", 1),
            ("No stop", 1),
            ("Costs 2.5 units.", 1),
            ("Really? Yes", 2),
            ("Scan codes, photos, etc.", 1),
            ("", 0),
        ] {
            assert_eq!(sentences(text), count, "{text}");
        }
    }

    #[test]
    fn phrases_are_found_at_word_bounds() {
        assert_eq!(holds("so that you", &["so that"]), Some("so that"));
        assert_eq!(holds("also that", &["so that"]), None);
    }
}
