//! The one disk that stands in front of another: a test says what is different about it, all else passes on.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sordino_engine::ports::{File, Files, Held, Mode, Process};

/// What is done to the folder or to a file in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// A file is opened.
    Open(Mode),
    /// A file is read.
    Read,
    /// A file is written.
    Write,
    /// A file is asked for its length.
    Length,
    /// A file is cut or filled.
    SetLength,
    /// A file is synced.
    Sync,
    /// A folder is listed.
    List,
    /// A folder is made.
    CreateFolder,
    /// Something is moved.
    Rename,
    /// A file is removed.
    RemoveFile,
    /// A folder is removed.
    RemoveFolder,
    /// A folder is synced.
    SyncFolder,
    /// The lock over all processes is asked for, for so long at most.
    Lock(Duration),
}

impl Access {
    /// Returns `true` if it may change what the disk holds.
    pub fn changes(self) -> bool {
        match self {
            Self::Open(mode) => matches!(mode, Mode::Create | Mode::CreateNew),
            Self::Write
            | Self::SetLength
            | Self::Sync
            | Self::CreateFolder
            | Self::Rename
            | Self::RemoveFile
            | Self::RemoveFolder
            | Self::SyncFolder => true,
            Self::Read | Self::Length | Self::List | Self::Lock(_) => false,
        }
    }
}

/// What is different about a disk. Every method passes on what it is given, as long as nobody overrides it.
pub trait Front: Send + Sync {
    /// Told before each access to `path`, which fails if this does.
    ///
    /// # Errors
    ///
    /// What the access is to fail with.
    fn before(&self, _path: &str, _access: Access) -> io::Result<()> {
        Ok(())
    }

    /// Opens a file.
    ///
    /// # Errors
    ///
    /// As for [`Files::open`].
    fn open(&self, disk: &dyn Files, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        disk.open(path, mode)
    }

    /// Makes a folder.
    ///
    /// # Errors
    ///
    /// As for [`Files::create_folder`].
    fn create_folder(&self, disk: &dyn Files, folder: &str) -> io::Result<()> {
        disk.create_folder(folder)
    }

    /// Takes the lock over all processes.
    ///
    /// # Errors
    ///
    /// As for [`Files::lock`].
    fn lock(&self, disk: &dyn Files, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        disk.lock(path, limit)
    }

    /// Writes to the file `path`; returns how many bytes were written.
    ///
    /// # Errors
    ///
    /// As for [`File::write_at`].
    fn write_at(&self, file: &dyn File, _path: &str, bytes: &[u8], at: u64) -> io::Result<usize> {
        file.write_at(bytes, at)
    }

    /// As for [`Files::may_wait_unasked`].
    fn may_wait_unasked(&self, disk: &dyn Files) -> bool {
        disk.may_wait_unasked()
    }

    /// Cuts a file, or fills it with zeros.
    ///
    /// # Errors
    ///
    /// As for [`File::set_len`].
    fn set_len(&self, file: &dyn File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }
}

/// A disk with a [`Front`].
///
/// ```
/// use std::io;
/// use sordino_engine::ports::{Files, Mode};
/// use sordino_testkit::front::{Access, Front, Fronted};
/// use sordino_testkit::memory::Disk;
///
/// struct Unremovable;
///
/// impl Front for Unremovable {
///     fn before(&self, _: &str, access: Access) -> io::Result<()> {
///         match access {
///             Access::RemoveFile => Err(io::ErrorKind::PermissionDenied.into()),
///             _ => Ok(()),
///         }
///     }
/// }
///
/// let disk = Fronted::new(Disk::default(), Unremovable);
/// assert!(disk.open("note", Mode::Create).is_ok());
/// assert!(disk.remove_file("note").is_err());
/// ```
#[derive(Clone)]
pub struct Fronted {
    disk: Arc<dyn Files>,
    front: Arc<dyn Front>,
}

impl Fronted {
    /// Puts `front` in front of `disk`.
    pub fn new(disk: impl Files + 'static, front: impl Front + 'static) -> Self {
        Self::shared(disk, Arc::new(front))
    }

    /// The same with a front that somebody else keeps a hand on.
    pub fn shared(disk: impl Files + 'static, front: Arc<dyn Front>) -> Self {
        Self {
            disk: Arc::new(disk),
            front,
        }
    }
}

impl Files for Fronted {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        self.front.before(path, Access::Open(mode))?;
        Ok(Box::new(FrontedFile {
            file: self.front.open(&*self.disk, path, mode)?,
            path: path.to_owned(),
            front: Arc::clone(&self.front),
        }))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.front.before(folder, Access::List)?;
        self.disk.list(folder)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        self.front.before(folder, Access::CreateFolder)?;
        self.front.create_folder(&*self.disk, folder)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.front.before(from, Access::Rename)?;
        self.disk.rename(from, to)
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        self.front.before(path, Access::RemoveFile)?;
        self.disk.remove_file(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.front.before(path, Access::RemoveFolder)?;
        self.disk.remove_folder(path)
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        self.front.before(folder, Access::SyncFolder)?;
        self.disk.sync_folder(folder)
    }

    fn foreign(&self) -> u64 {
        self.disk.foreign()
    }

    fn process(&self) -> Box<dyn Process> {
        self.disk.process()
    }

    fn may_wait_unasked(&self) -> bool {
        self.front.may_wait_unasked(&*self.disk)
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        self.front.before(path, Access::Lock(limit))?;
        self.front.lock(&*self.disk, path, limit)
    }
}

struct FrontedFile {
    file: Box<dyn File>,
    path: String,
    front: Arc<dyn Front>,
}

impl File for FrontedFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        self.front.before(&self.path, Access::Read)?;
        self.file.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        self.front.before(&self.path, Access::Write)?;
        self.front.write_at(&*self.file, &self.path, bytes, offset)
    }

    fn len(&self) -> io::Result<u64> {
        self.front.before(&self.path, Access::Length)?;
        self.file.len()
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.front.before(&self.path, Access::SetLength)?;
        self.front.set_len(&*self.file, length)
    }

    fn sync(&self) -> io::Result<()> {
        self.front.before(&self.path, Access::Sync)?;
        self.file.sync()
    }

    fn hold(&self) -> io::Result<bool> {
        self.file.hold()
    }

    fn is_in_place(&self) -> io::Result<bool> {
        self.file.is_in_place()
    }
}
