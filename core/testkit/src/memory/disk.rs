//! A disk in memory that can be full, read-only, cut short, killed, or lose its power.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What happens to one write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It fails; nothing is written.
    Fails,
    /// Half of it is written, and it fails.
    CutShort,
    /// All of it is written, and it fails.
    WrittenButFails,
    /// All of it is written, and the process is dead: nothing reaches the disk any more.
    ThenKilled,
    /// Half of it is written, and the process is dead.
    CutThenKilled,
    /// The code panics inside the call.
    Panics,
}

pub(super) type Content = Arc<Mutex<Vec<u8>>>;

#[derive(Debug, Default)]
pub(super) struct Inside {
    pub(super) files: BTreeMap<String, Content>,
    pub(super) folders: BTreeSet<String>,
    pub(super) locks: BTreeSet<String>,
    /// Files that an open handle holds, by their address, and the number of that handle.
    pub(super) holds: BTreeMap<usize, u64>,
    pub(super) handles: u64,
    pub(super) closed: u64,
    /// Steps (writes, syncs, renames, removals) done so far.
    pub(super) steps: u64,
    pub(super) fault: Option<(u64, Fault)>,
    pub(super) killed: bool,
    pub(super) read_only: bool,
    /// Whether it refuses every lock as something that it does not have.
    pub(super) lockless: bool,
    /// Whether a lock may be held only within a call.
    pub(super) restless: bool,
    /// Bytes still free; none means no limit.
    pub(super) free: Option<u64>,
    /// Every write as it was asked for, if they are kept.
    pub(super) kept: Option<Vec<(String, u64, Vec<u8>)>>,
}

/// A disk in memory; clones share it, as processes on one device do.
#[derive(Debug, Clone, Default)]
pub struct Disk(Arc<Mutex<Inside>>);

impl Disk {
    pub(super) fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Steps done so far; a fault can be set for each.
    pub fn steps(&self) -> u64 {
        self.inside().steps
    }

    /// How many handles of files are open.
    pub fn open_handles(&self) -> u64 {
        let inside = self.inside();
        inside.handles - inside.closed
    }

    /// Sets a fault for the step of that number, counted from now.
    pub fn set_fault(&self, step: u64, fault: Fault) {
        let mut inside = self.inside();
        inside.fault = Some((inside.steps + step, fault));
    }

    /// Takes a fault back that was not met.
    pub fn clear_fault(&self) {
        self.inside().fault = None;
    }

    /// Whether a fault killed the process.
    pub fn is_killed(&self) -> bool {
        self.inside().killed
    }

    /// Makes every change fail, or none.
    pub fn set_read_only(&self, read_only: bool) {
        self.inside().read_only = read_only;
    }

    /// Makes every lock fail as one that the system does not have, or none.
    pub fn set_lockless(&self, lockless: bool) {
        self.inside().lockless = lockless;
    }

    /// Lets no file be held between calls, or lets it again.
    pub fn set_restless(&self, restless: bool) {
        self.inside().restless = restless;
    }

    /// Leaves so many bytes free, or as many as are wanted.
    pub fn set_free(&self, free: Option<u64>) {
        self.inside().free = free;
    }

    /// Keeps every write from now on, for [`Disk::kept`].
    pub fn keep_writes(&self) {
        self.inside().kept.get_or_insert_default();
    }

    /// Every write that was asked for since: path, offset, bytes.
    pub fn kept(&self) -> Vec<(String, u64, Vec<u8>)> {
        self.inside().kept.clone().unwrap_or_default()
    }

    /// What a next process finds: the same files, no locks, no faults.
    pub fn after_kill(&self) -> Self {
        let inside = self.inside();
        let copy = |content: &Content| {
            let bytes = content
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            Arc::new(Mutex::new(bytes))
        };
        let files = inside
            .files
            .iter()
            .map(|(path, content)| (path.clone(), copy(content)));
        Self(Arc::new(Mutex::new(Inside {
            files: files.collect(),
            folders: inside.folders.clone(),
            restless: inside.restless,
            free: inside.free,
            ..Inside::default()
        })))
    }

    /// Every path with its bytes.
    pub fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        let inside = self.inside();
        let bytes = |content: &Content| {
            content
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone()
        };
        inside
            .files
            .iter()
            .map(|(path, content)| (path.clone(), bytes(content)))
            .collect()
    }

    /// Replaces a file's bytes behind the engine's back.
    pub fn put(&self, path: &str, bytes: Vec<u8>) {
        let mut inside = self.inside();
        let content = inside.files.entry(path.to_owned()).or_default();
        *content.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
    }

    /// Removes a file behind the engine's back.
    pub fn remove(&self, path: &str) {
        self.inside().files.remove(path);
    }

    /// Counts one step and says what happens to it.
    pub(super) fn step(&self) -> io::Result<Option<Fault>> {
        let mut inside = self.inside();
        if inside.killed {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if inside.read_only {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        let step = inside.steps;
        inside.steps += 1;
        let fault = inside
            .fault
            .filter(|(at, _)| *at == step)
            .map(|(_, fault)| fault);
        if matches!(fault, Some(Fault::ThenKilled | Fault::CutThenKilled)) {
            inside.killed = true;
        }
        drop(inside);
        assert!(fault != Some(Fault::Panics), "a panic that was asked for");
        Ok(fault)
    }

    /// One step that is done whole or not at all.
    pub(super) fn whole_step(
        &self,
        act: impl FnOnce(&mut Inside) -> io::Result<()>,
    ) -> io::Result<()> {
        match self.step()? {
            Some(Fault::Fails | Fault::CutShort) => Err(io::ErrorKind::Other.into()),
            Some(Fault::CutThenKilled) => Err(io::ErrorKind::BrokenPipe.into()),
            Some(Fault::WrittenButFails) => {
                act(&mut self.inside())?;
                Err(io::ErrorKind::Other.into())
            }
            Some(Fault::ThenKilled) => {
                act(&mut self.inside())?;
                Err(io::ErrorKind::BrokenPipe.into())
            }
            Some(Fault::Panics) | None => act(&mut self.inside()),
        }
    }
}
