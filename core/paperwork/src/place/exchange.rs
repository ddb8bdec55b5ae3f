//! Changes files in a folder together: what is new is written aside and synced first, then everything is renamed, and a
//! failure on the way is undone.
//!
//! A kill between two renames leaves some files new, some old and one perhaps missing, each of them whole. The next run
//! takes them for ours and writes the rest: a file that holds what is about to be written is never in the way.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::PlaceError;

/// One file that is to be different.
pub(super) struct Change {
    path: String,
    /// What it will hold; nothing for a file that goes.
    content: Option<Vec<u8>>,
}

impl Change {
    pub(super) fn write(path: &str, content: Vec<u8>) -> Self {
        Self {
            path: path.to_owned(),
            content: Some(content),
        }
    }

    pub(super) fn remove(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            content: None,
        }
    }
}

/// The folder of a run, below the one that it changes.
const ASIDE: &str = ".sordino-generate";

/// Makes all `changes` in `folder`, or none.
pub(super) fn exchange(folder: &Path, changes: &[Change]) -> Result<(), PlaceError> {
    let is_new = !folder.exists();
    let io = |error| PlaceError::Io(folder.to_owned(), error);
    fs::create_dir_all(folder).map_err(io)?;
    // Ends with the process, however that ends.
    let one_run = File::open(folder).map_err(io)?;
    match one_run.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(PlaceError::AnotherRun(folder.to_owned())),
        Err(TryLockError::Error(error)) => return Err(io(error)),
    }
    let aside = folder.join(ASIDE);
    // Of a run that was killed: what it set aside was to be replaced, and what it had not placed is made anew.
    match fs::remove_dir_all(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(PlaceError::Io(aside, error));
        }
        _ => {}
    }
    fs::create_dir(&aside).map_err(|error| PlaceError::Io(aside.clone(), error))?;
    let mut run = Run {
        folder,
        new: aside.join("new"),
        old: aside.join("old"),
        undo: Vec::new(),
    };
    let made = run.prepare(changes).and_then(|()| run.rename(changes));
    if made.is_err() {
        run.take_back();
    }
    // What is in it is either in its place by now or not wanted.
    let _ = fs::remove_dir_all(&aside);
    if made.is_err() && is_new {
        let _ = fs::remove_dir(folder);
    }
    made
}

struct Run<'f> {
    folder: &'f Path,
    new: PathBuf,
    old: PathBuf,
    undo: Vec<Step>,
}

/// What was done, so that it can be undone.
enum Step {
    Folder(PathBuf),
    SetAside { from: PathBuf, to: PathBuf },
    Placed(PathBuf),
}

impl Run<'_> {
    fn prepare(&self, changes: &[Change]) -> Result<(), PlaceError> {
        for change in changes {
            if let Some(content) = &change.content {
                let path = self.new.join(&change.path);
                write_synced(&path, content).map_err(|error| PlaceError::Io(path, error))?;
            }
        }
        Ok(())
    }

    fn rename(&mut self, changes: &[Change]) -> Result<(), PlaceError> {
        for change in changes {
            let target = self.folder.join(&change.path);
            self.one(change, &target)
                .map_err(|error| PlaceError::Io(target, error))?;
        }
        Ok(())
    }

    fn one(&mut self, change: &Change, target: &Path) -> io::Result<()> {
        if target.exists() {
            let kept = self.old.join(&change.path);
            make_parent(&kept)?;
            fs::rename(target, &kept)?;
            self.undo.push(Step::SetAside {
                from: target.to_owned(),
                to: kept,
            });
        }
        if change.content.is_some() {
            if let Some(parent) = target.parent() {
                self.make(parent)?;
            }
            fs::rename(self.new.join(&change.path), target)?;
            self.undo.push(Step::Placed(target.to_owned()));
        }
        Ok(())
    }

    fn make(&mut self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make(parent)?;
        }
        fs::create_dir(folder)?;
        self.undo.push(Step::Folder(folder.to_owned()));
        Ok(())
    }

    /// Undoes the newest step first. What cannot be undone is passed over: the error is told already.
    fn take_back(&mut self) {
        for step in self.undo.drain(..).rev() {
            let _ = match step {
                Step::Folder(folder) => fs::remove_dir(folder),
                Step::SetAside { from, to } => fs::rename(to, from),
                Step::Placed(path) => fs::remove_file(path),
            };
        }
    }
}

fn make_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make_parent(path)?;
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
