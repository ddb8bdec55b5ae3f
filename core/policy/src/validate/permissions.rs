//! PC025, PC106, PC110, PC111 and PC014 on permissions.

use super::names::distinct;
use super::placeholder::is_placeholder;
use crate::finding::Report;
use crate::invariants::PARTIES;
use crate::model::{Importance, LegalBasis, PermissionId, PurposeKind, RecipientKind};
use crate::raw::{Permission, Policy, PushCategory, Recipient, list};
use crate::read::At;
use crate::rules::{PC014, PC025, PC103, PC106, PC110, PC111};
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
        for category in list(&permission.categories) {
            own_purpose(permission, category, file, report);
        }
    }
}

/// What promotes something is asked for by itself; what breaks through silence promotes nothing.
fn own_purpose(
    permission: &Permission,
    category: &PushCategory,
    file: &Policy,
    report: &mut Report,
) {
    let named = category.purpose.as_ref();
    let is_named = |other: &At<String>| named.is_some_and(|named| named.value == other.value);
    let own = list(&file.purpose)
        .iter()
        .find(|purpose| purpose.id.as_ref().is_some_and(is_named));
    if let Some(named) = named
        && let Some(kind) = own.and_then(|purpose| purpose.kind.as_ref())
        && kind.value != PurposeKind::Push
    {
        let what = format!("`{}` is not a purpose of kind `push`", named.value);
        report.add(
            PC111,
            &named.span,
            what,
            "Name a purpose with `kind = \"push\"`",
        );
    }
    let says = |answer: &Option<At<bool>>| answer.as_ref().is_some_and(|answer| answer.value);
    if let Some(marketing) = category.marketing.as_ref().filter(|answer| answer.value) {
        let basis = own.and_then(|purpose| purpose.legal_basis.as_ref());
        let is_apart = named.is_some() && !permission.purpose.as_ref().is_some_and(is_named);
        if !is_apart || basis.is_some_and(|basis| basis.value != LegalBasis::Consent) {
            let what = "Marketing is sent under a purpose that people open for something else";
            let fix = "Give the category a `purpose` of its own with `legal_basis = \"consent\"`";
            report.add(PC025, &marketing.span, what, fix);
        }
        if says(&category.critical) {
            let what = "Marketing may not break through silence";
            report.add(PC025, &marketing.span, what, "Remove `critical`");
        }
    }
    if let Some(critical) = category.critical.as_ref().filter(|answer| answer.value)
        && let Some(importance) = &category.importance
        && importance.value != Importance::High
    {
        let what = "The category breaks through silence, but its importance is lower";
        report.add(
            PC110,
            &critical.span,
            what,
            "Remove `critical`, or write `importance = \"high\"`",
        );
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
            for text in [&permission.card_name, &permission.card_organisation]
                .into_iter()
                .flatten()
            {
                if is_placeholder(&text.value) {
                    let what = "The card says nothing, or a placeholder";
                    report.add(PC103, &text.span, what, "Write what people know you by");
                }
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
            let card = [
                permission.card_numbers.as_ref().map(|at| &at.span),
                permission.card_name.as_ref().map(|at| &at.span),
                permission.card_organisation.as_ref().map(|at| &at.span),
                permission.card_version.as_ref().map(|at| &at.span),
                permission.card_direct.as_ref().map(|at| &at.span),
            ];
            for span in card.into_iter().flatten() {
                report.add(PC110, span, "A card is for contacts only", "Remove it");
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
        categories
            .iter()
            .filter_map(|category| category.id.as_ref()),
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
    let services = list(&file.recipient);
    let mut served = services
        .iter()
        .filter(|recipient| list(&recipient.purposes).iter().any(is_named))
        .peekable();
    if id != PermissionId::Push || purpose.is_none() {
        return;
    }
    let fix = "Declare the push services as recipients of kind \"vendor_sdk\"";
    if served.peek().is_none() {
        let what = "Push needs a push service, but no recipient serves its purpose, as if no third party had a part";
        report.add(PC014, &named.span, what, fix);
    } else if !served.any(switches_a_vendor) {
        let what = "No recipient of the push purpose has the kind `vendor_sdk`, so nothing may hold a token and no push would come";
        report.add(PC014, &named.span, what, fix);
    }
}

fn switches_a_vendor(recipient: &Recipient) -> bool {
    let kind = recipient.kind.as_ref();
    kind.is_none_or(|kind| kind.value == RecipientKind::VendorSdk)
}
