//! Puts generated files into a folder: all of them or none, and none over what somebody else put there.
//!
//! `sordino-generated.json` lists what was generated, each file with its SHA-256. A file in the way that is not in it,
//! or was edited since, is skipped and told, unless the caller insists.

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

/// What was done in the folder, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placed {
    /// Paths whose content is new.
    pub written: Vec<String>,
    /// Paths that held the same bytes already.
    pub unchanged: Vec<String>,
    /// Paths at which a file stands that was not generated, or was edited since: left as they are.
    pub skipped: Vec<String>,
    /// Paths of an earlier run that are generated no more and were not edited: removed.
    pub removed: Vec<String>,
    /// Paths of an earlier run that are generated no more but were edited: left, and no longer ours.
    pub left: Vec<String>,
}

impl Placed {
    /// Returns `true` if the folder holds what a run would write, apart from what a run skips.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// Puts `files` (path with `/` to content) into `folder`, which is made if it is not there, with the list of them.
///
/// A file that somebody else made or edited is skipped, and [`Placed::skipped`] names it; with `force` it is written over.
///
/// # Errors
///
/// Says what went wrong; then nothing has changed.
pub fn place(
    policy: &Policy,
    files: &BTreeMap<String, Vec<u8>>,
    folder: &Path,
    force: bool,
) -> Result<Placed, PlaceError> {
    let (placed, changes) = planned(policy, files, folder, force)?;
    if !changes.is_empty() {
        exchange(folder, &changes)?;
    }
    Ok(placed)
}

/// Says what [`place`] would do in `folder`, and changes nothing.
///
/// # Errors
///
/// Says what [`place`] would fail at.
pub fn compare(
    policy: &Policy,
    files: &BTreeMap<String, Vec<u8>>,
    folder: &Path,
) -> Result<Placed, PlaceError> {
    planned(policy, files, folder, false).map(|(placed, _)| placed)
}

fn planned(
    policy: &Policy,
    files: &BTreeMap<String, Vec<u8>>,
    folder: &Path,
    force: bool,
) -> Result<(Placed, Vec<Change>), PlaceError> {
    let earlier = List::read(&folder.join(LIST), force)?;
    let mut placed = Placed::default();
    let mut changes = Vec::new();
    for (path, content) in files {
        match standing(folder, path)? {
            Some(bytes) if bytes == *content => placed.unchanged.push(path.clone()),
            Some(bytes) if !force && !earlier.has(path, &bytes) => {
                placed.skipped.push(path.clone());
            }
            _ => {
                placed.written.push(path.clone());
                changes.push(Change::write(path, content.clone()));
            }
        }
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
    let list = List::of(files)
        .keeping(&placed.skipped, &earlier)
        .to_json(policy);
    if standing(folder, LIST)?.is_none_or(|bytes| bytes != list) {
        changes.push(Change::write(LIST, list));
    }
    Ok((placed, changes))
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
