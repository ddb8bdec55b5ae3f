//! The rows of the form, and the questions that it asks about each kind of data.

use super::data::{DATA_TYPES, DataType, PURPOSES};
use super::questions::QUESTIONS;

/// Begins the id of each question about one kind of data: `PSL_DATA_USAGE_RESPONSES:PSL_CRASH_LOGS:…`.
pub const USAGE: &str = "PSL_DATA_USAGE_RESPONSES";
/// Ends the id: collected, shared or both?
pub const HANDLING: &str = "PSL_DATA_USAGE_COLLECTION_AND_SHARING";
/// Ends the id: only in memory, for the one request?
pub const EPHEMERAL: &str = "PSL_DATA_USAGE_EPHEMERAL";
/// Ends the id: can a person choose?
pub const USER_CONTROL: &str = "DATA_USAGE_USER_CONTROL";
/// Ends the id: what is it collected for?
pub const COLLECTION_PURPOSE: &str = "DATA_USAGE_COLLECTION_PURPOSE";
/// Ends the id: what is it shared for?
pub const SHARING_PURPOSE: &str = "DATA_USAGE_SHARING_PURPOSE";
/// The choices of [`HANDLING`]; for both, both are chosen.
pub const HANDLINGS: [&str; 2] = [
    "PSL_DATA_USAGE_ONLY_COLLECTED",
    "PSL_DATA_USAGE_ONLY_SHARED",
];
/// The choices of [`USER_CONTROL`].
pub const USER_CONTROLS: [&str; 2] = [
    "PSL_DATA_USAGE_USER_CONTROL_OPTIONAL",
    "PSL_DATA_USAGE_USER_CONTROL_REQUIRED",
];

/// One row of the form without its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// First column.
    pub question: String,
    /// Second column; empty for a question that takes a value.
    pub response: &'static str,
    /// Fourth column, one of [`super::REQUIREMENTS`].
    pub requirement: &'static str,
    /// Fifth column.
    pub label: String,
}

/// Every row of the form in its order. The import knows a row by its first two columns.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for question in &QUESTIONS {
        let mut push = |response, label| {
            rows.push(Row {
                question: question.id.to_owned(),
                response,
                requirement: question.requirement,
                label,
            });
        };
        if question.choices.is_empty() {
            push("", question.label.to_owned());
        }
        for (choice, label) in question.choices {
            push(choice, format!("{} / {label}", question.label));
        }
    }
    for data in &DATA_TYPES {
        rows.push(Row {
            question: data.group.to_owned(),
            response: data.id,
            requirement: "MULTIPLE_CHOICE",
            label: data.label.to_owned(),
        });
    }
    for data in &DATA_TYPES {
        usage(&mut rows, data);
    }
    rows
}

fn usage(rows: &mut Vec<Row>, data: &DataType) {
    let mut push = |question: &str, response, requirement, label: &str| {
        rows.push(Row {
            question: format!("{USAGE}:{}:{question}", data.id),
            response,
            requirement,
            label: format!("{} / {label}", data.label),
        });
    };
    push(HANDLING, HANDLINGS[0], "MULTIPLE_CHOICE", "Collected");
    push(HANDLING, HANDLINGS[1], "MULTIPLE_CHOICE", "Shared");
    push(EPHEMERAL, "", "MAYBE_REQUIRED", "Processed in memory only?");
    push(
        USER_CONTROL,
        USER_CONTROLS[0],
        "SINGLE_CHOICE",
        "A person can choose",
    );
    push(
        USER_CONTROL,
        USER_CONTROLS[1],
        "SINGLE_CHOICE",
        "It is required",
    );
    for (id, label) in PURPOSES {
        push(
            COLLECTION_PURPOSE,
            id,
            "MULTIPLE_CHOICE",
            &format!("Collected for / {label}"),
        );
    }
    for (id, label) in PURPOSES {
        push(
            SHARING_PURPOSE,
            id,
            "MULTIPLE_CHOICE",
            &format!("Shared for / {label}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::questions::REQUIREMENTS;
    use super::*;

    #[test]
    fn the_form_has_each_row_once() {
        let rows = rows();
        assert_eq!(rows.len(), 782);
        let keys: BTreeSet<_> = rows
            .iter()
            .map(|row| (&row.question, row.response))
            .collect();
        assert_eq!(keys.len(), rows.len());
        for row in &rows {
            assert!(REQUIREMENTS.contains(&row.requirement), "{row:?}");
        }
    }
}
