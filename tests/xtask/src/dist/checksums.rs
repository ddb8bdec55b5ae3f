//! SHA-256 of everything that was written, as `sha256sum --check` reads it.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::log::{Log, Trouble};
use crate::report::Count;

const FILE: &str = "SHA256SUMS";

/// Writes `SHA256SUMS`.
pub(super) fn write(log: &mut Log, dist: &Path) -> Result<Count, Trouble> {
    let mut files = Vec::new();
    find(dist, &mut files)?;
    files.sort();
    let mut text = String::new();
    for path in &files {
        let name = path.strip_prefix(dist).unwrap_or(path).display();
        let hash = Sha256::digest(fs::read(path)?);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        text.push_str(&format!("{hex}  {name}\n"));
    }
    log.note(&text)?;
    fs::write(dist.join(FILE), text)?;
    Ok(Count::one(!files.is_empty()))
}

fn find(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), Trouble> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => find(&path, into)?,
            false if path.file_name().is_some_and(|name| name == FILE) => {}
            false => into.push(path),
        }
    }
    Ok(())
}
