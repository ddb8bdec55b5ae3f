//! Folders, copied as a backup or a forensic image would.

use std::fs;
use std::path::Path;

/// Copies a folder with everything below it; one that is not there is copied as an empty one.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    copy_inside(from, to).map_err(|error| format!("{}: {error}", from.display()))
}

fn copy_inside(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    if !from.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_inside(&entry.path(), &target)?,
            false => fs::copy(entry.path(), &target).map(drop)?,
        }
    }
    Ok(())
}
