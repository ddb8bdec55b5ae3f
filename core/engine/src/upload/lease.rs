//! Uploads under way, told to every process: a small file in each generation's folder.
//!
//! A row is written before the generation is read a last time, and a turn-off wipes the generation
//! before it reads the rows: so either the upload sees the wipe, or the turn-off sees the upload.
//! Format: `docs/formats/queue.md`.

use std::io;

use crate::ports::{Files, Millis, Mode, read_all, write_all_at};

/// Most uploads of one purpose at a time.
const ROWS: usize = 16;
const ROW_BYTES: usize = 48;
/// A row older than this belongs to a process that is gone.
const HOLDS: Millis = 5 * 60_000;

/// One upload under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lease {
    /// Random; never 0.
    pub(crate) owner: u64,
    pub(crate) taken: Millis,
    pub(crate) recipient: [u8; 16],
    pub(crate) records: u64,
}

impl Lease {
    fn holds(&self, now: Millis) -> bool {
        self.owner != 0 && (-HOLDS..HOLDS).contains(&now.saturating_sub(self.taken))
    }

    fn to_bytes(self) -> [u8; ROW_BYTES] {
        let mut bytes = [0; ROW_BYTES];
        bytes[..8].copy_from_slice(&self.owner.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.taken.to_le_bytes());
        bytes[16..32].copy_from_slice(&self.recipient);
        bytes[32..40].copy_from_slice(&self.records.to_le_bytes());
        bytes
    }

    fn read(bytes: &[u8; ROW_BYTES]) -> Self {
        let number = |at: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[at..at + 8]);
            eight
        };
        let mut recipient = [0; 16];
        recipient.copy_from_slice(&bytes[16..32]);
        Self {
            owner: u64::from_le_bytes(number(0)),
            taken: i64::from_le_bytes(number(8)),
            recipient,
            records: u64::from_le_bytes(number(32)),
        }
    }
}

/// Every upload under way in a generation's folder, with its row.
pub(crate) fn held(
    files: &dyn Files,
    folder: &str,
    now: Millis,
) -> io::Result<Vec<(usize, Lease)>> {
    let bytes = match files.open(&path(folder), Mode::Read) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        result => read_all(&*result?, (ROWS * ROW_BYTES) as u64)?,
    };
    let (rows, _) = bytes.as_chunks::<ROW_BYTES>();
    let leases = rows.iter().map(Lease::read).enumerate();
    Ok(leases.filter(|(_, lease)| lease.holds(now)).collect())
}

/// Writes a row; `None` if all are held or another process holds this recipient's. The lock is held.
pub(crate) fn take(files: &dyn Files, folder: &str, lease: Lease) -> io::Result<Option<usize>> {
    let held = held(files, folder, lease.taken)?;
    if held
        .iter()
        .any(|(_, other)| other.recipient == lease.recipient)
    {
        return Ok(None);
    }
    let Some(row) = (0..ROWS).find(|row| held.iter().all(|(taken, _)| taken != row)) else {
        return Ok(None);
    };
    let file = files.open(&path(folder), Mode::Create)?;
    write_all_at(&*file, &lease.to_bytes(), (row * ROW_BYTES) as u64)?;
    Ok(Some(row))
}

/// Clears a row, wherever its folder is by now.
pub(crate) fn give_back(files: &dyn Files, folder: &str, row: usize) -> io::Result<()> {
    let file = files.open(&path(folder), Mode::Write)?;
    write_all_at(&*file, &[0; ROW_BYTES], (row * ROW_BYTES) as u64)
}

fn path(folder: &str) -> String {
    format!("{folder}/uploads")
}
