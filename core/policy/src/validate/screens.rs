//! PC101, PC103 and PC110 on texts of the screens that the app words by itself.

use std::collections::BTreeSet;

use crate::chrome::Word;
use crate::finding::Report;
use crate::nearest::nearest;
use crate::raw::Policy;
use crate::rules::{PC101, PC103};

pub(super) fn validate(file: &Policy, report: &mut Report) {
    for (key, texts) in file.screens.iter().flat_map(|table| &table.value) {
        let Some(word) = Word::by_key(key) else {
            let keys = Word::ALL.iter().map(|word| word.key());
            let fix = match nearest(key, keys) {
                Some(meant) => format!("Did you mean `{meant}`? If not, remove it"),
                None => "Remove it; docs/settings.md lists the texts".to_owned(),
            };
            report.add(
                PC101,
                &texts.span,
                format!("The screens have no text `{key}`"),
                fix,
            );
            continue;
        };
        let known = values(word.ours("en").unwrap_or_default());
        for text in texts.value.values() {
            let unknown = values(&text.value);
            if let Some(value) = unknown.difference(&known).next() {
                let what = format!("Nobody fills in `{{{value}}}` here");
                let all: Vec<_> = known.iter().map(|value| format!("`{{{value}}}`")).collect();
                let fix = match all.is_empty() {
                    true => "Remove it: the text has no values".to_owned(),
                    false => format!("Write {}", all.join(" or ")),
                };
                report.add(PC103, &text.span, what, fix);
            }
        }
    }
}

/// The values that a text asks for: `{date}`.
fn values(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}
