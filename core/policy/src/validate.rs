//! Validates a `privacy.toml`: holds the file as written against every rule of the policy.

pub(crate) mod accepted;
mod advertising;
mod contacts;
mod dates;
mod fields;
mod locales;
mod names;
mod permissions;
mod placeholder;
mod purposes;
mod recipients;
mod rights;
mod screens;
mod special;
mod special_word;
mod special_words;
mod stores;
mod translations;
mod wording;

use jiff::civil::Date;
use toml::de::DeTable;

use crate::finding::Report;
use crate::raw;

/// Notes every breach of a rule. `tree` is the same file before it was read into tables; rules of
/// wording look at every string in it.
pub(crate) fn validate(file: &raw::Policy, tree: &DeTable<'_>, today: Date, report: &mut Report) {
    dates::validate(file, today, report);
    contacts::validate(file, report);
    names::validate(file, report);
    purposes::validate(file, report);
    recipients::validate(file, today, report);
    rights::validate(file, report);
    fields::validate(file, report);
    special::validate(file, report);
    advertising::validate(file, report);
    permissions::validate(file, report);
    locales::validate(file, report);
    stores::validate(file, report);
    translations::validate(file, report);
    screens::validate(file, report);
    wording::validate(file, tree, report);
    if let Some(table) = &file.check {
        accepted::validate(&table.value, report);
    }
}
