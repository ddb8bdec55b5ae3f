//! IP014: files of an app that no reader takes.

use super::rules::IP014;
use crate::context::Context;
use crate::finding::{Findings, Place};

/// Notes them, each on its own.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for unread in &context.ios().unread {
        let place = Place::new(unread.path.clone(), 1);
        let finding = if unread.in_doubt {
            findings.cannot_tell(
                &IP014,
                place,
                "This file cannot be read here, so nothing of it was checked.",
                "Whether Xcode opens it settles whether it is broken; if it is, mend it.",
            )
        } else {
            findings.add(
                &IP014,
                place,
                "This is no property list: nothing of it was checked.",
                "Open it in Xcode and mend its structure.",
            )
        };
        finding.because(&unread.path);
    }
}
