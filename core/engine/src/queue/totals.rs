//! How much waits in one lane, so that a receipt costs the same whatever is queued.
//!
//! The file holds the sums over segments that have ended, and the names of those that have not: a
//! few at most, which are counted by walking them. Format: `docs/formats/queue.md`.

use std::io;

use serde::Serialize;

use crate::digest;
use crate::ports::{Files, Mode, read_all, write_all_at};

/// Open segments that are listed; there are more only where as many processes write at a time, or where no lock tells
/// which of them are gone.
const MOST_OPEN: usize = 16;
const ENTRY: usize = 16;
const CONTENT: usize = 24 + MOST_OPEN * ENTRY;
const BYTES: usize = CONTENT + 8;
/// How many segments have ended stands in the number of those that have not, above its lowest 16 bits.
const ENDED: u32 = 16;
/// Set when the sums can no longer be trusted: they are "at least" from then on.
const UNSURE: u64 = 1 << 63;

/// A number of records or bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Just this many.
    Exactly(u64),
    /// This many or more: a process was killed, or another one is writing.
    AtLeast(u64),
}

impl Count {
    /// The number itself.
    pub fn number(self) -> u64 {
        match self {
            Self::Exactly(number) | Self::AtLeast(number) => number,
        }
    }

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        let sum = self.number().saturating_add(other.number());
        match (self, other) {
            (Self::Exactly(_), Self::Exactly(_)) => Self::Exactly(sum),
            _ => Self::AtLeast(sum),
        }
    }
}

/// Name of a segment: when it was begun, then the first half of its id.
pub(crate) type Name = [u8; ENTRY];

/// What waits in a lane, as its file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Totals {
    /// In segments that have ended.
    pub(crate) records: u64,
    pub(crate) bytes: u64,
    /// How many segments those are.
    pub(crate) ended: u64,
    /// Segments that have not.
    pub(crate) open: Vec<Name>,
    /// Whether the file was damaged once, or more segments were open than it lists.
    pub(crate) unsure: bool,
}

impl Totals {
    pub(crate) fn read(files: &dyn Files, lane: &str) -> Self {
        let bytes = match files.open(&path(lane), Mode::Read) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Self::default(),
            result => result
                .and_then(|file| read_all(&*file, BYTES as u64))
                .unwrap_or_default(),
        };
        let unsure = Self {
            unsure: true,
            ..Self::default()
        };
        let Some((content, check)) = bytes.split_first_chunk::<CONTENT>() else {
            return unsure;
        };
        if check != &digest::sha256(&[content])[..8] {
            return unsure;
        }
        let number = |at: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&content[at..at + 8]);
            u64::from_le_bytes(eight)
        };
        let (names, _) = content[24..].as_chunks::<ENTRY>();
        let most = usize::try_from(number(16) & 0xffff).unwrap_or(MOST_OPEN);
        Self {
            records: number(0),
            bytes: number(8),
            ended: (number(16) & !UNSURE) >> ENDED,
            open: names.iter().take(most).copied().collect(),
            unsure: number(16) & UNSURE != 0,
        }
    }

    pub(crate) fn write(&mut self, files: &dyn Files, lane: &str) -> io::Result<()> {
        if self.open.len() > MOST_OPEN {
            self.open.drain(..self.open.len() - MOST_OPEN);
            self.unsure = true;
        }
        let mut content = [0; CONTENT];
        content[..8].copy_from_slice(&self.records.to_le_bytes());
        content[8..16].copy_from_slice(&self.bytes.to_le_bytes());
        let unsure = if self.unsure { UNSURE } else { 0 };
        let open = self.open.len() as u64 | self.ended << ENDED & !UNSURE | unsure;
        content[16..24].copy_from_slice(&open.to_le_bytes());
        for (place, name) in content[24..].chunks_exact_mut(ENTRY).zip(&self.open) {
            place.copy_from_slice(name);
        }
        let mut bytes = content.to_vec();
        bytes.extend_from_slice(&digest::sha256(&[&content])[..8]);
        write_all_at(&*files.open(&path(lane), Mode::Create)?, &bytes, 0)
    }

    pub(crate) fn add(&mut self, (records, bytes): (u64, u64)) {
        self.records = self.records.saturating_add(records);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Counts a segment among those that have ended.
    pub(crate) fn fold(&mut self, unsent: (u64, u64)) {
        self.add(unsent);
        self.ended += 1;
    }

    /// An ended segment is gone, with what it held.
    pub(crate) fn drop_ended(&mut self, unsent: (u64, u64)) {
        self.subtract(unsent);
        self.ended = self.ended.saturating_sub(1);
    }

    pub(crate) fn subtract(&mut self, (records, bytes): (u64, u64)) {
        self.records = self.records.saturating_sub(records);
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    /// Returns `true` if a segment of that file's name is among the open ones.
    pub(crate) fn lists(&self, segment: &str) -> bool {
        self.open.iter().any(|open| segment == file_name(open))
    }

    /// Takes a segment off the open ones; false if it was not among them.
    pub(crate) fn close(&mut self, name: &Name) -> bool {
        let before = self.open.len();
        self.open.retain(|open| open != name);
        self.open.len() < before
    }
}

/// Name of a segment's file: when it was begun, then eight random bytes.
pub(crate) fn file_name(name: &Name) -> String {
    let (created, id) = name.split_at(8);
    format!("{}-{}.seg", digest::hex(created), digest::hex(id))
}

fn path(lane: &str) -> String {
    format!("{lane}/totals")
}

/// Takes records off a lane's totals that were sent, dropped or ran out; `gone` if their segment's file is
/// too. The lock is held.
pub(super) fn take_off_totals(
    files: &dyn Files,
    folder: &str,
    segment: &str,
    sent: (u64, u64),
    gone: bool,
) -> io::Result<()> {
    let mut totals = Totals::read(files, folder);
    let open = totals
        .open
        .iter()
        .find(|open| segment.ends_with(&file_name(open)))
        .copied();
    match open {
        // An open segment is counted behind its cursor; only its end is noted.
        Some(name) if gone => drop(totals.close(&name)),
        Some(_) => return Ok(()),
        None if gone => totals.drop_ended(sent),
        None => totals.subtract(sent),
    }
    totals.write(files, folder)
}
