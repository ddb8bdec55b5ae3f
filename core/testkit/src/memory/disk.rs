//! A disk in memory that can be full, read-only, cut short, killed, or lose its power.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sordino_engine::ports::{File, Files, Held, Mode};

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

type Content = Arc<Mutex<Vec<u8>>>;

#[derive(Debug, Default)]
struct Inside {
    files: BTreeMap<String, Content>,
    folders: BTreeSet<String>,
    locks: BTreeSet<String>,
    /// Steps (writes, syncs, renames, removals) done so far.
    steps: u64,
    fault: Option<(u64, Fault)>,
    killed: bool,
    read_only: bool,
    /// Whether it refuses every lock as something that it does not have.
    lockless: bool,
    /// Bytes still free; none means no limit.
    free: Option<u64>,
    /// Every write as it was asked for, if they are kept.
    kept: Option<Vec<(String, u64, Vec<u8>)>>,
}

/// A disk in memory; clones share it, as processes on one device do.
#[derive(Debug, Clone, Default)]
pub struct Disk(Arc<Mutex<Inside>>);

impl Disk {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Steps done so far; a fault can be set for each.
    pub fn steps(&self) -> u64 {
        self.inside().steps
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
    fn step(&self) -> io::Result<Option<Fault>> {
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
    fn whole_step(&self, act: impl FnOnce(&mut Inside) -> io::Result<()>) -> io::Result<()> {
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

struct OpenFile {
    disk: Disk,
    path: String,
    content: Content,
}

impl OpenFile {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl File for OpenFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        let content = self.bytes();
        let rest = usize::try_from(offset)
            .ok()
            .and_then(|at| content.get(at..))
            .unwrap_or(&[]);
        let length = rest.len().min(bytes.len());
        bytes[..length].copy_from_slice(&rest[..length]);
        Ok(length)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let fault = self.disk.step()?;
        if let Some(kept) = &mut self.disk.inside().kept {
            kept.push((self.path.clone(), offset, bytes.to_vec()));
        }
        if fault == Some(Fault::Fails) {
            return Err(io::ErrorKind::Other.into());
        }
        let cut = matches!(fault, Some(Fault::CutShort | Fault::CutThenKilled));
        let length = if cut { bytes.len() / 2 } else { bytes.len() };
        let at = usize::try_from(offset).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let mut content = self.bytes();
        let grows = (at + length).saturating_sub(content.len()) as u64;
        {
            let mut inside = self.disk.inside();
            if let Some(free) = &mut inside.free {
                *free = free.checked_sub(grows).ok_or(io::ErrorKind::StorageFull)?;
            }
        }
        if content.len() < at + length {
            content.resize(at + length, 0);
        }
        content[at..at + length].copy_from_slice(&bytes[..length]);
        match fault {
            None => Ok(length),
            Some(Fault::ThenKilled | Fault::CutThenKilled) => Err(io::ErrorKind::BrokenPipe.into()),
            Some(_) => Err(io::ErrorKind::Other.into()),
        }
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.bytes().len() as u64)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.disk.whole_step(|_| {
            self.bytes().resize(length, 0);
            Ok(())
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.whole_step(|_| Ok(()))
    }
}

struct Locked {
    disk: Disk,
    path: String,
}

impl Held for Locked {}

impl Drop for Locked {
    fn drop(&mut self) {
        self.disk.inside().locks.remove(&self.path);
    }
}

impl Files for Disk {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        if self.inside().folders.contains(path) {
            return Err(match mode {
                Mode::CreateNew => io::ErrorKind::AlreadyExists.into(),
                _ => io::ErrorKind::IsADirectory.into(),
            });
        }
        let existing = self.inside().files.get(path).cloned();
        let content = match (mode, existing) {
            (Mode::CreateNew, Some(_)) => return Err(io::ErrorKind::AlreadyExists.into()),
            (_, Some(content)) => {
                if mode != Mode::Read && self.inside().read_only {
                    return Err(io::ErrorKind::ReadOnlyFilesystem.into());
                }
                content
            }
            (Mode::Read | Mode::Write, None) => return Err(io::ErrorKind::NotFound.into()),
            (Mode::Create | Mode::CreateNew, None) => {
                if let Some((folder, _)) = path.rsplit_once('/')
                    && !self.inside().folders.contains(folder)
                {
                    return Err(io::ErrorKind::NotFound.into());
                }
                let content = Content::default();
                let made = Arc::clone(&content);
                self.whole_step(move |inside| {
                    if inside.free == Some(0) {
                        return Err(io::ErrorKind::StorageFull.into());
                    }
                    inside.files.insert(path.to_owned(), made);
                    Ok(())
                })?;
                content
            }
        };
        Ok(Box::new(OpenFile {
            disk: self.clone(),
            path: path.to_owned(),
            content,
        }))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let inside = self.inside();
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        if !folder.is_empty() && !inside.folders.contains(folder) {
            return Err(match inside.files.contains_key(folder) {
                true => io::ErrorKind::NotADirectory.into(),
                false => io::ErrorKind::NotFound.into(),
            });
        }
        let paths = inside.files.keys().chain(&inside.folders);
        let names = paths.filter_map(|path| path.strip_prefix(&prefix));
        let own = names.filter(|name| !name.is_empty() && !name.contains('/'));
        Ok(own.map(str::to_owned).collect())
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        if self.inside().folders.contains(folder) {
            return Ok(());
        }
        let parts = || folder.match_indices('/').map(|(at, _)| &folder[..at]);
        if parts()
            .chain([folder])
            .any(|part| self.inside().files.contains_key(part))
        {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        self.whole_step(|inside| {
            let parts = parts();
            inside
                .folders
                .extend(parts.chain([folder]).map(str::to_owned));
            Ok(())
        })
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let known = {
            let inside = self.inside();
            inside.files.contains_key(from) || inside.folders.contains(from)
        };
        if !known {
            return Err(io::ErrorKind::NotFound.into());
        }
        if let Some((folder, _)) = to.rsplit_once('/')
            && !self.inside().folders.contains(folder)
        {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.whole_step(|inside| {
            let moved = |path: &String| {
                let rest = path.strip_prefix(from)?;
                (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
            };
            let files = std::mem::take(&mut inside.files);
            inside.files = files
                .into_iter()
                .map(|(path, file)| (moved(&path).unwrap_or(path), file))
                .collect();
            let folders = std::mem::take(&mut inside.folders);
            inside.folders = folders
                .into_iter()
                .map(|path| moved(&path).unwrap_or(path))
                .collect();
            Ok(())
        })
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        if self.inside().folders.contains(path) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !self.inside().files.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.whole_step(|inside| {
            inside.files.remove(path);
            Ok(())
        })
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        let (known, full) = {
            let inside = self.inside();
            let prefix = format!("{path}/");
            let mut paths = inside.files.keys().chain(&inside.folders);
            (
                inside.folders.contains(path),
                paths.any(|other| other.starts_with(&prefix)),
            )
        };
        match (known, full) {
            (false, _) => Err(io::ErrorKind::NotFound.into()),
            (true, true) => Err(io::ErrorKind::DirectoryNotEmpty.into()),
            (true, false) => self.whole_step(|inside| {
                inside.folders.remove(path);
                Ok(())
            }),
        }
    }

    fn sync_folder(&self, _: &str) -> io::Result<()> {
        self.whole_step(|_| Ok(()))
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        let until = std::time::Instant::now() + limit;
        loop {
            {
                let mut inside = self.inside();
                if inside.killed {
                    return Err(io::ErrorKind::BrokenPipe.into());
                }
                if inside.lockless {
                    return Err(io::ErrorKind::Unsupported.into());
                }
                if inside.locks.insert(path.to_owned()) {
                    return Ok(Box::new(Locked {
                        disk: self.clone(),
                        path: path.to_owned(),
                    }));
                }
            }
            if std::time::Instant::now() >= until {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            let_others_run();
        }
    }
}

/// Under the model checker nobody else runs unless it is told so.
fn let_others_run() {
    #[cfg(feature = "model")]
    shuttle::thread::yield_now();
    #[cfg(not(feature = "model"))]
    std::thread::yield_now();
}
