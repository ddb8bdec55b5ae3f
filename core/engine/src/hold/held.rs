//! What is held of one purpose before the person chose.

use std::collections::VecDeque;

use crate::catalog::RecipientIx;
use crate::identity::EpochKey;
use crate::ledger::WaitingSince;
use crate::minimise::{Context, Minimised};
use crate::queue::OpenPurpose;

/// What is held of one purpose.
#[derive(Default)]
pub(super) struct Held {
    /// Provisional keys of what is in memory, one a recipient.
    pub(super) keys: Vec<(RecipientIx, EpochKey)>,
    /// Minimised records, oldest first, each with the facts and the person of its time.
    pub(super) records: VecDeque<(Context, Minimised)>,
    /// Pseudonyms that these records carry: recipient, field, pseudonym.
    pub(super) carried: Vec<(RecipientIx, &'static str, String)>,
    /// Since when the first choice was waited for when these records came.
    pub(super) since: Option<WaitingSince>,
    /// What a sealed hold works with.
    pub(super) sealed: Option<OpenPurpose>,
}

impl Held {
    /// Forgets everything, keys first.
    pub(super) fn destroy(&mut self) {
        *self = Self::default();
    }

    /// Forgets what waits in memory, keys first.
    pub(super) fn destroy_in_memory(&mut self) {
        let sealed = self.sealed.take();
        *self = Self {
            sealed,
            ..Self::default()
        };
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.sealed.is_none()
    }
}
