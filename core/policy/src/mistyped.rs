//! PC005: names of purposes and recipients that nothing declares.
//!
//! A name that stands in six places and was mistyped once is one fault, not six, and what would follow from it is told by
//! nobody: where a declared name is near, it is put in before any other rule is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::finding::Report;
use crate::nearest::nearest;
use crate::raw::{Policy, list};
use crate::read::At;
use crate::rules::PC005;
use crate::shape::is_id;

/// Notes each name that nothing declares once, with all its places.
pub(crate) fn settle(file: &mut Policy, report: &mut Report) {
    let of_purposes = list(&file.purpose).iter().map(|purpose| &purpose.id);
    let purposes = declared(of_purposes);
    let of_recipients = list(&file.recipient).iter().map(|recipient| &recipient.id);
    let recipients = declared(of_recipients);
    one_sort("purpose", &purposes, named_purposes(file), report);
    one_sort("recipient", &recipients, named_recipients(file), report);
}

fn declared<'a>(ids: impl Iterator<Item = &'a Option<At<String>>>) -> BTreeSet<String> {
    ids.flatten().map(|id| id.value.clone()).collect()
}

/// Every place that names a purpose.
fn named_purposes(file: &mut Policy) -> Vec<&mut At<String>> {
    let mut named = Vec::new();
    for recipient in entries(&mut file.recipient) {
        named.extend(entries(&mut recipient.purposes));
    }
    named.extend(entries(&mut file.event).filter_map(|event| event.purpose.as_mut()));
    for permission in entries(&mut file.permission) {
        named.extend(permission.purpose.as_mut());
        let categories = entries(&mut permission.categories);
        named.extend(categories.filter_map(|category| category.purpose.as_mut()));
    }
    if let Some(limits) = &mut file.limits {
        named.extend(entries(&mut limits.value.organisation_may_switch_off));
    }
    if let Some(stores) = &mut file.stores {
        let uses = entries(&mut stores.value.uses);
        named.extend(uses.filter_map(|entry| entry.purpose.as_mut()));
    }
    named
}

/// Every place that names a recipient.
fn named_recipients(file: &mut Policy) -> Vec<&mut At<String>> {
    let mut named = Vec::new();
    for field in entries(&mut file.field) {
        named.extend(entries(&mut field.recipients));
    }
    if let Some(stores) = &mut file.stores {
        named.extend(entries(&mut stores.value.ios_only));
        named.extend(entries(&mut stores.value.android_only));
    }
    named
}

fn entries<T>(list: &mut Option<At<Vec<T>>>) -> impl Iterator<Item = &mut T> {
    list.iter_mut().flat_map(|list| list.value.iter_mut())
}

fn one_sort(
    noun: &str,
    declared: &BTreeSet<String>,
    named: Vec<&mut At<String>>,
    report: &mut Report,
) {
    let mut unknown: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
    for name in named {
        if declared.contains(&name.value) {
            continue;
        }
        if let Some(odd) = oddly_spelt(&name.value, declared) {
            odd.clone_into(&mut name.value);
            continue;
        }
        let places = unknown.entry(name.value.clone()).or_default();
        places.push(name.span.clone());
        if let Some(meant) = meant(&name.value, declared) {
            meant.clone_into(&mut name.value);
        }
    }
    for (name, mut places) in unknown {
        places.sort_by_key(|place| place.start);
        let also = places.split_off(1);
        let hint = meant(&name, declared)
            .map_or_else(String::new, |other| format!(" (did you mean `{other}`?)"));
        report.add_everywhere(
            PC005,
            (&places[0], also),
            format!("No {noun} has the id `{name}`"),
            format!("Declare it as `[[{noun}]]`, or name a declared one{hint}"),
        );
    }
}

fn meant<'a>(name: &str, declared: &'a BTreeSet<String>) -> Option<&'a str> {
    nearest(name, declared.iter().map(String::as_str))
}

/// The declared id that is `name` but for signs that no id may have: it is refused where it is declared, once.
fn oddly_spelt<'a>(name: &str, declared: &'a BTreeSet<String>) -> Option<&'a str> {
    let plain = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let mut odd = declared.iter().filter(|id| !is_id(id));
    odd.find(|id| plain(id) == plain(name)).map(String::as_str)
}
