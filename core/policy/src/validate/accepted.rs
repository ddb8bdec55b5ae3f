//! What `sordino check` lets pass has a reason.

use crate::finding::Report;
use crate::raw;
use crate::rules::PC102;

/// Notes an accepted finding without a reason.
pub(crate) fn validate(table: &raw::Check, report: &mut Report) {
    for entry in raw::list(&table.allow) {
        let reason = entry.value.reason.as_ref();
        if let Some(reason) = reason.filter(|reason| reason.value.trim().is_empty()) {
            report.add(
                PC102,
                &reason.span,
                "This finding is accepted without a reason",
                "Write the reason",
            );
        }
    }
}
