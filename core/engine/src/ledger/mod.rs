//! The append-only, hash-chained record of choices; one chain per scope.
//!
//! It decides together with the vault: a chain cannot show that its end was cut off, so a purpose
//! is open only if its slot vouches for the entry that opened it.

mod balance;
mod consent_record;
mod entry;
mod error;
mod export;
mod file;
mod frames;
mod header;
mod parts;
mod resume;
mod standing;
mod state;

pub use balance::{Balance, ClosedBy, LastChoice, Opening, opens};
pub use consent_record::consent_record;
pub use entry::{Entry, Hash, What};
pub use error::LedgerError;
pub use export::{ExportedEntry, LedgerExport, Verified, VerifyError, export, verify};
pub use standing::{ChoiceThen, OpeningThen, Standing};
pub use state::{Actor, Limiter, State};

pub(crate) use balance::{Term, WaitingSince, is_optional};
pub(crate) use file::LedgerFile;
pub(crate) use parts::{LEDGER, NEXT_LEDGER, remove_past};
