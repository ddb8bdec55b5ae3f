//! What may befall a file of the app's folder while processes use it.

use std::fs::{self, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use crate::chance::Chance;
use crate::place::{Place, all_files};

/// What a link leads to; no attack may change it.
const OUTSIDE: &[u8] = b"somebody else's file, which nobody may touch";

/// Damages one file at random, if there is one; what was done to it.
pub(crate) fn damage(place: &Place, chance: &mut Chance) -> io::Result<Option<String>> {
    let files = all_files(&place.files());
    if files.is_empty() {
        return Ok(None);
    }
    let file = chance.one_of(&files);
    let outside = place.root().join("outside");
    if !outside.exists() {
        fs::write(&outside, OUTSIDE)?;
    }
    let told = fs::symlink_metadata(file)?;
    if told.is_symlink() || told.nlink() > 1 {
        // Through a link, the attack itself would reach what lies outside.
        fs::remove_file(file)?;
        return Ok(Some("a link taken away".to_owned()));
    }
    let done = match chance.below(8) {
        0 => fs::remove_file(file)
            .and_then(|()| symlink(&outside, file))
            .map(|()| "linked"),
        1 => fs::remove_file(file)
            .and_then(|()| fs::hard_link(&outside, file))
            .map(|()| "linked hard"),
        2 => {
            let other = small(&files[chance.below(files.len() as u64) as usize])?;
            fs::write(file, other).map(|()| "replaced")
        }
        3 => cut(file, chance).map(|()| "truncated"),
        4 => OpenOptions::new()
            .write(true)
            .open(file)?
            .set_len(1 << 40)
            .map(|()| "sparse"),
        5 => fs::set_permissions(file, Permissions::from_mode(0o0)).map(|()| "unreadable"),
        6 => flip(file, chance).map(|()| "flipped"),
        _ => fs::remove_file(file).map(|()| "removed"),
    };
    let name = file
        .strip_prefix(place.files())
        .unwrap_or(file)
        .display()
        .to_string();
    // A file that went in the meantime is damage enough.
    Ok(done.ok().map(|done| format!("{name} {done}")))
}

/// Reads a file, unless it was made as large as a disk.
fn small(file: &Path) -> io::Result<Vec<u8>> {
    match fs::metadata(file)?.len() {
        ..0x0400_0000 => fs::read(file),
        _ => Ok(Vec::new()),
    }
}

fn cut(file: &Path, chance: &mut Chance) -> io::Result<()> {
    let length = fs::metadata(file)?.len();
    OpenOptions::new()
        .write(true)
        .open(file)?
        .set_len(chance.below(length + 1))
}

fn flip(file: &Path, chance: &mut Chance) -> io::Result<()> {
    let mut bytes = small(file)?;
    let at = chance.below(bytes.len() as u64) as usize;
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << chance.below(8);
    }
    fs::write(file, bytes)
}

/// Whether what lies outside is as it was.
pub(crate) fn outside_is_whole(place: &Place) -> bool {
    let outside = place.root().join("outside");
    !outside.exists() || fs::read(outside).is_ok_and(|bytes| bytes == OUTSIDE)
}
