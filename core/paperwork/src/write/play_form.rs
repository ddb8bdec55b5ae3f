//! `play-data-safety.csv`: the Data safety form with the policy's answers.

use std::collections::BTreeMap;

use sordino_policy::Compiled;

use crate::declaration::{Declaration, PlayData};
use crate::tables::play;

const YES: &str = "true";
const NO: &str = "false";

/// First and second column of a row to its answer.
type Answers = BTreeMap<(String, &'static str), String>;

pub(super) fn write(compiled: &Compiled, declaration: &Declaration) -> Vec<u8> {
    let answers = answers(compiled, declaration);
    let rows = play::rows();
    let rows = rows.iter().map(|row| {
        let key = (row.question.clone(), row.response);
        let answer = answers.get(&key).map_or("", String::as_str);
        [
            &row.question,
            row.response,
            answer,
            row.requirement,
            &row.label,
        ]
    });
    // As the console exports the form: lines end in CR LF.
    let mut form = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in std::iter::once(play::HEADER).chain(rows) {
        form.write_record(row).expect("a vector takes every byte");
    }
    form.into_inner().expect("a vector takes every byte")
}

fn answers(compiled: &Compiled, declaration: &Declaration) -> Answers {
    let mut answers = Answers::new();
    let mut answer = |question: &str, response, value: &str| {
        answers.insert((question.to_owned(), response), value.to_owned());
    };
    let collects = !declaration.play.is_empty();
    answer(play::COLLECTS, "", if collects { YES } else { NO });
    if !collects {
        return answers;
    }
    // The policy's rules let an endpoint be https alone, but for loopback addresses, which are no network.
    answer(play::ENCRYPTED, "", YES);
    // A policy does not show that no account can be made: only its author can say so.
    for way in ways_to_an_account(compiled) {
        answer(play::ACCOUNT_METHODS, way, YES);
    }
    if let Some(page) = &compiled.stores.account_deletion_url {
        answer(play::ACCOUNT_DELETION_URL, "", page);
    }
    if let Some(page) = &compiled.stores.data_deletion_url {
        answer(play::DELETION, "DATA_DELETION_YES", YES);
        answer(play::DELETION_URL, "", page);
    }
    for row in &declaration.play {
        usage(&mut answers, row);
    }
    answers
}

fn ways_to_an_account(compiled: &Compiled) -> Vec<&'static str> {
    let stated = &compiled.stores.account_creation;
    let question = play::QUESTIONS
        .iter()
        .find(|question| question.id == play::ACCOUNT_METHODS);
    let choices = question.map_or(&[][..], |question| question.choices);
    choices
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| stated.iter().any(|word| word.word == *id))
        .collect()
}

fn usage(answers: &mut Answers, row: &PlayData) {
    let [collected, shared] = play::HANDLINGS;
    let [optional, required] = play::USER_CONTROLS;
    let mut answer = |question: String, response, value: &str| {
        answers.insert((question, response), value.to_owned());
    };
    let about = |question: &str| format!("{}:{}:{question}", play::USAGE, row.data.id);
    answer(row.data.group.to_owned(), row.data.id, YES);
    answer(about(play::HANDLING), collected, YES);
    answer(about(play::EPHEMERAL), "", NO);
    let control = if row.optional { optional } else { required };
    answer(about(play::USER_CONTROL), control, YES);
    for purpose in &row.purposes {
        answer(about(play::COLLECTION_PURPOSE), purpose, YES);
    }
    for purpose in &row.shared_for {
        answer(about(play::HANDLING), shared, YES);
        answer(about(play::SHARING_PURPOSE), purpose, YES);
    }
}
