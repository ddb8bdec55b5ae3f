//! The device's folder with somebody standing in front of it: each write passes a [`Tap`].

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sordino_engine::ports::{File, Files, Held, Mode, Process};

/// Sees each write before the file does, and passes it on, or does not.
pub(crate) trait Tap: Send + Sync {
    /// Writes `bytes` at `offset` of `path`, which `file` is; how many were written.
    fn write(&self, path: &str, bytes: &[u8], offset: u64, file: &dyn File) -> io::Result<usize>;

    /// Told before anything else is done in the folder.
    fn before(&self) -> io::Result<()> {
        Ok(())
    }
}

/// A folder whose writes pass a tap.
pub(crate) struct Tapped {
    inside: Arc<dyn Files>,
    tap: Arc<dyn Tap>,
}

impl Tapped {
    pub(crate) fn new(inside: impl Files + 'static, tap: Arc<dyn Tap>) -> Self {
        Self {
            inside: Arc::new(inside),
            tap,
        }
    }
}

struct TappedFile {
    path: String,
    inside: Box<dyn File>,
    tap: Arc<dyn Tap>,
}

impl File for TappedFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        self.inside.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        self.tap.write(&self.path, bytes, offset, &*self.inside)
    }

    fn len(&self) -> io::Result<u64> {
        self.inside.len()
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.inside.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.inside.sync()
    }

    fn hold(&self) -> io::Result<bool> {
        self.inside.hold()
    }

    fn is_in_place(&self) -> io::Result<bool> {
        self.inside.is_in_place()
    }
}

impl Files for Tapped {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        self.tap.before()?;
        Ok(Box::new(TappedFile {
            path: path.to_owned(),
            inside: self.inside.open(path, mode)?,
            tap: Arc::clone(&self.tap),
        }))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.tap.before()?;
        self.inside.list(folder)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        self.tap.before()?;
        self.inside.create_folder(folder)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.tap.before()?;
        self.inside.rename(from, to)
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        self.tap.before()?;
        self.inside.remove_file(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.tap.before()?;
        self.inside.remove_folder(path)
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        self.tap.before()?;
        self.inside.sync_folder(folder)
    }

    fn process(&self) -> Box<dyn Process> {
        self.inside.process()
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        self.inside.lock(path, limit)
    }
}
