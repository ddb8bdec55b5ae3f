//! Whether there is a text at all, and how long it is: PS002 to PS004.

use super::judged::Judged;
use super::rules::{PS002, PS003, PS004};
use super::sentence::{on_one_line, quoted};
use crate::finding::Findings;
use crate::read::ios::target::Target;

const PLACEHOLDERS: [&str; 14] = [
    "todo",
    "fixme",
    "lorem ipsum",
    "xxx",
    "tbd",
    "placeholder",
    "usage description",
    "description",
    "your description here",
    "description here",
    "string",
    "test",
    "message",
    "beschreibung",
];

/// Notes what is wrong with the form of a string of a target, or of a policy.
pub(super) fn check(target: Option<&Target>, judged: &Judged<'_>, findings: &mut Findings) {
    let text = on_one_line(&judged.text.value);
    let key = judged.key;
    if text.is_empty() {
        findings.add(
            &PS002,
            judged.place(),
            format!("{key} is empty."),
            "Write what the access is for, or remove the key if nothing needs it.",
        );
        return;
    }
    if is_placeholder(&text, key) {
        findings.add(
            &PS003,
            judged.place(),
            format!("{key} is a placeholder: {}.", quoted(&text)),
            "Write what the access is for.",
        );
        return;
    }
    if let Some(variable) = variable(&text) {
        let unknown = |target: &Target| target.project.is_none() || target.settings.is_incomplete();
        if target.is_some_and(unknown) {
            findings.cannot_tell(
                &PS003,
                judged.place(),
                format!("{key} holds {variable}; the tree does not hold all build settings."),
                "The project file with its .xcconfig files would settle what people read.",
            );
        } else {
            findings.add(
                &PS003,
                judged.place(),
                match target {
                    Some(target) => format!(
                        "{key} holds {variable}, and no build setting of {} is called so.",
                        target.name
                    ),
                    None => format!("{key} holds {variable}, and nothing fills it in."),
                },
                "Write the name out, or add the setting.",
            );
        }
    }
    let length = length(&text);
    let (least, most) = limits(&text);
    if length < least || length > most {
        let what = if length < least { "short" } else { "long" };
        findings
            .add(
                &PS004,
                judged.place(),
                format!(
                    "{key} is {what}: {length} characters, {least} to {most} are read and say enough."
                ),
                "Name feature and use in one sentence.",
            )
            .because(format!("{key} is {what}"));
    }
}

/// Whether a text is what a template left behind.
pub(super) fn is_placeholder(text: &str, key: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|char: char| !char.is_alphanumeric());
    let words: Vec<&str> = bare.split(|char: char| !char.is_alphanumeric()).collect();
    PLACEHOLDERS.contains(&bare)
        || ["todo", "fixme", "tbd", "lorem", "xxx", "xxxx"]
            .iter()
            .any(|word| words.contains(word))
        || text.eq_ignore_ascii_case(key)
        || lower.starts_with("privacy - ")
        || (text.starts_with('[') && text.ends_with(']'))
}

/// The first `$(NAME)` that nothing filled.
fn variable(text: &str) -> Option<&str> {
    let at = text.find("$(").or_else(|| text.find("${"))?;
    let end = text[at..].find([')', '}'])?;
    Some(&text[at..=at + end])
}

/// Characters as a person counts them: marks and joiners do not count.
fn length(text: &str) -> usize {
    let counts = |char: &char| {
        !matches!(u32::from(*char),
            0x0300..=0x036F | 0x0900..=0x0903 | 0x093A..=0x094F | 0x0E31 | 0x0E34..=0x0E3A
            | 0x0E47..=0x0E4E | 0x200B..=0x200F | 0x20E3 | 0xFE00..=0xFE0F)
    };
    text.chars().filter(counts).count()
}

/// Fewest and most characters, by the script that most of the text is in.
fn limits(text: &str) -> (usize, usize) {
    let of = |range: fn(u32) -> bool| text.chars().filter(|char| range(u32::from(*char))).count();
    let letters = text.chars().filter(|char| char.is_alphabetic()).count();
    let han = of(|code| matches!(code, 0x3040..=0x30FF | 0x3400..=0x9FFF));
    let hangul = of(|code| matches!(code, 0xAC00..=0xD7AF));
    if han * 3 > letters {
        (6, 120)
    } else if hangul * 3 > letters {
        (12, 150)
    } else {
        (25, 200)
    }
}
