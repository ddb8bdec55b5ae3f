//! What has to be said in each language.

use sordino_policy::chrome::{Chrome, Word};
use sordino_policy::{DeviceAccess, LegalBasis, Role, SpecialBasis, TransferTool};

/// One language.
pub(in crate::write) struct Words {
    pub(in crate::write) language: &'static str,
    pub(in crate::write) notice: Notice,
    pub(in crate::write) record: Record,
    pub(in crate::write) basis: fn(LegalBasis) -> &'static str,
    pub(in crate::write) special: fn(SpecialBasis) -> &'static str,
    pub(in crate::write) access: fn(DeviceAccess) -> &'static str,
    pub(in crate::write) role: fn(Role) -> &'static str,
    pub(in crate::write) tool: fn(TransferTool) -> &'static str,
    /// From which day it is in force.
    pub(in crate::write) tool_from: fn(&str) -> String,
    /// Until which day it is in force.
    pub(in crate::write) tool_until: fn(&str) -> String,
}

/// The privacy notice.
pub(in crate::write) struct Notice {
    pub(in crate::write) title: &'static str,
    pub(in crate::write) draft: &'static str,
    /// Before the version and the day.
    pub(in crate::write) version: fn(&str, &str) -> String,
    pub(in crate::write) controller: &'static str,
    pub(in crate::write) officer: &'static str,
    pub(in crate::write) authority: &'static str,
    pub(in crate::write) email: &'static str,
    pub(in crate::write) address: &'static str,
    pub(in crate::write) phone: &'static str,
    pub(in crate::write) published: &'static str,
    pub(in crate::write) purposes: &'static str,
    pub(in crate::write) data: &'static str,
    pub(in crate::write) basis: &'static str,
    pub(in crate::write) balancing: &'static str,
    pub(in crate::write) access: &'static str,
    pub(in crate::write) access_reason: &'static str,
    pub(in crate::write) choice: &'static str,
    /// The person can leave it off.
    pub(in crate::write) free: &'static str,
    /// The service cannot do without it, but the person can object.
    pub(in crate::write) objectable: &'static str,
    /// The service cannot do without it.
    pub(in crate::write) needed: &'static str,
    pub(in crate::write) demanded: &'static str,
    pub(in crate::write) kept: &'static str,
    pub(in crate::write) valid: &'static str,
    pub(in crate::write) recipients: &'static str,
    pub(in crate::write) nobody: &'static str,
    /// Columns of the table of recipients.
    pub(in crate::write) recipient_head: [&'static str; 6],
    pub(in crate::write) inside: &'static str,
    pub(in crate::write) store: &'static str,
    pub(in crate::write) permissions: &'static str,
    pub(in crate::write) kept_longest: &'static str,
    pub(in crate::write) backups: fn(u32) -> String,
    /// Before the duty for which backups last longer.
    pub(in crate::write) backups_because: &'static str,
    pub(in crate::write) rights: &'static str,
    pub(in crate::write) rights_before: &'static str,
    pub(in crate::write) right: [&'static str; 6],
    pub(in crate::write) withdraw: &'static str,
    pub(in crate::write) object: &'static str,
    pub(in crate::write) complain: fn(&str) -> String,
    pub(in crate::write) children: &'static str,
    pub(in crate::write) minimum_age: fn(u8) -> String,
    /// Where the policy requires an age.
    pub(in crate::write) age_unknown: &'static str,
    /// Before the way in which a parent consents.
    pub(in crate::write) parents: &'static str,
    pub(in crate::write) changes: &'static str,
    pub(in crate::write) changed: &'static str,
}

/// The record of processing.
pub(in crate::write) struct Record {
    pub(in crate::write) title: &'static str,
    /// Before the version and the day.
    pub(in crate::write) version: fn(&str, &str) -> String,
    pub(in crate::write) activities: &'static str,
    pub(in crate::write) head: [&'static str; 7],
    pub(in crate::write) persons: &'static str,
    pub(in crate::write) transfers: &'static str,
    pub(in crate::write) transfer_head: [&'static str; 4],
    pub(in crate::write) no_transfer: &'static str,
    pub(in crate::write) exceptions: &'static str,
    pub(in crate::write) exception_head: [&'static str; 2],
    pub(in crate::write) kept: fn(&str) -> String,
    pub(in crate::write) untold: fn(&str, &str) -> String,
    pub(in crate::write) measures: &'static str,
    pub(in crate::write) measure: [&'static str; 5],
}

impl Words {
    /// The texts that pages share with the screens.
    pub(in crate::write) fn chrome(&self) -> Chrome<'static> {
        Chrome::without_policy(self.language)
    }

    /// "30 days".
    pub(in crate::write) fn days(&self, days: u32) -> String {
        self.chrome().counted(Word::Days, days.into(), &[])
    }

    /// A day of the form `YYYY-MM-DD` as people write it; as it is, if it has another.
    pub(in crate::write) fn date(&self, date: &str) -> String {
        let mut parts = date.splitn(3, '-').map(|part| part.parse().ok());
        let mut part = || parts.next().flatten();
        match (part(), part(), part()) {
            (Some(year), Some(month @ 1..=12), Some(day)) => {
                self.chrome().day(day, month, Some(year))
            }
            _ => date.to_owned(),
        }
    }
}
