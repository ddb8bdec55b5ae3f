//! Why bytes at the door are no record.

use sordino_engine::encoding::BadBytes;

use crate::outcome::Refusal;

/// Why bytes are no record. Nothing of them went further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// They are not of the format.
    Malformed,
    /// A text is not UTF-8.
    NotUtf8,
    /// They have a newer format.
    NewerFormat,
    /// They are more than [`MAX_BYTES`](super::MAX_BYTES), or 256 KiB for an event.
    TooLarge,
    /// Values nest deeper than anything that could be accepted.
    TooDeep,
}

impl From<BadBytes> for Unreadable {
    fn from(why: BadBytes) -> Self {
        match why {
            BadBytes::Malformed => Self::Malformed,
            BadBytes::NotUtf8 => Self::NotUtf8,
            BadBytes::TooDeep => Self::TooDeep,
        }
    }
}

impl From<Unreadable> for Refusal {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::Malformed => Self::MalformedBytes,
            Unreadable::NotUtf8 => Self::NotUtf8,
            Unreadable::NewerFormat => Self::NewerFormat,
            Unreadable::TooLarge => Self::TooLarge,
            Unreadable::TooDeep => Self::TooDeep,
        }
    }
}
