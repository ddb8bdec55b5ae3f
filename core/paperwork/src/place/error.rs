//! Why nothing was put into a folder.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why nothing was written. Every file stands as it did before.
#[derive(Debug)]
pub enum PlaceError {
    /// Something that is no file stands where a file should: a folder or a link.
    NoFile(PathBuf),
    /// The list of what was generated cannot be understood.
    List(PathBuf, String),
    /// Another run is at work in the folder.
    AnotherRun(PathBuf),
    /// A file could not be read or written.
    Io(PathBuf, io::Error),
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile(path) => write!(
                f,
                "{}: is a folder or a link where a file has to stand. Nothing written. Move it away.",
                path.display()
            ),
            Self::List(path, what) => write!(
                f,
                "{}: {what}, so it does not say which files were generated. Nothing written. Restore it, or delete it \
                 and pass --force.",
                path.display()
            ),
            Self::AnotherRun(path) => write!(
                f,
                "{}: another run is at work here. Nothing written. Wait for it and run again.",
                path.display()
            ),
            Self::Io(path, error) => write!(
                f,
                "{}: cannot be read or written ({error}). Nothing was changed. Check that the folder exists and has room.",
                path.display()
            ),
        }
    }
}

impl std::error::Error for PlaceError {}
