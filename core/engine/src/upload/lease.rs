//! Uploads under way, told to every process: a small file in each generation's folder.
//!
//! A row is written before the generation is read a last time, and a turn-off wipes the generation
//! before it reads the rows: so either the upload sees the wipe, or the turn-off sees the upload.
//! Format: `docs/formats/queue.md`.

use std::io;

use super::uploader::is_gone;
use crate::ports::{Files, Millis, Mode, read_all, read_exact_at, write_all_at};
use crate::queue::set_path_aside;
use crate::world::World;

const NAME: &str = "uploads";

/// Most uploads of one purpose at a time.
const ROWS: usize = 16;
const ROW_BYTES: usize = 48;
/// A row whose owner gave no sign of life for so long, by the clock since boot, belongs to a process that is
/// gone, or that was stopped and looks at its row before it goes on. Where the owner has a file of its own, that it is gone
/// is seen at once.
const HOLDS: Millis = 60_000;

/// One upload under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lease {
    /// Random; never 0.
    pub(crate) owner: u64,
    /// When its owner last gave a sign of life, by the clock since boot.
    pub(crate) alive: Millis,
    pub(crate) recipient: [u8; 16],
    pub(crate) records: u64,
    /// Which of its owner's uploads it is.
    pub(crate) upload: u64,
}

impl Lease {
    fn holds(&self, now: Millis) -> bool {
        // One from before a restart of the device lies ahead.
        self.owner != 0 && (0..HOLDS).contains(&now.saturating_sub(self.alive))
    }

    /// Returns `true` for the same upload, however long it has been under way.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        (self.owner, self.upload) == (other.owner, other.upload)
    }

    fn to_bytes(self) -> [u8; ROW_BYTES] {
        let mut bytes = [0; ROW_BYTES];
        bytes[..8].copy_from_slice(&self.owner.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.alive.to_le_bytes());
        bytes[16..32].copy_from_slice(&self.recipient);
        bytes[32..40].copy_from_slice(&self.records.to_le_bytes());
        bytes[40..].copy_from_slice(&self.upload.to_le_bytes());
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
            alive: i64::from_le_bytes(number(8)),
            recipient,
            records: u64::from_le_bytes(number(32)),
            upload: u64::from_le_bytes(number(40)),
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
///
/// What stands in the file's place and cannot be read is moved aside: it must not stop sending for ever.
pub(crate) fn take(world: &World, folder: &str, lease: Lease) -> io::Result<Option<usize>> {
    let files = world.files();
    let rows = match held(files, folder, lease.alive) {
        Ok(rows) => rows,
        Err(_) => {
            set_path_aside(files, world.random(), &path(folder), NAME)?;
            Vec::new()
        }
    };
    // Nobody goes on with what a process left that is gone.
    let held = rows.iter();
    let held = held.filter(|(_, one)| one.owner == lease.owner || !is_gone(files, one.owner));
    let held: Vec<_> = held.collect();
    let mut others = held.iter();
    if others.any(|(_, other)| other.recipient == lease.recipient) {
        return Ok(None);
    }
    // Its row stays as long as there is room: a receipt names what may arrive yet.
    let unused = (0..ROWS).find(|row| rows.iter().all(|(taken, _)| taken != row));
    let free = || (0..ROWS).find(|row| held.iter().all(|(taken, _)| taken != row));
    let Some(row) = unused.or_else(free) else {
        return Ok(None);
    };
    let file = files.open(&path(folder), Mode::Create)?;
    write_all_at(&*file, &lease.to_bytes(), (row * ROW_BYTES) as u64)?;
    Ok(Some(row))
}

/// Gives a sign of life for a row. Returns `false` if the row is lost: its owner gave none for too long, and
/// another process may have begun the same upload.
pub(crate) fn keep(files: &dyn Files, folder: &str, row: usize, lease: Lease) -> io::Result<bool> {
    let file = files.open(&path(folder), Mode::Write)?;
    let offset = (row * ROW_BYTES) as u64;
    let mut bytes = [0; ROW_BYTES];
    read_exact_at(&*file, &mut bytes, offset)?;
    let on_disk = Lease::read(&bytes);
    if !on_disk.is_of(&lease) || !on_disk.holds(lease.alive) {
        return Ok(false);
    }
    write_all_at(&*file, &lease.alive.to_le_bytes(), offset + 8)?;
    Ok(true)
}

/// Clears a row if it is still this one, wherever its folder is by now.
pub(crate) fn give_back(
    files: &dyn Files,
    folder: &str,
    row: usize,
    lease: &Lease,
) -> io::Result<()> {
    let file = files.open(&path(folder), Mode::Write)?;
    let offset = (row * ROW_BYTES) as u64;
    let mut bytes = [0; ROW_BYTES];
    read_exact_at(&*file, &mut bytes, offset)?;
    match Lease::read(&bytes).is_of(lease) {
        true => write_all_at(&*file, &[0; ROW_BYTES], offset),
        false => Ok(()),
    }
}

fn path(folder: &str) -> String {
    format!("{folder}/{NAME}")
}
