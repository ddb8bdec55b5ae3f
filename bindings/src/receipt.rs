//! What a turn-off did, at once and in the end.

use sordino_engine::receipt;

use crate::error::SordinoError;
use crate::vendors::VendorOutcome;

/// How far the destruction of a purpose's keys has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Erasure {
    /// The slot is overwritten in place and synced: Sordino opens nothing of the purpose again. A copy that
    /// the device's storage kept of the slot can be read until `VaultReplaced`.
    Overwritten,
    /// The key that wrapped the slot is gone from the key store too: nobody can read what it sealed.
    VaultReplaced,
    /// The slot could not be overwritten yet; "off" stands in the ledger, the slot goes at the next
    /// opening.
    VaultPending,
}

/// What became of an upload that was under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Stopped {
    /// It was cancelled and its transport said so.
    Stopped,
    /// Nothing came back within the limit: the recipient may have it.
    NotConfirmed,
}

/// An upload that was under way when a purpose was turned off.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InFlight {
    /// Id of the recipient; empty for another process's.
    pub recipient: String,
    /// Records in it.
    pub records: u64,
    /// What became of it.
    pub outcome: Stopped,
}

/// A number of records or bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Count {
    /// The number.
    pub number: u64,
    /// Whether it is just this many; after a crash, or while another process writes, it is the least.
    pub exact: bool,
}

/// What a turn-off did before it returned.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Receipt {
    /// Id of the purpose.
    pub purpose: String,
    /// Whom it is for.
    pub scope: String,
    /// When, milliseconds since 1970.
    pub time: i64,
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
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CompletedReceipt {
    /// The first receipt.
    pub receipt: Receipt,
    /// How far the destruction has come by now.
    pub erasure: Erasure,
    /// Whether the files are overwritten and removed.
    pub files_gone: bool,
    /// What came of telling each vendor's SDK.
    pub vendors: Vec<VendorOutcome>,
    /// Whether nothing is pending.
    pub is_complete: bool,
}

impl From<receipt::Erasure> for Erasure {
    fn from(erasure: receipt::Erasure) -> Self {
        match erasure {
            receipt::Erasure::Overwritten => Self::Overwritten,
            receipt::Erasure::VaultReplaced => Self::VaultReplaced,
            receipt::Erasure::VaultPending => Self::VaultPending,
        }
    }
}

impl From<receipt::InFlight> for InFlight {
    fn from(in_flight: receipt::InFlight) -> Self {
        let receipt::InFlight {
            recipient,
            records,
            outcome,
        } = in_flight;
        let outcome = match outcome {
            receipt::Stopped::Stopped => Stopped::Stopped,
            receipt::Stopped::NotConfirmed => Stopped::NotConfirmed,
        };
        Self {
            recipient,
            records,
            outcome,
        }
    }
}

impl From<InFlight> for receipt::InFlight {
    fn from(in_flight: InFlight) -> Self {
        let InFlight {
            recipient,
            records,
            outcome,
        } = in_flight;
        let outcome = match outcome {
            Stopped::Stopped => receipt::Stopped::Stopped,
            Stopped::NotConfirmed => receipt::Stopped::NotConfirmed,
        };
        Self {
            recipient,
            records,
            outcome,
        }
    }
}

impl From<Erasure> for receipt::Erasure {
    fn from(erasure: Erasure) -> Self {
        match erasure {
            Erasure::Overwritten => Self::Overwritten,
            Erasure::VaultReplaced => Self::VaultReplaced,
            Erasure::VaultPending => Self::VaultPending,
        }
    }
}

impl From<receipt::Count> for Count {
    fn from(count: receipt::Count) -> Self {
        match count {
            receipt::Count::Exactly(number) => Self {
                number,
                exact: true,
            },
            receipt::Count::AtLeast(number) => Self {
                number,
                exact: false,
            },
        }
    }
}

impl From<Count> for receipt::Count {
    fn from(count: Count) -> Self {
        let Count { number, exact } = count;
        match exact {
            true => Self::Exactly(number),
            false => Self::AtLeast(number),
        }
    }
}

impl From<receipt::Receipt> for Receipt {
    fn from(receipt: receipt::Receipt) -> Self {
        let receipt::Receipt {
            purpose,
            scope,
            time,
            records,
            bytes,
            erasure,
            in_ledger,
            uploads,
            vendors_pending,
            ledger_head,
        } = receipt;
        Self {
            purpose,
            scope,
            time,
            records: records.into(),
            bytes: bytes.into(),
            erasure: erasure.into(),
            in_ledger,
            uploads: uploads.into_iter().map(Into::into).collect(),
            vendors_pending,
            ledger_head,
        }
    }
}

impl From<Receipt> for receipt::Receipt {
    fn from(receipt: Receipt) -> Self {
        let Receipt {
            purpose,
            scope,
            time,
            records,
            bytes,
            erasure,
            in_ledger,
            uploads,
            vendors_pending,
            ledger_head,
        } = receipt;
        Self {
            purpose,
            scope,
            time,
            records: records.into(),
            bytes: bytes.into(),
            erasure: erasure.into(),
            in_ledger,
            uploads: uploads.into_iter().map(Into::into).collect(),
            vendors_pending,
            ledger_head,
        }
    }
}

impl From<receipt::CompletedReceipt> for CompletedReceipt {
    fn from(completed: receipt::CompletedReceipt) -> Self {
        let is_complete = completed.is_complete();
        let receipt::CompletedReceipt {
            receipt,
            erasure,
            files_gone,
            vendors,
        } = completed;
        Self {
            receipt: receipt.into(),
            erasure: erasure.into(),
            files_gone,
            vendors: vendors.into_iter().map(Into::into).collect(),
            is_complete,
        }
    }
}

/// A receipt as JSON, for a support request or a log of the app's own.
///
/// # Errors
///
/// None: a receipt holds nothing that JSON cannot.
#[uniffi::export]
pub fn receipt_json(receipt: Receipt) -> Result<String, SordinoError> {
    serde_json::to_string(&receipt::Receipt::from(receipt)).map_err(|_| SordinoError::Broken)
}
