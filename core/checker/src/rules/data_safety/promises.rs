//! The form against the policy.

use sordino_policy::{
    DeviceAccess, FieldRule, LegalBasis, Policy, Purpose, PurposeKind, RecipientKind,
};

use super::form::Form;
use super::rules::{DS007, DS008, DS009, DS010, DS011};
use crate::finding::{Findings, Place};
use sordino_paperwork::tables::play::{DELETION, USER_CONTROL};

/// The kinds of data that follow from the kind of a purpose.
const SENT: [(&str, PurposeKind); 2] = [
    ("PSL_CRASH_LOGS", PurposeKind::Crash),
    ("PSL_USER_INTERACTION", PurposeKind::Events),
];

pub(super) fn check(path: &str, form: &Form, policy: &Policy, findings: &mut Findings) {
    for (id, kind) in SENT {
        let purposes: Vec<&Purpose> = of(policy, kind).collect();
        left_out(
            path,
            form,
            id,
            purposes.iter().any(|purpose| leaves(policy, purpose)),
            findings,
        );
        choice(path, form, id, &purposes, findings);
    }
    let device_id = policy.fields.iter().any(|field| {
        field.name == "device_id" && field.rule != FieldRule::Drop && !field.recipients.is_empty()
    });
    left_out(path, form, "PSL_DEVICE_ID", device_id, findings);
    contacts(path, form, policy, findings);
    let account = of(policy, PurposeKind::Account).next().is_some();
    if let Some((line, true)) = form.chosen(DELETION, "DATA_DELETION_NO")
        && account
    {
        findings.add(
            &DS010,
            Place::new(path, line),
            "The policy has accounts, and the form says that data cannot be deleted.",
            "Offer the deletion, and say so.",
        );
    }
    let mut endpoints = policy
        .recipients
        .iter()
        .filter_map(|recipient| recipient.endpoint.as_deref());
    if endpoints.any(|endpoint| endpoint.starts_with("http://")) {
        findings.add(
            &DS011,
            Place::new(path, 1),
            "An endpoint of the policy is not https.",
            "Send over https only.",
        );
    }
}

fn of(policy: &Policy, kind: PurposeKind) -> impl Iterator<Item = &Purpose> {
    policy
        .purposes
        .iter()
        .filter(move |purpose| purpose.kind == kind)
}

/// Whether something of the purpose leaves the device for a recipient of the app.
fn leaves(policy: &Policy, purpose: &Purpose) -> bool {
    policy.recipients.iter().any(|recipient| {
        recipient.kind != RecipientKind::Service && recipient.purposes.contains(&purpose.id)
    })
}

fn left_out(path: &str, form: &Form, id: &str, sent: bool, findings: &mut Findings) {
    let answer = form.has(id);
    if !sent || answer.is_some_and(|(_, yes)| yes) {
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

fn choice(path: &str, form: &Form, id: &str, purposes: &[&Purpose], findings: &mut Findings) {
    let waits = |purpose: &&Purpose| {
        purpose.legal_basis == LegalBasis::Consent || purpose.device_access == DeviceAccess::Consent
    };
    let free = match purposes {
        [] => return,
        _ if purposes.iter().all(waits) => true,
        _ if !purposes.iter().any(waits) => false,
        _ => return,
    };
    let question = Form::about(id, USER_CONTROL);
    let said = |choice: &str| form.chosen(&question, choice).filter(|(_, yes)| *yes);
    let wrong = if free {
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

fn contacts(path: &str, form: &Form, policy: &Policy, findings: &mut Findings) {
    let sent = of(policy, PurposeKind::Contacts).any(|purpose| leaves(policy, purpose));
    let Some((line, declared)) = form.has("PSL_CONTACTS") else {
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
