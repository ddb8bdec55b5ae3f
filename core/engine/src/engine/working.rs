//! What an open purpose works with: its slot's secrets, its recipients' keys and lanes.

use std::sync::Arc;

use sordino_scrub::Scrubber;

use crate::digest;
use crate::identity::{EpochKey, IdentityKeys, PseudonymKey};
use crate::ports::Millis;
use crate::queue::{Lane, Outside, QUEUE, SegmentPlace, StoreError, generation_name};
use crate::record::Refusal;
use crate::scope::Scope;
use crate::vault::{Slot, VaultFile};

/// What an open purpose works with. Dropping it forgets its secrets.
pub(super) struct Working {
    pub(super) vault: Arc<VaultFile>,
    pub(super) slot: Slot,
    pub(super) purpose: usize,
    /// Whether it holds records that nobody gets unless the person says yes.
    pub(super) is_hold: bool,
    /// When it was opened, by the ledger.
    opened: Millis,
    pub(super) keys: Vec<(usize, EpochKey)>,
    pub(super) lanes: Vec<(usize, Lane)>,
    pub(super) subject_version: u64,
    pub(super) scrubber: Option<Arc<Scrubber>>,
    pub(super) buffer: Vec<u8>,
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoRoom => Self::NoRoom,
            StoreError::Busy => Self::Busy,
            StoreError::Failed => Self::StorageFailed,
        }
    }
}

/// Where one recipient's records lie under a generation.
pub(super) fn place(slot: &Slot, purpose: &str, recipient: &str) -> SegmentPlace {
    SegmentPlace {
        scope: Scope::Device,
        slot: slot.index,
        generation: slot.generation,
        purpose: digest::tag(&[b"purpose", purpose.as_bytes()]),
        recipient: digest::tag(&[b"recipient", recipient.as_bytes()]),
    }
}

/// Folder of a generation.
pub(super) fn folder(slot: usize, generation: u64) -> String {
    format!("{QUEUE}/{}", generation_name(slot, generation))
}

impl Working {
    pub(super) fn new(vault: Arc<VaultFile>, slot: Slot, purpose: usize, opened: Millis) -> Self {
        Self {
            vault,
            slot,
            purpose,
            is_hold: false,
            opened,
            keys: Vec::new(),
            lanes: Vec::new(),
            subject_version: 0,
            scrubber: None,
            buffer: Vec::new(),
        }
    }

    /// The same for a sealed hold.
    pub(super) fn hold(vault: Arc<VaultFile>, slot: Slot, purpose: usize, opened: Millis) -> Self {
        Self {
            is_hold: true,
            ..Self::new(vault, slot, purpose, opened)
        }
    }

    /// Whether the disk still holds the generation that we work under.
    pub(super) fn is_open_on_disk(&self) -> bool {
        self.vault
            .generation(self.slot.index)
            .is_ok_and(|on_disk| on_disk == self.slot.generation)
    }

    /// Whether this generation had begun at `time`. There is none before it that could count.
    pub(super) fn was_open_at(&self, time: Millis) -> bool {
        time >= self.opened
    }

    pub(super) fn folder(&self) -> String {
        folder(self.slot.index, self.slot.generation)
    }

    pub(super) fn identity(&self, outside: &Outside<'_>) -> Result<IdentityKeys, Refusal> {
        let mut place = [0; 16];
        place[..8].copy_from_slice(&(self.slot.index as u64).to_le_bytes());
        place[8..].copy_from_slice(&self.slot.generation.to_le_bytes());
        let path = format!("{}/identity", self.folder());
        IdentityKeys::open(outside.files, &path, &self.slot.identity_secret, place)
            .map_err(|_| Refusal::StorageFailed)
    }
}

pub(super) fn key_of(keys: &[(usize, EpochKey)], recipient: usize) -> &PseudonymKey {
    let found = keys.iter().find(|(at, _)| *at == recipient);
    &found
        .expect("make_ready made a key for every recipient of the purpose")
        .1
        .key
}

pub(super) fn lane_of(lanes: &mut [(usize, Lane)], recipient: usize) -> Result<&mut Lane, Refusal> {
    let found = lanes.iter_mut().find(|(at, _)| *at == recipient);
    found.map(|(_, lane)| lane).ok_or(Refusal::NoRecipient)
}
