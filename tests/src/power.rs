//! A disk whose power can be lost: what was not synced may be there, or not, in any combination.

use sordino_engine::ports::{File, Files, Held, Mode, Random};
use sordino_testkit::memory::{Counted, Disk};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One change, of a file's content or of a folder's entries.
#[derive(Debug, Clone)]
enum Change {
    Name { path: String, id: usize },
    Folder { path: String },
    Gone { path: String },
    Moved { from: String, to: String },
    Write { id: usize, at: u64, bytes: Vec<u8> },
    Length { id: usize, length: u64 },
    Synced { id: usize },
    FolderSynced { path: String },
}

#[derive(Debug, Default)]
struct Log {
    changes: Vec<Change>,
    /// Which content each path names now.
    names: BTreeMap<String, usize>,
    contents: usize,
}

/// What of the changes that nothing had synced reached the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsynced {
    /// None of them.
    Lost,
    /// All of them.
    There,
    /// Some, by the seed.
    Some(u64),
}

/// A disk that remembers every change and what was synced; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Power {
    disk: Disk,
    log: Arc<Mutex<Log>>,
}

impl Power {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many changes there were so far; a place to lose the power at.
    pub fn changes(&self) -> usize {
        self.log().changes.len()
    }

    /// What the next start finds if the power is lost after so many changes. The first `settled`
    /// are old enough to have reached the disk by themselves.
    pub fn lost_after(&self, changes: usize, settled: usize, unsynced: Unsynced) -> Disk {
        let log = self.log();
        let changes = &log.changes[..changes];
        let dice = Counted::from(match unsynced {
            Unsynced::Some(seed) => seed,
            Unsynced::Lost | Unsynced::There => 0,
        });
        let mut image = Image::default();
        for (at, change) in changes.iter().enumerate() {
            let is_there = at < settled
                || is_synced(change, &changes[at..])
                || match unsynced {
                    Unsynced::Lost => false,
                    Unsynced::There => true,
                    Unsynced::Some(_) => is_heads(&dice),
                };
            if is_there {
                image.apply(change);
            }
        }
        image.disk()
    }

    fn did(&self, change: Change) {
        self.log().changes.push(change);
    }
}

fn is_heads(dice: &Counted) -> bool {
    let mut byte = [0];
    dice.fill(&mut byte).is_ok() && byte[0] & 1 == 1
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether something after a change made it durable.
fn is_synced(change: &Change, later: &[Change]) -> bool {
    let entry = |paths: &[&str]| {
        later.iter().any(|later| match later {
            Change::FolderSynced { path } => paths.iter().any(|of| folder_of(of) == path),
            _ => false,
        })
    };
    match change {
        Change::Write { id, .. } | Change::Length { id, .. } => later
            .iter()
            .any(|later| matches!(later, Change::Synced { id: synced } if synced == id)),
        Change::Name { path, .. } | Change::Folder { path } | Change::Gone { path } => {
            entry(&[path])
        }
        Change::Moved { from, to } => entry(&[from, to]),
        Change::Synced { .. } | Change::FolderSynced { .. } => true,
    }
}

#[derive(Default)]
struct Image {
    names: BTreeMap<String, usize>,
    folders: BTreeSet<String>,
    contents: BTreeMap<usize, Vec<u8>>,
}

impl Image {
    fn apply(&mut self, change: &Change) {
        match change {
            Change::Name { path, id } => drop(self.names.insert(path.clone(), *id)),
            Change::Folder { path } => drop(self.folders.insert(path.clone())),
            Change::Gone { path } => {
                self.names.remove(path);
                self.folders.remove(path);
            }
            Change::Moved { from, to } => {
                let moved = |path: &str| {
                    let rest = path.strip_prefix(from.as_str())?;
                    (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
                };
                let names = std::mem::take(&mut self.names).into_iter();
                self.names = names
                    .map(|(path, id)| (moved(&path).unwrap_or(path), id))
                    .collect();
                let folders = std::mem::take(&mut self.folders).into_iter();
                self.folders = folders.map(|path| moved(&path).unwrap_or(path)).collect();
            }
            Change::Write { id, at, bytes } => {
                let content = self.contents.entry(*id).or_default();
                let at = usize::try_from(*at).expect("tests write small files");
                if content.len() < at + bytes.len() {
                    content.resize(at + bytes.len(), 0);
                }
                content[at..at + bytes.len()].copy_from_slice(bytes);
            }
            Change::Length { id, length } => {
                let length = usize::try_from(*length).expect("tests write small files");
                self.contents.entry(*id).or_default().resize(length, 0);
            }
            Change::Synced { .. } | Change::FolderSynced { .. } => {}
        }
    }

    /// Files and folders whose folders are all there.
    fn disk(&self) -> Disk {
        let disk = Disk::default();
        let reachable = |path: &str| {
            let parents = path.match_indices('/').map(|(at, _)| &path[..at]);
            parents.into_iter().all(|one| self.folders.contains(one))
        };
        for folder in self.folders.iter().filter(|folder| reachable(folder)) {
            disk.create_folder(folder)
                .expect("a disk in memory takes it");
        }
        for (path, id) in self.names.iter().filter(|(path, _)| reachable(path)) {
            disk.put(path, self.contents.get(id).cloned().unwrap_or_default());
        }
        disk
    }
}

struct OpenFile {
    file: Box<dyn File>,
    id: usize,
    power: Power,
}

impl File for OpenFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        self.file.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let written = self.file.write_at(bytes, offset)?;
        self.power.did(Change::Write {
            id: self.id,
            at: offset,
            bytes: bytes[..written].to_vec(),
        });
        Ok(written)
    }

    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.power.did(Change::Length {
            id: self.id,
            length,
        });
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        self.file.sync()?;
        self.power.did(Change::Synced { id: self.id });
        Ok(())
    }

    fn hold(&self) -> io::Result<bool> {
        self.file.hold()
    }

    fn is_in_place(&self) -> io::Result<bool> {
        self.file.is_in_place()
    }
}

impl Files for Power {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        let file = self.disk.open(path, mode)?;
        let mut log = self.log();
        let id = match log.names.get(path) {
            Some(id) => *id,
            None => {
                log.contents += 1;
                let id = log.contents;
                log.names.insert(path.to_owned(), id);
                log.changes.push(Change::Name {
                    path: path.to_owned(),
                    id,
                });
                id
            }
        };
        drop(log);
        Ok(Box::new(OpenFile {
            file,
            id,
            power: self.clone(),
        }))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.disk.list(folder)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        self.disk.create_folder(folder)?;
        let parents = folder.match_indices('/').map(|(at, _)| &folder[..at]);
        for path in parents.chain([folder]) {
            let path = path.to_owned();
            let known = self
                .log()
                .changes
                .iter()
                .rev()
                .find_map(|change| match change {
                    Change::Folder { path: made } if *made == path => Some(true),
                    Change::Gone { path: gone } if *gone == path => Some(false),
                    Change::Moved { from, .. } if *from == path => Some(false),
                    Change::Moved { to, .. } if *to == path => Some(true),
                    _ => None,
                });
            if known != Some(true) {
                self.did(Change::Folder { path });
            }
        }
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.disk.rename(from, to)?;
        let mut log = self.log();
        let names = std::mem::take(&mut log.names).into_iter();
        log.names = names
            .map(|(path, id)| match path.strip_prefix(from) {
                Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                    (format!("{to}{rest}"), id)
                }
                _ => (path, id),
            })
            .collect();
        let (from, to) = (from.to_owned(), to.to_owned());
        log.changes.push(Change::Moved { from, to });
        Ok(())
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        self.disk.remove_file(path)?;
        self.log().names.remove(path);
        let path = path.to_owned();
        self.did(Change::Gone { path });
        Ok(())
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.disk.remove_folder(path)?;
        let path = path.to_owned();
        self.did(Change::Gone { path });
        Ok(())
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        self.disk.sync_folder(folder)?;
        let path = folder.to_owned();
        self.did(Change::FolderSynced { path });
        Ok(())
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        self.disk.lock(path, limit)
    }
}
