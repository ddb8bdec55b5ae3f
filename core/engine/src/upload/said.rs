//! What a server answered, and what became of the records, as parts of a line of a developer's log.

use std::fmt::{self, Formatter};

use super::{Reply, Reported};

/// Of an answer its status alone.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(answer) => write!(f, "answered {}", answer.status),
            Self::Failed => f.write_str("could not be reached"),
            Self::TimedOut => f.write_str("gave no answer in time"),
            Self::Cancelled => f.write_str("was not waited for"),
        }
    }
}

impl fmt::Display for Reported {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delivered => "delivered",
            Self::Kept => "kept for another try",
            Self::Dropped => "dropped, since it will never take them",
            Self::TooLate => "gone, since the purpose was turned off",
            Self::Unknown => "not under way",
        })
    }
}
