//! Holds a file as written against every rule.

pub(crate) mod accepted;
mod contacts;
mod dates;
mod fields;
mod locales;
mod names;
mod permissions;
mod placeholder;
mod purposes;
mod recipients;
mod special;
mod stores;
mod translations;
mod wording;

use jiff::civil::Date;
use toml::de::DeTable;

use crate::finding::Report;
use crate::raw;

/// Notes every breach of a rule. `tree` is the same file before it was read into tables; rules of
/// wording look at every string in it.
pub(crate) fn check(file: &raw::Policy, tree: &DeTable<'_>, today: Date, report: &mut Report) {
    dates::check(file, today, report);
    contacts::check(file, report);
    names::check(file, report);
    purposes::check(file, report);
    recipients::check(file, report);
    fields::check(file, report);
    special::check(file, report);
    permissions::check(file, report);
    locales::check(file, report);
    stores::check(file, report);
    translations::check(file, report);
    wording::check(file, tree, report);
    if let Some(table) = &file.check {
        accepted::check(&table.value, report);
    }
}
