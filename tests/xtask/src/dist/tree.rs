//! Folders, copied.

use std::fs;
use std::path::Path;

use crate::log::Trouble;

/// Empties a folder, so that nothing of an earlier run is taken for this one's.
pub(super) fn empty(folder: &Path) -> Result<(), Trouble> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// Copies a folder with all that is in it, but for files whose name `leaves_out`.
pub(super) fn copy(
    from: &Path,
    to: &Path,
    leaves_out: &dyn Fn(&str) -> bool,
) -> Result<(), Trouble> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if leaves_out(&name.to_string_lossy()) {
            continue;
        }
        let target = to.join(&name);
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target, leaves_out)?,
            false => drop(fs::copy(entry.path(), target)?),
        }
    }
    Ok(())
}
