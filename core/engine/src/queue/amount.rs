//! How much waits in a lane, by what its folder says.

use super::lying::unsent;
use super::totals::{Count, Name, Totals, file_name};
use crate::ports::Files;

/// How much waits in a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) records: Count,
    pub(crate) bytes: Count,
}

impl Waiting {
    /// What a folder's files say, for a process that writes `own` there, or nothing.
    pub(crate) fn in_folder(files: &dyn Files, folder: &str, own: Option<&Name>) -> Self {
        let mut totals = Totals::read(files, folder);
        // Whoever else has a segment open may be dead, or writing at this moment.
        let exact = !totals.unsure && totals.open.iter().all(|open| own == Some(open));
        for open in std::mem::take(&mut totals.open) {
            totals.add(unsent(files, &format!("{folder}/{}", file_name(&open))));
        }
        let count = |number| match exact {
            true => Count::Exactly(number),
            false => Count::AtLeast(number),
        };
        Self {
            records: count(totals.records),
            bytes: count(totals.bytes),
        }
    }
}
