//! The parts of a chain: one that is written, and older ones that are kept for an export.
//!
//! A part that is long enough is ended: the next one begins with a checkpoint, so that the older ones need not be
//! read at a start, and may go when there are too many.

use std::io;
use std::sync::Arc;

use sordino_policy::Policy;

use super::entry::{Entry, Hash};
use super::error::LedgerError;
use super::file::LedgerFile;
use super::frames::frames;
use super::header::{HEADER_BYTES, first_of, read_header};
use crate::digest;
use crate::misplaced::make_folder;
use crate::ports::{Files, Millis, Mode, Random, write_all_at};
use crate::scope::Scope;
use crate::seal::{KEY_BYTES, Sealer};

/// File of the part that is written.
pub(crate) const LEDGER: &str = "ledger";
/// File of a new part or chain until it takes that one's place.
pub(crate) const NEXT_LEDGER: &str = "ledger.new";
/// Folder of older parts.
const PAST: &str = "ledger.past";
/// A part that is longer than this is ended: some four hundred entries.
const PART: u64 = 128 * 1024;
/// How many bytes of older parts are kept.
const MAX_PAST: u64 = 32 * 1024 * 1024;

impl LedgerFile {
    /// Opens the chain of that key: where it lies, or where it was written before it took the old one's place.
    pub(crate) fn open_current(
        files: &dyn Files,
        key: &[u8; KEY_BYTES],
        scope: Scope,
        policy: &Policy,
    ) -> Result<Self, LedgerError> {
        Self::open_by(files, &Arc::new(Sealer::new(key)), scope, policy)
    }

    fn open_by(
        files: &dyn Files,
        sealer: &Arc<Sealer>,
        scope: Scope,
        policy: &Policy,
    ) -> Result<Self, LedgerError> {
        let open = |path| Self::open(files, path, Arc::clone(sealer), scope, policy);
        if let Ok(next) = open(NEXT_LEDGER) {
            match open(LEDGER) {
                // A new part that was begun. It counts only if nothing was written to the old one since.
                Ok(old) if old.is_followed_by(&next) => keep_as_past(files, old.first)?,
                Ok(old) => {
                    files.remove_file(NEXT_LEDGER)?;
                    return Ok(old);
                }
                Err(LedgerError::Io(kind)) => return Err(LedgerError::Io(kind)),
                // A chain that was erased, or none.
                Err(_) => match files.remove_file(LEDGER) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(error.into());
                    }
                    _ => {}
                },
            }
            files.rename(NEXT_LEDGER, LEDGER)?;
            files.sync_folder("")?;
        }
        let ledger = open(LEDGER)?;
        // One that was begun and never took this one's place.
        let _ = files.remove_file(NEXT_LEDGER);
        Ok(ledger)
    }

    /// Finds the part that another process began since, by the key that is in memory.
    pub(crate) fn reopen(
        &mut self,
        files: &dyn Files,
        scope: Scope,
        policy: &Policy,
    ) -> Result<(), LedgerError> {
        let found = Self::open_by(files, &self.sealer, scope, policy)?;
        let goes_on = found.chain() == self.chain() && found.first >= self.next;
        if !goes_on {
            return Err(LedgerError::Corrupt);
        }
        *self = found;
        Ok(())
    }

    fn is_followed_by(&self, next: &Self) -> bool {
        let checkpoint = next.next == next.first + 1;
        checkpoint && next.chain() == self.chain() && next.first == self.next
    }

    /// Writes a checkpoint where one is due, and begins a new part where this one is long.
    ///
    /// Whatever fails, the chain goes on where it stands, or nothing is written until it is opened again.
    pub(crate) fn keep_short(
        &mut self,
        files: &dyn Files,
        policy: &Policy,
        random: &dyn Random,
        now: Millis,
        scope: Scope,
    ) -> Result<(), LedgerError> {
        if self.tail < PART {
            return self.keep_checkpoint(policy, random, now, scope);
        }
        if let Err(error) = self.begin_part(files, policy, random, now, scope) {
            // The space may be what is lacking.
            let _ = files.remove_file(NEXT_LEDGER);
            return Err(error);
        }
        // From here on nothing is written to the file that is open.
        self.moved = true;
        let ended = self.tail;
        keep_as_past(files, self.first)?;
        // Zeros behind its end are of no more use.
        let _ = self.file.set_len(ended);
        files.rename(NEXT_LEDGER, LEDGER)?;
        files.sync_folder("")?;
        let sealer = Arc::clone(&self.sealer);
        *self = Self::open(files, LEDGER, sealer, scope, policy)?;
        let _ = self.forget_oldest(files, scope);
        Ok(())
    }

    /// Writes the next part to a file of its own.
    fn begin_part(
        &self,
        files: &dyn Files,
        policy: &Policy,
        random: &dyn Random,
        now: Millis,
        scope: Scope,
    ) -> Result<(), LedgerError> {
        let mut header = self.header;
        header[43..51].copy_from_slice(&self.next.to_le_bytes());
        let _ = files.remove_file(NEXT_LEDGER);
        let file = files.open(NEXT_LEDGER, Mode::CreateNew)?;
        let mut next = Self::empty(file, Arc::clone(&self.sealer), header)?;
        write_all_at(&*next.file, &header, 0)?;
        let entry = self.entry(policy, now, self.checkpoint(scope));
        let (bytes, _) = next.seal(random, &entry)?;
        write_all_at(&*next.file, &bytes, next.tail)?;
        next.tail += bytes.len() as u64;
        next.reserve_from(next.tail)?;
        next.file.sync()?;
        Ok(files.sync_folder("")?)
    }

    /// Every entry that is kept, in order. Where an older part is gone or damaged, they begin with the first
    /// checkpoint behind it.
    pub(crate) fn entries(
        &self,
        files: &dyn Files,
        scope: Scope,
    ) -> Result<Vec<Entry>, LedgerError> {
        let mut kept = Kept::default();
        for name in past(files) {
            // What cannot be read breaks the chain; it begins anew behind it.
            let Ok(file) = files.open(&format!("{PAST}/{name}"), Mode::Read) else {
                continue;
            };
            let Ok(header) = read_header(&*file, scope) else {
                continue;
            };
            if header[..43] != self.header[..43] || first_of(&header) >= self.first {
                continue;
            }
            let part = Self::empty(file, Arc::clone(&self.sealer), header)?;
            kept.read(&part, part.file.len()?)?;
        }
        kept.read(self, self.tail)?;
        match kept.head == self.head && !kept.entries.is_empty() {
            true => Ok(kept.entries),
            false => Err(LedgerError::Corrupt),
        }
    }

    /// Removes the oldest parts until the others are within their bound.
    fn forget_oldest(&self, files: &dyn Files, scope: Scope) -> Result<(), LedgerError> {
        let mut left = MAX_PAST;
        for name in past(files).into_iter().rev() {
            let path = format!("{PAST}/{name}");
            let file = files.open(&path, Mode::Read)?;
            let header = read_header(&*file, scope);
            let ours = header.is_ok_and(|header| header[..43] == self.header[..43]);
            match left.checked_sub(file.len()?) {
                Some(rest) if ours => left = rest,
                _ => {
                    left = 0;
                    files.remove_file(&path)?;
                }
            }
        }
        Ok(())
    }
}

/// Entries that follow each other, read part by part.
#[derive(Default)]
struct Kept {
    entries: Vec<Entry>,
    head: Hash,
}

impl Kept {
    /// Reads the entries of `part` up to `end`.
    fn read(&mut self, part: &LedgerFile, end: u64) -> Result<(), LedgerError> {
        let mut bytes = part.read_from(HEADER_BYTES as u64)?;
        let end = usize::try_from(end).map_err(|_| LedgerError::Corrupt)?;
        bytes.truncate(end.saturating_sub(HEADER_BYTES));
        for (sequence, frame) in (part.first..).zip(frames(&bytes)) {
            let sealed = frame.sealed(&bytes);
            let read = sealed.and_then(|sealed| part.read(sealed, sequence, frame.is_checkpoint));
            let follows = read
                .as_ref()
                .is_some_and(|(entry, _)| self.goes_on_with(entry));
            if !follows {
                // The chain is broken here: it begins anew with the next checkpoint.
                self.entries.clear();
            }
            if let Some((entry, hash)) = read.filter(|_| follows || frame.is_checkpoint) {
                self.entries.push(entry);
                self.head = hash;
            }
        }
        Ok(())
    }

    fn goes_on_with(&self, entry: &Entry) -> bool {
        match self.entries.last() {
            Some(last) => {
                entry.sequence == last.sequence + 1 && entry.previous == digest::hex(&self.head)
            }
            None => entry.sequence == 0,
        }
    }
}

/// Names of older parts, the oldest first.
fn past(files: &dyn Files) -> Vec<String> {
    let mut names = files.list(PAST).unwrap_or_default();
    names.sort_unstable();
    names
}

/// Moves the part that begins with that sequence to the older ones.
fn keep_as_past(files: &dyn Files, first: u64) -> Result<(), LedgerError> {
    make_folder(files, PAST)?;
    files.sync_folder("")?;
    files.rename(LEDGER, &format!("{PAST}/{first:016x}"))?;
    files.sync_folder(PAST)?;
    Ok(files.sync_folder("")?)
}

/// Removes every older part: their chain ends here.
pub(crate) fn remove_past(files: &dyn Files) {
    for name in past(files) {
        // What cannot be removed is sealed under a key that goes.
        let _ = files.remove_file(&format!("{PAST}/{name}"));
    }
    let _ = files.remove_folder(PAST);
}
