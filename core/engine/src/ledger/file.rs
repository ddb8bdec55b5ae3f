//! The ledger's file: sealed entries in space kept in reserve. Format: `docs/formats/ledger.md`.

use std::io;

use sordino_policy::Policy;

use super::choices::Choices;
use super::entry::{Entry, Hash, What};
use crate::digest;
use crate::json;
use crate::ports::{File, Files, Millis, Mode, Random, read_exact_at, write_all_at};
use crate::scope::Scope;
use crate::seal::{KEY_BYTES, NONCE_BYTES, Sealer, TAG_BYTES};

const MAGIC: &[u8; 8] = b"SORDLDGR";
const FORMAT: u16 = 1;
const HEADER_BYTES: usize = 64;
const LENGTH_BYTES: usize = 4;
/// Longest sealed entry; a length beyond it is no length of ours.
const MAX_SEALED: usize = 16 * 1024;
/// A file beyond this is refused: it holds tens of thousands of choices.
const MAX_FILE: u64 = 32 * 1024 * 1024;
/// Space written ahead, so that an off needs no free space: some thirty entries.
const RESERVE: u64 = 16 * 1024;

/// Why the ledger cannot be used. Never names what it held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerError {
    /// There is none.
    Missing,
    /// It is damaged, or sealed under another key.
    Corrupt,
    /// No room in reserve and none on the disk.
    Full,
    /// The system refused; the kind says why.
    Io(io::ErrorKind),
    /// No randomness to seal with.
    Random,
}

impl From<io::Error> for LedgerError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::StorageFull | io::ErrorKind::WriteZero => Self::Full,
            kind => Self::Io(kind),
        }
    }
}

/// An open ledger. Whoever appends or catches up holds the lock over all processes.
pub(crate) struct LedgerFile {
    file: Box<dyn File>,
    sealer: Sealer,
    header: [u8; HEADER_BYTES],
    tail: u64,
    reserved: u64,
    next: u64,
    head: Hash,
    choices: Choices,
    /// Whether the last entry was cut short and is gone.
    pub(crate) torn: bool,
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
        let file = files.open(path, Mode::Write)?;
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
        let mut header = [0; HEADER_BYTES];
        header[..8].copy_from_slice(MAGIC);
        header[8..10].copy_from_slice(&FORMAT.to_le_bytes());
        header[10..27].copy_from_slice(&scope.to_bytes());
        header[27..43].copy_from_slice(&chain);
        write_all_at(&*file, &header, 0)?;
        let mut ledger = Self {
            reserved: file.len()?,
            file,
            sealer: Sealer::new(key),
            header,
            tail: HEADER_BYTES as u64,
            next: 0,
            head: [0; 32],
            choices: Choices::default(),
            torn: false,
        };
        ledger.keep_reserve()?;
        ledger.file.sync()?;
        Ok(ledger)
    }

    /// Reads the chain at `path`. A last entry that was cut short is dropped and its bytes zeroed.
    pub(crate) fn open(
        files: &dyn Files,
        path: &str,
        key: &[u8; KEY_BYTES],
        scope: Scope,
        policy: &Policy,
    ) -> Result<Self, LedgerError> {
        let file = files.open(path, Mode::Write)?;
        let mut header = [0; HEADER_BYTES];
        match read_exact_at(&*file, &mut header, 0) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(LedgerError::Corrupt);
            }
            result => result?,
        }
        let ours = header[..8] == *MAGIC
            && header[8..10] == FORMAT.to_le_bytes()
            && header[10..27] == scope.to_bytes();
        if !ours {
            return Err(LedgerError::Corrupt);
        }
        let mut ledger = Self {
            reserved: file.len()?,
            file,
            sealer: Sealer::new(key),
            header,
            tail: HEADER_BYTES as u64,
            next: 0,
            head: [0; 32],
            choices: Choices::default(),
            torn: false,
        };
        ledger.catch_up(policy)?;
        if ledger.next == 0 {
            return Err(LedgerError::Corrupt);
        }
        Ok(ledger)
    }

    /// What the entries add up to.
    pub(crate) fn choices(&self) -> &Choices {
        &self.choices
    }

    /// Hash of the last entry.
    pub(crate) fn head(&self) -> Hash {
        self.head
    }

    /// Random name of the chain, for its first entry.
    pub(crate) fn chain(&self) -> String {
        digest::hex(&self.header[27..43])
    }

    /// Reads what other processes appended since.
    /// Whether the file is where it was opened.
    pub(crate) fn is_in_place(&self) -> bool {
        self.file.is_in_place().unwrap_or(false)
    }

    pub(crate) fn catch_up(&mut self, policy: &Policy) -> Result<(), LedgerError> {
        self.reserved = self.file.len()?;
        let start = self.tail;
        if self.reserved > MAX_FILE {
            return Err(LedgerError::Corrupt);
        }
        let bytes = self.read_from(start)?;
        let mut at = 0;
        while let Some(length) = frame_length(&bytes[at..]) {
            let body = at + LENGTH_BYTES;
            let Some(entry) = bytes
                .get(body..body + length)
                .and_then(|sealed| self.read(sealed))
            else {
                return self.drop_torn(&bytes[at..], length);
            };
            self.take(policy, &entry);
            at = body + length;
            self.tail = start + at as u64;
        }
        match bytes[at.min(bytes.len())..].iter().all(|byte| *byte == 0) {
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
        let entry = Entry {
            sequence: self.next,
            time: now,
            policy_version: policy.version.clone(),
            policy_hash: policy.hash.clone(),
            previous: digest::hex(&self.head),
            what,
        };
        let sealed = self
            .sealer
            .seal_boxed(random, &self.bound_to(entry.sequence), &entry.canonical())
            .map_err(|_| LedgerError::Random)?;
        let length = u32::try_from(sealed.len()).map_err(|_| LedgerError::Full)?;
        let mut frame = length.to_le_bytes().to_vec();
        frame.extend_from_slice(&sealed);
        // A cut write leaves a frame that does not open; the next append overwrites it whole.
        let written = write_all_at(&*self.file, &frame, self.tail).and_then(|()| self.file.sync());
        if let Err(error) = written {
            let zeros = vec![0; frame.len()];
            // The bytes may lie in reserve: zeros leave it usable. If not even that can be written,
            // the frame either opens (and says what the caller wanted) or is dropped as torn.
            let _ = write_all_at(&*self.file, &zeros, self.tail);
            return Err(error.into());
        }
        self.take(policy, &entry);
        self.tail += frame.len() as u64;
        self.reserved = self.reserved.max(self.tail);
        Ok(self.head)
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
        let zeros = vec![0; usize::try_from(target - self.reserved).unwrap_or(0)];
        write_all_at(&*self.file, &zeros, self.reserved)?;
        self.reserved = target;
        Ok(())
    }

    /// Every entry, from the first.
    pub(crate) fn entries(&self) -> Result<Vec<Entry>, LedgerError> {
        let bytes = self.read_from(HEADER_BYTES as u64)?;
        let end = usize::try_from(self.tail).map_err(|_| LedgerError::Corrupt)? - HEADER_BYTES;
        let mut entries = Vec::new();
        let mut at = 0;
        while at < end {
            let length = frame_length(&bytes[at..]).ok_or(LedgerError::Corrupt)?;
            let body = at + LENGTH_BYTES;
            let sealed = bytes.get(body..body + length).ok_or(LedgerError::Corrupt)?;
            let bound_to = self.bound_to(entries.len() as u64);
            let text = self
                .sealer
                .open_boxed(&bound_to, sealed)
                .map_err(|_| LedgerError::Corrupt)?;
            entries.push(json::read(&text).ok_or(LedgerError::Corrupt)?);
            at = body + length;
        }
        Ok(entries)
    }

    fn read_from(&self, offset: u64) -> Result<Vec<u8>, LedgerError> {
        let length = self.file.len()?.saturating_sub(offset);
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| LedgerError::Corrupt)?];
        match read_exact_at(&*self.file, &mut bytes, offset) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(LedgerError::Corrupt),
            result => {
                result?;
                Ok(bytes)
            }
        }
    }

    /// The next entry, if `sealed` holds it and it follows the head.
    fn read(&self, sealed: &[u8]) -> Option<Entry> {
        let text = self
            .sealer
            .open_boxed(&self.bound_to(self.next), sealed)
            .ok()?;
        let entry: Entry = json::read(&text)?;
        let follows = entry.sequence == self.next && entry.previous == digest::hex(&self.head);
        follows.then_some(entry)
    }

    fn take(&mut self, policy: &Policy, entry: &Entry) {
        self.head = entry.hash();
        self.next += 1;
        self.choices.apply(policy, entry, self.head);
    }

    /// A frame that does not open is a write that was cut short if only zeros follow it.
    fn drop_torn(&mut self, bytes: &[u8], length: usize) -> Result<(), LedgerError> {
        let end = bytes.len().min(LENGTH_BYTES + length);
        if bytes[end..].iter().any(|byte| *byte != 0) {
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

/// The length that a frame names, or `None` at the end of the chain.
fn frame_length(bytes: &[u8]) -> Option<usize> {
    let length = u32::from_le_bytes(*bytes.first_chunk::<LENGTH_BYTES>()?);
    let length = usize::try_from(length).ok()?;
    (NONCE_BYTES + TAG_BYTES..=MAX_SEALED)
        .contains(&length)
        .then_some(length)
}
