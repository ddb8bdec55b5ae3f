//! The two receipts of a turn-off, for people to read.

use std::time::Duration;

use sordino_engine::ports::VendorAnswer;
use sordino_engine::receipt::{CompletedReceipt, Erasure, Receipt, Stopped};

use super::screen::Screen;

/// Shows what the call returned.
pub(crate) fn show(screen: Screen, receipt: &Receipt, took: Duration) {
    screen.line(format!(
        "  receipt, {:.1} ms after the call",
        took.as_secs_f64() * 1e3
    ));
    let entry = |name: &str, text: &str| screen.entry(&format!("  {name}"), text);
    entry(
        "purpose",
        &format!("{} ({})", receipt.purpose, receipt.scope),
    );
    entry(
        "erased",
        &format!(
            "{} records, {} bytes",
            count(&receipt.records),
            count(&receipt.bytes)
        ),
    );
    entry(
        "slot",
        &format!(
            "{}; off {} in the ledger",
            erasure(receipt.erasure),
            if receipt.in_ledger {
                "stands"
            } else {
                "is not yet"
            }
        ),
    );
    for upload in &receipt.uploads {
        let outcome = match upload.outcome {
            Stopped::Stopped => "stopped",
            Stopped::NotConfirmed => "not confirmed",
        };
        let (records, recipient) = (upload.records, &upload.recipient);
        entry(
            "under way",
            &format!("{records} records to {recipient}: {outcome}"),
        );
    }
    entry("ledger", &receipt.ledger_head);
}

/// Shows what was done in the end.
pub(crate) fn show_completed(screen: Screen, completed: &CompletedReceipt) {
    screen.line(format!(
        "  completed receipt of {}",
        completed.receipt.purpose
    ));
    let entry = |name: &str, text: &str| screen.entry(&format!("  {name}"), text);
    entry("slot", erasure(completed.erasure));
    entry(
        "files",
        if completed.files_gone {
            "overwritten and gone"
        } else {
            "not all gone yet"
        },
    );
    if completed.vendors.is_empty() {
        entry("vendors", "none has an SDK of its own for it");
    }
    for vendor in &completed.vendors {
        let said = match vendor.answer {
            VendorAnswer::Off => "says it is off",
            VendorAnswer::StillOn => "says it is still on",
            VendorAnswer::OnForOthers => "is on for another purpose",
            VendorAnswer::RecordsUntilRestart => {
                "records until the app restarts, and sends nothing"
            }
            VendorAnswer::CannotTell => "cannot be asked",
            VendorAnswer::TimedOut => "did not answer in time",
            VendorAnswer::NoSwitch => "has no switch",
        };
        let recipient = &vendor.recipient;
        entry("vendor", &format!("{recipient} (a stand-in) {said}"));
    }
}

fn count(count: &sordino_engine::queue::Count) -> String {
    match count {
        sordino_engine::queue::Count::Exactly(number) => format!("exactly {number}"),
        sordino_engine::queue::Count::AtLeast(number) => format!("at least {number}"),
    }
}

fn erasure(erasure: Erasure) -> &'static str {
    match erasure {
        Erasure::Overwritten => "overwritten",
        Erasure::VaultReplaced => "overwritten, and the key that wrapped it replaced",
        Erasure::VaultPending => "not overwritten yet",
    }
}
