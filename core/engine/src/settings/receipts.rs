//! What a turn-off did, in words.

use sordino_policy::PurposeKind;
use sordino_policy::chrome::Word;

use super::view::{View, product};
use crate::ports::VendorAnswer;
use crate::receipt::{CompletedReceipt, Count, Erasure, Receipt, Stopped};

/// Returns what a turn-off did before it returned, and which vendors have yet to answer.
pub(super) fn receipt(view: &View<'_>, receipt: &Receipt) -> Vec<String> {
    let is_read_no_more = receipt.erasure != Erasure::VaultPending;
    let mut lines = own(view, receipt, is_read_no_more);
    let waiting = receipt.vendors_pending.iter();
    lines.extend(waiting.map(|vendor| said(view, vendor, Word::WaitingFor)));
    lines
}

/// Returns what a turn-off did in the end, and what each vendor said.
pub(super) fn completed(view: &View<'_>, completed: &CompletedReceipt) -> Vec<String> {
    let is_gone = completed.files_gone && completed.erasure == Erasure::VaultReplaced;
    let mut lines = own(view, &completed.receipt, is_gone);
    let vendors = completed.vendors.iter();
    lines.extend(vendors.map(|one| said(view, &one.recipient, of(one.answer))));
    lines
}

fn own(view: &View<'_>, receipt: &Receipt, is_gone: bool) -> Vec<String> {
    let mut lines = vec![deleted(view, receipt, is_gone)];
    for upload in &receipt.uploads {
        if upload.outcome == Stopped::NotConfirmed && upload.records > 0 {
            let name = name(view, &upload.recipient);
            let name = name.unwrap_or_else(|| view.chrome.text(Word::SomeRecipient));
            let values = [("name", name)];
            lines.push(
                view.chrome
                    .counted(Word::OnTheirWay, upload.records, &values),
            );
        }
    }
    lines
}

/// A receipt counts a record once for each recipient; a person counts it once.
fn deleted(view: &View<'_>, receipt: &Receipt, is_gone: bool) -> String {
    let at = view.catalog.place_of(&receipt.purpose);
    let recipients = at.map_or(0, |at| view.catalog.recipients(at).len()) as u64;
    let kind = at.map(|at| view.catalog.purpose(at).kind);
    let has_reports =
        recipients > 0 && !matches!(kind, Some(PurposeKind::Push | PurposeKind::Contacts));
    let text = |word| view.chrome.text(word).to_owned();
    let (word, records) = match receipt.records {
        _ if !has_reports => return text(Word::OffNow),
        Count::Exactly(0) => return text(Word::NothingWaited),
        _ if !is_gone => return text(Word::NotYetDeleted),
        Count::Exactly(records) if recipients == 1 => (Word::Deleted, records),
        Count::AtLeast(0) => return text(Word::OffNow),
        // Some may have left for one recipient and not for another.
        Count::Exactly(records) | Count::AtLeast(records) => {
            (Word::DeletedAtLeast, records.div_ceil(recipients))
        }
    };
    view.chrome.counted(word, records, &[])
}

fn name<'a>(view: &View<'a>, recipient: &str) -> Option<&'a str> {
    let recipients = view.catalog.policy().recipients.iter();
    let mut found = recipients.filter(|one| one.id == recipient);
    let locale = view.chrome.locale();
    found.next().map(|one| product(one.name_in(locale)))
}

fn said(view: &View<'_>, vendor: &str, word: Word) -> String {
    let name = name(view, vendor).unwrap_or_else(|| view.chrome.text(Word::SomeRecipient));
    view.chrome.filled(word, &[("name", name)])
}

fn of(answer: VendorAnswer) -> Word {
    match answer {
        VendorAnswer::Off => Word::SaysOff,
        VendorAnswer::StillOn => Word::SaysOn,
        VendorAnswer::OnForOthers => Word::OnForOthers,
        VendorAnswer::RecordsUntilRestart => Word::RecordsUntilRestart,
        VendorAnswer::CannotTell => Word::CannotTell,
        VendorAnswer::TimedOut => Word::NoAnswer,
        VendorAnswer::NoSwitch => Word::NoSwitch,
    }
}
