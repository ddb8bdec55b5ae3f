//! What of the day was looked for at the servers, and what the policy says of it.

use serde_json::Value as Json;
use sordino_policy::{FieldRule, Policy};

use super::words::around;

/// What was looked for, and what of it did not arrive.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) values: usize,
    pub(crate) frames: usize,
    /// Offsets into files that have no build id.
    pub(crate) unplaced: usize,
    /// Free texts that held something planted.
    pub(crate) texts: usize,
    /// Plain words right beside planted values.
    pub(crate) words: usize,
    pub(crate) missing: Vec<String>,
}

impl Kept {
    /// Holds one value against what arrived in its place.
    pub(crate) fn value(&mut self, line: usize, what: &str, offered: &Json, sent: &Json) {
        self.values += 1;
        if offered != sent {
            self.missing.push(format!(
                "line {}: `{what}` is kept by the policy and did not arrive as it was",
                line + 1
            ));
        }
    }

    /// Holds the words around planted values against what arrived of their text.
    pub(crate) fn text(&mut self, line: usize, offered: &str, planted: &[String], sent: &str) {
        let Some(words) = around(offered, planted, sent) else {
            return;
        };
        self.texts += 1;
        self.words += words.beside;
        if words.gone > 0 {
            self.missing.push(format!(
                "line {}: {} word(s) beside planted values did not arrive",
                line + 1,
                words.gone
            ));
        }
    }
}

/// What one recipient may have.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) recipient: &'a str,
}

impl<'a> Rules<'a> {
    pub(crate) fn of(self, key: &str) -> Option<&'a FieldRule> {
        let field = self.policy.fields.iter().find(|field| field.name == key)?;
        let mut recipients = field.recipients.iter();
        recipients
            .any(|id| id == self.recipient)
            .then_some(&field.rule)
    }

    pub(crate) fn keep(self, key: &str) -> bool {
        self.of(key) == Some(&FieldRule::Keep)
    }

    /// Whether a value stays as it is: its field is kept, or lists it.
    pub(crate) fn leaves_alone(self, key: &str, value: &Json) -> bool {
        match self.of(key) {
            Some(FieldRule::Keep) => true,
            Some(FieldRule::Enumerate(listed)) => listed.iter().any(|one| value == one),
            _ => false,
        }
    }

    pub(crate) fn scrub(self, key: &str) -> bool {
        self.of(key) == Some(&FieldRule::Scrub)
    }
}
