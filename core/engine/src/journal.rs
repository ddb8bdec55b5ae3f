//! The engine's own doings, told by `tracing` to whoever links it in Rust.
//!
//! Ids of the policy, counts and times; never a value that came from a person as it came. Told while no lock of
//! ours is held. Without the feature `tracing`, as in a phone's library, nothing of it is compiled.

use std::fmt::Debug;

use crate::condition::{NotReady, StartupRepair};
use crate::receipt::Receipt;

#[cfg(feature = "tracing")]
macro_rules! tell {
    ($($what:tt)*) => { tracing::info!(target: "sordino", $($what)*) };
}

#[cfg(not(feature = "tracing"))]
macro_rules! tell {
    ($($what:tt)*) => {};
}

/// Everything was read, and this was found and mended.
pub(crate) fn recovered(found: &[StartupRepair], not_ready: Option<NotReady>) {
    tell!(?found, ?not_ready, "recovered");
    let _ = (found, not_ready);
}

/// A purpose was turned on.
pub(crate) fn opened(purpose: &str, open: bool, held_records: u64) {
    tell!(purpose, open, held_records, "opened");
    let _ = (purpose, open, held_records);
}

/// A purpose was closed, by whatever.
pub(crate) fn barrier(receipt: &Receipt) {
    tell!(
        purpose = receipt.purpose,
        time = receipt.time,
        records = receipt.records.number(),
        uploads = receipt.uploads.len(),
        in_ledger = receipt.in_ledger,
        erasure = ?receipt.erasure,
        "barrier"
    );
    let _ = receipt;
}

/// A choice or a limit was written, and so many purposes closed by it.
pub(crate) fn changed(closed: usize, failed: bool) {
    tell!(closed, failed, "changed");
    let _ = (closed, failed);
}

/// An upload was begun.
pub(crate) fn upload(purpose: &str, recipient: &str, records: u64) {
    tell!(purpose, recipient, records, "upload");
    let _ = (purpose, recipient, records);
}

/// What a report did.
pub(crate) fn reported(reported: impl Debug) {
    tell!(?reported, "reported");
    let _ = reported;
}

/// What was decided about records, and what servers answered.
pub(crate) fn lines(lines: &[String]) {
    for line in lines {
        #[cfg(feature = "tracing")]
        tracing::debug!(target: "sordino", "{line}");
        let _ = line;
    }
}
