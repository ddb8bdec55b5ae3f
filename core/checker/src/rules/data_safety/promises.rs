//! The form against what `sordino generate` would declare of the policy.

use sordino_paperwork::declaration::{Declaration, declare};
use sordino_paperwork::tables::play::{DELETION, USER_CONTROL};
use sordino_policy::{Compiled, PurposeKind};

use super::form::Form;
use super::rules::{DS007, DS008, DS009, DS010};
use crate::finding::{Findings, Place};

const CONTACTS: &str = "PSL_CONTACTS";

/// The kinds of data that a policy shows whatever its author calls them.
const SENT: [&str; 3] = ["PSL_CRASH_LOGS", "PSL_USER_INTERACTION", "PSL_DEVICE_ID"];

pub(super) fn check(path: &str, form: &Form, policy: &Compiled, findings: &mut Findings) {
    // Words that no store knows are refused by `generate`, and told by `check` as findings of the policy.
    let Ok(declared) = declare(policy, "") else {
        return;
    };
    for id in SENT {
        let row = declared.play.iter().find(|row| row.data.id == id);
        if let Some(row) = row {
            left_out(path, form, id, findings);
            choice(path, form, id, row.optional, findings);
        }
    }
    contacts(path, form, &declared, findings);
    let mut purposes = policy.policy.purposes.iter();
    if let Some((line, true)) = form.chosen(DELETION, "DATA_DELETION_NO")
        && purposes.any(|purpose| purpose.kind == PurposeKind::Account)
    {
        findings.add(
            &DS010,
            Place::new(path, line),
            "The policy has accounts, and the form says that data cannot be deleted.",
            "Offer the deletion, and say so.",
        );
    }
}

fn left_out(path: &str, form: &Form, id: &str, findings: &mut Findings) {
    let answer = form.has(id);
    if answer.is_some_and(|(_, yes)| yes) {
        return;
    }
    let line = answer.map_or(1, |(line, _)| line);
    let message =
        format!("The policy sends what the form calls `{id}`, and the form says that it does not.");
    findings.add(
        &DS009,
        Place::new(path, line),
        message,
        "Choose it, and answer the rows about it.",
    );
}

fn choice(path: &str, form: &Form, id: &str, optional: bool, findings: &mut Findings) {
    let question = Form::about(id, USER_CONTROL);
    let said = |choice: &str| form.chosen(&question, choice).filter(|(_, yes)| *yes);
    let wrong = if optional {
        said("PSL_DATA_USAGE_USER_CONTROL_REQUIRED").map(|found| (found.0, "required", "by choice"))
    } else {
        said("PSL_DATA_USAGE_USER_CONTROL_OPTIONAL").map(|found| (found.0, "by choice", "required"))
    };
    if let Some((line, form, policy)) = wrong {
        let message = format!("`{id}` is {form} in the form and {policy} in the policy.");
        findings.add(
            &DS007,
            Place::new(path, line),
            message,
            "Answer as the policy does.",
        );
    }
}

fn contacts(path: &str, form: &Form, policy: &Declaration, findings: &mut Findings) {
    let sent = policy.play.iter().any(|row| row.data.id == CONTACTS);
    let Some((line, declared)) = form.has(CONTACTS) else {
        return;
    };
    if declared == sent {
        return;
    }
    let message = if declared {
        "The form declares contacts, and by the policy none leave the device."
    } else {
        "By the policy contacts leave the device, and the form does not declare them."
    };
    findings.add(
        &DS008,
        Place::new(path, line),
        message,
        "Answer as the policy does.",
    );
}
