//! PC106, PC110, PC111 and PC014 on permissions.

use super::names::distinct;
use crate::finding::Report;
use crate::invariants::PARTIES;
use crate::model::{PermissionId, PurposeKind};
use crate::raw::{Permission, Policy, list};
use crate::read::At;
use crate::rules::{PC014, PC106, PC110, PC111};
use crate::shape;

pub(super) fn validate(file: &Policy, report: &mut Report) {
    let mut seen = Vec::new();
    for permission in list(&file.permission) {
        let Some(id) = &permission.id else { continue };
        if seen.contains(&id.value) {
            report.add(
                PC106,
                &id.span,
                "The permission stands here a second time",
                "Remove one",
            );
        }
        seen.push(id.value);
        parts(permission, id, report);
        purpose(permission, id.value, file, report);
    }
}

fn parts(permission: &Permission, id: &At<PermissionId>, report: &mut Report) {
    let (numbers, categories) = (list(&permission.card_numbers), list(&permission.categories));
    match id.value {
        PermissionId::Contacts => {
            if numbers.is_empty() {
                let what = "The contacts permission has no numbers for the one card it keeps";
                report.add(PC110, &id.span, what, r#"Add `card_numbers = ["+49…"]`"#);
            }
            if let Some(categories) = &permission.categories {
                report.add(
                    PC110,
                    &categories.span,
                    "Categories are for push only",
                    "Remove them",
                );
            }
        }
        PermissionId::Push => {
            if let Some(numbers) = &permission.card_numbers {
                report.add(
                    PC110,
                    &numbers.span,
                    "Card numbers are for contacts only",
                    "Remove them",
                );
            }
        }
    }
    let e164 = "Write `+`, the country code and the number, without spaces";
    distinct(
        numbers.iter(),
        shape::is_phone_number,
        e164,
        PARTIES,
        report,
    );
    distinct(
        categories.iter(),
        shape::is_id,
        "Write small letters, digits and `_`",
        PARTIES,
        report,
    );
}

fn purpose(permission: &Permission, id: PermissionId, file: &Policy, report: &mut Report) {
    let Some(named) = &permission.purpose else {
        return;
    };
    let is_named = |other: &At<String>| other.value == named.value;
    let purpose = list(&file.purpose)
        .iter()
        .find(|purpose| purpose.id.as_ref().is_some_and(is_named));
    let wanted = match id {
        PermissionId::Contacts => (PurposeKind::Contacts, "contacts"),
        PermissionId::Push => (PurposeKind::Push, "push"),
    };
    if let Some(kind) = purpose.and_then(|purpose| purpose.kind.as_ref())
        && kind.value != wanted.0
    {
        let what = format!("`{}` is not a purpose of kind `{}`", named.value, wanted.1);
        report.add(
            PC111,
            &named.span,
            what,
            format!("Name a purpose with `kind = \"{}\"`", wanted.1),
        );
    }
    let served = list(&file.recipient)
        .iter()
        .any(|recipient| list(&recipient.purposes).iter().any(is_named));
    if id == PermissionId::Push && purpose.is_some() && !served {
        let what = "Push needs a push service, but no recipient serves its purpose, as if no third party had a part";
        report.add(
            PC014,
            &named.span,
            what,
            "Declare the push services as recipients of kind \"vendor_sdk\"",
        );
    }
}
