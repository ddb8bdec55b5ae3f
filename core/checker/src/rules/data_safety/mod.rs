//! Play's data safety form.

mod csv;
mod form;
mod promises;
mod rules;

use std::collections::BTreeSet;

use crate::context::Context;
use crate::finding::{Edit, Findings, Place};
use crate::read::kind::Kind;
use form::Form;
use rules::{DS001, DS002, DS003, DS004, DS005, DS006, DS010, DS011};
use sordino_paperwork::tables::play::{
    ACCOUNT_DELETION_URL, ACCOUNT_METHODS, COLLECTS, DATA_TYPES, DELETION, ENCRYPTED, EPHEMERAL,
    HEADER, USER_CONTROL, USER_CONTROLS, rows,
};

/// The rules of this family.
pub(crate) use rules::RULES;

/// Holds the tree against them.
pub(crate) fn run(context: &Context<'_>, findings: &mut Findings) {
    for file in context.tree.of(Kind::Csv) {
        let text = context.tree.text(&file.path);
        let Some(form) = text.and_then(|text| Form::read(&text)) else {
            continue;
        };
        shape(context, &file.path, &form, findings);
        answers(&file.path, &form, findings);
        if let Some(policy) = context.compiled {
            promises::check(&file.path, &form, policy, findings);
        }
    }
}

fn shape(context: &Context<'_>, path: &str, form: &Form, findings: &mut Findings) {
    if form.header.cells != HEADER {
        let place = Place::new(path, form.header.line);
        let fix = "Begin the file with the header of an export from the Play Console.";
        let found = findings.add(&DS001, place, "The header is not the form's.", fix);
        found.edit = header(context, path, form);
    }
    let known = rows();
    let questions: BTreeSet<&str> = known.iter().map(|row| row.question.as_str()).collect();
    let pairs: BTreeSet<(&str, &str)> = known
        .iter()
        .map(|row| (row.question.as_str(), row.response))
        .collect();
    let mut seen = BTreeSet::new();
    for row in &form.rows {
        let place = || Place::new(path, row.line);
        if row.cells.len() != HEADER.len() {
            let message = format!("The row has {} columns.", row.cells.len());
            findings.add(
                &DS002,
                place(),
                message,
                "Write all five, empty where there is no answer.",
            );
        }
        let cell = |index: usize| row.cells.get(index).map_or("", |cell| cell.trim());
        let (question, response) = (cell(0), cell(1));
        if !pairs.contains(&(question, response)) {
            let what = if questions.contains(question) {
                response
            } else {
                question
            };
            let message = format!("The form knows no `{}`.", shortened(what));
            findings.add(
                &DS003,
                place(),
                message,
                "Take the ids of an export from the Play Console.",
            );
        }
        if !seen.insert((question, response)) {
            findings.add(
                &DS004,
                place(),
                "The answer stands twice.",
                "Keep one of the rows.",
            );
        }
        if cell(3) == "REQUIRED" && cell(2).is_empty() {
            findings.add(
                &DS005,
                place(),
                "The answer is required and empty.",
                "Answer it.",
            );
        }
    }
}

/// The header in its place, where the first line is one that was only worded otherwise.
fn header(context: &Context<'_>, path: &str, form: &Form) -> Option<Edit> {
    let bytes = context.tree.bytes(path)?;
    let line = bytes.iter().position(|byte| *byte == b'\n')?;
    let end = line - usize::from(bytes[..line].ends_with(b"\r"));
    let same = form.header.line == 1 && form.header.cells.len() == HEADER.len();
    (same && bytes.starts_with(b"Question")).then(|| Edit {
        file: path.to_owned(),
        start: 0,
        end,
        with: HEADER.join(","),
        off: Vec::new(),
    })
}

/// An unknown id comes from the file and may be anything.
fn shortened(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|sign| !sign.is_control())
        .take(80)
        .collect();
    plain.replace('`', "'")
}

fn answers(path: &str, form: &Form, findings: &mut Findings) {
    for data in DATA_TYPES {
        let Some((line, true)) = form.has(data.id) else {
            continue;
        };
        if !form.collected(data.id) {
            continue;
        }
        let control = Form::about(data.id, USER_CONTROL);
        let controlled = USER_CONTROLS
            .iter()
            .any(|choice| form.chosen(&control, choice).is_some_and(|(_, yes)| yes));
        let kept = form
            .answer(&Form::about(data.id, EPHEMERAL), "")
            .is_some_and(|(_, value)| !value.is_empty());
        let mut missing = Vec::new();
        for (said, what) in [
            (form.has_purpose(data.id), "a purpose"),
            (controlled, "whether people can choose"),
            (kept, "whether it is kept"),
        ] {
            if !said {
                missing.push(what);
            }
        }
        if !missing.is_empty() {
            let message = format!("`{}` is collected without {}.", data.id, missing.join(", "));
            findings.add(
                &DS006,
                Place::new(path, line),
                message,
                "Answer the rows about it.",
            );
        }
    }
    accounts(path, form, findings);
    let collects = form.chosen(COLLECTS, "").is_some_and(|(_, yes)| yes);
    if let Some((line, false)) = form.chosen(ENCRYPTED, "")
        && collects
    {
        let message = "The form says that data travels unencrypted.";
        findings.add(
            &DS011,
            Place::new(path, line),
            message,
            "Send over https only, and answer TRUE.",
        );
    }
}

fn accounts(path: &str, form: &Form, findings: &mut Findings) {
    let methods = sordino_paperwork::tables::play::QUESTIONS
        .iter()
        .find(|question| question.id == ACCOUNT_METHODS);
    let methods = methods.map_or(&[][..], |question| question.choices);
    let made = methods.iter().filter(|(id, _)| *id != "PSL_ACM_NONE");
    let made = made
        .filter_map(|(id, _)| form.chosen(ACCOUNT_METHODS, id))
        .find(|(_, yes)| *yes);
    let Some((line, _)) = made else {
        return;
    };
    let fix = "Offer the deletion, and give the address at which it can be asked for.";
    if let Some((line, true)) = form.chosen(DELETION, "DATA_DELETION_NO") {
        findings.add(
            &DS010,
            Place::new(path, line),
            "Accounts can be made, and data cannot be deleted.",
            fix,
        );
    } else if form
        .answer(ACCOUNT_DELETION_URL, "")
        .is_none_or(|(_, value)| value.is_empty())
    {
        findings.add(
            &DS010,
            Place::new(path, line),
            "Accounts can be made, and no address says where to delete them.",
            fix,
        );
    }
}
