//! What an app can do about a failure.

use sordino_engine::{ChoiceError, OpenError};
use sordino_policy::PolicyError;

/// What an app can do about a failure. It carries nothing that came from a person.
///
/// A refused record is an outcome and no error, and so is an upload that was not begun.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum SordinoError {
    /// The policy cannot be used: mend the build. `what` says what is wrong and where.
    BadPolicy {
        /// What is wrong, where, and how to mend it.
        what: String,
    },
    /// The policy was written by a newer `sordino`: update the library.
    NewerPolicy {
        /// Format of the file.
        found: u64,
    },
    /// An option cannot be used: mend the app. `what` says which one and why.
    BadOption {
        /// What is wrong and how to mend it.
        what: String,
    },
    /// The library is not of the version of the code that calls it: mend the build. Told by that code,
    /// which then asks nothing of the library.
    BadLibrary {
        /// What is wrong and how to mend it.
        what: String,
    },
    /// The policy declares no such purpose: mend the app.
    UnknownPurpose,
    /// A person cannot choose this state: mend the app.
    NotAChoice,
    /// Keys or files cannot be had now, as before the first unlock: try again later. Nothing changed.
    NotReady,
    /// The disk has no room: ask the person to free some, and try again. Nothing changed.
    NoRoom,
    /// Writing failed: try again. Nothing is open that was not.
    StorageFailed,
    /// The off could not be made durable: this process keeps it closed, a restart may not. Try again.
    ClosedUntilRestart,
    /// Sordino failed inside and is closed: open it again, and report this.
    Broken,
}

impl std::fmt::Display for SordinoError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let choice = match self {
            Self::BadPolicy { what } | Self::BadOption { what } | Self::BadLibrary { what } => {
                return out.write_str(what);
            }
            Self::NewerPolicy { found } => {
                return PolicyError::NewerFormat { found: *found }.fmt(out);
            }
            Self::UnknownPurpose => ChoiceError::UnknownPurpose,
            Self::NotAChoice => ChoiceError::NotAChoice,
            Self::NotReady => ChoiceError::NotReady,
            Self::NoRoom => ChoiceError::NoRoom,
            Self::StorageFailed => ChoiceError::StorageFailed,
            Self::ClosedUntilRestart => ChoiceError::ClosedUntilRestart,
            Self::Broken => ChoiceError::Broken,
        };
        choice.fmt(out)
    }
}

impl std::error::Error for SordinoError {}

impl From<ChoiceError> for SordinoError {
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

impl From<OpenError> for SordinoError {
    fn from(error: OpenError) -> Self {
        let what = error.to_string();
        match error {
            OpenError::UnknownRecipient(_) | OpenError::BadEndpoint(_) | OpenError::BadKey(_) => {
                Self::BadOption { what }
            }
        }
    }
}

impl From<PolicyError> for SordinoError {
    fn from(error: PolicyError) -> Self {
        match error {
            PolicyError::NewerFormat { found } => Self::NewerPolicy { found },
            other => Self::BadPolicy {
                what: other.to_string(),
            },
        }
    }
}
