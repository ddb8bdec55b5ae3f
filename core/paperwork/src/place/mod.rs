//! Puts generated files into a folder: all of them or none, and none over what somebody else put there.
//!
//! `sordino-generated.json` lists what was generated, each file with its SHA-256. A file in the way that is not in it,
//! or was edited since, stays, and nothing is written at all, unless the caller insists.

mod error;
mod exchange;
mod list;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use sordino_policy::Policy;

pub use error::PlaceError;
use exchange::{Change, exchange};
use list::List;

/// The name of the list in the folder.
pub const LIST: &str = "sordino-generated.json";

/// What was done in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placed {
    /// Paths whose content is new.
    pub written: Vec<String>,
    /// Paths that held the same bytes already.
    pub unchanged: Vec<String>,
    /// Paths of an earlier run that are generated no more and were not edited: removed.
    pub removed: Vec<String>,
    /// Paths of an earlier run that are generated no more but were edited: left, and no longer ours.
    pub left: Vec<String>,
}

/// Puts `files` (path with `/` to content) into `folder`, which is made if it is not there, with the list of them.
///
/// With `force`, also over files that somebody else made or edited.
///
/// # Errors
///
/// Says what stands in the way or went wrong; then nothing has changed.
pub fn place(
    policy: &Policy,
    files: &BTreeMap<String, Vec<u8>>,
    folder: &Path,
    force: bool,
) -> Result<Placed, PlaceError> {
    let earlier = List::read(&folder.join(LIST), force)?;
    let mut placed = Placed::default();
    let mut changes = Vec::new();
    let mut foreign = Vec::new();
    for (path, content) in files {
        match standing(folder, path)? {
            Some(bytes) if bytes == *content => placed.unchanged.push(path.clone()),
            Some(bytes) if !force && !earlier.has(path, &bytes) => foreign.push(path.clone()),
            _ => {
                placed.written.push(path.clone());
                changes.push(Change::write(path, content.clone()));
            }
        }
    }
    if !foreign.is_empty() {
        return Err(PlaceError::NotOurs(folder.to_owned(), foreign));
    }
    let known: BTreeSet<&String> = files.keys().collect();
    for path in earlier.paths().filter(|path| !known.contains(path)) {
        match standing(folder, path)? {
            Some(bytes) if earlier.has(path, &bytes) => {
                placed.removed.push(path.clone());
                changes.push(Change::remove(path));
            }
            Some(_) => placed.left.push(path.clone()),
            None => {}
        }
    }
    let list = List::of(files).to_json(policy);
    if standing(folder, LIST)?.is_none_or(|bytes| bytes != list) {
        changes.push(Change::write(LIST, list));
    }
    if !changes.is_empty() {
        exchange(folder, &changes)?;
    }
    Ok(placed)
}

/// The bytes of the file at `path`, if one stands there.
fn standing(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, PlaceError> {
    let full = folder.join(path);
    match fs::symlink_metadata(&full) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PlaceError::Io(full, error)),
        Ok(found) if !found.is_file() => Err(PlaceError::NoFile(full)),
        Ok(_) => match fs::read(&full) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) => Err(PlaceError::Io(full, error)),
        },
    }
}
