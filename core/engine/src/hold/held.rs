//! What is held of one purpose before the person chose.

use std::collections::VecDeque;

use crate::catalog::RecipientIx;
use crate::identity::EpochKey;
use crate::ledger::WaitingSince;
use crate::minimise::{Context, Minimised};
use crate::queue::OpenPurpose;

/// Most bytes that one purpose holds in memory.
const MOST_BYTES: usize = 256 * 1024;
/// What a record takes besides its texts.
const BESIDES: usize = 128;

/// What is held of one purpose.
#[derive(Default)]
pub(super) struct Held {
    /// Provisional keys of what is in memory, one a recipient.
    pub(super) keys: Vec<(RecipientIx, EpochKey)>,
    /// Minimised records, oldest first, each with the facts and the person of its time.
    pub(super) records: VecDeque<(Context, Minimised)>,
    bytes: usize,
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

    /// Keeps a record, and lets the oldest go beyond `most` or [`MOST_BYTES`].
    pub(super) fn push(&mut self, context: Context, minimised: Minimised, most: usize) {
        self.bytes += weight(&context, &minimised);
        self.records.push_back((context, minimised));
        while self.records.len() > most || self.bytes > MOST_BYTES {
            if self.pop().is_none() {
                break;
            }
        }
    }

    /// Takes the oldest record.
    pub(super) fn pop(&mut self) -> Option<Minimised> {
        let (context, minimised) = self.records.pop_front()?;
        self.bytes -= weight(&context, &minimised);
        Some(minimised)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.sealed.is_none()
    }
}

fn weight(context: &Context, minimised: &Minimised) -> usize {
    context.text().len() + minimised.len() + BESIDES
}
