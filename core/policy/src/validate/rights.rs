//! PC114: the purpose and the recipient of kind `rights`, by which a person's own request reaches the controller.
//!
//! Nothing else may pass by it: no event, permission or field names either of the two, and neither has a second one of its
//! kind.

use std::ops::Range;

use crate::finding::Report;
use crate::model::{BeforeChoice, DeviceAccess, LegalBasis, PurposeKind, RecipientKind};
use crate::raw::{Policy, Purpose, Recipient, list};
use crate::read::At;
use crate::rules::PC114;

type Span = Range<usize>;

pub(super) fn validate(file: &Policy, report: &mut Report) {
    let purposes = list(&file.purpose).iter();
    let purposes: Vec<_> = purposes
        .filter(|one| is(&one.kind, PurposeKind::Rights))
        .collect();
    let recipients = list(&file.recipient).iter();
    let recipients: Vec<_> = recipients
        .filter(|one| is(&one.kind, RecipientKind::Rights))
        .collect();
    let mut refuse = |at: &Span, what: &str, fix: &str| report.add(PC114, at, what, fix);
    if let Some(kind) = purposes.get(1).and_then(|second| second.kind.as_ref()) {
        refuse(
            &kind.span,
            "A second purpose of kind `rights`",
            "Keep one of them",
        );
    }
    if let Some(kind) = recipients.get(1).and_then(|second| second.kind.as_ref()) {
        let fix = "Keep one: behind it, your server asks the vendors";
        refuse(&kind.span, "A second recipient of kind `rights`", fix);
    }
    match (purposes.first(), recipients.first()) {
        (Some(purpose), Some(recipient)) => {
            way(purpose, &mut refuse);
            end(purpose, recipient, &mut refuse);
            alone(purpose, recipient, file, &mut refuse);
        }
        (
            Some(Purpose {
                kind: Some(kind), ..
            }),
            None,
        ) => {
            let fix =
                "Add a recipient of kind `rights` with your own endpoint, or remove the purpose";
            refuse(
                &kind.span,
                "Nobody receives the requests of this purpose",
                fix,
            );
        }
        (
            None,
            Some(Recipient {
                kind: Some(kind), ..
            }),
        ) => {
            let fix = "Add a purpose of kind `rights`, or remove the recipient";
            refuse(
                &kind.span,
                "No purpose of kind `rights` sends to this recipient",
                fix,
            );
        }
        _ => {}
    }
}

fn is<T: PartialEq>(value: &Option<At<T>>, wanted: T) -> bool {
    value.as_ref().is_some_and(|value| value.value == wanted)
}

/// A law demands it, and only the person's request opens it.
fn way(purpose: &Purpose, refuse: &mut dyn FnMut(&Span, &str, &str)) {
    if let Some(basis) = &purpose.legal_basis
        && basis.value != LegalBasis::LegalObligation
    {
        let what = "A person's request is carried out by law, not on this basis";
        refuse(
            &basis.span,
            what,
            "Write `legal_basis = \"legal_obligation\"`",
        );
    }
    if let Some(access) = &purpose.device_access
        && access.value != DeviceAccess::StrictlyNecessary
    {
        let what = "A person's own request needs no consent besides";
        let fix = "Write `device_access = \"strictly_necessary\"`, with the reason";
        refuse(&access.span, what, fix);
    }
    if let Some(before) = &purpose.before_choice
        && before.value != BeforeChoice::Discard
    {
        refuse(&before.span, "Nothing waits for this purpose", "Remove it");
    }
    if let Some(days) = &purpose.validity_days {
        refuse(
            &days.span,
            "A request ends when it is answered",
            "Remove it",
        );
    }
}

/// It goes to the controller's own endpoint.
fn end(purpose: &Purpose, recipient: &Recipient, refuse: &mut dyn FnMut(&Span, &str, &str)) {
    let Some(id) = &purpose.id else { return };
    let served = list(&recipient.purposes);
    if let Some(other) = served.iter().find(|served| served.value != id.value) {
        let what = "The endpoint for requests serves another purpose";
        refuse(
            &other.span,
            what,
            "Let it serve the purpose of kind `rights` alone",
        );
    }
    if served.is_empty()
        && let Some(kind) = &recipient.kind
    {
        let fix = format!("Write `purposes = [\"{}\"]`", id.value);
        refuse(
            &kind.span,
            "The endpoint for requests serves no purpose",
            &fix,
        );
    }
}

/// Nothing else names the purpose or its recipient.
fn alone(
    purpose: &Purpose,
    recipient: &Recipient,
    file: &Policy,
    refuse: &mut dyn FnMut(&Span, &str, &str),
) {
    let (Some(purpose), Some(to)) = (&purpose.id, &recipient.id) else {
        return;
    };
    let mut named: Vec<&At<String>> = Vec::new();
    let is_purpose = |name: &&At<String>| name.value == purpose.value;
    for other in list(&file.recipient) {
        let is_it = other.id.as_ref().is_some_and(|id| id.value == to.value);
        named.extend(
            list(&other.purposes)
                .iter()
                .filter(|_| !is_it)
                .filter(is_purpose),
        );
    }
    for event in list(&file.event) {
        named.extend(event.purpose.iter().filter(is_purpose));
    }
    for permission in list(&file.permission) {
        named.extend(permission.purpose.iter().filter(is_purpose));
        for category in list(&permission.categories) {
            named.extend(category.purpose.iter().filter(is_purpose));
        }
    }
    if let Some(limits) = &file.limits {
        let switched = list(&limits.value.organisation_may_switch_off);
        named.extend(switched.iter().filter(is_purpose));
    }
    for field in list(&file.field) {
        named.extend(
            list(&field.recipients)
                .iter()
                .filter(|name| name.value == to.value),
        );
    }
    for name in named {
        let what =
            "Only a person's request may go by the purpose and the recipient of kind `rights`";
        refuse(&name.span, what, "Name another one here");
    }
}
