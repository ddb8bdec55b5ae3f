//! Where one round plays: the app's folder, its keys, and the files by which the parent moves clock and disk.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{fs, io};

/// Nanoseconds since 1970 by the machine's own clock, which no attack moves: parent, processes and server
/// order what they saw by it.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_nanos() as u64)
}

/// The folders of one round.
#[derive(Debug, Clone)]
pub(crate) struct Place(PathBuf);

impl Place {
    /// Takes a folder that is there.
    pub(crate) fn at(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Makes a fresh one.
    pub(crate) fn fresh(folder: &Path) -> io::Result<Self> {
        let _ = fs::remove_dir_all(folder);
        let place = Self::at(folder);
        fs::create_dir_all(place.control())?;
        place.set_clock(0)?;
        Ok(place)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }

    /// What the engine writes.
    pub(crate) fn files(&self) -> PathBuf {
        self.0.join("files")
    }

    /// The key store.
    pub(crate) fn keys(&self) -> PathBuf {
        self.0.join("keys")
    }

    fn control(&self) -> PathBuf {
        self.0.join("control")
    }

    /// Sets the processes' clock to so many milliseconds before or after the machine's.
    pub(crate) fn set_clock(&self, ahead: i64) -> io::Result<()> {
        let fresh = self.control().join("clock.new");
        fs::write(&fresh, ahead.to_string())?;
        fs::rename(fresh, self.control().join("clock"))
    }

    /// Returns how far the processes' clock is ahead.
    pub(crate) fn clock(&self) -> i64 {
        let text = fs::read_to_string(self.control().join("clock"));
        text.ok().and_then(|text| text.parse().ok()).unwrap_or(0)
    }

    /// Lets time pass by the clock since the system's start, which no attack moves.
    pub(crate) fn pass(&self, millis: i64) -> io::Result<()> {
        let fresh = self.control().join("passed.new");
        fs::write(&fresh, (self.passed() + millis).to_string())?;
        fs::rename(fresh, self.control().join("passed"))
    }

    /// Returns how much time passed that way.
    pub(crate) fn passed(&self) -> i64 {
        let text = fs::read_to_string(self.control().join("passed"));
        text.ok().and_then(|text| text.parse().ok()).unwrap_or(0)
    }

    /// Fills the disk, or frees it.
    pub(crate) fn set_full(&self, full: bool) -> io::Result<()> {
        let mark = self.control().join("full");
        match full {
            true => fs::write(mark, ""),
            false if mark.exists() => fs::remove_file(mark),
            false => Ok(()),
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.control().join("full").exists()
    }

    /// Returns the bytes of all files below the app's folder.
    pub(crate) fn bytes(&self) -> u64 {
        all_files(&self.files())
            .iter()
            .filter_map(|file| fs::symlink_metadata(file).ok())
            .map(|told| told.len())
            .sum()
    }
}

/// Returns every file below `folder`, in order of their names.
pub(crate) fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        match fs::symlink_metadata(&path) {
            Ok(told) if told.is_dir() => found.extend(all_files(&path)),
            Ok(_) => found.push(path),
            Err(_) => {}
        }
    }
    found.sort();
    found
}
