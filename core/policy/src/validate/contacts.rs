//! PC008, PC012 and PC110: who decides, how to reach them, and when backups are gone.

use super::placeholder::{is_placeholder, is_reserved_host};
use crate::finding::Report;
use crate::invariants::{BACKUP_DAYS, DAYS};
use crate::raw::{Contact, Controller, Policy};
use crate::read::At;
use crate::rules::{PC008, PC012, PC110};

pub(super) fn validate(file: &Policy, report: &mut Report) {
    let Some(controller) = file.controller.as_ref().map(|controller| &controller.value) else {
        return;
    };
    written("name", &controller.name, report);
    written("address", &controller.address, report);
    mail(&controller.email, report);
    for contact in [
        &controller.data_protection_officer,
        &controller.supervisory_authority,
    ]
    .into_iter()
    .flatten()
    {
        check_contact(&contact.value, report);
    }
    if let Some(page) = &controller.privacy_notice
        && !is_page(&page.value)
    {
        let what = "`privacy_notice` is not the https address of a page";
        report.add(
            PC012,
            &page.span,
            what,
            "Write the address that the published notice has",
        );
    }
    backups(controller, report);
    let officer = controller
        .data_protection_officer
        .as_ref()
        .and_then(|officer| officer.value.email.as_ref());
    if let Some(authority) = controller
        .supervisory_authority
        .as_ref()
        .and_then(|office| office.value.email.as_ref())
        && [controller.email.as_ref(), officer]
            .into_iter()
            .flatten()
            .any(|other| other.value == authority.value)
    {
        let what = "The supervisory authority has the address of those it supervises";
        report.add(
            PC012,
            &authority.span,
            what,
            "Write the authority's own address",
        );
    }
}

/// Over 30 days a legal duty has to be named; a reason is for that alone.
fn backups(controller: &Controller, report: &mut Report) {
    let Some(days) = &controller.backup_retention_days else {
        return;
    };
    let longest = format!("Write {BACKUP_DAYS} or less, and make the backups keep to it");
    match &controller.backup_retention_reason {
        _ if days.value > DAYS => {
            let what = format!("Backups keep erased data for {} days", days.value);
            report.add(PC008, &days.span, what, longest);
        }
        None if days.value > BACKUP_DAYS => {
            let what = format!(
                "Backups keep erased data for {} days, and no reason is given",
                days.value
            );
            let fix = format!(
                "{longest}; or name the duty that demands more in `backup_retention_reason = \"…\"`"
            );
            report.add(PC008, &days.span, what, fix);
        }
        Some(reason) if is_placeholder(&reason.value) => report.add(
            PC008,
            &reason.span,
            "`backup_retention_reason` is empty or a placeholder",
            "Name the law and what it demands to be kept",
        ),
        Some(reason) if days.value <= BACKUP_DAYS => report.add(
            PC110,
            &reason.span,
            "Backups within 30 days need no reason",
            "Remove it",
        ),
        _ => {}
    }
}

fn check_contact(contact: &Contact, report: &mut Report) {
    written("name", &contact.name, report);
    written("address", &contact.address, report);
    written("phone", &contact.phone, report);
    mail(&contact.email, report);
}

fn written(key: &str, text: &Option<At<String>>, report: &mut Report) {
    if let Some(text) = text
        && is_placeholder(&text.value)
    {
        report.add(
            PC012,
            &text.span,
            format!("`{key}` is empty or a placeholder"),
            "Write what is published",
        );
    }
}

fn mail(address: &Option<At<String>>, report: &mut Report) {
    if let Some(address) = address
        && !is_mail(&address.value)
    {
        let what = "`email` is not an address at which somebody can be reached";
        report.add(
            PC012,
            &address.span,
            what,
            "Write the address that is published",
        );
    }
}

fn is_mail(address: &str) -> bool {
    let plain = !is_placeholder(address) && address.chars().all(|sign| sign.is_ascii_graphic());
    match address.split_once('@') {
        Some((user, host)) => {
            plain
                && !user.is_empty()
                && !host.contains('@')
                && host.contains('.')
                && !is_reserved_host(host)
        }
        None => false,
    }
}

pub(super) fn is_page(page: &str) -> bool {
    let host = page
        .strip_prefix("https://")
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    host.contains('.')
        && !is_placeholder(page)
        && !is_reserved_host(host)
        && !page.contains(char::is_whitespace)
}
