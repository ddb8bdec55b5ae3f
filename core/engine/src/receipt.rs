//! What a turn-off did, at once and in the end.

use serde::Serialize;

use crate::ports::{Millis, VendorAnswer};
pub use crate::queue::Count;

/// How far the destruction of a purpose's keys has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Erasure {
    /// The slot is overwritten in place and synced: Sordino opens nothing of the purpose again. A copy that
    /// the device's storage kept of the slot can be read until [`Erasure::VaultReplaced`].
    Overwritten,
    /// The key that wrapped the slot is gone from the key store too, so that not even an older
    /// image of the slot opens: nobody can read what it sealed.
    VaultReplaced,
    /// The slot could not be overwritten yet: "off" stands in its off-word or in the ledger. What the slot
    /// sealed can be read until a later change, completion or opening overwrites it and replaces the key.
    VaultPending,
}

/// What became of an upload that was under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stopped {
    /// It was cancelled and its transport said so.
    Stopped,
    /// It had been begun, and nothing came back within the limit: the recipient may have it.
    NotConfirmed,
}

/// An upload that was under way when a purpose was turned off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InFlight {
    /// Id of the recipient; empty for another process's.
    pub recipient: String,
    /// Records in it.
    pub records: u64,
    /// What became of it.
    pub outcome: Stopped,
}

/// What a turn-off did before it returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Id of the purpose.
    pub purpose: String,
    /// Whom it is for.
    pub scope: String,
    /// When, milliseconds since 1970.
    pub time: Millis,
    /// Records that were closed with it: unreadable once the vault is replaced.
    pub records: Count,
    /// Their bytes on disk.
    pub bytes: Count,
    /// How far the destruction has come.
    pub erasure: Erasure,
    /// Whether the choice stands in the ledger; else it is written at the next opening.
    pub in_ledger: bool,
    /// Uploads that were under way.
    pub uploads: Vec<InFlight>,
    /// Ids of recipients whose own SDK has yet to be told.
    pub vendors_pending: Vec<String>,
    /// Hash of the ledger's last entry, lower-case hex; empty if it could not be read.
    pub ledger_head: String,
}

/// What a turn-off did in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompletedReceipt {
    /// The first receipt.
    pub receipt: Receipt,
    /// How far the destruction has come by now.
    pub erasure: Erasure,
    /// Whether the files are overwritten and removed.
    pub files_gone: bool,
    /// What each vendor's SDK said.
    pub vendors: Vec<(String, VendorAnswer)>,
}

impl CompletedReceipt {
    /// Whether nothing is pending.
    pub fn is_complete(&self) -> bool {
        self.files_gone
            && self.erasure == Erasure::VaultReplaced
            && self
                .vendors
                .iter()
                .all(|(_, answer)| matches!(answer, VendorAnswer::Off | VendorAnswer::OnForOthers))
    }
}
