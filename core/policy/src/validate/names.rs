//! PC005, PC105, PC106 and PC107: names that are well formed, single and not too many. Whether they are declared is
//! [settled](crate::mistyped) before.

use std::collections::BTreeSet;

use crate::finding::Report;
use crate::invariants::{NAMES, PARTIES, PROPERTIES, RECIPIENTS};
use crate::raw::{Policy, list};
use crate::read::At;
use crate::rules::{PC005, PC102, PC105, PC106, PC107};
use crate::shape;

const ID: &str = "Write a small letter first, then small letters, digits and `_`, at most 40";
const NAME: &str =
    "Write a letter first, then letters, digits, space, `_`, `-` and `.`, at most 64 (ASCII)";

pub(super) fn validate(file: &Policy, report: &mut Report) {
    if let Some(version) = &file.version
        && version.value.trim().is_empty()
    {
        report.add(
            PC102,
            &version.span,
            "The policy's version is empty",
            "Write what its authors call it",
        );
    }
    let purpose_ids = || {
        list(&file.purpose)
            .iter()
            .filter_map(|purpose| purpose.id.as_ref())
    };
    let recipient_ids = || {
        list(&file.recipient)
            .iter()
            .filter_map(|recipient| recipient.id.as_ref())
    };
    distinct(purpose_ids(), shape::is_id, ID, PARTIES, report);
    distinct(recipient_ids(), shape::is_id, ID, RECIPIENTS, report);
    distinct(
        list(&file.field)
            .iter()
            .filter_map(|field| field.name.as_ref()),
        shape::is_name,
        NAME,
        NAMES,
        report,
    );
    distinct(
        list(&file.event)
            .iter()
            .filter_map(|event| event.name.as_ref()),
        shape::is_name,
        NAME,
        NAMES,
        report,
    );
    distinct(
        list(&file.locales).iter(),
        shape::is_locale,
        "Write a language tag such as `de` or `de-AT`",
        PARTIES,
        report,
    );

    for recipient in list(&file.recipient) {
        once(list(&recipient.purposes).iter(), report);
        if let Some(served) = recipient
            .purposes
            .as_ref()
            .filter(|served| served.value.is_empty())
        {
            report.add(
                PC005,
                &served.span,
                "The recipient serves no purpose",
                "Name at least one, or remove it",
            );
        }
    }
    for field in list(&file.field) {
        once(list(&field.recipients).iter(), report);
    }
    for event in list(&file.event) {
        once(list(&event.properties).iter(), report);
        if let Some(properties) = event
            .properties
            .as_ref()
            .filter(|names| names.value.len() > PROPERTIES)
        {
            report.add(
                PC107,
                &properties.span,
                format!("The event has more than {PROPERTIES} properties"),
                "Remove some",
            );
        }
    }
    if let Some(limits) = &file.limits {
        once(
            list(&limits.value.organisation_may_switch_off).iter(),
            report,
        );
    }
}

/// Each of `names` fits, and none comes twice.
pub(super) fn distinct<'a>(
    names: impl Iterator<Item = &'a At<String>> + Clone,
    fits: fn(&str) -> bool,
    shape: &str,
    most: usize,
    report: &mut Report,
) {
    for (index, name) in names.clone().enumerate() {
        if !fits(&name.value) {
            report.add(
                PC105,
                &name.span,
                format!("`{}` is not a name that fits here", name.value),
                shape,
            );
        }
        if index == most {
            report.add(
                PC107,
                &name.span,
                format!("There are more than {most} of them"),
                "Remove some",
            );
        }
    }
    once(names, report);
}

/// None of `names` comes twice.
pub(super) fn once<'a>(names: impl Iterator<Item = &'a At<String>>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(&name.value) {
            report.add(
                PC106,
                &name.span,
                format!("`{}` stands here a second time", name.value),
                "Remove or rename one",
            );
        }
    }
}
