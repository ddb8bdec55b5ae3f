//! What a choice did, or why it could not be carried out.

use crate::ledger::{ClosedBy, LedgerError};
use crate::vault::VaultError;

/// What the person saw and did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// Locale of the text shown, or of the device; the policy's own that matches it is written down.
    pub locale: &'a str,
    /// Where the choice was made, in the app's words: `settings`, `first_run`.
    pub how: &'a str,
}

impl<'a> Shown<'a> {
    /// Returns what was shown in `locale`, at `how`.
    pub fn new(locale: &'a str, how: &'a str) -> Self {
        Self { locale, how }
    }
}

/// What a turn-on did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnOnResult {
    /// Id of the purpose.
    pub purpose: String,
    /// Whether the purpose is open now.
    pub open: bool,
    /// Who keeps it closed, although the person said yes.
    pub closed_by: Option<ClosedBy>,
    /// Records that were held for this choice and are queued now.
    pub held_records: u64,
}

/// A call over several purposes could not do all of them. What it did stands here and stays done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartlyDone<T> {
    /// What was done for the others. Receipts among it are to be completed like any other.
    pub done: Vec<T>,
    /// The purposes that it could not be done for, each with why.
    pub failed: Vec<(String, ChoiceError)>,
}

impl<T> PartlyDone<T> {
    /// The engine failed inside: nothing was done for any of them.
    pub(crate) fn broken(purposes: &[&str]) -> Self {
        let failed = purposes.iter();
        Self {
            done: Vec::new(),
            failed: failed
                .map(|purpose| ((*purpose).to_owned(), ChoiceError::Broken))
                .collect(),
        }
    }

    /// Why, for a call over one purpose.
    pub(crate) fn why(self) -> ChoiceError {
        let mut failed = self.failed.into_iter();
        failed
            .next()
            .map_or(ChoiceError::StorageFailed, |(_, why)| why)
    }

    /// All answers, or this error.
    pub(crate) fn unless_all(self) -> Result<Vec<T>, Self> {
        match self.failed.is_empty() {
            true => Ok(self.done),
            false => Err(self),
        }
    }
}

impl<T> std::fmt::Display for PartlyDone<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (purpose, why)) in self.failed.iter().enumerate() {
            let between = if at == 0 { "" } else { "; " };
            write!(out, "{between}the purpose `{purpose}`: {why}")?;
        }
        Ok(())
    }
}

impl<T: std::fmt::Debug> std::error::Error for PartlyDone<T> {}

/// Why a choice could not be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceError {
    /// The policy has no such purpose.
    UnknownPurpose,
    /// The state makes no sense here: only a person says yes, and only expiry expires.
    NotAChoice,
    /// Keys, files or lock are not there; [`Engine::condition`](crate::Engine::condition) says why. Nothing changed.
    NotReady,
    /// The disk has no room, or not enough to turn it off later. Nothing changed.
    NoRoom,
    /// Writing failed. Nothing is open that was not.
    StorageFailed,
    /// Neither vault, nor ledger, nor key store could be written: this process keeps it closed,
    /// but a restart may find it open. Try again.
    ClosedUntilRestart,
    /// The engine failed inside; everything is closed until it is opened again.
    Broken,
}

impl std::fmt::Display for ChoiceError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::UnknownPurpose => "the policy declares no such purpose: check the id against privacy.toml",
            Self::NotAChoice => "this state is not one that a person chooses: use turn_on, turn_off or a state of a person",
            Self::NotReady => "ledger and vault are not available: ask condition() why, and try again",
            Self::NoRoom => "the disk has no room for the choice: free some space and try again; nothing changed",
            Self::StorageFailed => "the choice could not be written: nothing is open that was not; try again",
            Self::ClosedUntilRestart => "the off could not be made durable: this process keeps it closed, a restart may not; try again",
            Self::Broken => "the engine failed inside and is closed: open it again",
        })
    }
}

impl std::error::Error for ChoiceError {}

impl From<LedgerError> for ChoiceError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Full => Self::NoRoom,
            _ => Self::StorageFailed,
        }
    }
}

impl From<VaultError> for ChoiceError {
    fn from(_: VaultError) -> Self {
        Self::StorageFailed
    }
}
