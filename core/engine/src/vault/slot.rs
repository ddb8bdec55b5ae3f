//! What a slot holds, wrapped by the vault key.

use zeroize::Zeroizing;

use super::ids::SlotId;
use super::keys::Keys;
use super::layout::{VaultError, VaultFile};
use super::raw::RawSlot;
use crate::ledger::{Hash, Opening};
use crate::ports::Random;
use crate::seal::{KEY_BYTES, Secret, new_secret};

impl SlotId {
    /// The place and the off-word that close it, as they stand in `slots`.
    pub(crate) fn off(self, slots: &[(usize, RawSlot)]) -> Option<Off> {
        let tag = self.guard();
        let guard = slots.iter().find(|(_, raw)| raw.tag == tag)?;
        Some(Off {
            place: Named {
                index: guard.0,
                tag,
            },
            word: guard.1.off,
            refused: guard.1.refused,
        })
    }
}

/// A place, and the name that it bears. Under another name it is another purpose's, or damaged: an off looks for the
/// name, and would write its word elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    index: usize,
    tag: [u8; 16],
}

impl Named {
    /// Off-word and generation, while the place bears the name.
    fn standing(self, file: &VaultFile) -> Option<(u64, u64)> {
        let there = file.standing(self.index).ok()?;
        (there.tag == self.tag).then_some((there.off, there.generation))
    }
}

/// An off-word, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Off {
    /// The place that it stands at.
    place: Named,
    pub(crate) word: u64,
    /// The last refusal that stood there, which is answered by what is opened under this word.
    refused: u64,
}

/// A generation of a slot, and the off-word that it was opened under.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnDisk {
    place: Named,
    generation: u64,
    off: Off,
}

impl OnDisk {
    /// Returns `true` while the disk holds this generation, and nobody turned it off since it was opened.
    pub(crate) fn is_open(self, file: &VaultFile) -> bool {
        let Some((word, generation)) = self.place.standing(file) else {
            return false;
        };
        let word = match self.off.place == self.place {
            true => Some(word),
            false => self.off.place.standing(file).map(|(word, _)| word),
        };
        generation == self.generation && word == Some(self.off.word)
    }
}

/// The ledger entry that a slot vouches for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Vouched {
    pub(crate) sequence: u64,
    pub(crate) hash: Hash,
}

impl Vouched {
    /// For a slot that no entry opened.
    pub(crate) const NOTHING: Self = Self {
        sequence: 0,
        hash: [0; 32],
    };
}

/// A slot's content, readable.
#[derive(Clone)]
pub(crate) struct Slot {
    pub(crate) index: usize,
    tag: [u8; 16],
    pub(crate) generation: u64,
    /// Wraps the keys of the queue's segments; the chain's own key in a ledger's slot.
    pub(crate) queue_secret: Secret,
    /// Wraps the keys of pseudonyms.
    pub(crate) identity_secret: Secret,
    pub(crate) vouched: Vouched,
    /// The off-word that it was opened under.
    pub(crate) off: Off,
}

impl From<Opening> for Vouched {
    fn from(opening: Opening) -> Self {
        Self {
            sequence: opening.sequence,
            hash: opening.hash,
        }
    }
}

const CONTENT_BYTES: usize = 2 * KEY_BYTES + 8 + 32 + 8;

impl Slot {
    /// Makes two fresh secrets and writes them, under a generation never used before.
    ///
    /// `off` was read before what opens it was written: an off since then closes the slot as it is made.
    pub(crate) fn create(
        file: &VaultFile,
        keys: &Keys,
        random: &dyn Random,
        id: SlotId,
        vouched: Vouched,
        off: Off,
    ) -> Result<Self, VaultError> {
        let (index, before) = file.place(id.tag())?;
        let slot = Self::fresh(random, id, (index, &before), vouched, off)?;
        slot.put_over(file, keys, random, before)?;
        Ok(slot)
    }

    /// The same, not written yet.
    pub(crate) fn draft(
        file: &VaultFile,
        random: &dyn Random,
        id: SlotId,
        vouched: Vouched,
        off: Off,
    ) -> Result<Self, VaultError> {
        let (index, before) = file.place(id.tag())?;
        Self::fresh(random, id, (index, &before), vouched, off)
    }

    /// The next generation of what stands at a place, with secrets of its own.
    fn fresh(
        random: &dyn Random,
        id: SlotId,
        (index, before): (usize, &RawSlot),
        vouched: Vouched,
        off: Off,
    ) -> Result<Self, VaultError> {
        let last = before.closed().last_generation;
        Ok(Self {
            index,
            tag: id.tag(),
            generation: last + 1,
            queue_secret: new_secret(random).map_err(|_| VaultError::Random)?,
            identity_secret: new_secret(random).map_err(|_| VaultError::Random)?,
            vouched,
            off,
        })
    }

    /// Writes what was drafted.
    pub(crate) fn put(
        &self,
        file: &VaultFile,
        keys: &Keys,
        random: &dyn Random,
        id: SlotId,
    ) -> Result<(), VaultError> {
        let (_, before) = file.place(id.tag())?;
        self.put_over(file, keys, random, before)
    }

    /// The same, over what stands at its place.
    fn put_over(
        &self,
        file: &VaultFile,
        keys: &Keys,
        random: &dyn Random,
        before: RawSlot,
    ) -> Result<(), VaultError> {
        let before = before.overwritten().answering(self.off.refused);
        file.write(self.index, &self.wrap(file, keys, random, before)?)
    }

    /// Returns the slot's content, or `None` if it is closed, also by an off-word, or not readable with the
    /// keys at hand.
    pub(crate) fn read(
        file: &VaultFile,
        keys: &Keys,
        id: SlotId,
    ) -> Result<Option<Self>, VaultError> {
        Ok(Self::among(&file.slots()?, file, keys, id))
    }

    /// The same among slots that were read already.
    pub(crate) fn among(
        slots: &[(usize, RawSlot)],
        file: &VaultFile,
        keys: &Keys,
        id: SlotId,
    ) -> Option<Self> {
        let tag = id.tag();
        let (index, raw) = slots.iter().find(|(_, raw)| raw.tag == tag)?;
        let off = id.off(slots)?;
        let slot = Self::unwrap(file, keys, *index, raw, off.place)?;
        (slot.off.word == off.word).then_some(slot)
    }

    /// What the disk says of this generation, for whoever holds none of its secrets.
    pub(crate) fn on_disk(&self) -> OnDisk {
        OnDisk {
            place: Named {
                index: self.index,
                tag: self.tag,
            },
            generation: self.generation,
            off: self.off,
        }
    }

    /// Returns `true` while the disk holds this generation, and nobody turned it off since it was opened.
    pub(crate) fn is_open_on_disk(&self, file: &VaultFile) -> bool {
        self.on_disk().is_open(file)
    }

    /// The same secrets, and the off-word that was sealed with them, under the newest vault key.
    pub(crate) fn rewrap(
        file: &VaultFile,
        keys: &Keys,
        random: &dyn Random,
        index: usize,
        raw: &RawSlot,
    ) -> Result<(), VaultError> {
        let place = Named {
            index,
            tag: raw.tag,
        };
        match Self::unwrap(file, keys, index, raw, place) {
            Some(slot) => file.write_unsynced(index, &slot.wrap(file, keys, random, raw.clone())?),
            // No key at hand opens it, and none ever will.
            None => file.wipe(index, random, None).map(drop),
        }
    }

    fn wrap(
        &self,
        file: &VaultFile,
        keys: &Keys,
        random: &dyn Random,
        before: RawSlot,
    ) -> Result<RawSlot, VaultError> {
        let (key_epoch, sealer) = keys.newest();
        let mut content = Zeroizing::new([0; CONTENT_BYTES]);
        content[..KEY_BYTES].copy_from_slice(&*self.queue_secret);
        content[KEY_BYTES..2 * KEY_BYTES].copy_from_slice(&*self.identity_secret);
        content[64..72].copy_from_slice(&self.vouched.sequence.to_le_bytes());
        content[72..104].copy_from_slice(&self.vouched.hash);
        content[104..].copy_from_slice(&self.off.word.to_le_bytes());
        let bound_to = bound_to(
            file.install(),
            self.index,
            self.generation,
            key_epoch,
            before.tag,
        );
        let sealed = sealer
            .seal_boxed(random, &bound_to, &*content)
            .map_err(|_| VaultError::Random)?;
        let mut wrapped = [0; RawSlot::WRAPPED_BYTES];
        wrapped.copy_from_slice(&sealed);
        Ok(RawSlot {
            generation: self.generation,
            last_generation: self.generation,
            key_epoch,
            wrapped,
            ..before
        })
    }

    fn unwrap(
        file: &VaultFile,
        keys: &Keys,
        index: usize,
        raw: &RawSlot,
        guard: Named,
    ) -> Option<Self> {
        if raw.generation == 0 {
            return None;
        }
        let sealer = keys.of_epoch(raw.key_epoch)?;
        let bound_to = bound_to(
            file.install(),
            index,
            raw.generation,
            raw.key_epoch,
            raw.tag,
        );
        let content = sealer.open_boxed(&bound_to, &raw.wrapped).ok()?;
        let content: &[u8; CONTENT_BYTES] = content.as_slice().try_into().ok()?;
        let secret = |at: usize| {
            let mut bytes = Zeroizing::new([0; KEY_BYTES]);
            bytes.copy_from_slice(&content[at..at + KEY_BYTES]);
            bytes
        };
        let number = |at: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&content[at..at + 8]);
            u64::from_le_bytes(eight)
        };
        let mut hash = [0; 32];
        hash.copy_from_slice(&content[72..104]);
        Some(Self {
            index,
            tag: raw.tag,
            generation: raw.generation,
            queue_secret: secret(0),
            identity_secret: secret(KEY_BYTES),
            vouched: Vouched {
                sequence: number(64),
                hash,
            },
            off: Off {
                place: guard,
                word: number(104),
                refused: raw.refused,
            },
        })
    }
}

/// A slot's bytes open only at its own place, for its own generation, on its own install.
fn bound_to(
    install: [u8; 16],
    index: usize,
    generation: u64,
    key_epoch: u64,
    tag: [u8; 16],
) -> Vec<u8> {
    let mut bytes = b"sordino slot 1".to_vec();
    bytes.extend_from_slice(&install);
    bytes.extend_from_slice(&(index as u64).to_le_bytes());
    bytes.extend_from_slice(&generation.to_le_bytes());
    bytes.extend_from_slice(&key_epoch.to_le_bytes());
    bytes.extend_from_slice(&tag);
    bytes
}
