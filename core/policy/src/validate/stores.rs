//! PC005, PC012, PC016, PC102, PC106 and PC110 on what the stores are told.

use std::collections::BTreeSet;

use super::contacts::is_page;
use super::names::once;
use super::placeholder::is_placeholder;
use crate::finding::Report;
use crate::raw::{Policy, StoreData, Stores, list};
use crate::read::At;
use crate::rules::{PC012, PC016, PC102, PC110};

const NONE: &str = "none";
const NO_ACCOUNT: &str = "PSL_ACM_NONE";

pub(super) fn validate(file: &Policy, report: &mut Report) {
    let Some(stores) = file.stores.as_ref().map(|table| &table.value) else {
        return;
    };
    let listed: BTreeSet<&str> = list(&file.purpose)
        .iter()
        .flat_map(|purpose| list(&purpose.data))
        .map(|category| category.value.as_str())
        .collect();
    for data in list(&stores.data) {
        category(data, &listed, report);
    }
    once(
        list(&stores.data)
            .iter()
            .filter_map(|data| data.category.as_ref()),
        report,
    );
    named(stores, report);
    for page in [&stores.account_deletion_url, &stores.data_deletion_url]
        .into_iter()
        .flatten()
    {
        if !is_page(&page.value) {
            let what = "This is not the https address of a page";
            report.add(PC012, &page.span, what, "Write the address of the page");
        }
    }
    accounts(stores, report);
    for kept in list(&stores.keep_permissions) {
        reason(&kept.reason, report);
    }
}

/// Play takes no account without the address at which it can be deleted.
fn accounts(stores: &Stores, report: &mut Report) {
    let made = |way: &&At<String>| way.value != NO_ACCOUNT;
    let way = list(&stores.account_creation).iter().find(made);
    if let (Some(way), None) = (way, &stores.account_deletion_url) {
        report.add(
            PC102,
            &way.span,
            "An account can be made, and no address says where it can be deleted",
            "Add `account_deletion_url = \"https://…\"` to `[stores]`",
        );
    }
}

fn category(data: &StoreData, listed: &BTreeSet<&str>, report: &mut Report) {
    if let Some(category) = &data.category
        && !listed.contains(category.value.as_str())
    {
        report.add(
            PC016,
            &category.span,
            format!("No purpose lists the category `{}`", category.value),
            "Write it as `data` of a purpose does, or remove the entry",
        );
    }
    let denied = [&data.apple, &data.play]
        .into_iter()
        .flatten()
        .find(|word| word.value == NONE);
    match (denied, &data.reason) {
        (Some(denied), None) => report.add(
            PC102,
            &denied.span,
            "A store is told nothing of this category, and no reason stands here",
            "Add `reason = \"…\"`: why the store does not count it",
        ),
        (None, Some(given)) => report.add(
            PC110,
            &given.span,
            "Both stores are told of this category, so nobody reads the reason",
            "Remove it",
        ),
        _ => {}
    }
    reason(&data.reason, report);
}

fn reason(given: &Option<At<String>>, report: &mut Report) {
    if let Some(given) = given.as_ref().filter(|given| is_placeholder(&given.value)) {
        report.add(
            PC102,
            &given.span,
            "The reason is empty or a placeholder",
            "Write the reason",
        );
    }
}

fn named(stores: &Stores, report: &mut Report) {
    once(
        list(&stores.uses)
            .iter()
            .filter_map(|entry| entry.purpose.as_ref()),
        report,
    );
    let (ios, android) = (list(&stores.ios_only), list(&stores.android_only));
    once(ios.iter(), report);
    once(android.iter(), report);
    for both in android
        .iter()
        .filter(|id| ios.iter().any(|other| other.value == id.value))
    {
        let what = format!("`{}` cannot be on one platform only twice", both.value);
        report.add(PC110, &both.span, what, "Remove it from one list, or both");
    }
}
