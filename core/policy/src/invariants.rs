//! What the engine relies on without asking again. The compiler's rules are wider; these are the
//! ones whose breach would open a gate, name nobody, or grow without bound.

use std::collections::BTreeSet;

use crate::broken::{Checked, distinct, every_locale, hold, in_range, resolve};
use crate::chrome::Word;
use crate::model::{
    BeforeChoice, DeviceAccess, FieldRule, LegalBasis, PermissionId, Policy, PurposeKind,
    RecipientKind,
};
use crate::shape;

/// Most purposes, each of which has a fixed slot in the vault; most locales, numbers of a card and categories.
pub(crate) const PARTIES: usize = 64;
/// Most recipients.
pub(crate) const RECIPIENTS: usize = 128;
/// Most fields and most events.
pub(crate) const NAMES: usize = 1024;
/// Most properties of one event, and most words of one enumeration.
pub(crate) const PROPERTIES: usize = 64;
/// Most records held before a choice.
pub(crate) const HELD_RECORDS: u32 = 10_000;
/// Most hours that a sealed record is held before a choice.
pub(crate) const HELD_HOURS: u32 = 72;
/// Most days of any duration: ten years.
pub(crate) const DAYS: u32 = 3_660;
/// Most bytes of a queue on disk.
pub(crate) const QUEUE_BYTES: u64 = 1_000_000_000;
/// Most records of a queue on disk.
pub(crate) const QUEUE_RECORDS: u64 = 10_000_000;
/// Most days that erased data may stand in backups without a reason.
pub(crate) const BACKUP_DAYS: u32 = 30;

/// Checks all that the engine relies on.
pub(crate) fn check(policy: &Policy) -> Checked {
    hold(shape::is_date(&policy.date), "must be YYYY-MM-DD", || {
        "date".to_owned()
    })?;
    hold(
        !policy.version.trim().is_empty(),
        "must not be empty",
        || "version".to_owned(),
    )?;
    hold(!policy.locales.is_empty(), "must not be empty", || {
        "locales".to_owned()
    })?;
    distinct(policy.locales.iter(), shape::is_locale, PARTIES, "locales")?;
    let backups = policy.controller.backup_retention_days;
    let reason = policy.controller.backup_retention_reason.as_ref();
    hold(
        backups <= BACKUP_DAYS || (backups <= DAYS && reason.is_some()),
        "must be at most 30, or have a reason",
        || "controller.backup_retention_days".to_owned(),
    )?;
    let purposes = distinct(
        policy.purposes.iter().map(|purpose| &purpose.id),
        shape::is_id,
        PARTIES,
        "purposes",
    )?;
    let recipients = distinct(
        policy.recipients.iter().map(|known| &known.id),
        shape::is_id,
        RECIPIENTS,
        "recipients",
    )?;
    let fields = distinct(
        policy.fields.iter().map(|field| &field.name),
        shape::is_name,
        NAMES,
        "fields",
    )?;
    distinct(
        policy.events.iter().map(|event| &event.name),
        shape::is_name,
        NAMES,
        "events",
    )?;
    check_purposes(policy)?;
    check_recipients(policy, &purposes)?;
    check_fields(policy, &recipients)?;
    for (index, event) in policy.events.iter().enumerate() {
        let place = |member: &str| format!("events[{index}].{member}");
        hold(
            purposes.contains(event.purpose.as_str()),
            "must name something declared",
            || place("purpose"),
        )?;
        resolve(&event.properties, &fields, || place("properties"))?;
        hold(
            event.properties.len() <= PROPERTIES,
            "must be at most 64",
            || place("properties"),
        )?;
    }
    check_permissions(policy, &purposes)?;
    check_rights(policy)?;
    for (key, texts) in &policy.screens {
        hold(
            Word::by_key(key).is_some(),
            "must be a text of the screens",
            || format!("screens.{key}"),
        )?;
        every_locale(texts, &policy.locales, || format!("screens.{key}"))?;
    }
    resolve(
        &policy.limits.organisation_may_switch_off,
        &purposes,
        || "limits.organisation_may_switch_off".to_owned(),
    )?;
    hold(
        policy.limits.reask_after_days <= DAYS,
        "must be within the limit",
        || "limits.reask_after_days".to_owned(),
    )
}

fn check_purposes(policy: &Policy) -> Checked {
    for (index, purpose) in policy.purposes.iter().enumerate() {
        let place = |member: &str| format!("purposes[{index}].{member}");
        in_range(purpose.retention_days.into(), DAYS.into(), || {
            place("retention_days")
        })?;
        if let Some(days) = purpose.validity_days {
            in_range(days.into(), DAYS.into(), || place("validity_days"))?;
        }
        match purpose.before_choice {
            BeforeChoice::Discard => {}
            BeforeChoice::HoldInMemory { max_records } => {
                in_range(max_records.into(), HELD_RECORDS.into(), || {
                    place("before_choice")
                })?;
            }
            BeforeChoice::HoldSealed {
                max_records,
                max_hours,
            } => {
                in_range(max_records.into(), HELD_RECORDS.into(), || {
                    place("before_choice")
                })?;
                in_range(max_hours.into(), HELD_HOURS.into(), || {
                    place("before_choice")
                })?;
                let necessary = purpose.device_access == DeviceAccess::StrictlyNecessary;
                hold(
                    necessary,
                    "may hold sealed only where access is strictly necessary",
                    || place("before_choice"),
                )?;
            }
        }
        if let Some(changed) = &purpose.changed {
            every_locale(changed, &policy.locales, || place("changed"))?;
        }
        every_locale(&purpose.title, &policy.locales, || place("title"))?;
        every_locale(&purpose.text, &policy.locales, || place("text"))?;
    }
    Ok(())
}

fn check_recipients(policy: &Policy, purposes: &BTreeSet<&str>) -> Checked {
    for (index, recipient) in policy.recipients.iter().enumerate() {
        let place = |member: &str| format!("recipients[{index}].{member}");
        let fault = shape::endpoint_fault(recipient.kind, recipient.endpoint.as_deref());
        hold(fault.is_none(), fault.unwrap_or_default(), || {
            place("endpoint")
        })?;
        hold(
            shape::is_country(&recipient.country),
            "must be two capital letters",
            || place("country"),
        )?;
        let days = [&recipient.transfer_from, &recipient.transfer_until];
        let is_date = |day: &&String| shape::is_date(day);
        hold(
            days.iter()
                .all(|day| day.as_ref().is_none_or(|day| is_date(&day))),
            "must be YYYY-MM-DD",
            || place("transfer_from"),
        )?;
        let link = recipient.privacy_policy.as_deref();
        hold(
            link.is_none_or(|link| link.starts_with("https://")),
            "must be https",
            || place("privacy_policy"),
        )?;
        resolve(&recipient.purposes, purposes, || place("purposes"))?;
        in_range(recipient.retention_days.into(), DAYS.into(), || {
            place("retention_days")
        })?;
        in_range(recipient.queue.max_bytes, QUEUE_BYTES, || {
            place("queue.max_bytes")
        })?;
        in_range(recipient.queue.max_records, QUEUE_RECORDS, || {
            place("queue.max_records")
        })?;
        if let crate::model::Epoch::Days(days) = recipient.epoch {
            in_range(days.into(), DAYS.into(), || place("epoch"))?;
        }
    }
    Ok(())
}

/// A person's own request has a way of its own: one purpose, one recipient, and nothing else names either of them.
fn check_rights(policy: &Policy) -> Checked {
    let purposes = policy.purposes.iter();
    let mut purposes = purposes.filter(|one| one.kind == PurposeKind::Rights);
    let recipients = policy.recipients.iter();
    let mut recipients = recipients.filter(|one| one.kind == RecipientKind::Rights);
    let apart = match (purposes.next(), recipients.next()) {
        (None, None) => true,
        (Some(purpose), Some(to)) => {
            let id = &purpose.id;
            let serves = |one: &&crate::model::Recipient| one.purposes.contains(id);
            purposes.next().is_none()
                && recipients.next().is_none()
                && purpose.legal_basis == LegalBasis::LegalObligation
                && purpose.device_access == DeviceAccess::StrictlyNecessary
                && purpose.before_choice == BeforeChoice::Discard
                && to.purposes == [id.as_str()]
                && policy.recipients.iter().filter(serves).count() == 1
                && policy.events.iter().all(|event| event.purpose != *id)
                && policy
                    .fields
                    .iter()
                    .all(|field| !field.recipients.contains(&to.id))
                && !policy.limits.organisation_may_switch_off.contains(id)
                && policy.permissions.iter().all(|permission| {
                    let mut own = permission.categories.iter();
                    permission.purpose != *id && own.all(|one| one.purpose.as_ref() != Some(id))
                })
        }
        _ => false,
    };
    hold(
        apart,
        "must leave the way of a person's request to it alone",
        || "purposes".to_owned(),
    )
}

fn check_fields(policy: &Policy, recipients: &BTreeSet<&str>) -> Checked {
    for (index, field) in policy.fields.iter().enumerate() {
        let place = |member: &str| format!("fields[{index}].{member}");
        resolve(&field.recipients, recipients, || place("recipients"))?;
        if let FieldRule::Enumerate(words) = &field.rule {
            hold(!words.is_empty(), "must not be empty", || place("rule"))?;
            distinct(
                words.iter(),
                |word| !word.is_empty() && word.len() <= 256,
                PROPERTIES,
                &place("rule"),
            )?;
        }
    }
    Ok(())
}

fn check_permissions(policy: &Policy, purposes: &BTreeSet<&str>) -> Checked {
    for (index, permission) in policy.permissions.iter().enumerate() {
        let place = |member: &str| format!("permissions[{index}].{member}");
        let earlier = policy.permissions.iter().take(index);
        hold(
            earlier.into_iter().all(|other| other.id != permission.id),
            "must not come twice",
            || place("id"),
        )?;
        hold(
            purposes.contains(permission.purpose.as_str()),
            "must name something declared",
            || place("purpose"),
        )?;
        every_locale(&permission.feature, &policy.locales, || place("feature"))?;
        every_locale(&permission.purpose_string, &policy.locales, || {
            place("purpose_string")
        })?;
        distinct(
            permission.card_numbers.iter(),
            shape::is_phone_number,
            PARTIES,
            &place("card_numbers"),
        )?;
        distinct(
            permission.categories.iter().map(|category| &category.id),
            shape::is_id,
            PARTIES,
            &place("categories"),
        )?;
        for (at, category) in permission.categories.iter().enumerate() {
            let place = |member: &str| format!("permissions[{index}].categories[{at}].{member}");
            for (member, texts) in [("title", &category.title), ("text", &category.text)] {
                if let Some(texts) = texts {
                    every_locale(texts, &policy.locales, || place(member))?;
                }
            }
            let purpose = category.purpose.as_deref();
            hold(
                purpose.is_none_or(|purpose| purposes.contains(purpose)),
                "must name something declared",
                || place("purpose"),
            )?;
            hold(
                !category.marketing || purpose.is_some_and(|own| own != permission.purpose),
                "must have a purpose of its own for marketing",
                || place("marketing"),
            )?;
        }
        let fits = match permission.id {
            PermissionId::Contacts => {
                permission.categories.is_empty() && !permission.card_numbers.is_empty()
            }
            PermissionId::Push => {
                permission.card_numbers.is_empty()
                    && permission.card_name.is_none()
                    && permission.card_organisation.is_none()
                    && permission.card_version.is_none()
                    && !permission.card_direct
            }
        };
        hold(
            fits,
            "must have a card for contacts, and categories for push only",
            || place("id"),
        )?;
    }
    Ok(())
}
