//! Pseudonyms of persons and devices that were given out, for export and deletion requests only.
//!
//! Sealed under a slot of its own, so that the list outlives a withdrawal: a request for deletion
//! at a recipient must still be possible then. It holds pseudonyms, never what they stand for.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::json;
use crate::misplaced::open_file;
use crate::ports::{DAY, File, Files, Millis, Mode, Random, read_all, read_exact_at, write_all_at};
use crate::seal::{KEY_BYTES, Sealer};

/// Rows kept; a person who signs in and out more often than this loses the oldest.
const MAX_FILE: u64 = 512 * 1024;
/// The tag that a row ends with: no two rows have the same.
const TAG_BYTES: usize = 16;

/// One pseudonym that a recipient knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Issued {
    /// Id of the purpose.
    pub purpose: String,
    /// Id of the recipient.
    pub recipient: String,
    /// The field it stands in (`user_id`, `customer_id`, `device_id`).
    pub field: String,
    /// The pseudonym.
    pub pseudonym: String,
    /// When it was first given out, milliseconds since 1970.
    pub time: Millis,
    /// Until when the recipient keeps what carries it.
    pub until: Millis,
}

/// The list's file.
pub(crate) struct IssuedList {
    file: Arc<dyn File>,
    sealer: Sealer,
    tail: u64,
    known: HashSet<(String, String)>,
    /// Up to where a power loss forgets nothing.
    synced: Option<End>,
}

/// Where the list ends: its length, and the tag of its last row. Whoever added a row, in whatever process, moved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End(u64, [u8; TAG_BYTES]);

impl IssuedList {
    /// Opens, or begins, the list.
    pub(crate) fn open(files: &dyn Files, path: &str, key: &[u8; KEY_BYTES]) -> io::Result<Self> {
        let file = open_file(files, path, Mode::Create)?;
        let mut list = Self {
            file: file.into(),
            sealer: Sealer::new(key),
            tail: 0,
            known: HashSet::new(),
            synced: None,
        };
        for issued in list.read()? {
            list.known.insert((issued.recipient, issued.pseudonym));
        }
        Ok(list)
    }

    /// Adds one if it is new. A full list drops those whose time at the recipient is over.
    pub(crate) fn add(&mut self, random: &dyn Random, issued: Issued) -> io::Result<()> {
        let key = (issued.recipient.clone(), issued.pseudonym.clone());
        if self.known.contains(&key) {
            return Ok(());
        }
        // Another process may have added rows since; the caller holds the lock over all of them.
        for row in self.read()? {
            self.known.insert((row.recipient, row.pseudonym));
        }
        if self.known.contains(&key) {
            return Ok(());
        }
        if self.tail >= MAX_FILE {
            self.forget_expired(random, issued.time)?;
        }
        self.append(random, &issued)?;
        self.known.insert(key);
        Ok(())
    }

    /// Returns what to sync so that every row survives a power loss, and where it ends; `None` if that was done.
    pub(crate) fn unsynced(&self) -> io::Result<Option<(Arc<dyn File>, End)>> {
        let (length, mut tag) = (self.file.len()?, [0; TAG_BYTES]);
        if let Some(at) = length.checked_sub(TAG_BYTES as u64) {
            read_exact_at(&*self.file, &mut tag, at)?;
        }
        let end = End(length, tag);
        Ok((self.synced != Some(end)).then(|| (Arc::clone(&self.file), end)))
    }

    /// Notes that all until `end` was synced.
    pub(crate) fn synced(&mut self, end: End) {
        self.synced = Some(end);
    }

    /// Every row that opens.
    pub(crate) fn rows(&mut self) -> io::Result<Vec<Issued>> {
        self.read()
    }

    /// Overwrites the rows that `is_gone` names: nobody holds data under them any more. The others stay where they are, so
    /// that a kill loses none of them. The caller holds the lock over all processes.
    pub(crate) fn forget(&mut self, is_gone: impl Fn(&Issued) -> bool) -> io::Result<()> {
        for (at, length, issued) in self.read_places()? {
            if is_gone(&issued) {
                write_all_at(&*self.file, &vec![0; length], at)?;
                self.known.remove(&(issued.recipient, issued.pseudonym));
            }
        }
        self.file.sync()
    }

    fn append(&mut self, random: &dyn Random, issued: &Issued) -> io::Result<()> {
        let text = serde_json::to_vec(issued).map_err(|_| io::ErrorKind::InvalidData)?;
        let sealed = self
            .sealer
            .seal_boxed(random, b"sordino issued 1", &text)
            .map_err(|_| io::ErrorKind::Other)?;
        let length = u32::try_from(sealed.len()).map_err(|_| io::ErrorKind::InvalidData)?;
        let row = [&length.to_le_bytes(), sealed.as_slice()].concat();
        if self.file.len()? > self.tail {
            // What is left of a row that was cut short would stand behind this one.
            self.file.set_len(self.tail)?;
        }
        write_all_at(&*self.file, &row, self.tail)?;
        self.tail += row.len() as u64;
        Ok(())
    }

    fn forget_expired(&mut self, random: &dyn Random, now: Millis) -> io::Result<()> {
        let mut kept: Vec<Issued> = self
            .read()?
            .into_iter()
            .filter(|issued| issued.until.saturating_add(DAY) > now)
            .collect();
        // Whatever is still too many goes oldest first: the list is bounded above all.
        let most = usize::try_from(MAX_FILE).unwrap_or(usize::MAX) / 2 / 256;
        kept.drain(..kept.len().saturating_sub(most));
        let old = usize::try_from(self.tail).unwrap_or(0);
        write_all_at(&*self.file, &vec![0; old], 0)?;
        self.file.set_len(0)?;
        self.tail = 0;
        self.known = kept
            .iter()
            .map(|row| (row.recipient.clone(), row.pseudonym.clone()))
            .collect();
        kept.iter()
            .try_for_each(|issued| self.append(random, issued))
    }

    fn read(&mut self) -> io::Result<Vec<Issued>> {
        let rows = self.read_places()?;
        Ok(rows.into_iter().map(|(_, _, issued)| issued).collect())
    }

    /// Every row that opens, with where its box stands and how long it is.
    fn read_places(&mut self) -> io::Result<Vec<(u64, usize, Issued)>> {
        let bytes = read_all(&*self.file, 4 * MAX_FILE)?;
        let mut rows = Vec::new();
        let mut at = 0;
        while let Some(length) = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>()) {
            let begins = at + 4;
            let end = begins + u32::from_le_bytes(*length) as usize;
            let Some(sealed) = bytes.get(begins..end) else {
                break;
            };
            // A damaged row is stepped over: those behind it still name what can be deleted.
            at = end;
            let Ok(text) = self.sealer.open_boxed(b"sordino issued 1", sealed) else {
                continue;
            };
            if let Some(issued) = json::read(&text) {
                rows.push((begins as u64, sealed.len(), issued));
            }
        }
        // A row that was cut short goes with the next.
        self.tail = at as u64;
        Ok(rows)
    }
}
