//! How much waits in one lane, so that a receipt costs the same whatever is queued.
//!
//! Each writer folds in what it appended when it changes segments and when it closes. One that was
//! killed stays counted as a writer for ever: from then on the totals are "at least".

use std::io;

use serde::Serialize;

use crate::digest;
use crate::ports::{Files, Mode, read_all, write_all_at};

const BYTES: usize = 32;

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

/// What waits in a lane, as its file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Totals {
    pub(crate) records: u64,
    pub(crate) bytes: u64,
    /// Writers that have not closed.
    pub(crate) writers: u64,
    /// Whether the file was damaged once.
    pub(crate) damaged: bool,
}

impl Totals {
    pub(crate) fn read(files: &dyn Files, lane: &str) -> Self {
        let bytes = match files.open(&path(lane), Mode::Read) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Self::default(),
            result => result
                .and_then(|file| read_all(&*file, BYTES as u64))
                .unwrap_or_default(),
        };
        let damaged = Self {
            damaged: true,
            ..Self::default()
        };
        let Some((content, check)) = bytes.split_first_chunk::<24>() else {
            return damaged;
        };
        if check != &digest::sha256(&[content])[..8] {
            return damaged;
        }
        let number = |at: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&content[at..at + 8]);
            u64::from_le_bytes(eight)
        };
        let writers = number(16);
        Self {
            records: number(0),
            bytes: number(8),
            writers: writers & !DAMAGED,
            damaged: writers & DAMAGED != 0,
        }
    }

    pub(crate) fn write(&self, files: &dyn Files, lane: &str) -> io::Result<()> {
        let mut content = [0; 24];
        content[..8].copy_from_slice(&self.records.to_le_bytes());
        content[8..16].copy_from_slice(&self.bytes.to_le_bytes());
        let writers = self.writers | if self.damaged { DAMAGED } else { 0 };
        content[16..].copy_from_slice(&writers.to_le_bytes());
        let mut bytes = content.to_vec();
        bytes.extend_from_slice(&digest::sha256(&[&content])[..8]);
        write_all_at(&*files.open(&path(lane), Mode::Create)?, &bytes, 0)
    }

    pub(crate) fn add(&mut self, records: u64, bytes: u64) {
        self.records = self.records.saturating_add(records);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    pub(crate) fn subtract(&mut self, records: u64, bytes: u64) {
        self.records = self.records.saturating_sub(records);
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

const DAMAGED: u64 = 1 << 63;

fn path(lane: &str) -> String {
    format!("{lane}/totals")
}
