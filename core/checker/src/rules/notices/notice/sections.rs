//! Sections of a notice: numbered, marked or standing alone.

use super::plain::Line;
use super::sentences::{Sentence, sentences};

/// A heading and the text up to the next one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    /// `5, 6, 4` of `5.6.4`; empty without a number.
    pub(crate) number: Vec<u32>,
    /// Without the number; empty before the first heading.
    pub(crate) title: String,
    pub(crate) line: usize,
    pub(crate) sentences: Vec<Sentence>,
}

impl Section {
    /// Title and text in small letters.
    pub(crate) fn lower(&self) -> String {
        let mut text = self.title.to_lowercase();
        for sentence in &self.sentences {
            text.push('\n');
            text.push_str(&sentence.lower);
        }
        text
    }
}

/// Longer lines are text.
const LONGEST_TITLE: usize = 90;

/// Cuts a notice.
pub(super) fn sections(lines: &[Line]) -> Vec<Section> {
    let mut cut: Vec<(Section, Vec<&Line>)> = vec![Default::default()];
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| lines.get(index));
        let after = lines[index + 1..].iter().find(|next| !next.text.is_empty());
        if let Some(section) = heading(line, before, after) {
            cut.push((section, Vec::new()));
        } else if let Some((_, body)) = cut.last_mut() {
            body.push(line);
        }
    }
    let cut = cut.into_iter().map(|(section, body)| Section {
        sentences: sentences(&body),
        ..section
    });
    cut.filter(|section| section.line > 0 || !section.sentences.is_empty())
        .collect()
}

fn heading(line: &Line, before: Option<&Line>, after: Option<&Line>) -> Option<Section> {
    if line.item || line.text.is_empty() || line.text.chars().count() > LONGEST_TITLE {
        return None;
    }
    let (number, title) = numbered(&line.text);
    let marked =
        line.level.is_some() || (!number.is_empty() && !title.is_empty() && !title.ends_with('.'));
    (marked || alone(line, before, after)).then(|| Section {
        number,
        title: title.to_owned(),
        line: line.number,
        sentences: Vec::new(),
    })
}

/// `5.6.4 Title` or `5. Title`; a house number or a date is no number of a section.
fn numbered(text: &str) -> (Vec<u32>, &str) {
    let Some((first, rest)) = text.split_once(char::is_whitespace) else {
        return (Vec::new(), text);
    };
    let digits = first.trim_end_matches(['.', ')']);
    let parts: Option<Vec<u32>> = digits
        .split('.')
        .map(|part| part.parse().ok().filter(|number| *number < 100))
        .collect();
    let year = rest.split_whitespace().any(|word| {
        let word = word.trim_end_matches([',', '.']);
        word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
    });
    let begins = !year
        && rest
            .trim_start()
            .starts_with(|first: char| first.is_uppercase());
    match parts {
        Some(parts) if begins => (parts, rest.trim_start()),
        _ => (Vec::new(), text),
    }
}

/// A short line that begins like a title, has nothing of a sentence, and stands above text.
fn alone(line: &Line, before: Option<&Line>, after: Option<&Line>) -> bool {
    let text = &line.text;
    let words = text.split_whitespace().count();
    let plain = !text.ends_with(['.', ',', ';', ':', '!', '?'])
        && !text.contains('@')
        && !text.contains("://");
    let titled = text.starts_with(|first: char| first.is_uppercase());
    let digits = text.chars().any(|sign| sign.is_ascii_digit());
    let above_text = after.is_some_and(|next| !next.item && next.text.chars().count() >= 40);
    let below_text = before.is_none_or(|before| {
        before.text.is_empty()
            || before.text.ends_with(['.', ':', '!'])
            || before.text.chars().count() >= 40
            || before.item
    });
    plain && titled && !digits && words <= 8 && above_text && below_text
}

#[cfg(test)]
mod tests {
    use super::super::Notice;

    #[test]
    fn sections_are_known_by_number_mark_or_place() {
        let text = "Intro text that says who we are and what we do here.\n5.6.4 Permissions\nWe ask for z. B. the camera. Nothing else.\nMobile apps\nWe want our apps to work, which is why there are reports of faults.\n22 September 2017\nMain Road 4\n";
        let notice = Notice::read("a.en.txt", text);
        let titles: Vec<_> = notice
            .sections
            .iter()
            .map(|section| section.title.as_str())
            .collect();
        assert_eq!(titles, ["", "Permissions", "Mobile apps"]);
        assert_eq!(notice.sections[1].number, [5, 6, 4]);
        let sentences: Vec<_> = notice.sections[1]
            .sentences
            .iter()
            .map(|sentence| sentence.text.as_str())
            .collect();
        assert_eq!(sentences, ["We ask for z. B. the camera.", "Nothing else."]);
    }

    #[test]
    fn a_broken_sentence_begins_on_its_first_line() {
        let text = "# Title\n\nThis sentence is wrapped by an editor after so many\nsigns and ends here. Another one follows.\n";
        let notice = Notice::read("privacy.en.md", text);
        let found: Vec<_> = notice
            .sentences()
            .map(|sentence| (sentence.line, sentence.text.len() > 60))
            .collect();
        assert_eq!(found, [(3, true), (4, false)]);
    }
}
