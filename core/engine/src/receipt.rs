//! What a turn-off did, at once and in the end.

use serde::Serialize;

use crate::ports::{Millis, VendorAnswer, VendorReadBack};
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

/// The step at which a vendor's switch threw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorStep {
    /// Creating the SDK.
    Create,
    /// Telling it which purposes are open.
    Tell,
    /// Asking it back.
    ReadBack,
}

/// What came of telling one vendor's SDK which of its purposes are open. `None` stands for what cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VendorOutcome {
    /// Id of the recipient.
    pub recipient: String,
    /// The SDK's name; empty without a switch.
    pub name: String,
    /// The SDK's version; empty if its switch does not say.
    pub version: String,
    /// How it stands.
    pub answer: VendorAnswer,
    /// Whether it was told, and its switch came back without throwing.
    pub told: bool,
    /// What it said when it was asked back.
    pub read_back: Option<VendorReadBack>,
    /// Whether it collected before this process first told it anything: the app, or the SDK itself, began it.
    pub started_before: bool,
    /// How often it collected again by itself since its off was read back, in this process.
    pub on_again: u64,
    /// How many of its requests were under way when it was told.
    pub in_flight: Option<u64>,
    /// How many stored items it removed.
    pub purged: Option<u64>,
    /// The step at which its switch threw first.
    pub failed: Option<VendorStep>,
    /// How long it took to tell it and to ask it back, in milliseconds.
    pub millis: u64,
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
    /// What came of telling each vendor's SDK.
    pub vendors: Vec<VendorOutcome>,
}

impl CompletedReceipt {
    /// Whether nothing is pending.
    pub fn is_complete(&self) -> bool {
        self.files_gone
            && self.erasure == Erasure::VaultReplaced
            && self.vendors.iter().all(VendorOutcome::is_done)
    }
}

impl VendorOutcome {
    /// Returns `true` if the SDK is off, or on for another purpose alone.
    pub fn is_done(&self) -> bool {
        matches!(self.answer, VendorAnswer::Off | VendorAnswer::OnForOthers)
    }

    /// Returns `true` if the SDK need not be told again at the next start: one that cannot say how it stands was told.
    pub(crate) fn is_settled(&self) -> bool {
        self.is_done() || self.told && self.answer == VendorAnswer::CannotTell
    }

    pub(crate) fn no_switch(recipient: String) -> Self {
        Self {
            recipient,
            ..Self::default()
        }
    }

    /// Nothing came back in time; `before` is what came of the word before.
    pub(crate) fn timed_out(before: Option<&Self>) -> Self {
        Self {
            answer: VendorAnswer::TimedOut,
            started_before: before.is_some_and(|before| before.started_before),
            on_again: before.map_or(0, |before| before.on_again),
            ..Self::default()
        }
    }
}

impl Default for VendorOutcome {
    /// Nobody was told anything.
    fn default() -> Self {
        Self {
            recipient: String::new(),
            name: String::new(),
            version: String::new(),
            answer: VendorAnswer::NoSwitch,
            told: false,
            read_back: None,
            started_before: false,
            on_again: 0,
            in_flight: None,
            purged: None,
            failed: None,
            millis: 0,
        }
    }
}
