//! The words of `[stores]`, looked up in the stores' tables.

use std::collections::BTreeMap;

use sordino_policy::{Finding, Placed, Purpose, PurposeKind, RULES, Stores};

use crate::tables::{apple, play, vendors};

/// Begins every data type of Apple.
pub(super) const APPLE_DATA: &str = "NSPrivacyCollectedDataType";
/// Begins every purpose of Apple.
const APPLE_PURPOSE: &str = "NSPrivacyCollectedDataTypePurpose";
const NONE: &str = "none";

/// A category's places in the stores' tables; none where a store does not count it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Data {
    pub(super) apple: Option<usize>,
    pub(super) play: Option<usize>,
}

/// What a category without an entry is declared as: Apple's "other data types" (the last of its table) and Play's
/// "other personal info".
pub(super) const OTHER: Data = Data {
    apple: Some(apple::DATA_TYPES.len() - 1),
    play: Some(8),
};

/// Returns the places of two words in the stores' tables.
pub(super) fn data_called(apple: &str, play: &str) -> Data {
    Data {
        apple: apple_data().iter().position(|word| *word == apple),
        play: play_data().iter().position(|word| *word == play),
    }
}

/// `[stores]` in the stores' own words.
pub(super) struct Words {
    data: BTreeMap<String, Data>,
    apple: BTreeMap<String, Vec<apple::Purpose>>,
    play: BTreeMap<String, Vec<&'static str>>,
}

impl Words {
    pub(super) fn data(&self, category: &str) -> Option<Data> {
        self.data.get(category).copied()
    }

    pub(super) fn apple_uses(&self, purpose: &Purpose) -> Vec<apple::Purpose> {
        let stated = self.apple.get(&purpose.id).filter(|uses| !uses.is_empty());
        stated.cloned().unwrap_or_else(|| {
            let usual = match purpose.kind {
                PurposeKind::Events => "Analytics",
                PurposeKind::Crash
                | PurposeKind::Performance
                | PurposeKind::Contacts
                | PurposeKind::Push
                | PurposeKind::Account
                | PurposeKind::Support
                | PurposeKind::Security
                | PurposeKind::OwnServers
                | PurposeKind::Rights => "AppFunctionality",
            };
            apple_purpose(usual).into_iter().collect()
        })
    }

    pub(super) fn play_uses(&self, purpose: &Purpose) -> Vec<&'static str> {
        let stated = self.play.get(&purpose.id).filter(|uses| !uses.is_empty());
        stated.cloned().unwrap_or_else(|| {
            vec![match purpose.kind {
                PurposeKind::Crash | PurposeKind::Events | PurposeKind::Performance => {
                    "PSL_ANALYTICS"
                }
                PurposeKind::Contacts
                | PurposeKind::Push
                | PurposeKind::Support
                | PurposeKind::OwnServers
                | PurposeKind::Rights => "PSL_APP_FUNCTIONALITY",
                PurposeKind::Security => "PSL_FRAUD_PREVENTION_SECURITY",
                PurposeKind::Account => "PSL_ACCOUNT_MANAGEMENT",
            }]
        })
    }
}

/// Looks every word up.
pub(super) fn look_up(stores: &Stores, file_name: &str) -> Result<Words, Vec<Finding>> {
    let mut unknown = Unknown {
        file_name,
        findings: Vec::new(),
    };
    let data = stores.data.iter().map(|entry| {
        let places = Data {
            apple: unknown.unless_none(&entry.apple, &apple_data(), "data types of Apple"),
            play: unknown.unless_none(&entry.play, &play_data(), "data types of Play"),
        };
        (entry.category.clone(), places)
    });
    let data = data.collect();
    let mut words = Words {
        data,
        apple: BTreeMap::new(),
        play: BTreeMap::new(),
    };
    for entry in &stores.uses {
        let known: Vec<&str> = apple::PURPOSES.iter().map(short_purpose).collect();
        let uses = unknown.all(&entry.apple, &known, "purposes of Apple");
        let uses = uses.into_iter().map(|at| apple::PURPOSES[at]).collect();
        words.apple.insert(entry.purpose.clone(), uses);
        let known: Vec<&str> = play::PURPOSES.iter().map(|(id, _)| *id).collect();
        let uses = unknown.all(&entry.play, &known, "purposes of Play");
        let uses = uses.into_iter().map(|at| play::PURPOSES[at].0).collect();
        words.play.insert(entry.purpose.clone(), uses);
    }
    unknown.all(
        &stores.account_creation,
        &ways_to_an_account(),
        "Play's ways to an account",
    );
    for kept in &stores.keep_permissions {
        let removed = &vendors::ANDROID_UNWANTED_PERMISSIONS;
        unknown.place(&kept.name, removed, "permissions that are removed");
    }
    if unknown.findings.is_empty() {
        Ok(words)
    } else {
        unknown
            .findings
            .sort_by_key(|finding| (finding.line, finding.column));
        Err(unknown.findings)
    }
}

fn apple_data() -> Vec<&'static str> {
    let short = |data: &apple::DataType| data.manifest.trim_start_matches(APPLE_DATA);
    apple::DATA_TYPES.iter().map(short).collect()
}

fn play_data() -> Vec<&'static str> {
    play::DATA_TYPES.iter().map(|data| data.id).collect()
}

fn short_purpose(purpose: &apple::Purpose) -> &'static str {
    purpose.manifest.trim_start_matches(APPLE_PURPOSE)
}

fn apple_purpose(short: &str) -> Option<apple::Purpose> {
    let named = |purpose: &&apple::Purpose| short_purpose(purpose) == short;
    apple::PURPOSES.iter().find(named).copied()
}

fn ways_to_an_account() -> Vec<&'static str> {
    let question = play::QUESTIONS
        .iter()
        .find(|question| question.id == play::ACCOUNT_METHODS);
    let choices = question.map_or(&[][..], |question| question.choices);
    choices.iter().map(|(id, _)| *id).collect()
}

/// Collects the words that no table has.
struct Unknown<'f> {
    file_name: &'f str,
    findings: Vec<Finding>,
}

impl Unknown<'_> {
    fn unless_none(&mut self, word: &Placed, known: &[&str], noun: &str) -> Option<usize> {
        let counts = word.word != NONE;
        counts.then(|| self.place(word, known, noun)).flatten()
    }

    /// Where `word` stands in `known`.
    fn place(&mut self, word: &Placed, known: &[&str], noun: &str) -> Option<usize> {
        let at = known.iter().position(|other| *other == word.word);
        if at.is_none() {
            let alike = |other: &&&str| plain(other) == plain(&word.word);
            let fix = match known.iter().find(alike) {
                Some(meant) => format!("Write `{meant}`"),
                None => format!("Write one of {}", known.join(", ")),
            };
            let rule = RULES.iter().find(|rule| rule.id == "PC104");
            self.findings.push(Finding {
                file: self.file_name.to_owned(),
                line: word.line,
                column: word.column,
                rule: "PC104",
                what: format!("`{}` is none of the {noun}", word.word),
                why: rule.map_or("", |rule| rule.why),
                fix,
            });
        }
        at
    }

    fn all(&mut self, words: &[Placed], known: &[&str], noun: &str) -> Vec<usize> {
        words
            .iter()
            .filter_map(|word| self.place(word, known, noun))
            .collect()
    }
}

/// Without prefixes, case and signs, so that `crash_data` finds `CrashData`.
fn plain(word: &str) -> String {
    let word = [APPLE_PURPOSE, APPLE_DATA, "PSL_"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix))
        .unwrap_or(word);
    let letters = word.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_data_is_called_so_by_both_stores() {
        let apple = OTHER.apple.map(|at| apple::DATA_TYPES[at].manifest);
        assert_eq!(apple, Some("NSPrivacyCollectedDataTypeOtherDataTypes"));
        let play = OTHER.play.map(|at| play::DATA_TYPES[at].id);
        assert_eq!(play, Some("PSL_OTHER_PERSONAL"));
    }
}
