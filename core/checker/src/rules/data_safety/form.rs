//! One data safety form, as it is answered.

use std::collections::BTreeMap;

use super::csv::{Record, read};
use sordino_paperwork::tables::play::{COLLECTION_PURPOSE, DATA_TYPES, HANDLING, USAGE};

/// The answers of a form.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) header: Record,
    pub(super) rows: Vec<Record>,
    /// Question and response to line and value.
    answers: BTreeMap<(String, String), (usize, String)>,
}

impl Form {
    /// Reads a form; `None` for other tables.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut records = read(text).into_iter();
        let header = records.next()?;
        let rows: Vec<Record> = records.collect();
        let begins = |record: &Record, word: &str| {
            record
                .cells
                .first()
                .is_some_and(|cell| cell.starts_with(word))
        };
        if !begins(&header, "Question ID") && !rows.iter().any(|row| begins(row, "PSL_DATA_")) {
            return None;
        }
        let mut answers = BTreeMap::new();
        for row in &rows {
            let cell = |index: usize| {
                row.cells
                    .get(index)
                    .map_or("", |cell| cell.trim())
                    .to_owned()
            };
            let answer = (row.line, cell(2));
            answers.entry((cell(0), cell(1))).or_insert(answer);
        }
        Some(Self {
            header,
            rows,
            answers,
        })
    }

    /// Line and value of an answer.
    pub(super) fn answer(&self, question: &str, response: &str) -> Option<(usize, &str)> {
        let key = (question.to_owned(), response.to_owned());
        let (line, value) = self.answers.get(&key)?;
        Some((*line, value.as_str()))
    }

    /// Whether a choice is made, and in which line it stands.
    pub(super) fn chosen(&self, question: &str, response: &str) -> Option<(usize, bool)> {
        let (line, value) = self.answer(question, response)?;
        Some((line, value.eq_ignore_ascii_case("true")))
    }

    /// Whether a kind of data is collected or shared, and in which line that stands.
    pub(super) fn has(&self, id: &str) -> Option<(usize, bool)> {
        let data = DATA_TYPES.iter().find(|data| data.id == id)?;
        self.chosen(data.group, id)
    }

    /// A question about one kind of data.
    pub(super) fn about(id: &str, question: &str) -> String {
        format!("{USAGE}:{id}:{question}")
    }

    /// Whether it is said to be collected: the opposite needs the form to say that it is only shared.
    pub(super) fn collected(&self, id: &str) -> bool {
        let question = Self::about(id, HANDLING);
        let choice = |response: &str| self.chosen(&question, response).is_some_and(|(_, yes)| yes);
        choice("PSL_DATA_USAGE_ONLY_COLLECTED") || !choice("PSL_DATA_USAGE_ONLY_SHARED")
    }

    /// Whether any purpose of the collection is chosen.
    pub(super) fn has_purpose(&self, id: &str) -> bool {
        let question = Self::about(id, COLLECTION_PURPOSE);
        let mut all = self.answers.iter();
        all.any(|((asked, _), (_, value))| *asked == question && value.eq_ignore_ascii_case("true"))
    }
}
