//! Promise 2: after `turn_off` returned, nothing begins, whichever thread was about to.

use sordino_engine::ports::VendorAnswer;
use sordino_engine::receipt::{Erasure, Stopped};

use super::barrier::{Off, QUEUED};
use super::evidence::Evidence;

impl Off {
    /// What it shows of the second promise.
    pub(crate) fn evidence(&self) -> Evidence {
        let mut row = Evidence::of(2);
        self.returned(&mut row);
        self.later(&mut row);
        self.completed(&mut row);
        self.identity(&mut row);
        self.other(&mut row);
        row
    }

    fn returned(&self, row: &mut Evidence) {
        let waited = QUEUED * self.recipients;
        row.check(self.queued == waited, || {
            format!("of {waited} accepted records {} waited", self.queued)
        });
        let queued = self.queued + self.recorded.before * self.recipients;
        let receipt = &self.receipt;
        row.check(receipt.records.number() == queued, || {
            format!(
                "{queued} records waited, the receipt counts {:?}",
                receipt.records
            )
        });
        row.check(
            receipt.erasure == Erasure::Overwritten && receipt.in_ledger,
            || "the receipt does not say that slot and ledger are written".to_owned(),
        );
        let stopped = receipt.uploads.iter();
        let stopped = stopped.filter(|one| one.outcome == Stopped::Stopped);
        let (listed, stopped) = (receipt.uploads.len(), stopped.count());
        row.check(listed == 1, || {
            format!("one upload was under way, the receipt lists {listed}")
        });
        row.figure(format!(
            "{queued} queued, one upload under way, a thread recording: off in {:.1} ms; receipt: {} records, {stopped} of {listed} uploads stopped",
            self.took.as_secs_f64() * 1e3,
            receipt.records.number(),
        ));
    }

    fn later(&self, row: &mut Evidence) {
        let (after, taken) = (&self.after, self.recorded.after);
        row.check(
            after.connections == 0 && after.requests == 0 && after.bytes == 0,
            || {
                format!(
                    "after turn_off had returned: {} connections, {} requests, {} bytes",
                    after.connections, after.requests, after.bytes
                )
            },
        );
        row.check(taken == 0, || {
            format!("{taken} records were taken after it")
        });
        row.figure(format!(
            "after it returned, two threads tried {} times: {} bytes, {} connections, {taken} records taken",
            self.tries_after, after.bytes, after.connections
        ));
        let mut images = Vec::new();
        for image in &self.images {
            row.check(!image.open && image.readable == 0, || {
                let open = if image.open { "open" } else { "closed" };
                format!(
                    "{}: {open}, {} records can be read",
                    image.what, image.readable
                )
            });
            images.push(format!("{} {}", image.what, image.readable));
        }
        row.figure(format!("records that can be read: {}", images.join(", ")));
    }

    fn completed(&self, row: &mut Evidence) {
        row.check(self.completed.erasure == Erasure::VaultReplaced, || {
            "the vault key was not replaced".to_owned()
        });
        row.check(self.completed.files_gone && self.queue_files == 0, || {
            format!("{} queue files are left", self.queue_files)
        });
        row.figure(format!(
            "completed: vault key replaced; with everything off, {} queue files left",
            self.queue_files
        ));
    }

    fn identity(&self, row: &mut Evidence) {
        let [before, again] = &self.identities;
        let back = again.iter().filter(|one| before.contains(one)).count();
        row.check(before.is_empty() == again.is_empty(), || {
            "the messages say nothing of whom they are about".to_owned()
        });
        row.check(back == 0, || {
            format!("{back} pseudonyms of before the turn-off came back")
        });
        row.figure(format!(
            "turned on again: {} pseudonyms, {back} of the {} before",
            again.len(),
            before.len()
        ));
    }

    fn other(&self, row: &mut Evidence) {
        let Some(other) = &self.other else {
            return;
        };
        row.check(other.delivered, || {
            "a purpose that nobody had turned off did not go on".to_owned()
        });
        let vendors = &other.completed.vendors;
        let off = vendors
            .iter()
            .filter(|told| told.answer == VendorAnswer::Off);
        let off = off.count();
        row.check(
            other.completed.is_complete() && off == vendors.len(),
            || "the other purpose's turn-off was not completed".to_owned(),
        );
        let say = match vendors.len() {
            0 => "no vendor has to be told".to_owned(),
            all => format!("{off} of {all} vendors' stand-ins say off"),
        };
        row.figure(format!(
            "{} went on meanwhile; turned off too, {say}",
            other.completed.receipt.purpose,
        ));
    }
}
