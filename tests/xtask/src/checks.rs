//! The checks of one step, each named in its log.

use crate::log::{Log, Trouble};
use crate::report::Count;

/// How the checks of a step went so far.
#[derive(Default)]
pub(crate) struct Checks {
    count: Count,
}

impl Checks {
    /// Counts one check, and names it in the step's line if it is broken.
    pub(crate) fn hold(&mut self, log: &mut Log, held: bool, what: &str) -> Result<(), Trouble> {
        let word = if held { "held" } else { "BROKEN" };
        log.note(&format!("{word}: {what}"))?;
        if held {
            self.count.passed += 1;
            return Ok(());
        }
        self.count.failed += 1;
        if !self.count.note.is_empty() {
            self.count.note.push_str("; ");
        }
        self.count.note.push_str("broken: ");
        self.count.note.push_str(what);
        Ok(())
    }

    /// The sum.
    pub(crate) fn into_count(self) -> Count {
        self.count
    }
}
