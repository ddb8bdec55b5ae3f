//! PC002, PC003, PC004, PC007, PC020, PC107, PC109 and PC110 on purposes.

use super::placeholder::is_placeholder;
use crate::finding::Report;
use crate::invariants::{DAYS, HELD_HOURS, HELD_RECORDS};
use crate::model::{BeforeChoice, DeviceAccess, LegalBasis};
use crate::raw::{self, Limits, Policy, Purpose, list};
use crate::read::At;
use crate::rules::{PC002, PC003, PC004, PC007, PC018, PC020, PC107, PC109, PC110, Rule};

pub(super) fn validate(file: &Policy, report: &mut Report) {
    for purpose in list(&file.purpose) {
        default(purpose, report);
        balancing(purpose, report);
        device_access(purpose, report);
        before_choice(purpose, report);
        days(PC007, "retention_days", &purpose.retention_days, report);
        days(PC107, "validity_days", &purpose.validity_days, report);
    }
    let Some(limits) = file.limits.as_ref().map(|limits| &limits.value) else {
        return;
    };
    age(limits, file, report);
    days(PC107, "reask_after_days", &limits.reask_after_days, report);
}

/// Below 13 the app has to be one for children, and a consent is a parent's.
fn age(limits: &Limits, file: &Policy, report: &mut Report) {
    let Some(age) = &limits.minimum_age else {
        return;
    };
    let what = || format!("The minimum age is {}", age.value);
    let fix = "Write an age from 13 to 21; 16 holds in every country of the EU";
    if age.value > 21 {
        report.add(PC018, &age.span, what(), fix);
    } else if age.value < 13 && limits.audience.is_none() {
        let fix = format!("{fix}; an app made for children says `audience = \"children\"`");
        report.add(PC018, &age.span, what(), fix);
    }
    if let (13.., Some(audience)) = (age.value, &limits.audience) {
        let what =
            "The app is made for children, and keeps every optional purpose closed for all of them";
        let fix = "Write the age of the youngest, or remove `audience`";
        report.add(PC110, &audience.span, what, fix);
    }
    let asked = list(&file.purpose).iter().any(|purpose| {
        let basis = purpose.legal_basis.as_ref().map(|basis| basis.value);
        let access = purpose.device_access.as_ref().map(|access| access.value);
        basis == Some(LegalBasis::Consent) || access == Some(DeviceAccess::Consent)
    });
    let of_children = age.value < 13 && limits.audience.is_some() && asked;
    match &limits.parental_consent {
        None if of_children => {
            let what = "Children are asked for consent, which a parent has to give for them";
            let fix = r#"Add `parental_consent = "…"`: how the app has it from a parent"#;
            report.add(PC018, &age.span, what, fix);
        }
        Some(how) if is_placeholder(&how.value) => {
            let what = "`parental_consent` is empty or a placeholder";
            report.add(
                PC018,
                &how.span,
                what,
                "Say how the app has a parent's consent",
            );
        }
        Some(how) if !of_children => {
            let what = "No child below 13 is asked for consent";
            report.add(PC110, &how.span, what, "Remove `parental_consent`");
        }
        _ => {}
    }
}

fn default(purpose: &Purpose, report: &mut Report) {
    let Some(on) = purpose
        .default
        .as_ref()
        .filter(|default| default.value == raw::Default::On)
    else {
        return;
    };
    let fix = r#"Write `default = "off"`, or leave it out"#;
    if purpose
        .legal_basis
        .as_ref()
        .is_some_and(|basis| basis.value == LegalBasis::Consent)
    {
        report.add(
            PC002,
            &on.span,
            "The purpose rests on consent but is on by default",
            fix,
        );
    }
    if purpose
        .device_access
        .as_ref()
        .is_some_and(|access| access.value == DeviceAccess::Consent)
    {
        report.add(
            PC020,
            &on.span,
            "Access to the device needs consent but is on by default",
            fix,
        );
    }
}

fn balancing(purpose: &Purpose, report: &mut Report) {
    let Some(basis) = &purpose.legal_basis else {
        return;
    };
    match (
        basis.value == LegalBasis::LegitimateInterest,
        &purpose.balancing,
    ) {
        (true, None) => {
            let what = "The legitimate interest has no balancing test";
            report.add(
                PC003,
                &basis.span,
                what,
                r#"Add `balancing = "…"` with the reference of the written test"#,
            );
        }
        (true, Some(reference)) if is_placeholder(&reference.value) => {
            let what = "`balancing` is empty or a placeholder";
            report.add(
                PC003,
                &reference.span,
                what,
                "Write the reference of the written test",
            );
        }
        (false, Some(reference)) => {
            let what = "`balancing` is for legitimate interest only";
            report.add(
                PC110,
                &reference.span,
                what,
                "Remove it, or change the legal basis",
            );
        }
        _ => {}
    }
}

fn device_access(purpose: &Purpose, report: &mut Report) {
    let Some(access) = &purpose.device_access else {
        return;
    };
    match (
        access.value == DeviceAccess::StrictlyNecessary,
        &purpose.device_access_reason,
    ) {
        (true, None) => {
            let what = "Access to the device is called strictly necessary without a reason";
            let fix = r#"Add `device_access_reason = "…"`, or write `device_access = "consent"`"#;
            report.add(PC004, &access.span, what, fix);
        }
        (true, Some(reason)) if is_placeholder(&reason.value) => {
            let what = "`device_access_reason` is empty or a placeholder";
            report.add(
                PC004,
                &reason.span,
                what,
                "Say what the requested service cannot do without it",
            );
        }
        (false, Some(reason)) => {
            let what = "`device_access_reason` is for strictly necessary access only";
            report.add(
                PC110,
                &reason.span,
                what,
                "Remove it, or change `device_access`",
            );
        }
        _ => {}
    }
}

fn before_choice(purpose: &Purpose, report: &mut Report) {
    let Some(before) = &purpose.before_choice else {
        return;
    };
    let (records, hours) = match before.value {
        BeforeChoice::Discard => return,
        BeforeChoice::HoldInMemory { max_records } => (max_records, 1),
        BeforeChoice::HoldSealed {
            max_records,
            max_hours,
        } => {
            if purpose
                .device_access
                .as_ref()
                .is_some_and(|access| access.value != DeviceAccess::StrictlyNecessary)
            {
                let what = "`hold_sealed` stores on the device although access to it needs consent";
                let fix = "Write `hold_in_memory` or `discard`; `hold_sealed` needs strictly necessary access";
                report.add(PC109, &before.span, what, fix);
            }
            (max_records, max_hours)
        }
    };
    if !(1..=HELD_RECORDS).contains(&records) {
        let what = format!("`max_records` is {records}");
        report.add(
            PC107,
            &before.span,
            what,
            format!("Write a number from 1 to {HELD_RECORDS}"),
        );
    }
    if !(1..=HELD_HOURS).contains(&hours) {
        let what = format!("`max_hours` is {hours}");
        report.add(
            PC107,
            &before.span,
            what,
            format!("Write a number from 1 to {HELD_HOURS}"),
        );
    }
}

/// A number of days from one to ten years.
pub(super) fn days(rule: Rule, key: &str, days: &Option<At<u32>>, report: &mut Report) {
    if let Some(days) = days
        && !(1..=DAYS).contains(&days.value)
    {
        let what = format!("`{key}` is {}", days.value);
        report.add(
            rule,
            &days.span,
            what,
            format!("Write a number of days from 1 to {DAYS}"),
        );
    }
}
