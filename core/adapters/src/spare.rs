//! Handles of the locks' files, kept for a moment in which the process can open no more.
//!
//! An off and a crash must get through then. A lock needs a handle of its own each time, so that two threads of one process
//! exclude each other; the spare one serves one caller at a time.

use std::fs::File;
use std::io;
use std::sync::{Mutex, PoisonError};

use rustix::io::Errno;

/// One handle for each file that was locked, while nobody uses it.
#[derive(Debug, Default)]
pub(crate) struct Spares(Mutex<Vec<(String, Option<File>)>>);

impl Spares {
    /// Keeps a handle of the file at `path`, if there is none yet. `open` opens one more.
    pub(crate) fn keep(&self, path: &str, open: impl FnOnce() -> io::Result<File>) {
        let mut spares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spares.iter().all(|(kept, _)| kept != path) {
            // What cannot be kept now is tried again by the next lock.
            spares.extend(open().ok().map(|file| (path.to_owned(), Some(file))));
        }
    }

    /// Takes the handle of the file at `path`, if `full` says that none can be opened, and it is still that file's.
    pub(crate) fn take(
        &self,
        path: &str,
        full: &io::Error,
        is_there: impl FnOnce(&File) -> io::Result<bool>,
    ) -> Option<File> {
        let is_full = [Errno::MFILE, Errno::NFILE].map(|errno| Some(errno.raw_os_error()));
        if !is_full.contains(&full.raw_os_error()) {
            return None;
        }
        let mut spares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, kept) = spares.iter_mut().find(|(kept, _)| kept == path)?;
        match is_there(kept.as_ref()?) {
            Ok(true) => kept.take(),
            Ok(false) | Err(_) => None,
        }
    }

    /// Gives a handle back that [`Spares::take`] gave. It is not locked any more.
    pub(crate) fn give_back(&self, path: &str, file: File) {
        let mut spares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, kept)) = spares.iter_mut().find(|(kept, _)| kept == path) {
            *kept = Some(file);
        }
    }
}
