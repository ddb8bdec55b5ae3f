//! The vault's file, without its keys. Format: `docs/formats/vault.md`.
//!
//! A header of 256 bytes, then slots of 256. A slot begins with its generation (0 = closed), which
//! every accepted record compares by one read of 8 bytes.

use std::io;

use crate::digest;
use crate::ports::{File, Files, Mode, read_exact_at, write_all_at};

const MAGIC: &[u8; 8] = b"SORDVALT";
const FORMAT: u16 = 1;
const HEADER_BYTES: usize = 256;
const SLOT_BYTES: usize = 256;
/// Slots in a vault: purposes of the device and of its accounts, held ones, chains.
const SLOTS: usize = 64;
/// No device reaches it: a number like this is damage, and the next one must still fit.
const GENERATIONS: u64 = 1 << 48;
/// Length of the read that every accepted record makes.
const GENERATION_BYTES: usize = 8;

/// Why the vault cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultError {
    /// There is none.
    Missing,
    /// It is damaged.
    Corrupt,
    /// Every slot is taken.
    Full,
    /// The system refused; the kind says why.
    Io(io::ErrorKind),
    /// No randomness.
    Random,
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::UnexpectedEof => Self::Corrupt,
            kind => Self::Io(kind),
        }
    }
}

/// One slot as it lies on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawSlot {
    /// 0 when closed.
    pub(crate) generation: u64,
    /// The highest generation it ever had.
    pub(crate) last_generation: u64,
    /// Which vault key wraps it.
    pub(crate) key_epoch: u64,
    /// Name of what it is for.
    pub(crate) tag: [u8; 16],
    /// Its wrapped secrets.
    pub(crate) wrapped: [u8; Self::WRAPPED_BYTES],
}

impl RawSlot {
    /// Nonce, 104 bytes of content, tag.
    pub(crate) const WRAPPED_BYTES: usize = 132;

    fn read(bytes: &[u8; SLOT_BYTES]) -> Self {
        let number = |at: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[at..at + 8]);
            u64::from_le_bytes(eight)
        };
        let mut tag = [0; 16];
        tag.copy_from_slice(&bytes[24..40]);
        let mut wrapped = [0; Self::WRAPPED_BYTES];
        wrapped.copy_from_slice(&bytes[40..40 + Self::WRAPPED_BYTES]);
        Self {
            generation: number(0),
            last_generation: number(8),
            key_epoch: number(16),
            tag,
            wrapped,
        }
    }

    fn to_bytes(&self) -> [u8; SLOT_BYTES] {
        let mut bytes = [0; SLOT_BYTES];
        bytes[..8].copy_from_slice(&self.generation.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.last_generation.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.key_epoch.to_le_bytes());
        bytes[24..40].copy_from_slice(&self.tag);
        bytes[40..40 + Self::WRAPPED_BYTES].copy_from_slice(&self.wrapped);
        bytes
    }
}

/// Where a slot's generation stands in the file.
fn generation_offset(index: usize) -> u64 {
    (HEADER_BYTES + index * SLOT_BYTES) as u64
}

/// The open file. Whoever writes holds the lock over all processes.
pub(crate) struct VaultFile {
    file: Box<dyn File>,
    install: [u8; 16],
}

impl VaultFile {
    /// Makes a vault without a single open slot, in place of whatever is at `path`.
    pub(crate) fn create(
        files: &dyn Files,
        path: &str,
        install: [u8; 16],
    ) -> Result<Self, VaultError> {
        let file = files.open(path, Mode::Create)?;
        let mut bytes = vec![0; HEADER_BYTES + SLOTS * SLOT_BYTES];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..10].copy_from_slice(&FORMAT.to_le_bytes());
        bytes[16..32].copy_from_slice(&install);
        let check = digest::sha256(&[&bytes[..32]]);
        bytes[32..64].copy_from_slice(&check);
        write_all_at(&*file, &bytes, 0)?;
        file.set_len(bytes.len() as u64)?;
        file.sync()?;
        Ok(Self { file, install })
    }

    /// Opens the vault at `path`.
    pub(crate) fn open(files: &dyn Files, path: &str) -> Result<Self, VaultError> {
        let file = files.open(path, Mode::Write)?;
        let mut header = [0; HEADER_BYTES];
        read_exact_at(&*file, &mut header, 0)?;
        let whole = header[..8] == *MAGIC
            && header[8..10] == FORMAT.to_le_bytes()
            && header[32..64] == digest::sha256(&[&header[..32]])
            && file.len()? == (HEADER_BYTES + SLOTS * SLOT_BYTES) as u64;
        if !whole {
            return Err(VaultError::Corrupt);
        }
        let mut install = [0; 16];
        install.copy_from_slice(&header[16..32]);
        let vault = Self { file, install };
        let numbers = |(_, slot): &(usize, RawSlot)| slot.generation.max(slot.last_generation);
        match vault.slots()?.iter().map(numbers).max() {
            Some(GENERATIONS..) => Err(VaultError::Corrupt),
            _ => Ok(vault),
        }
    }

    /// The install that this vault belongs to.
    pub(crate) fn install(&self) -> [u8; 16] {
        self.install
    }

    /// Every slot that was ever taken, with its place.
    pub(crate) fn slots(&self) -> Result<Vec<(usize, RawSlot)>, VaultError> {
        let mut bytes = vec![0; SLOTS * SLOT_BYTES];
        read_exact_at(&*self.file, &mut bytes, HEADER_BYTES as u64)?;
        let (chunks, _) = bytes.as_chunks::<SLOT_BYTES>();
        let slots = chunks.iter().map(RawSlot::read).enumerate();
        Ok(slots.filter(|(_, slot)| slot.tag != [0; 16]).collect())
    }

    /// The slot named `tag` and its place, if it was ever taken.
    pub(crate) fn find(&self, tag: [u8; 16]) -> Result<Option<(usize, RawSlot)>, VaultError> {
        Ok(self.slots()?.into_iter().find(|(_, slot)| slot.tag == tag))
    }

    /// The place of the slot named `tag`: its own, or a free one.
    pub(crate) fn place(&self, tag: [u8; 16]) -> Result<(usize, u64), VaultError> {
        let slots = self.slots()?;
        if let Some((index, slot)) = slots.iter().find(|(_, slot)| slot.tag == tag) {
            return Ok((*index, slot.last_generation.max(slot.generation)));
        }
        let free = (0..SLOTS).find(|index| slots.iter().all(|(taken, _)| taken != index));
        free.map(|index| (index, 0)).ok_or(VaultError::Full)
    }

    /// Writes a slot and syncs it.
    pub(crate) fn write(&self, index: usize, slot: &RawSlot) -> Result<(), VaultError> {
        self.write_unsynced(index, slot)?;
        Ok(self.file.sync()?)
    }

    /// Writes a slot; the caller syncs once for several.
    pub(crate) fn write_unsynced(&self, index: usize, slot: &RawSlot) -> Result<(), VaultError> {
        Ok(write_all_at(
            &*self.file,
            &slot.to_bytes(),
            generation_offset(index),
        )?)
    }

    /// Returns when everything written would survive a power loss.
    pub(crate) fn sync(&self) -> Result<(), VaultError> {
        Ok(self.file.sync()?)
    }

    /// Overwrites a slot in place and syncs it; the generation it had, 0 if it was closed already.
    ///
    /// The one write that makes an off durable. It keeps the highest generation, so that no later
    /// one repeats it, and nothing else.
    pub(crate) fn wipe(&self, index: usize) -> Result<u64, VaultError> {
        let mut bytes = [0; SLOT_BYTES];
        read_exact_at(&*self.file, &mut bytes, generation_offset(index))?;
        let slot = RawSlot::read(&bytes);
        let wiped = RawSlot {
            generation: 0,
            last_generation: slot.last_generation.max(slot.generation),
            key_epoch: 0,
            tag: slot.tag,
            wrapped: [0; RawSlot::WRAPPED_BYTES],
        };
        self.write(index, &wiped)?;
        Ok(slot.generation)
    }

    /// The generation of a slot at this moment.
    pub(crate) fn generation(&self, index: usize) -> io::Result<u64> {
        let mut bytes = [0; GENERATION_BYTES];
        read_exact_at(&*self.file, &mut bytes, generation_offset(index))?;
        Ok(u64::from_le_bytes(bytes))
    }
}
