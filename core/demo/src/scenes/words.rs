//! The words around a value in free text.

/// What became of a text's words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// Plain words right beside a value.
    pub(crate) beside: usize,
    /// Those of them that are not in what was sent, in their order.
    pub(crate) gone: usize,
}

/// Looks for the plain words right before and right behind each of `values` in what was sent of
/// `text`; nothing if it holds no value.
pub(crate) fn around(text: &str, values: &[String], sent: &str) -> Option<Words> {
    let mut taken = vec![false; text.len()];
    for value in values {
        for (at, found) in text.match_indices(value.as_str()) {
            taken[at..at + found.len()].fill(true);
        }
    }
    if !taken.contains(&true) {
        return None;
    }
    let parts = parts(text, &taken);
    let mut words = Words::default();
    let mut rest: Vec<&str> = sent.split(|c: char| !c.is_alphabetic()).collect();
    for (at, part) in parts.iter().enumerate() {
        let beside = |other: Option<&Part<'_>>| other.is_some_and(|other| other.holds_value);
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        if !is_word(part) || !(beside(before) || beside(parts.get(at + 1))) {
            continue;
        }
        words.beside += 1;
        match rest.iter().position(|word| *word == part.text) {
            Some(found) => {
                rest.drain(..=found);
            }
            None => words.gone += 1,
        }
    }
    Some(words)
}

/// What stands between two spaces.
struct Part<'a> {
    text: &'a str,
    holds_value: bool,
}

fn parts<'a>(text: &'a str, taken: &[bool]) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut begin = 0;
    // A space inside a value parts nothing.
    let spaces = text.char_indices();
    let spaces = spaces.filter(|(at, c)| c.is_whitespace() && !taken[*at]);
    let ends = spaces.map(|(at, c)| (at, at + c.len_utf8()));
    for (end, next) in ends.chain([(text.len(), text.len())]) {
        if end > begin {
            parts.push(Part {
                text: &text[begin..end],
                holds_value: taken[begin..end].contains(&true),
            });
        }
        begin = next;
    }
    parts
}

/// A part that is one word and nothing else: what is glued to a value may go with it.
fn is_word(part: &Part<'_>) -> bool {
    !part.holds_value
        && part.text.chars().count() >= 2
        && part.text.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{Words, around};

    fn values(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn the_words_beside_a_value_keep_their_order() {
        let text = "please call +49 30 23125 101 back before noon";
        let planted = values(&["+49 30 23125 101"]);
        let found = |sent: &str| around(text, &planted, sent).expect("it holds a value");
        let (all, none, one) = (
            Words { beside: 2, gone: 0 },
            Words { beside: 2, gone: 2 },
            Words { beside: 2, gone: 1 },
        );
        assert_eq!(found("please call [phone] back before noon"), all);
        assert_eq!(found(""), none);
        assert_eq!(found("please [phone] back"), one);
        assert_eq!(found("back [phone] call"), one);
        assert_eq!(found("please recall [phone] back"), one);
    }

    #[test]
    fn a_text_without_values_has_no_neighbours() {
        assert_eq!(around("please call back", &values(&["Mara"]), ""), None);
    }

    #[test]
    fn a_glued_word_is_not_beside_a_value() {
        let planted = values(&["198.51.100.7"]);
        let words = around("host (198.51.100.7), again", &planted, "host again");
        assert_eq!(words, Some(Words { beside: 2, gone: 0 }));
    }
}
