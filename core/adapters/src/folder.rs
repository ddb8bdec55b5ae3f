//! Files in a folder of the real file system.

use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt};
use std::path::{self, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{AtFlags, FlockOperation, OFlags, flock, renameat, unlinkat};
use rustix::io::Errno;
use sordino_engine::ports::{File, Files, Held, Mode, Process};

use crate::below::{self, Below, Names, names};
use crate::process::ThisProcess;
use crate::spare::Spares;
use crate::visible_wait::{Waited, wait_visibly};

/// How long to poll before this process shows that it waits.
const POLLED: Duration = Duration::from_millis(20);
/// How long to sleep between two tries for a lock that another process holds.
const TRY_AGAIN: Duration = Duration::from_micros(200);

/// One folder, ours alone. Put it where no backup looks (`noBackupFilesDir`, excluded from backup).
///
/// The way to it may lead through links. Nothing in it is followed: a link, a file with a second name, or anything else
/// that is neither a regular file nor a folder is unlinked where it is met, and counted.
#[derive(Debug, Clone)]
pub struct Folder {
    root: Arc<Path>,
    waits_visibly: bool,
    locks_rest: bool,
    /// For the moment in which no more handles are to be had.
    spares: Arc<Spares>,
    /// Links and the like that were unlinked, counted by all clones.
    foreign: Arc<AtomicU64>,
}

impl Folder {
    /// Uses `root`, which is made if it is not there, with mode 0700. A relative one is taken from where the process works
    /// now, and stays there.
    ///
    /// # Errors
    ///
    /// The system's, if it cannot be made.
    pub fn new(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = path::absolute(root.into())?;
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&root)?;
        Ok(Self {
            root: root.into(),
            waits_visibly: false,
            locks_rest: true,
            spares: Arc::default(),
            foreign: Arc::default(),
        })
    }

    /// Waits for a lock so that the system sees it, for a system that stops processes and wakes one whose lock another
    /// process blocks for: Android does.
    #[must_use]
    pub fn waiting_visibly(self) -> Self {
        Self {
            waits_visibly: true,
            ..self
        }
    }

    /// Keeps no file locked between calls, and lets no event wait for a lock, for a system that kills a suspended process
    /// that has a file locked: iOS, in the folder of an app group.
    #[must_use]
    pub fn without_resting_locks(self) -> Self {
        Self {
            locks_rest: false,
            ..self
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    pub(crate) fn below<'a>(&'a self, path: &'a str) -> io::Result<Below<'a>> {
        Below::at(&self.root, path, &self.foreign)
    }

    fn folder(&self, path: &str) -> io::Result<OwnedFd> {
        below::folder(&self.root, path, &self.foreign)
    }

    fn unlink(&self, path: &str, flags: AtFlags) -> io::Result<()> {
        let below = self.below(path)?;
        let (folder, name) = below.entry();
        Ok(unlinkat(folder, name, flags)?)
    }
}

struct Handle {
    file: fs::File,
    folder: Folder,
    path: String,
}

impl File for Handle {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        retried(|| self.file.read_at(bytes, offset))
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        retried(|| self.file.write_at(bytes, offset))
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn hold(&self) -> io::Result<bool> {
        if !self.folder.locks_rest {
            return Err(io::ErrorKind::Unsupported.into());
        }
        match poll(&self.file, Instant::now()) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(false),
            polled => polled.map(|()| true),
        }
    }

    fn is_in_place(&self) -> io::Result<bool> {
        is_at(&self.folder.root.join(&self.path), &self.file)
    }
}

/// Whether `path` leads to `file`. A link in its place may lead there too; whoever opens it by the path unlinks that.
pub(crate) fn is_at(path: &Path, file: &fs::File) -> io::Result<bool> {
    let there = match fs::metadata(path) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(false);
        }
        found => found?,
    };
    let this = file.metadata()?;
    Ok((there.dev(), there.ino()) == (this.dev(), this.ino()))
}

fn retried(mut act: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match act() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// A lock on a file, given back when this is dropped.
struct FileLock {
    file: Option<fs::File>,
    /// Where a spare handle goes back to.
    spare: Option<(Arc<Spares>, String)>,
}

impl Held for FileLock {}

impl Drop for FileLock {
    /// Closing the file is not enough: a process that was forked meanwhile has it open too, and would keep the lock.
    fn drop(&mut self) {
        let Some(file) = self.file.take() else {
            return;
        };
        let _ = flock(&file, FlockOperation::Unlock);
        if let Some((spares, path)) = self.spare.take() {
            spares.give_back(&path, file);
        }
    }
}

impl Files for Folder {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        let flags = match mode {
            Mode::Read => OFlags::RDONLY,
            Mode::Write => OFlags::RDWR,
            Mode::Create => OFlags::RDWR | OFlags::CREATE,
            Mode::CreateNew => OFlags::RDWR | OFlags::CREATE | OFlags::EXCL,
        };
        Ok(Box::new(Handle {
            file: self.below(path)?.file(flags, Names::One)?,
            folder: self.clone(),
            path: path.to_owned(),
        }))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        names(&self.folder(folder)?, &self.foreign)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        below::make_folder(&self.root, folder, &self.foreign)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let (from, to) = (self.below(from)?, self.below(to)?);
        let ((from, old), (to, new)) = (from.entry(), to.entry());
        Ok(renameat(from, old, to, new)?)
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        self.unlink(path, AtFlags::empty())
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.unlink(path, AtFlags::REMOVEDIR)
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        fs::File::from(self.folder(folder)?).sync_all()
    }

    fn foreign(&self) -> u64 {
        self.foreign.load(Ordering::Relaxed)
    }

    fn process(&self) -> Box<dyn Process> {
        Box::new(ThisProcess::mark())
    }

    fn may_wait_unasked(&self) -> bool {
        self.locks_rest
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        // A descriptor of its own each time: two of one process exclude each other too.
        let open = || {
            let flags = OFlags::WRONLY | OFlags::CREATE;
            self.below(path)?.file(flags, Names::Any)
        };
        let lock = match open() {
            Ok(file) => {
                self.spares.keep(path, open);
                FileLock {
                    file: Some(file),
                    spare: None,
                }
            }
            Err(error) => FileLock {
                file: Some(
                    self.spares
                        .take(path, &error, |file| is_at(&self.root.join(path), file))
                        .ok_or(error)?,
                ),
                spare: Some((Arc::clone(&self.spares), path.to_owned())),
            },
        };
        let is_spare = lock.spare.is_some();
        let file = lock.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let until = Instant::now() + limit;
        // A spare handle cannot be given to another thread to wait with.
        if self.waits_visibly && limit > POLLED && !is_spare {
            match poll(file, Instant::now() + POLLED) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                polled => return polled.map(|()| Box::new(lock) as Box<dyn Held>),
            }
            match wait_visibly(file, until)? {
                Waited::Locked => return Ok(Box::new(lock)),
                Waited::TooLate => return Err(io::ErrorKind::WouldBlock.into()),
                Waited::Elsewhere => {}
            }
        }
        poll(file, until)?;
        Ok(Box::new(lock))
    }
}

/// Tries for the lock of `file` until `until`.
fn poll(file: &fs::File, until: Instant) -> io::Result<()> {
    loop {
        // Not `fs::File::try_lock`: the standard library has none for Android.
        match flock(file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(()),
            Err(Errno::INTR) => {}
            Err(Errno::WOULDBLOCK) if Instant::now() < until => thread::sleep(TRY_AGAIN),
            Err(error) => return Err(error.into()),
        }
    }
}
