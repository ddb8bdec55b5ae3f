//! Everything that pages and settings say in words of ours, in English and German.

mod de;
mod en;

use sordino_policy::{DeviceAccess, LegalBasis, Role, TransferTool};

/// One language.
pub(in crate::write) struct Words {
    pub(super) language: &'static str,
    /// Name and text of each string of the settings.
    pub(in crate::write) settings: &'static [(&'static str, &'static str)],
    pub(super) notice: Notice,
    pub(super) record: Record,
    pub(super) basis: fn(LegalBasis) -> &'static str,
    pub(super) access: fn(DeviceAccess) -> &'static str,
    pub(super) role: fn(Role) -> &'static str,
    pub(super) tool: fn(TransferTool) -> &'static str,
    /// "30 days".
    pub(super) days: fn(u32) -> String,
}

/// The privacy notice.
pub(super) struct Notice {
    pub(super) title: &'static str,
    pub(super) draft: &'static str,
    /// Before the version and the day.
    pub(super) version: fn(&str, &str) -> String,
    pub(super) controller: &'static str,
    pub(super) officer: &'static str,
    pub(super) authority: &'static str,
    pub(super) email: &'static str,
    pub(super) address: &'static str,
    pub(super) phone: &'static str,
    pub(super) published: &'static str,
    pub(super) purposes: &'static str,
    pub(super) data: &'static str,
    pub(super) basis: &'static str,
    pub(super) balancing: &'static str,
    pub(super) access: &'static str,
    pub(super) access_reason: &'static str,
    pub(super) kept: &'static str,
    pub(super) valid: &'static str,
    pub(super) recipients: &'static str,
    pub(super) nobody: &'static str,
    /// Columns of the table of recipients.
    pub(super) recipient_head: [&'static str; 6],
    pub(super) inside: &'static str,
    pub(super) store: &'static str,
    pub(super) permissions: &'static str,
    pub(super) kept_longest: &'static str,
    pub(super) backups: fn(u32) -> String,
    pub(super) rights: &'static str,
    pub(super) rights_before: &'static str,
    pub(super) right: [&'static str; 6],
    pub(super) withdraw: &'static str,
    pub(super) object: &'static str,
    pub(super) complain: fn(&str) -> String,
    pub(super) children: &'static str,
    pub(super) minimum_age: fn(u8) -> String,
    pub(super) changes: &'static str,
    pub(super) changed: &'static str,
}

/// The record of processing.
pub(super) struct Record {
    pub(super) title: &'static str,
    pub(super) activities: &'static str,
    pub(super) head: [&'static str; 7],
    pub(super) persons: &'static str,
    pub(super) transfers: &'static str,
    pub(super) transfer_head: [&'static str; 4],
    pub(super) no_transfer: &'static str,
    pub(super) measures: &'static str,
    pub(super) measure: [&'static str; 5],
}

/// The words for a locale; English where there are none in its language.
pub(in crate::write) fn words(locale: &str) -> &'static Words {
    if language(locale) == de::WORDS.language {
        &de::WORDS
    } else {
        &en::WORDS
    }
}

/// Whether there are words in the locale's own language.
pub(super) fn is_known(locale: &str) -> bool {
    words(locale).language == language(locale)
}

fn language(locale: &str) -> &str {
    locale.split('-').next().unwrap_or_default()
}
