//! PC006, PC007, PC012, PC107, PC108 and PC110 on recipients.

use jiff::civil::Date;

use super::contacts::is_page;
use super::placeholder::is_placeholder;
use super::purposes::days;
use crate::finding::Report;
use crate::invariants::{DAYS, QUEUE_BYTES, QUEUE_RECORDS};
use crate::model::{Epoch, RecipientKind};
use crate::raw::{Policy, Recipient, list};
use crate::rules::{PC006, PC007, PC012, PC103, PC107, PC108, PC110};
use crate::shape;

/// The 27 of the EU, and Iceland, Liechtenstein and Norway.
const EEA: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];
/// What people write and ISO 3166-1 does not know.
const MISTAKEN: &[(&str, &str)] = &[
    ("UK", "GB"),
    ("EL", "GR"),
    ("EU", "the country of the seat"),
    ("EN", "GB"),
];

pub(super) fn validate(file: &Policy, today: Date, report: &mut Report) {
    for recipient in list(&file.recipient) {
        if let Some(name) = recipient
            .name
            .as_ref()
            .filter(|name| is_placeholder(&name.value))
        {
            report.add(
                PC012,
                &name.span,
                "`name` is empty or a placeholder",
                "Write the recipient's legal name",
            );
        }
        if let Some(page) = &recipient.privacy_policy
            && !is_page(&page.value)
        {
            report.add(
                PC012,
                &page.span,
                "`privacy_policy` is not a page that people can open",
                "Write the recipient's own `https://…` page, or remove it",
            );
        }
        country(recipient, report);
        term(recipient, today, report);
        retention(recipient, file, report);
        endpoint(recipient, report);
        bounds(recipient, report);
    }
}

fn country(recipient: &Recipient, report: &mut Report) {
    let Some(country) = &recipient.country else {
        return;
    };
    let mistaken = MISTAKEN.iter().find(|(wrong, _)| *wrong == country.value);
    if mistaken.is_some() || !shape::is_country(&country.value) {
        let what = format!("`{}` is not a country of ISO 3166-1", country.value);
        let right = mistaken.map_or("two capital letters", |(_, right)| right);
        report.add(PC006, &country.span, what, format!("Write {right}"));
    } else if !EEA.contains(&country.value.as_str()) && recipient.transfer_tool.is_none() {
        let what = format!(
            "The recipient is outside the EEA ({}) and has no transfer tool",
            country.value
        );
        let fix = r#"Add `transfer_tool`: "adequacy_decision", "standard_contractual_clauses" or "binding_corporate_rules""#;
        report.add(PC006, &country.span, what, fix);
    }
}

/// While the transfer tool is in force.
fn term(recipient: &Recipient, today: Date, report: &mut Report) {
    let mut days = Vec::new();
    for day in [&recipient.transfer_from, &recipient.transfer_until] {
        let Some(day) = day else {
            days.push(None);
            continue;
        };
        let read = day.value.0.parse::<Date>().ok();
        let read = read.filter(|_| shape::is_date(&day.value.0));
        if read.is_none() {
            report.add(
                PC006,
                &day.span,
                "This is not a day",
                "Write it as YYYY-MM-DD",
            );
        } else if recipient.transfer_tool.is_none() {
            report.add(
                PC110,
                &day.span,
                "There is no transfer tool that this day could be of",
                "Remove it, or add `transfer_tool`",
            );
        }
        days.push(read.map(|date| (date, &day.span)));
    }
    let [from, until] = days.as_slice() else {
        return;
    };
    let Some((until, at)) = until else { return };
    if from.is_some_and(|(from, _)| from > *until) {
        let what = "The transfer tool ends before it comes into force";
        report.add(PC006, at, what, "Mend one of the two days");
    } else if *until < today {
        let what = format!("The transfer tool ended on {until} (today is {today})");
        let fix = "Name the tool in force, or remove the recipient";
        report.add(PC006, at, what, fix);
    }
}

fn retention(recipient: &Recipient, file: &Policy, report: &mut Report) {
    days(PC007, "retention_days", &recipient.retention_days, report);
    let Some(kept) = &recipient.retention_days else {
        return;
    };
    for served in list(&recipient.purposes) {
        let purpose = list(&file.purpose)
            .iter()
            .find(|known| known.id.as_ref().is_some_and(|id| id.value == served.value));
        if let Some(promised) = purpose.and_then(|purpose| purpose.retention_days.as_ref())
            && (1..kept.value).contains(&promised.value)
        {
            let what = format!(
                "The recipient keeps data for {} days, but `{}` promises {}",
                kept.value, served.value, promised.value
            );
            report.add(
                PC007,
                &kept.span,
                what,
                "Lower it and hold the recipient to it, or raise the purpose's `retention_days`",
            );
        }
    }
}

fn endpoint(recipient: &Recipient, report: &mut Report) {
    let Some(kind) = &recipient.kind else { return };
    let endpoint = recipient.endpoint.as_ref();
    if let Some(fault) =
        shape::endpoint_fault(kind.value, endpoint.map(|endpoint| endpoint.value.as_str()))
    {
        let span = endpoint.map_or(&kind.span, |endpoint| &endpoint.span);
        let fix = match kind.value {
            RecipientKind::VendorSdk | RecipientKind::Service => "Remove the endpoint",
            RecipientKind::Sentry => "Write `endpoint = \"https://host/project-number\"`",
            RecipientKind::Segment | RecipientKind::Otlp | RecipientKind::Rights => {
                "Write `endpoint = \"https://host/path\"`"
            }
        };
        report.add(
            PC108,
            span,
            format!("The endpoint cannot be used: {fault}"),
            fix,
        );
    }
    let sends = !matches!(
        kind.value,
        RecipientKind::VendorSdk | RecipientKind::Service
    );
    if let Some(key) = &recipient.key {
        if !sends {
            report.add(
                PC110,
                &key.span,
                "A key is for recipients that Sordino sends to",
                "Remove it",
            );
        } else if is_placeholder(&key.value)
            || !key.value.chars().all(|sign| sign.is_ascii_graphic())
        {
            let what = "`key` is empty, a placeholder or holds what a key cannot hold";
            report.add(
                PC103,
                &key.span,
                what,
                "Write the public client key, or leave it out and pass it when opening",
            );
        }
    }
    let queues = sends && kind.value != RecipientKind::Rights;
    if let Some(queue) = recipient.queue.as_ref().filter(|_| !queues) {
        report.add(
            PC110,
            &queue.span,
            "Nothing is queued for this recipient",
            "Remove it",
        );
    }
}

fn bounds(recipient: &Recipient, report: &mut Report) {
    if let Some(epoch) = &recipient.epoch
        && let Epoch::Days(days) = epoch.value
        && !(1..=DAYS).contains(&days.into())
    {
        let what = format!("The epoch is {days} days");
        report.add(
            PC107,
            &epoch.span,
            what,
            format!("Write a number from 1 to {DAYS}, or \"until_withdrawal\""),
        );
    }
    if let Some(queue) = &recipient.queue
        && (!(1..=QUEUE_BYTES).contains(&queue.value.max_bytes)
            || !(1..=QUEUE_RECORDS).contains(&queue.value.max_records))
    {
        let fix = format!("Write 1 to {QUEUE_BYTES} bytes and 1 to {QUEUE_RECORDS} records");
        report.add(
            PC107,
            &queue.span,
            "The queue's bounds are out of range",
            fix,
        );
    }
}
