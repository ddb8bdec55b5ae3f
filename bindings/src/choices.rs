//! Choices of the person, and what lowers them.

use sordino_engine::ledger;

use crate::engine::Engine;
use crate::error::SordinoError;
use crate::receipt::{CompletedReceipt, Receipt};
use crate::vendors::VendorOutcome;

/// A person's choice for one purpose. The first ten are the states of W3C DPV and ISO/IEC TS 27560,
/// the last two belong to legitimate interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ChoiceState {
    /// Nothing is known.
    Unknown,
    /// The question was shown.
    Requested,
    /// The person put it off.
    Deferred,
    /// The person said no.
    Refused,
    /// The person said yes.
    Given,
    /// The person said yes again.
    Renewed,
    /// The person took a yes back.
    Withdrawn,
    /// A yes ran out.
    Expired,
    /// The context of a yes ended.
    Terminated,
    /// A yes turned out to be no valid one.
    Invalidated,
    /// The person was told.
    Informed,
    /// The person objected (GDPR Art. 21).
    Objected,
    /// The person took an objection back. No consent: it opens what being told opens.
    ObjectionWithdrawn,
}

/// Who can lower a choice. None of them can raise one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Limiter {
    /// The operating system's own switch.
    Os,
    /// The organisation that manages the device or account.
    Organisation,
    /// The person's age.
    Age,
    /// An objection by machine, such as Global Privacy Control.
    Signal,
}

/// Why a purpose is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ClosedBy {
    /// The person has not chosen.
    NoChoice,
    /// The person's last choice does not open it.
    Choice {
        /// That choice.
        state: ChoiceState,
    },
    /// Somebody else forbids it.
    Limit {
        /// Who.
        limiter: Limiter,
    },
    /// The policy wants a signal that was never supplied.
    Withheld {
        /// Whose.
        limiter: Limiter,
    },
    /// The consent ran out.
    Expired,
    /// The policy changed so much that the person must be asked again.
    PolicyChanged,
}

/// What the person saw and did.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Shown {
    /// Locale of the text shown, or of the device; the policy's own that matches it is written down.
    pub locale: String,
    /// Where the choice was made, in the app's words: `settings`, `first_run`.
    pub how: String,
}

/// What a turn-on did.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
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

#[uniffi::export]
impl Engine {
    /// Completes a turn-off: replaces the vault key, removes the files, tells each vendor's SDK and
    /// asks it back. Takes as long as files and vendors take; calling it again completes what was
    /// pending.
    ///
    /// # Errors
    ///
    /// None of its own: what is pending stands in the answer.
    pub fn complete(&self, receipt: Receipt) -> Result<CompletedReceipt, SordinoError> {
        Ok(self.engine.complete(&receipt.into()).into())
    }

    /// Returns what each vendor's SDK was told last, and what came of it; a vendor that has not answered yet is left out. One
    /// that is off is asked again once a minute, with `refresh` and `expire_each`.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn vendors(&self) -> Result<Vec<VendorOutcome>, SordinoError> {
        let vendors = self.engine.vendors().into_iter();
        Ok(vendors.map(Into::into).collect())
    }

    /// Receipts that nobody was given: for what a term, the policy or a limit closed while the engine was opened, and for
    /// turn-offs of before whose vendors did not confirm them. Each is given once; complete it. Ask after opening, and after
    /// `retry`.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn unfinished(&self) -> Result<Vec<Receipt>, SordinoError> {
        let receipts = self.engine.unfinished().into_iter();
        Ok(receipts.map(Into::into).collect())
    }

    /// Takes over what another process of the app changed; call it once a second while somebody
    /// watches how purposes stand, and ask `statuses` after it.
    ///
    /// Whether it could look. It waits for nothing: while a choice is under way, here or in another
    /// process, it could not; ask again soon.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn refresh(&self) -> Result<bool, SordinoError> {
        Ok(self.engine.refresh())
    }

    /// Stores what waits in memory because somebody else held a lock. Returns `true` if nothing waits any
    /// more. Call it off the main thread soon after a record was answered "held in memory".
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn store_late(&self) -> Result<bool, SordinoError> {
        Ok(self.engine.store_late())
    }

    /// Removes what earlier turn-offs left; call it once after opening, off the main thread. Returns `true` if nothing is left.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn tidy(&self) -> Result<bool, SordinoError> {
        Ok(self.engine.tidy())
    }
}

pub(crate) fn borrowed(shown: &Shown) -> sordino_engine::Shown<'_> {
    let Shown { locale, how } = shown;
    sordino_engine::Shown { locale, how }
}

impl From<sordino_engine::TurnOnResult> for TurnOnResult {
    fn from(result: sordino_engine::TurnOnResult) -> Self {
        let sordino_engine::TurnOnResult {
            purpose,
            open,
            closed_by,
            held_records,
        } = result;
        Self {
            purpose,
            open,
            closed_by: closed_by.map(Into::into),
            held_records,
        }
    }
}

impl From<ledger::ClosedBy> for ClosedBy {
    fn from(why: ledger::ClosedBy) -> Self {
        match why {
            ledger::ClosedBy::NoChoice => Self::NoChoice,
            ledger::ClosedBy::Choice(state) => Self::Choice {
                state: state.into(),
            },
            ledger::ClosedBy::Limit(limiter) => Self::Limit {
                limiter: limiter.into(),
            },
            ledger::ClosedBy::Withheld(limiter) => Self::Withheld {
                limiter: limiter.into(),
            },
            ledger::ClosedBy::Expired => Self::Expired,
            ledger::ClosedBy::PolicyChanged => Self::PolicyChanged,
        }
    }
}

/// Both ways between two enums of the same words.
macro_rules! same_words {
    ($ours:ty, $theirs:ty: $($word:ident)*) => {
        impl From<$ours> for $theirs {
            fn from(ours: $ours) -> Self {
                match ours {
                    $(<$ours>::$word => Self::$word,)*
                }
            }
        }

        impl From<$theirs> for $ours {
            fn from(theirs: $theirs) -> Self {
                match theirs {
                    $(<$theirs>::$word => Self::$word,)*
                }
            }
        }
    };
}

same_words!(ChoiceState, ledger::State: Unknown Requested Deferred Refused Given Renewed Withdrawn Expired Terminated
    Invalidated Informed Objected ObjectionWithdrawn);
same_words!(Limiter, ledger::Limiter: Os Organisation Age Signal);
