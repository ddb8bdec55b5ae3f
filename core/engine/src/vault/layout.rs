//! The vault's file, without its keys. Format: `docs/formats/vault.md`.
//!
//! A header of 256 bytes, then slots of 256, in pages of 64.
//!
//! # Validity is decided at use
//!
//! Beside its generation (0 = closed) each slot has an *off-word*. Whoever closes the slot overwrites that
//! word with a fresh random one and syncs it, with or without the lock over all processes. Whoever opens the
//! slot seals the word that stood there before the ledger's entry was written. The slot is open only while
//! both are equal, and every accepted record compares word, generation and name by one read.
//!
//! So a process that was stopped while it held the lock, and goes on after somebody else's off, writes back a
//! slot that is dead: it carries the word of before. Three rules keep that true:
//!
//! - A slot is written by bytes [`OWN`] of its place alone. They leave the words out.
//! - The file is never replaced by another one, neither for a new vault: everything is written in place.
//!   Words that somebody writes meanwhile are in the same file, whatever becomes of the slots.
//! - A refusal and a limiter's lowering have words of their own there, which need no key: they stand until a later
//!   choice, made by whoever holds the lock, names the word that it answers. So they outlive keys and ledger.
//! - Each purpose of the policy has its place before anything can open, so that an off finds it.

use std::io;

use super::place::Place;
use super::raw::{OFF, OWN, RawSlot, SLOT_BYTES, number};
use crate::digest;
use crate::misplaced::open_file;
use crate::ports::{File, Files, Millis, Mode, Random, read_exact_at, write_all_at};

const MAGIC: &[u8; 8] = b"SORDVALT";
const FORMAT: u16 = 1;
const HEADER_BYTES: usize = 256;
/// The file grows by so many slots.
const PAGE_SLOTS: usize = 64;
const PAGE_BYTES: usize = PAGE_SLOTS * SLOT_BYTES;
/// Room for 64 purposes of the device and of 16 accounts each, a hold beside every one, and the chains.
const MOST_PAGES: usize = 36;
/// No device reaches it: a number like this is damage, and the next one must still fit.
const GENERATIONS: u64 = 1 << 48;
/// Where the name of a slot stands.
const TAG: usize = 64;
/// Length of the read that every accepted record makes: from the off-word to the end of the name.
const STANDING_BYTES: usize = TAG + 16 - OFF;

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

/// How many whole pages a file of that length has.
fn pages(length: u64) -> usize {
    let bytes = usize::try_from(length).unwrap_or(usize::MAX);
    bytes.saturating_sub(HEADER_BYTES) / PAGE_BYTES
}

/// Where byte `at` of a slot stands in the file.
pub(super) fn offset(index: usize, at: usize) -> u64 {
    (HEADER_BYTES + index * SLOT_BYTES + at) as u64
}

/// The open file. Whoever writes holds the lock over all processes.
pub(crate) struct VaultFile {
    pub(super) file: Box<dyn File>,
    install: [u8; 16],
    place: Place,
}

impl VaultFile {
    /// Opens the file at `path` for its words alone, which need no key. Nothing in it is trusted to open
    /// anything. Who holds the lock over all processes makes it whole if it is missing or too short.
    pub(crate) fn unkeyed(
        files: &dyn Files,
        path: &str,
        has_lock: bool,
    ) -> Result<Self, VaultError> {
        let mode = match has_lock {
            true => Mode::Create,
            false => Mode::Write,
        };
        let file = open_file(files, path, mode)?;
        let there = file.len()?;
        let whole = (HEADER_BYTES + pages(there).clamp(1, MOST_PAGES) * PAGE_BYTES) as u64;
        if there < whole {
            if !has_lock {
                // Whoever holds the lock may be at it: what they wrote must not be overwritten.
                return Err(VaultError::Corrupt);
            }
            // Written, not only made longer: an off must find its space taken.
            let missing = vec![0; usize::try_from(whole - there).unwrap_or(0)];
            write_all_at(&*file, &missing, there)?;
            file.sync()?;
            files.sync_folder("")?;
        }
        Ok(Self {
            file,
            install: [0; 16],
            place: Place::default(),
        })
    }

    /// Makes a vault without a single open slot in the file at `path`, in place of whatever it holds.
    ///
    /// The words of those who closed a place stay: at places that are named by one of `tags`, and where the
    /// file was a whole vault at all places with a no that stands.
    pub(crate) fn create(
        files: &dyn Files,
        path: &str,
        install: [u8; 16],
        tags: &[[u8; 16]],
        random: &dyn Random,
    ) -> Result<Self, VaultError> {
        let was_whole = !matches!(Self::open(files, path), Err(VaultError::Corrupt));
        let vault = Self {
            install,
            ..Self::unkeyed(files, path, true)?
        };
        let bytes = vault.pages()? * PAGE_BYTES;
        vault.file.set_len((HEADER_BYTES + bytes) as u64)?;
        let mut slots = vec![0; bytes];
        read_exact_at(&*vault.file, &mut slots, HEADER_BYTES as u64)?;
        let (slots, _) = slots.as_chunks::<SLOT_BYTES>();
        for (index, bytes) in slots.iter().enumerate() {
            let slot = RawSlot::read(bytes);
            if tags.contains(&slot.tag) || was_whole && slot.holds_a_no() {
                vault.write_off(index, &slot, random)?;
                // Generations and keys begin anew.
                let closed = RawSlot {
                    last_generation: 0,
                    owed: 0,
                    ..slot.closed()
                };
                vault.write_unsynced(index, &closed)?;
            } else if *bytes != [0; SLOT_BYTES] {
                // The remains of another kind of slot, or damage.
                write_all_at(&*vault.file, &[0; SLOT_BYTES], offset(index, 0))?;
            }
        }
        let mut header = [0; HEADER_BYTES];
        header[..8].copy_from_slice(MAGIC);
        header[8..10].copy_from_slice(&FORMAT.to_le_bytes());
        header[16..32].copy_from_slice(&install);
        let check = digest::sha256(&[&header[..32]]);
        header[32..64].copy_from_slice(&check);
        write_all_at(&*vault.file, &header, 0)?;
        vault.file.sync()?;
        Ok(vault)
    }

    /// Opens the vault at `path`. One that has places and no install yet is missing.
    pub(crate) fn open(files: &dyn Files, path: &str) -> Result<Self, VaultError> {
        let file = open_file(files, path, Mode::Write)?;
        let mut header = [0; HEADER_BYTES];
        read_exact_at(&*file, &mut header, 0)?;
        if header == [0; HEADER_BYTES] {
            return Err(VaultError::Missing);
        }
        let whole = header[..8] == *MAGIC
            && header[8..10] == FORMAT.to_le_bytes()
            && header[32..64] == digest::sha256(&[&header[..32]])
            && (1..=MOST_PAGES).contains(&pages(file.len()?));
        if !whole {
            return Err(VaultError::Corrupt);
        }
        let mut install = [0; 16];
        install.copy_from_slice(&header[16..32]);
        let vault = Self {
            file,
            install,
            place: Place::default(),
        };
        let numbers = |(_, slot): &(usize, RawSlot)| slot.generation.max(slot.last_generation);
        match vault.slots()?.iter().map(numbers).max() {
            Some(GENERATIONS..) => Err(VaultError::Corrupt),
            _ => Ok(vault),
        }
    }

    /// Returns `true` if there is no vault at `path`, so that nothing can be open.
    pub(crate) fn is_missing(files: &dyn Files, path: &str) -> bool {
        matches!(Self::open(files, path), Err(VaultError::Missing))
    }

    /// Returns `true` while this file is the vault that every other process opens: the folder is there, and so is the file.
    pub(crate) fn is_in_place(&self) -> bool {
        self.place.look(&*self.file)
    }

    /// The same as of a second ago at most, by the clock.
    pub(crate) fn was_in_place(&self, now: Millis) -> bool {
        self.place.look_if_due(&*self.file, now)
    }

    /// The install that this vault belongs to.
    pub(crate) fn install(&self) -> [u8; 16] {
        self.install
    }

    /// Every slot that was ever taken, with its place.
    pub(crate) fn slots(&self) -> Result<Vec<(usize, RawSlot)>, VaultError> {
        let mut bytes = vec![0; self.pages()? * PAGE_BYTES];
        read_exact_at(&*self.file, &mut bytes, HEADER_BYTES as u64)?;
        let (chunks, _) = bytes.as_chunks::<SLOT_BYTES>();
        // Most places are free.
        let taken = chunks.iter().enumerate();
        let taken = taken.filter(|(_, bytes)| RawSlot::tag_of(bytes) != [0; 16]);
        Ok(taken
            .map(|(at, bytes)| (at, RawSlot::read(bytes)))
            .collect())
    }

    /// Gives each of `tags` a place that has none yet. The places are closed.
    pub(crate) fn keep_places(&self, tags: &[[u8; 16]]) -> Result<(), VaultError> {
        let slots = self.slots()?;
        let has_none = |tag: &&[u8; 16]| slots.iter().all(|(_, slot)| slot.tag != **tag);
        let missing: Vec<_> = tags.iter().filter(has_none).collect();
        // Whoever damages files may cut this one meanwhile.
        let free = (self.pages()? * PAGE_SLOTS).saturating_sub(slots.len());
        if free < missing.len() + tags.len() {
            // A hold beside each needs a place too, when the disk may be full.
            match self.grow() {
                Err(error) if free < missing.len() => return Err(error),
                _ => {}
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let mut kept = Ok(());
        for tag in missing {
            kept = self
                .place(*tag)
                .and_then(|(index, slot)| self.write_unsynced(index, &slot));
            if kept.is_err() {
                break;
            }
        }
        self.sync()?;
        kept
    }

    /// How many pages it has at this moment; another process may have made it grow.
    fn pages(&self) -> io::Result<usize> {
        Ok(pages(self.file.len()?).min(MOST_PAGES))
    }

    /// Adds a page of free places, durably. One that is cut short is none, and is written again by the next.
    fn grow(&self) -> Result<(), VaultError> {
        let pages = self.pages()?;
        if pages == MOST_PAGES {
            return Err(VaultError::Full);
        }
        // Written, not only made longer: an off must find its space taken.
        write_all_at(
            &*self.file,
            &vec![0; PAGE_BYTES],
            (HEADER_BYTES + pages * PAGE_BYTES) as u64,
        )?;
        Ok(self.file.sync()?)
    }

    /// The slot named `tag` and its place, if it was ever taken.
    pub(crate) fn find(&self, tag: [u8; 16]) -> Result<Option<(usize, RawSlot)>, VaultError> {
        Ok(self.slots()?.into_iter().find(|(_, slot)| slot.tag == tag))
    }

    /// The place of the slot named `tag` and what stands there: its own, or a free one.
    pub(crate) fn place(&self, tag: [u8; 16]) -> Result<(usize, RawSlot), VaultError> {
        let mut slots = self.slots()?;
        if let Some(own) = slots.iter().position(|(_, slot)| slot.tag == tag) {
            return Ok(slots.swap_remove(own));
        }
        let mut places = 0..self.pages()? * PAGE_SLOTS;
        let free = places.find(|index| slots.iter().all(|(taken, _)| taken != index));
        Ok((free.ok_or(VaultError::Full)?, RawSlot::taken(tag)))
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
            &slot.own(),
            offset(index, OWN.start),
        )?)
    }

    /// Returns when everything written would survive a power loss.
    pub(crate) fn sync(&self) -> Result<(), VaultError> {
        Ok(self.file.sync()?)
    }

    /// What stands at a place.
    pub(super) fn slot(&self, index: usize) -> Result<RawSlot, VaultError> {
        let mut bytes = [0; SLOT_BYTES];
        read_exact_at(&*self.file, &mut bytes, offset(index, 0))?;
        Ok(RawSlot::read(&bytes))
    }

    fn write_off(
        &self,
        index: usize,
        slot: &RawSlot,
        random: &dyn Random,
    ) -> Result<(), VaultError> {
        let word = slot.next_off(random).to_le_bytes();
        Ok(write_all_at(&*self.file, &word, offset(index, OFF))?)
    }

    /// What decides whether a slot is open, as it stands at this moment.
    pub(crate) fn standing(&self, index: usize) -> io::Result<Standing> {
        let mut bytes = [0; STANDING_BYTES];
        read_exact_at(&*self.file, &mut bytes, offset(index, OFF))?;
        let mut tag = [0; 16];
        tag.copy_from_slice(&bytes[TAG - OFF..]);
        Ok(Standing {
            off: number(&bytes, 0),
            generation: number(&bytes, 8),
            tag,
        })
    }
}

/// What decides whether a slot is open.
pub(crate) struct Standing {
    pub(crate) off: u64,
    pub(crate) generation: u64,
    /// Whose it is.
    pub(crate) tag: [u8; 16],
}
