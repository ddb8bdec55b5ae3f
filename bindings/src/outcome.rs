//! What became of a record, as a number.

use sordino_engine::Outcome;
use sordino_engine::crash::CrashRefusal;
use sordino_engine::record;

/// It is on disk, sealed, and survives `kill -9`; a crash report survives power loss too.
pub const ACCEPTED: u8 = 0;
/// It waits in memory, for the person's first choice or for a lock that somebody else holds. If the process
/// ends first, it is gone.
pub const HELD_IN_MEMORY: u8 = 1;
/// It waits on disk, sealed, for the person's first choice.
pub const HELD_SEALED: u8 = 2;
/// The key store is locked or failed; nothing was written.
pub const KEYS_NOT_READY: u8 = 3;

/// Why a record was refused: it was never written anywhere. The numbers are what the door answers;
/// what is below 16 there is no refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, uniffi::Enum)]
#[repr(u8)]
pub enum Refusal {
    /// The purpose is closed.
    Closed = 16,
    /// The policy lists no such event.
    UnknownEvent = 17,
    /// No recipient that Sordino serves may have it.
    NoRecipient = 18,
    /// More than 64 properties.
    TooManyProperties = 19,
    /// Over 32 KiB, a crash report over 1 MiB.
    TooLarge = 20,
    /// Nested deeper than five.
    TooDeep = 21,
    /// A number is NaN or infinite.
    NotFinite = 22,
    /// A name is empty or longer than 100 bytes.
    BadName = 23,
    /// The crash report is not what its source writes, or is one of the other system, whose reader no phone carries.
    CrashMalformed = 24,
    /// Nothing in the crash report names a frame or an exception.
    CrashEmpty = 25,
    /// The purpose was not open when the crash happened.
    ClosedThen = 26,
    /// The disk or the queue has no room.
    NoRoom = 27,
    /// Files, keys or randomness failed.
    StorageFailed = 28,
    /// A lock could not be had in time, and too much waits in memory already.
    Busy = 29,
    /// The engine failed inside and is closed until it is opened again.
    Broken = 30,
    /// The bytes at the door are not of its format: a fault of the library that wrote them.
    MalformedBytes = 32,
    /// A text is not UTF-8, as with half a surrogate pair.
    NotUtf8 = 33,
    /// The bytes have a newer format than this library reads: library and bindings do not fit.
    NewerFormat = 34,
    /// No engine is open under this number.
    NoEngine = 35,
}

impl From<record::Refusal> for Refusal {
    fn from(refusal: record::Refusal) -> Self {
        use record::Refusal as Theirs;
        match refusal {
            Theirs::Closed => Self::Closed,
            Theirs::UnknownEvent => Self::UnknownEvent,
            Theirs::NoRecipient => Self::NoRecipient,
            Theirs::TooManyProperties => Self::TooManyProperties,
            Theirs::TooLarge | Theirs::BadCrash(CrashRefusal::TooLarge) => Self::TooLarge,
            Theirs::TooDeep => Self::TooDeep,
            Theirs::NotFinite => Self::NotFinite,
            Theirs::BadName => Self::BadName,
            Theirs::BadCrash(CrashRefusal::Malformed | CrashRefusal::NotCarried) => {
                Self::CrashMalformed
            }
            Theirs::BadCrash(CrashRefusal::Empty) => Self::CrashEmpty,
            Theirs::ClosedThen => Self::ClosedThen,
            Theirs::NoRoom => Self::NoRoom,
            Theirs::StorageFailed => Self::StorageFailed,
            Theirs::Busy => Self::Busy,
            Theirs::Broken => Self::Broken,
        }
    }
}

/// The number of an outcome.
pub(crate) fn number(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Accepted(_) => ACCEPTED,
        Outcome::HeldInMemory => HELD_IN_MEMORY,
        Outcome::HeldSealed => HELD_SEALED,
        Outcome::KeysNotReady => KEYS_NOT_READY,
        Outcome::Refused(refusal) => Refusal::from(*refusal) as u8,
    }
}

/// One number for the outcomes of all crash purposes: the best of them.
///
/// A policy without a purpose of crash reports has none: nobody may have the report.
pub(crate) fn best(outcomes: &[Outcome]) -> u8 {
    let rank = |number: &u8| match *number {
        ACCEPTED => 0,
        HELD_SEALED => 1,
        HELD_IN_MEMORY => 2,
        KEYS_NOT_READY => 3,
        refusal => refusal,
    };
    let numbers = outcomes.iter().map(number);
    numbers
        .min_by_key(rank)
        .unwrap_or(Refusal::NoRecipient as u8)
}
