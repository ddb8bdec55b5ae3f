//! The ledger's file: sealed entries in space kept in reserve. Format: `docs/formats/ledger.md`.

use std::sync::Arc;

use sordino_policy::Policy;

use super::balance::Balance;
use super::entry::{Entry, Hash, What};
use super::error::LedgerError;
use super::frames::{Frame, LENGTH_BYTES, MAX_SEALED, framed, frames, is_zero};
use super::header::{HEADER_BYTES, first_of, new_header, read_header, read_whole};
use crate::digest;
use crate::json;
use crate::misplaced::open_file;
use crate::ports::{File, Files, Millis, Mode, Random, write_all_at};
use crate::scope::Scope;
use crate::seal::{KEY_BYTES, NONCE_BYTES, Sealer, TAG_BYTES};

/// A file beyond this is refused, and nothing is written beyond it.
const MAX_FILE: u64 = 32 * 1024 * 1024;
/// Space written ahead, so that an off needs no free space: some thirty entries.
const RESERVE: u64 = 16 * 1024;
/// So many entries, and so many times its own length, lie between two checkpoints.
const CHECKPOINT_EVERY: u32 = 16;
const CHECKPOINT_SHARE: u64 = 4;

/// An open ledger: the part of the chain that is written. Whoever appends or catches up holds the lock over all
/// processes.
pub(crate) struct LedgerFile {
    pub(super) file: Box<dyn File>,
    pub(super) sealer: Arc<Sealer>,
    pub(super) header: [u8; HEADER_BYTES],
    /// Sequence of the part's first entry.
    pub(super) first: u64,
    pub(super) tail: u64,
    reserved: u64,
    pub(super) next: u64,
    pub(super) head: Hash,
    balance: Balance,
    /// Entries since the last checkpoint, where it ends, and its length.
    since_checkpoint: u32,
    behind_checkpoint: u64,
    checkpoint_bytes: u64,
    /// Whether the last entry was cut short and is gone.
    pub(crate) torn: bool,
    /// Whether the file is no longer the part that is written.
    pub(super) moved: bool,
}

impl LedgerFile {
    /// Begins a chain in a new file at `path`.
    pub(crate) fn create(
        files: &dyn Files,
        path: &str,
        key: &[u8; KEY_BYTES],
        random: &dyn Random,
        scope: Scope,
    ) -> Result<Self, LedgerError> {
        Self::begin(files.open(path, Mode::CreateNew)?, key, random, scope)
    }

    /// Begins a chain in the space of the file at `path`, which is overwritten first. Needs no free space.
    pub(crate) fn overwrite(
        files: &dyn Files,
        path: &str,
        key: &[u8; KEY_BYTES],
        random: &dyn Random,
        scope: Scope,
    ) -> Result<Self, LedgerError> {
        let file = open_file(files, path, Mode::Write)?;
        let there = usize::try_from(file.len()?.min(MAX_FILE)).unwrap_or(0);
        write_all_at(&*file, &vec![0; there], 0)?;
        file.set_len(there as u64)?;
        file.sync()?;
        Self::begin(file, key, random, scope)
    }

    fn begin(
        file: Box<dyn File>,
        key: &[u8; KEY_BYTES],
        random: &dyn Random,
        scope: Scope,
    ) -> Result<Self, LedgerError> {
        let mut chain = [0; 16];
        random.fill(&mut chain).map_err(|_| LedgerError::Random)?;
        let sealer = Arc::new(Sealer::new(key));
        let mut ledger = Self::empty(file, sealer, new_header(scope, chain))?;
        write_all_at(&*ledger.file, &ledger.header, 0)?;
        ledger.reserved = ledger.file.len()?;
        ledger.keep_reserve()?;
        ledger.file.sync()?;
        Ok(ledger)
    }

    /// A part of which nothing is read yet.
    pub(super) fn empty(
        file: Box<dyn File>,
        sealer: Arc<Sealer>,
        header: [u8; HEADER_BYTES],
    ) -> Result<Self, LedgerError> {
        let first = first_of(&header);
        Ok(Self {
            reserved: file.len()?,
            file,
            sealer,
            header,
            first,
            tail: HEADER_BYTES as u64,
            next: first,
            head: [0; 32],
            balance: Balance::default(),
            since_checkpoint: 0,
            behind_checkpoint: HEADER_BYTES as u64,
            checkpoint_bytes: 0,
            torn: false,
            moved: false,
        })
    }

    /// Reads the part at `path` from its last checkpoint on. A last entry that was cut short is dropped and its
    /// bytes zeroed.
    pub(super) fn open(
        files: &dyn Files,
        path: &str,
        sealer: Arc<Sealer>,
        scope: Scope,
        policy: &Policy,
    ) -> Result<Self, LedgerError> {
        let file = open_file(files, path, Mode::Write)?;
        let header = read_header(&*file, scope)?;
        let mut ledger = Self::empty(file, sealer, header)?;
        if ledger.reserved > MAX_FILE {
            return Err(LedgerError::Corrupt);
        }
        let bytes = ledger.read_from(HEADER_BYTES as u64)?;
        let at = ledger.resume(policy, &bytes);
        ledger.follow(policy, &bytes[at..])?;
        if ledger.next == ledger.first {
            return Err(LedgerError::Corrupt);
        }
        Ok(ledger)
    }

    /// What the entries add up to.
    pub(crate) fn balance(&self) -> &Balance {
        &self.balance
    }

    /// Hash of the last entry.
    pub(crate) fn head(&self) -> Hash {
        self.head
    }

    /// Random name of the chain, for its first entry.
    pub(crate) fn chain(&self) -> String {
        digest::hex(&self.header[27..43])
    }

    /// Returns `true` if the file is where it was opened, and is the part that is written.
    pub(crate) fn is_in_place(&self) -> bool {
        !self.moved && self.file.is_in_place().unwrap_or(false)
    }

    /// Reads what other processes appended since.
    pub(crate) fn catch_up(&mut self, policy: &Policy) -> Result<(), LedgerError> {
        self.reserved = self.file.len()?;
        if self.reserved > MAX_FILE {
            return Err(LedgerError::Corrupt);
        }
        let bytes = self.read_from(self.tail)?;
        self.follow(policy, &bytes)
    }

    /// Takes the last checkpoint that opens for all before it. Returns where the entries behind it begin.
    fn resume(&mut self, policy: &Policy, bytes: &[u8]) -> usize {
        let all = (self.first..).zip(frames(bytes));
        let mut checkpoints: Vec<(u64, Frame)> =
            all.filter(|(_, frame)| frame.is_checkpoint).collect();
        while let Some((sequence, frame)) = checkpoints.pop() {
            let read = frame.sealed(bytes).and_then(|sealed| {
                let (entry, hash) = self.read(sealed, sequence, true)?;
                let What::Checkpoint(standing) = &entry.what else {
                    return None;
                };
                Some((Balance::resumed(standing)?, entry, hash))
            });
            if let Some((balance, entry, hash)) = read {
                self.balance = balance;
                self.next = sequence;
                self.tail += frame.end() as u64;
                self.take(policy, &entry, hash, frame);
                return frame.end();
            }
        }
        0
    }

    /// Takes the entries of `bytes`, which begin at the tail.
    fn follow(&mut self, policy: &Policy, bytes: &[u8]) -> Result<(), LedgerError> {
        let start = self.tail;
        let mut at = 0;
        while let Some(frame) = Frame::at(bytes, at) {
            let read = frame
                .sealed(bytes)
                .and_then(|sealed| self.read(sealed, self.next, frame.is_checkpoint));
            let follows = |(entry, _): &(Entry, Hash)| entry.previous == digest::hex(&self.head);
            let Some((entry, hash)) = read.filter(follows) else {
                return self.drop_torn(&bytes[at..], frame.length.min(MAX_SEALED));
            };
            at = frame.end();
            self.tail = start + at as u64;
            self.take(policy, &entry, hash, frame);
        }
        match is_zero(&bytes[at.min(bytes.len())..]) {
            true => Ok(()),
            false => self.drop_torn(&bytes[at..], MAX_SEALED),
        }
    }

    /// Appends one entry and syncs it; the hash that its slot vouches for.
    pub(crate) fn append(
        &mut self,
        policy: &Policy,
        random: &dyn Random,
        now: Millis,
        what: What,
    ) -> Result<Hash, LedgerError> {
        let entry = self.entry(policy, now, what);
        let (bytes, hash) = self.seal(random, &entry)?;
        let frame = Frame::at(&bytes, 0).ok_or(LedgerError::Full)?;
        let end = self.tail + bytes.len() as u64;
        if self.moved || end > MAX_FILE {
            return Err(LedgerError::Full);
        }
        // A cut write leaves a frame that does not open; the next append overwrites it whole.
        let written = write_all_at(&*self.file, &bytes, self.tail).and_then(|()| self.file.sync());
        if let Err(error) = written {
            let zeros = vec![0; bytes.len()];
            // The bytes may lie in reserve: zeros leave it usable. If not even that can be written,
            // the frame either opens (and says what the caller wanted) or is dropped as torn.
            let _ = write_all_at(&*self.file, &zeros, self.tail);
            return Err(error.into());
        }
        self.tail = end;
        self.take(policy, &entry, hash, frame);
        self.reserved = self.reserved.max(self.tail);
        Ok(self.head)
    }

    /// The entry that comes next.
    pub(super) fn entry(&self, policy: &Policy, now: Millis, what: What) -> Entry {
        Entry {
            sequence: self.next,
            time: now,
            policy_version: policy.version.clone(),
            policy_hash: policy.hash.clone(),
            previous: digest::hex(&self.head),
            what,
        }
    }

    /// A checkpoint of what the entries add up to.
    pub(super) fn checkpoint(&self, scope: Scope) -> What {
        let standing = self.balance.standing(scope.name(), self.chain());
        What::Checkpoint(Box::new(standing))
    }

    /// The frame of an entry, and the entry's hash.
    pub(super) fn seal(
        &self,
        random: &dyn Random,
        entry: &Entry,
    ) -> Result<(Vec<u8>, Hash), LedgerError> {
        let text = entry.canonical();
        let sealed = self
            .sealer
            .seal_boxed(random, &self.bound_to(entry.sequence), &text)
            .map_err(|_| LedgerError::Random)?;
        let is_checkpoint = matches!(entry.what, What::Checkpoint(_));
        let bytes = framed(&sealed, is_checkpoint).ok_or(LedgerError::Full)?;
        Ok((bytes, digest::sha256(&[&text])))
    }

    /// Writes a checkpoint if enough entries lie behind the last one.
    pub(super) fn keep_checkpoint(
        &mut self,
        policy: &Policy,
        random: &dyn Random,
        now: Millis,
        scope: Scope,
    ) -> Result<(), LedgerError> {
        let bytes = self.tail - self.behind_checkpoint;
        let due = self.since_checkpoint >= CHECKPOINT_EVERY
            && bytes >= CHECKPOINT_SHARE * self.checkpoint_bytes;
        if !due {
            return Ok(());
        }
        let what = self.checkpoint(scope);
        let entry = self.entry(policy, now, what);
        // A longer one stands only at a part's beginning: one that was cut short must be told from damage.
        match entry.canonical().len() <= MAX_SEALED - NONCE_BYTES - TAG_BYTES {
            true => self.append(policy, random, now, entry.what).map(drop),
            false => Ok(()),
        }
    }

    /// Writes zeros ahead until the reserve is whole again.
    ///
    /// Called before anything opens, so that what opened can always be closed.
    pub(crate) fn keep_reserve(&mut self) -> Result<(), LedgerError> {
        let wanted = self.tail + RESERVE;
        if self.reserved >= wanted {
            return Ok(());
        }
        let target = wanted + RESERVE;
        if self.moved || target > MAX_FILE {
            return Err(LedgerError::Full);
        }
        let zeros = vec![0; usize::try_from(target - self.reserved).unwrap_or(0)];
        write_all_at(&*self.file, &zeros, self.reserved)?;
        self.reserved = target;
        Ok(())
    }

    /// Writes the reserve of a new part, whose end is durable with it.
    pub(super) fn reserve_from(&mut self, tail: u64) -> Result<(), LedgerError> {
        self.reserved = tail;
        self.keep_reserve()
    }

    pub(super) fn read_from(&self, offset: u64) -> Result<Vec<u8>, LedgerError> {
        let length = self.file.len()?.saturating_sub(offset);
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| LedgerError::Corrupt)?];
        read_whole(&*self.file, &mut bytes, offset)?;
        Ok(bytes)
    }

    /// The entry that `sealed` holds, with its hash, if it is the one of that sequence.
    pub(super) fn read(
        &self,
        sealed: &[u8],
        sequence: u64,
        is_checkpoint: bool,
    ) -> Option<(Entry, Hash)> {
        let text = self
            .sealer
            .open_boxed(&self.bound_to(sequence), sealed)
            .ok()?;
        let entry: Entry = json::read(&text)?;
        let is_it = entry.sequence == sequence
            && matches!(entry.what, What::Checkpoint(_)) == is_checkpoint;
        // What was sealed was canonical.
        is_it.then(|| (entry, digest::sha256(&[&text])))
    }

    /// Takes the next entry into account, which ends at the tail.
    pub(super) fn take(&mut self, policy: &Policy, entry: &Entry, hash: Hash, frame: Frame) {
        self.head = hash;
        self.next += 1;
        self.balance.apply(policy, entry, hash);
        self.since_checkpoint += 1;
        if frame.is_checkpoint {
            self.since_checkpoint = 0;
            self.behind_checkpoint = self.tail;
            self.checkpoint_bytes = (LENGTH_BYTES + frame.length) as u64;
        }
    }

    /// A frame that does not open is a write that was cut short if only zeros follow it.
    fn drop_torn(&mut self, bytes: &[u8], length: usize) -> Result<(), LedgerError> {
        let end = bytes.len().min(LENGTH_BYTES + length);
        if !is_zero(&bytes[end..]) {
            return Err(LedgerError::Corrupt);
        }
        write_all_at(&*self.file, &vec![0; end], self.tail)?;
        self.torn = true;
        Ok(())
    }

    fn bound_to(&self, sequence: u64) -> [u8; HEADER_BYTES + 8] {
        let mut bytes = [0; HEADER_BYTES + 8];
        bytes[..HEADER_BYTES].copy_from_slice(&self.header);
        bytes[HEADER_BYTES..].copy_from_slice(&sequence.to_le_bytes());
        bytes
    }
}
