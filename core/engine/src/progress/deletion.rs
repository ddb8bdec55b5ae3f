//! What the controller is asked to delete, and how far that is.

use crate::ports::{DAY, Millis};

/// How often a request is sent at most before the app is told that nobody confirmed it.
pub(crate) const MOST_TRIES: u8 = 20;
/// The pause after the first try; each later one is twice as long.
const FIRST_PAUSE: Millis = 60_000;
/// The longest pause of our own.
const LONGEST_PAUSE: Millis = DAY / 2;

/// How far a request for deletion is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum DeletionStage {
    /// Nobody asked, or no recipient knew anything.
    #[default]
    NotAsked,
    /// It waits to be sent, or to be sent again.
    Owed,
    /// The controller's endpoint took it.
    Confirmed,
    /// It was tried as often or as long as it may be. The person has to ask the controller in another way.
    GivenUp,
}

impl DeletionStage {
    const ALL: [Self; 4] = [Self::NotAsked, Self::Owed, Self::Confirmed, Self::GivenUp];

    pub(super) fn at(place: u8) -> Option<Self> {
        Self::ALL.get(usize::from(place)).copied()
    }

    /// Returns its word in an export.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Owed => "owed",
            Self::Confirmed => "confirmed",
            Self::GivenUp => "given_up",
        }
    }
}

/// The last request for deletion.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Deletion {
    /// How far it is.
    pub stage: DeletionStage,
    /// When the person asked, milliseconds since 1970; 0 if nobody did.
    pub asked: Millis,
    /// How often it was sent.
    pub tries: u8,
    /// The same in every try.
    pub(crate) id: [u8; 16],
    /// It is not sent again before this.
    pub(crate) next: Millis,
}

impl Deletion {
    /// Returns how long it is not to be sent yet. A clock that was set back lengthens no pause beyond the longest.
    pub(crate) fn wait(&self, now: Millis) -> Millis {
        self.next.saturating_sub(now).clamp(0, 2 * LONGEST_PAUSE)
    }

    /// Counts a try, and sets when the next one may follow.
    pub(crate) fn tried(&mut self, now: Millis) {
        let pause = FIRST_PAUSE.checked_shl(self.tries.min(16).into());
        self.tries = self.tries.saturating_add(1);
        self.next = now.saturating_add(pause.unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE));
    }

    /// Returns `true` once it is not sent any more: it was tried `MOST_TRIES` times, or it is older than `days`.
    pub(crate) fn is_over(&self, now: Millis, days: u32) -> bool {
        self.tries >= MOST_TRIES || now > self.asked.saturating_add(Millis::from(days) * DAY)
    }
}
