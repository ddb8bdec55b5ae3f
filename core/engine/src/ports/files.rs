//! Files in one folder of our own. Paths are relative, with `/` between parts.

use std::io;
use std::time::Duration;

/// How to open a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It must exist; only reads.
    Read,
    /// It must exist; reads and writes.
    Write,
    /// Reads and writes; made if it is not there.
    Create,
    /// It must not exist.
    CreateNew,
}

/// An open file. All access is positioned: no cursor is shared between threads.
pub trait File: Send + Sync {
    /// Reads at `offset`; how many bytes were there, 0 at the end.
    ///
    /// # Errors
    ///
    /// The system's.
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Writes at `offset`; how many bytes were written, which may be fewer than given.
    ///
    /// # Errors
    ///
    /// The system's; some bytes may have been written.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize>;

    /// Its length in bytes.
    ///
    /// # Errors
    ///
    /// The system's.
    fn len(&self) -> io::Result<u64>;

    /// Whether it holds nothing.
    ///
    /// # Errors
    ///
    /// The system's.
    fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }

    /// Cuts it, or fills it with zeros, to `length`.
    ///
    /// # Errors
    ///
    /// The system's.
    fn set_len(&self, length: u64) -> io::Result<()>;

    /// Returns when its contents and length would survive a power loss.
    ///
    /// # Errors
    ///
    /// The system's; nothing is known then about what survives.
    fn sync(&self) -> io::Result<()>;

    /// Locks it for as long as this handle is open. Returns `false` if another handle holds it, in whatever process.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::Unsupported`] where no lock may rest between calls, or the system's.
    fn hold(&self) -> io::Result<bool> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Returns `true` while the path that it was opened by leads to this file and to no other. Opens nothing.
    ///
    /// # Errors
    ///
    /// The system's.
    fn is_in_place(&self) -> io::Result<bool> {
        Ok(true)
    }
}

/// A lock that excludes every other holder, in any process, until dropped.
pub trait Held: Send {}

/// A mark of the process that asked for it.
pub trait Process: Send + Sync {
    /// Returns `false` in a process that was forked from the marked one. Looks at memory only, where the system allows it.
    fn is_this(&self) -> bool;
}

/// The mark of a process that is never forked.
struct Only;

impl Process for Only {
    fn is_this(&self) -> bool {
        true
    }
}

/// The folder.
pub trait Files: Send + Sync {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`], [`io::ErrorKind::AlreadyExists`], or the system's.
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>>;

    /// The names in a folder, in any order.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`] or the system's.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// Makes a folder and its parents; one that is there is no error.
    ///
    /// # Errors
    ///
    /// The system's.
    fn create_folder(&self, folder: &str) -> io::Result<()>;

    /// Moves a file or folder; the target must not exist.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`] or the system's.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`] or the system's.
    fn remove_file(&self, path: &str) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`] or the system's.
    fn remove_folder(&self, path: &str) -> io::Result<()>;

    /// Returns when the folder's entries would survive a power loss.
    ///
    /// # Errors
    ///
    /// The system's.
    fn sync_folder(&self, folder: &str) -> io::Result<()>;

    /// How many things it unlinked because they were none of ours: links, files with a second name, FIFOs.
    fn foreign(&self) -> u64 {
        0
    }

    /// Marks this process. What is open in memory belongs to it alone: a process that was forked from it has the same keys
    /// and the same places to write to, and must use neither.
    fn process(&self) -> Box<dyn Process> {
        Box::new(Only)
    }

    /// Returns `false` where nobody may wait for a lock who did not ask the system for leave: a process that is suspended
    /// with a lock is ended there. An event tries then, and is stored later if the lock is not free.
    fn may_wait_unasked(&self) -> bool {
        true
    }

    /// Takes the exclusive lock named by `path`, waiting at most `limit`.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::WouldBlock`] when the limit ran out, or the system's.
    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>>;
}

/// Reads a file whole, and refuses a file over `limit` bytes.
///
/// # Errors
///
/// [`io::ErrorKind::FileTooLarge`] or the system's.
pub fn read_all(file: &dyn File, limit: u64) -> io::Result<Vec<u8>> {
    let length = file.len()?;
    if length > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = vec![0; usize::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge)?];
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read_at(&mut bytes[filled..], filled as u64)? {
            0 => break,
            n => filled += n,
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// Fills `bytes` from `offset`.
///
/// # Errors
///
/// [`io::ErrorKind::UnexpectedEof`] if the file ends before, or the system's.
pub fn read_exact_at(file: &dyn File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read_at(&mut bytes[filled..], offset + filled as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => filled += n,
        }
    }
    Ok(())
}

/// Writes all of `bytes` at `offset`.
///
/// # Errors
///
/// The system's; some of the bytes may have been written.
pub fn write_all_at(file: &dyn File, bytes: &[u8], offset: u64) -> io::Result<()> {
    let mut written = 0;
    while written < bytes.len() {
        match file.write_at(&bytes[written..], offset + written as u64)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            n => written += n,
        }
    }
    Ok(())
}
