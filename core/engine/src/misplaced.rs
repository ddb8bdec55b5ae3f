//! Folders where a file of ours belongs, and files where a folder does: others put them there, and they are taken away, as
//! if nothing had been there.
//!
//! Without this one folder called `vault` would keep everything closed for ever.

use std::io;

use crate::ports::{File, Files, Mode};

/// How deep folders may lie in one of them to be taken away.
const DEEPEST: usize = 64;

/// Does what opens the file at `path`. Where a folder stands, it goes first, with all that is in it.
///
/// # Errors
///
/// What `open` says.
pub(crate) fn in_its_place<T>(
    files: &dyn Files,
    path: &str,
    open: impl Fn() -> io::Result<T>,
) -> io::Result<T> {
    match open() {
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
            remove_folder(files, path, 0)?;
            open()
        }
        opened => opened,
    }
}

/// Opens a file of ours in its place.
///
/// # Errors
///
/// The system's.
pub(crate) fn open_file(files: &dyn Files, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
    in_its_place(files, path, || files.open(path, mode))
}

/// Makes a folder and its parents. A file that stands in the way goes first.
///
/// # Errors
///
/// The system's.
pub(crate) fn make_folder(files: &dyn Files, path: &str) -> io::Result<()> {
    match files.create_folder(path) {
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            let ends = path.match_indices('/').map(|(at, _)| at);
            for end in ends.chain([path.len()]) {
                let part = &path[..end];
                let listed = files.list(part).map_err(|error| error.kind());
                if listed == Err(io::ErrorKind::NotADirectory) {
                    files.remove_file(part)?;
                    break;
                }
            }
            files.create_folder(path)
        }
        made => made,
    }
}

/// Removes a folder. A file that another process has put in its place by then stays: only what lies below is removed as
/// a file.
fn remove_folder(files: &dyn Files, path: &str, depth: usize) -> io::Result<()> {
    if depth == DEEPEST {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    for name in files.list(path)? {
        let below = format!("{path}/{name}");
        match files.list(&below) {
            Ok(_) => remove_folder(files, &below, depth + 1)?,
            Err(_) => files.remove_file(&below)?,
        }
    }
    files.remove_folder(path)
}
