//! What an open purpose works with: its slot's secrets, its recipients' keys and lanes.

use std::sync::Arc;

use sordino_scrub::Scrubber;

use super::Engine;
use super::purpose::HeldRecords;
use crate::digest;
use crate::gate::{Door, Permitted};
use crate::identity::{EpochKey, IdentityKeys, Issued, PseudonymKey};
use crate::minimise::Minimiser;
use crate::ports::Millis;
use crate::queue::{Frame, LOCK, Lane, Outside, QUEUE, SegmentPlace, StoreError, generation_name};
use crate::record::Refusal;
use crate::scope::Scope;
use crate::sync::Ordering;
use crate::vault::{Slot, VaultFile};

const DAY: Millis = 86_400_000;

/// What an open purpose works with. Dropping it forgets its secrets.
pub(super) struct Working {
    pub(super) vault: Arc<VaultFile>,
    pub(super) slot: Slot,
    purpose: usize,
    /// When it was opened, by the ledger.
    opened: Millis,
    keys: Vec<(usize, EpochKey)>,
    pub(super) lanes: Vec<(usize, Lane)>,
    subject_version: u64,
    scrubber: Option<Arc<Scrubber>>,
    buffer: Vec<u8>,
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
            opened,
            keys: Vec::new(),
            lanes: Vec::new(),
            subject_version: 0,
            scrubber: None,
            buffer: Vec::new(),
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

    /// Makes keys, contexts and lanes fit the moment: a new person, a new epoch, a first record.
    pub(super) fn make_ready(
        &mut self,
        engine: &Engine,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        let policy = engine.policy();
        let version = engine.subject_version.load(Ordering::Acquire);
        let holds =
            |(at, key): &(usize, EpochKey)| key.holds(policy.recipients[*at].epoch, outside.now);
        if self.scrubber.is_some() && version == self.subject_version && self.keys.iter().all(holds)
        {
            return Ok(());
        }
        let subject = engine.subject.lock().clone();
        let purpose = &policy.purposes[self.purpose];
        let _held = outside
            .files
            .lock(LOCK, outside.lock_limit)
            .map_err(StoreError::from)?;
        let folder = self.folder();
        outside
            .files
            .create_folder(&folder)
            .map_err(StoreError::from)?;
        let identity = self.identity(outside)?;
        let minimiser = Minimiser {
            catalog: &engine.catalog,
            scrubber: &subject.scrubber,
            now: outside.now,
        };
        let mut keys = Vec::new();
        for at in engine.catalog.recipients(self.purpose) {
            let recipient = &policy.recipients[at];
            let key = identity
                .current(outside.random, &recipient.id, recipient.epoch, outside.now)
                .map_err(|_| Refusal::StorageFailed)?;
            let (context, issued) =
                minimiser.context(at, &key.key, &subject.facts, &subject.account);
            if recipient.remember_issued {
                for (field, pseudonym) in issued {
                    engine.remember(Issued {
                        purpose: purpose.id.clone(),
                        recipient: recipient.id.clone(),
                        field: field.to_owned(),
                        pseudonym,
                        time: outside.now,
                        until: outside.now + Millis::from(recipient.retention_days) * DAY,
                    })?;
                }
            }
            match self.lanes.iter_mut().find(|(lane_of, _)| *lane_of == at) {
                Some((_, lane)) => lane.set_context(context),
                None => {
                    let place = place(&self.slot, &purpose.id, &recipient.id);
                    let folder = format!("{folder}/{}", recipient.id);
                    self.lanes
                        .push((at, Lane::new(folder, place, recipient.queue, context)));
                }
            }
            keys.push((at, key));
        }
        self.keys = keys;
        self.scrubber = Some(subject.scrubber);
        self.subject_version = version;
        Ok(())
    }

    /// Minimises a record for each recipient and stores it; all of them or none.
    ///
    /// Where each stands, and how many values were dropped.
    pub(super) fn store(
        &mut self,
        engine: &Engine,
        outside: &Outside<'_>,
        permitted: Permitted<'_>,
        recipients: &[usize],
    ) -> Result<(Vec<(usize, Frame)>, u64), Refusal> {
        let scrubber = self.scrubber.clone().ok_or(Refusal::StorageFailed)?;
        let minimiser = Minimiser {
            catalog: &engine.catalog,
            scrubber: &scrubber,
            now: outside.now,
        };
        let Self {
            keys,
            lanes,
            buffer,
            ..
        } = self;
        let mut stored = Vec::with_capacity(recipients.len());
        let mut lengths = Vec::new();
        let result = minimiser.minimise(
            permitted,
            recipients,
            std::mem::take(buffer),
            |recipient| key_of(keys, recipient),
            |minimised| {
                let recipient = minimised.recipient();
                let (frame, text) = lane_of(lanes, recipient)?.append(outside, minimised)?;
                stored.push((recipient, frame));
                lengths.push(text.len());
                Ok::<_, Refusal>(text)
            },
        );
        match result {
            Ok((dropped, text)) => {
                *buffer = text;
                let evicted = lanes
                    .iter_mut()
                    .map(|(_, lane)| std::mem::take(&mut lane.evicted))
                    .sum::<u64>();
                if evicted > 0 {
                    engine
                        .counting
                        .change(|counters| counters.evicted += evicted);
                }
                Ok((stored, dropped))
            }
            Err(refusal) => {
                for ((recipient, _), length) in stored.iter().zip(lengths) {
                    lane_of(lanes, *recipient)?.take_back(length);
                }
                Err(refusal)
            }
        }
    }

    /// Takes over what was held before the choice: first the keys, so that pseudonyms stay the
    /// same, then each record through the gate again.
    pub(super) fn take_over(
        &mut self,
        engine: &Engine,
        outside: &Outside<'_>,
        door: &Door,
        held: &mut HeldRecords,
    ) -> Result<u64, Refusal> {
        if held.keys.is_empty() {
            return Ok(0);
        }
        {
            let _held = outside
                .files
                .lock(LOCK, outside.lock_limit)
                .map_err(StoreError::from)?;
            outside
                .files
                .create_folder(&self.folder())
                .map_err(StoreError::from)?;
            let identity = self.identity(outside)?;
            for (at, key) in &held.keys {
                let recipient = &engine.policy().recipients[*at].id;
                identity
                    .adopt(outside.random, recipient, key)
                    .map_err(|_| Refusal::StorageFailed)?;
            }
        }
        self.make_ready(engine, outside)?;
        let mut taken = 0;
        while let Some(minimised) = held.records.pop_front() {
            let permit = crate::gate::permit(door).ok_or(Refusal::Closed)?;
            let recipient = minimised.recipient();
            lane_of(&mut self.lanes, recipient)?
                .append(outside, minimised.permitted_now(permit))?;
            taken += 1;
        }
        held.destroy();
        Ok(taken)
    }

    /// Begins the segments of crash reports, so that a crash finds them ready.
    pub(super) fn prepare_for_crashes(
        &mut self,
        engine: &Engine,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        self.make_ready(engine, outside)?;
        for (at, lane) in &mut self.lanes {
            if engine.catalog.crash_recipients(self.purpose).contains(at) {
                lane.prepare(outside)?;
            }
        }
        Ok(())
    }

    fn identity(&self, outside: &Outside<'_>) -> Result<IdentityKeys, Refusal> {
        let mut place = [0; 16];
        place[..8].copy_from_slice(&(self.slot.index as u64).to_le_bytes());
        place[8..].copy_from_slice(&self.slot.generation.to_le_bytes());
        let path = format!("{}/identity", self.folder());
        IdentityKeys::open(outside.files, &path, &self.slot.identity_secret, place)
            .map_err(|_| Refusal::StorageFailed)
    }
}

fn key_of(keys: &[(usize, EpochKey)], recipient: usize) -> &PseudonymKey {
    let found = keys.iter().find(|(at, _)| *at == recipient);
    &found
        .expect("make_ready made a key for every recipient of the purpose")
        .1
        .key
}

fn lane_of(lanes: &mut [(usize, Lane)], recipient: usize) -> Result<&mut Lane, Refusal> {
    let found = lanes.iter_mut().find(|(at, _)| *at == recipient);
    found.map(|(_, lane)| lane).ok_or(Refusal::NoRecipient)
}
