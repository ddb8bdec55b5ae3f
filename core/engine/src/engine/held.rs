//! What is held of one purpose before the person chose.

use std::collections::VecDeque;

use super::working::Working;
use crate::identity::EpochKey;
use crate::ledger::{Choices, State};
use crate::minimise::{Context, Minimised};
use crate::ports::Millis;
use crate::scope::Scope;
use crate::vault::{Slot, SlotId, SlotKind};

/// The slot of a purpose's sealed hold on this device.
pub(super) fn held_slot_of(purpose: &str) -> SlotId<'_> {
    SlotId {
        kind: SlotKind::Held,
        scope: Scope::Device,
        purpose,
    }
}

/// What is held of one purpose.
#[derive(Default)]
pub(super) struct Held {
    /// Provisional keys of what is in memory, one a recipient.
    pub(super) keys: Vec<(usize, EpochKey)>,
    /// Minimised records, oldest first, each with the facts and the person of its time.
    pub(super) records: VecDeque<(Context, Minimised)>,
    /// Pseudonyms that these records carry: recipient, field, pseudonym.
    pub(super) carried: Vec<(usize, &'static str, String)>,
    /// What a sealed hold works with.
    pub(super) sealed: Option<Working>,
}

impl Held {
    /// Forgets everything, keys first.
    pub(super) fn destroy(&mut self) {
        *self = Self::default();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.sealed.is_none()
    }
}

/// Whether the person has not chosen yet.
pub(super) fn is_unchosen(choices: &Choices, purpose: &str) -> bool {
    choices.last(purpose).is_none_or(|last| {
        matches!(
            last.state,
            State::Unknown | State::Requested | State::Deferred
        )
    })
}

/// Whether a sealed hold is within its time; one that began in the future is not.
pub(super) fn is_fresh(slot: &Slot, max_hours: u32, now: Millis) -> bool {
    const HOUR: Millis = 3_600_000;
    (-HOUR..Millis::from(max_hours) * HOUR).contains(&now.saturating_sub(began(slot)))
}

/// When a sealed hold began. It vouches for no entry; its slot's number holds the time instead.
fn began(slot: &Slot) -> Millis {
    Millis::try_from(slot.vouched.sequence).unwrap_or(0)
}
