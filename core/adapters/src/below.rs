//! Ways below one folder that follow nothing: one component at a time, no link among them.
//!
//! The folder itself may be reached through links; what lies in it is ours: folders, and regular files with one name.
//! Anything else was put there by somebody else. It is unlinked as such, and what it leads to is left alone.

use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode as Bits, OFlags};
use rustix::fs::{mkdirat, openat, readlinkat, unlinkat};
use rustix::io::Errno;

/// How often what others put in a file's place is unlinked before its opening fails.
const TRIES: usize = 3;

/// How many names a file may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// One: what is written to it is seen under no other.
    One,
    /// Any number, for a file that is only locked: unlinking one that somebody holds would let two hold it.
    Any,
}

/// A folder that was reached without following anything, and a name in it.
pub(crate) struct Below<'a> {
    folder: OwnedFd,
    name: &'a str,
    foreign: &'a AtomicU64,
}

fn folder_flags() -> OFlags {
    OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC
}

/// Opens the folder `path` below `root`; an empty path is the root.
pub(crate) fn folder(root: &Path, path: &str, foreign: &AtomicU64) -> io::Result<OwnedFd> {
    let mut folder = openat(CWD, root, folder_flags(), Bits::empty())?;
    for name in parts(path)? {
        folder = Below {
            folder,
            name,
            foreign,
        }
        .folder()?;
    }
    Ok(folder)
}

/// Makes the folder `path` below `root`, and its parents.
pub(crate) fn make_folder(root: &Path, path: &str, foreign: &AtomicU64) -> io::Result<()> {
    let mut folder = openat(CWD, root, folder_flags(), Bits::empty())?;
    for name in parts(path)? {
        let below = Below {
            folder,
            name,
            foreign,
        };
        folder = match below.folder() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match mkdirat(&below.folder, name, Bits::RWXU) {
                    // Another process may have made it in between.
                    Ok(()) | Err(Errno::EXIST) => below.folder()?,
                    Err(error) => return Err(error.into()),
                }
            }
            opened => opened?,
        };
    }
    Ok(())
}

fn parts(path: &str) -> io::Result<impl Iterator<Item = &str>> {
    let parts = path.split('/').filter(|part| !part.is_empty());
    match parts.clone().any(|part| part == "." || part == "..") {
        true => Err(io::ErrorKind::InvalidFilename.into()),
        false => Ok(parts),
    }
}

impl<'a> Below<'a> {
    /// The last component of `path`, in the folder that the others lead to.
    pub(crate) fn at(root: &Path, path: &'a str, foreign: &'a AtomicU64) -> io::Result<Self> {
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        if parts(name)?.next().is_none() {
            return Err(io::ErrorKind::InvalidFilename.into());
        }
        let folder = folder(root, parents, foreign)?;
        Ok(Self {
            folder,
            name,
            foreign,
        })
    }

    /// The folder that the name is in, and the name.
    pub(crate) fn entry(&self) -> (&OwnedFd, &str) {
        (&self.folder, self.name)
    }

    /// Opens it as a folder; a link in its place is unlinked, and then nothing is there.
    fn folder(&self) -> io::Result<OwnedFd> {
        let flags = folder_flags() | OFlags::NOFOLLOW;
        match openat(&self.folder, self.name, flags, Bits::empty()) {
            Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) if self.is_link() => {
                self.unlink()?;
                Err(io::ErrorKind::NotFound.into())
            }
            opened => Ok(opened?),
        }
    }

    /// Opens it as a file; what others put in its place is unlinked, and the file opened as if nothing had been there.
    pub(crate) fn file(&self, flags: OFlags, names: Names) -> io::Result<fs::File> {
        // A FIFO must not block, and a terminal not become ours.
        let flags = flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        for _ in 0..TRIES {
            match openat(&self.folder, self.name, flags, Bits::RUSR | Bits::WUSR) {
                Ok(opened) => {
                    let file = fs::File::from(opened);
                    let found = file.metadata()?;
                    if found.is_dir() {
                        return Err(io::ErrorKind::IsADirectory.into());
                    }
                    if found.is_file() && (names == Names::Any || found.nlink() <= 1) {
                        return Ok(file);
                    }
                }
                // A link, a socket, a device without a driver.
                Err(Errno::LOOP | Errno::MLINK | Errno::NXIO | Errno::OPNOTSUPP) => {}
                Err(Errno::EXIST) if self.is_link() => {}
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            self.unlink()?;
        }
        Err(io::ErrorKind::NotFound.into())
    }

    fn is_link(&self) -> bool {
        readlinkat(&self.folder, self.name, Vec::new()).is_ok()
    }

    fn unlink(&self) -> io::Result<()> {
        unlink_foreign(&self.folder, self.name, self.foreign)
    }
}

fn unlink_foreign(
    folder: &OwnedFd,
    name: impl rustix::path::Arg,
    foreign: &AtomicU64,
) -> io::Result<()> {
    match unlinkat(folder, name, AtFlags::empty()) {
        Ok(()) => {
            foreign.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
        Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The names in a folder. Links and whatever else is neither file nor folder are unlinked, and so is a file whose name is
/// not text: none of ours is named like that.
pub(crate) fn names(folder: &OwnedFd, foreign: &AtomicU64) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        let bytes = entry.file_name().to_bytes();
        if bytes == b"." || bytes == b".." {
            continue;
        }
        // A file system that tells no kinds has each file looked at when it is opened.
        let kind = entry.file_type();
        let may_be_ours = matches!(
            kind,
            FileType::RegularFile | FileType::Directory | FileType::Unknown
        );
        match entry.file_name().to_str() {
            Ok(name) if may_be_ours => names.push(name.to_owned()),
            Err(_) if kind == FileType::Directory => {
                return Err(io::ErrorKind::InvalidFilename.into());
            }
            _ => unlink_foreign(folder, entry.file_name(), foreign)?,
        }
    }
    Ok(names)
}
