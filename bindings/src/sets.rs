//! Choices, each over a set of purposes: every one is tried, and what was done is told in any case.

use sordino_engine::{ChoiceError, PartlyDone};

use crate::choices::{ChoiceState, Limiter, Shown, TurnOnResult, borrowed};
use crate::engine::Engine;
use crate::error::SordinoError;
use crate::receipt::Receipt;

/// Why a call could not be carried out for one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ChoiceFailure {
    /// The policy declares no such purpose.
    UnknownPurpose,
    /// A person cannot choose this state.
    NotAChoice,
    /// Keys or files cannot be had now. Nothing changed.
    NotReady,
    /// The disk has no room. Nothing changed.
    NoRoom,
    /// Writing failed. Nothing is open that was not.
    StorageFailed,
    /// The off could not be made durable: this process keeps it closed, a restart may not.
    ClosedUntilRestart,
    /// Sordino failed inside and is closed.
    Broken,
}

/// A purpose that a call could not be carried out for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FailedPurpose {
    /// Its id. The empty one stands for all purposes at a limit for all, and for the ledger's chain at an erasure.
    pub purpose: String,
    /// Why.
    pub why: ChoiceFailure,
}

/// What a call over several purposes closed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Closings {
    /// A receipt for each, to be completed, also where the call failed for others.
    pub receipts: Vec<Receipt>,
    /// Those that it could not be carried out for. The caller of the app must hear of them.
    pub failed: Vec<FailedPurpose>,
}

/// What turning several purposes on did.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Openings {
    /// An answer for each, also where the call failed for others.
    pub turned: Vec<TurnOnResult>,
    /// Those that it could not be carried out for. The caller of the app must hear of them.
    pub failed: Vec<FailedPurpose>,
}

#[uniffi::export]
impl Engine {
    /// Turns purposes on: writes the person's yes for each, then opens it if nobody else forbids it. Every one is tried.
    ///
    /// It begins a new identity: pseudonyms of before cannot be computed again.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer.
    pub fn turn_on_each(
        &self,
        purposes: Vec<String>,
        shown: Shown,
    ) -> Result<Openings, SordinoError> {
        let answered = self.engine.turn_on_each(&ids(&purposes), borrowed(&shown));
        let (done, failed) = parts(answered);
        Ok(Openings {
            turned: done.into_iter().map(Into::into).collect(),
            failed,
        })
    }

    /// Turns purposes off. When this returns, "off" is on disk, no upload of ours can begin for them, and Sordino can
    /// no longer read what was queued. Nobody can once the completed receipt says `VaultReplaced`. Every one is tried;
    /// besides a receipt for each there may be some for purposes that were found to have run out.
    ///
    /// Hand each receipt to `complete` afterwards, on any thread but the main one.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer.
    pub fn turn_off_each(
        &self,
        purposes: Vec<String>,
        shown: Shown,
    ) -> Result<Closings, SordinoError> {
        let answered = self.engine.turn_off_each(&ids(&purposes), borrowed(&shown));
        Ok(closings(answered))
    }

    /// Writes a choice that neither turns on nor off: the question was shown, was put off, was answered with no, or the
    /// person was told or objected. Every purpose is tried; a receipt for each that it closed.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer.
    pub fn choose_each(
        &self,
        purposes: Vec<String>,
        state: ChoiceState,
        shown: Shown,
    ) -> Result<Closings, SordinoError> {
        let answered = self
            .engine
            .choose_each(&ids(&purposes), state.into(), borrowed(&shown));
        Ok(closings(answered))
    }

    /// Tells what somebody else allows or forbids for purposes, or for all with none. It can only lower. Every one is
    /// tried; tell it again where it failed. What it closed before it failed stays closed.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer.
    pub fn limit_each(
        &self,
        limiter: Limiter,
        purposes: Option<Vec<String>>,
        allows: bool,
    ) -> Result<Closings, SordinoError> {
        let purposes = purposes.as_deref().map(ids);
        let answered = self
            .engine
            .limit_each(limiter.into(), purposes.as_deref(), allows);
        Ok(closings(answered))
    }

    /// Tells the person's age as far as it is known: a band of whole years, both ends included. The policy's `minimum_age`
    /// decides: below it, or where the band does not show it, every optional purpose is closed and locked. With nothing
    /// known nothing changes. Only whether the person is old enough is kept.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer.
    pub fn tell_age(
        &self,
        at_least: Option<u8>,
        at_most: Option<u8>,
    ) -> Result<Closings, SordinoError> {
        Ok(closings(self.engine.tell_age(at_least, at_most)))
    }

    /// Closes what ran out since; call it when the app comes to the front. Every purpose that ran out is tried.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer.
    pub fn expire_each(&self) -> Result<Closings, SordinoError> {
        Ok(closings(self.engine.expire()))
    }

    /// Erases what is queued, every identity, and the ledger's chain with its key.
    ///
    /// Refusals and limits stay, so that nobody is asked again whose answer was no. A receipt for each purpose
    /// that was open; complete them as after a turn-off.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer, the ledger's chain under the empty id.
    pub fn erase(&self) -> Result<Closings, SordinoError> {
        Ok(closings(self.engine.erase()))
    }

    /// Forgets the person whose account was deleted, then erases as `erase` does.
    ///
    /// # Errors
    ///
    /// None of its own, as for `erase`.
    pub fn account_deleted(&self) -> Result<Closings, SordinoError> {
        Ok(closings(self.engine.account_deleted()))
    }
}

fn ids(purposes: &[String]) -> Vec<&str> {
    purposes.iter().map(String::as_str).collect()
}

pub(crate) fn closings(
    answered: Result<
        Vec<sordino_engine::receipt::Receipt>,
        PartlyDone<sordino_engine::receipt::Receipt>,
    >,
) -> Closings {
    let (done, failed) = parts(answered);
    Closings {
        receipts: done.into_iter().map(Into::into).collect(),
        failed,
    }
}

fn parts<T>(answered: Result<Vec<T>, PartlyDone<T>>) -> (Vec<T>, Vec<FailedPurpose>) {
    let (done, failed) = match answered {
        Ok(done) => (done, Vec::new()),
        Err(PartlyDone { done, failed }) => (done, failed),
    };
    let failed = failed.into_iter().map(|(purpose, why)| FailedPurpose {
        purpose,
        why: why.into(),
    });
    (done, failed.collect())
}

impl From<ChoiceError> for ChoiceFailure {
    fn from(error: ChoiceError) -> Self {
        match error {
            ChoiceError::UnknownPurpose => Self::UnknownPurpose,
            ChoiceError::NotAChoice => Self::NotAChoice,
            ChoiceError::NotReady => Self::NotReady,
            ChoiceError::NoRoom => Self::NoRoom,
            ChoiceError::StorageFailed => Self::StorageFailed,
            ChoiceError::ClosedUntilRestart => Self::ClosedUntilRestart,
            ChoiceError::Broken => Self::Broken,
        }
    }
}
