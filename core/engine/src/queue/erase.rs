//! Files of closed generations: set aside at once, overwritten and removed afterwards.
//!
//! Sordino can read none of them once their slot is wiped; this only gives the space back and
//! leaves nothing to look at. It is taken up again after a kill.

use std::io;
use std::time::Instant;

use super::cursor;
use super::segment::MAX_FILE;
use crate::digest;
use crate::misplaced::make_folder;
use crate::ports::{Files, Mode, Random, write_all_at};
use crate::sync::Ordering;
use crate::world::World;

/// Folder of all generations.
pub(crate) const QUEUE: &str = "queue";
/// Folder of what is to be overwritten and removed.
const TRASH: &str = "trash";
/// Most segments that made room and wait to be overwritten: what the bounds hold, and as much again at most.
const MOST_ASIDE: u64 = 8;
const CHUNK: usize = 64 * 1024;
/// How deep folders may lie in each other to be taken away; ours lie three deep.
const DEEPEST: usize = 64;

/// Name of a generation's folder inside [`QUEUE`].
pub(crate) fn generation_name(slot: usize, generation: u64) -> String {
    format!("{slot:02x}-{generation:016x}")
}

/// Moves a generation's folder aside; one that is not there is no error.
pub(crate) fn set_aside(files: &dyn Files, random: &dyn Random, name: &str) -> io::Result<()> {
    set_path_aside(files, random, &format!("{QUEUE}/{name}"), name)
}

/// Moves a folder of the queue aside; one that is not there is no error.
pub(crate) fn set_path_aside(
    files: &dyn Files,
    random: &dyn Random,
    path: &str,
    name: &str,
) -> io::Result<()> {
    let mut suffix = [0; 4];
    random.fill(&mut suffix).map_err(|_| io::ErrorKind::Other)?;
    let aside = format!("{TRASH}/{name}-{}", digest::hex(&suffix));
    match move_aside(files, path, &aside) {
        // Not even a folder can be made: what is to go gives the room, where it lies.
        Err(error) if error.kind() == io::ErrorKind::StorageFull => destroy(files, path, 0),
        moved => gone(moved),
    }
}

/// Whoever empties the folder of what is aside removes it too, perhaps at this moment: then once more.
fn move_aside(files: &dyn Files, path: &str, aside: &str) -> io::Result<()> {
    make_folder(files, TRASH)?;
    match files.rename(path, aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder(files, TRASH)?;
            files.rename(path, aside)
        }
        moved => moved,
    }
}

/// Moves one file of the queue aside. Returns where it lies then.
pub(super) fn set_file_aside(
    files: &dyn Files,
    random: &dyn Random,
    path: &str,
) -> io::Result<String> {
    let mut prefix = [0; 4];
    random.fill(&mut prefix).map_err(|_| io::ErrorKind::Other)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    // Its ending stays: it says how much of the file may be ours to overwrite.
    let aside = format!("{TRASH}/{}-{name}", digest::hex(&prefix));
    move_aside(files, path, &aside)?;
    Ok(aside)
}

/// Takes a segment away that makes room for a record: whoever records waits for this, so nothing is overwritten and nothing
/// synced. [`destroy_evicted`] does that. Where so much waits for it that the disk would fill, one that waits is overwritten
/// first.
pub(super) fn take_away(world: &World, path: &str, has_cursor: bool) -> io::Result<()> {
    let (files, aside) = (world.files(), &world.counting.aside);
    if has_cursor {
        gone(files.remove_file(&cursor::path(path)))?;
    }
    if aside.load(Ordering::Relaxed) >= MOST_ASIDE {
        destroy_one_aside(files)?;
        aside.fetch_sub(1, Ordering::Relaxed);
    }
    match set_file_aside(files, world.random(), path) {
        Ok(_) => {
            aside.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
        // Not even a folder can be made.
        Err(_) => remove_overwritten(files, path),
    }
}

/// Overwrites and removes one segment that made room, if any waits for it.
fn destroy_one_aside(files: &dyn Files) -> io::Result<()> {
    let segment = list(files, TRASH)?.into_iter();
    let mut segment = segment.filter(|name| name.ends_with(".seg"));
    match segment.next() {
        Some(name) => remove_overwritten(files, &format!("{TRASH}/{name}")),
        None => Ok(()),
    }
}

/// Overwrites and removes what made room since the last time. For calls that nobody waits for.
pub(crate) fn destroy_evicted(world: &World) {
    if world.counting.aside.swap(0, Ordering::Relaxed) > 0 {
        // What cannot be overwritten now is taken up by the next tidying.
        let _ = destroy_aside(world.files());
    }
}

/// Sets aside every generation that is not `live`, until `until`. Returns `true` if none is left. The lock is
/// held: nobody begins a generation meanwhile.
pub(crate) fn set_dead_aside(
    files: &dyn Files,
    random: &dyn Random,
    live: &[String],
    until: Instant,
) -> io::Result<bool> {
    for name in list(files, QUEUE)? {
        if live.contains(&name) {
            continue;
        }
        set_aside(files, random, &name)?;
        if Instant::now() >= until {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Overwrites and removes all that is aside. It takes as long as the disk takes, and no lock is needed: what
/// lies there is nobody's any more, and two may do it at once.
pub(crate) fn destroy_aside(files: &dyn Files) -> io::Result<()> {
    for name in list(files, TRASH)? {
        destroy(files, &format!("{TRASH}/{name}"), 0)?;
    }
    match gone(files.remove_folder(TRASH)) {
        // Somebody has set something aside meanwhile, and removes it, or the next tidying does.
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
        removed => removed,
    }
}

/// Another one has removed it: that is as good.
fn gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn list(files: &dyn Files, folder: &str) -> io::Result<Vec<String>> {
    match files.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        result => result,
    }
}

/// Overwrites and removes a file, or a folder with all that is in it.
fn destroy(files: &dyn Files, path: &str, depth: usize) -> io::Result<()> {
    match files.list(path) {
        Ok(names) if depth < DEEPEST => {
            for name in names {
                destroy(files, &format!("{path}/{name}"), depth + 1)?;
            }
            gone(files.remove_folder(path))
        }
        // A link was unlinked by the listing.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        _ => remove_overwritten(files, path),
    }
}

/// Overwrites what we may have written to a file, and removes it. One that was none of ours may be gone already.
pub(crate) fn remove_overwritten(files: &dyn Files, path: &str) -> io::Result<()> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some(most) = most_written(name) {
        gone(overwrite(files, path, most))?;
    }
    gone(files.remove_file(path))
}

/// The most bytes that we ever write to a file of that name in the queue; none for a name that we give to no file.
fn most_written(name: &str) -> Option<u64> {
    match name {
        _ if name.ends_with(".seg") => Some(MAX_FILE),
        "identity" | "known" | "uploads" | "totals" | "pause" => Some(CHUNK as u64),
        _ if name.ends_with(".sent") => Some(CHUNK as u64),
        _ => None,
    }
}

/// Fills the first `most` bytes of a file with zeros in place; what lies behind them is none of ours.
fn overwrite(files: &dyn Files, path: &str, most: u64) -> io::Result<()> {
    let file = files.open(path, Mode::Write)?;
    let length = file.len()?.min(most);
    let zeros = [0; CHUNK];
    let mut offset = 0;
    while offset < length {
        let part = (length - offset).min(CHUNK as u64);
        write_all_at(&*file, &zeros[..part as usize], offset)?;
        offset += part;
    }
    file.sync()
}
