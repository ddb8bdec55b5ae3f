//! What lies in a lane's folder: which segments still have a writer, and how much all of them take.
//!
//! A writer holds a lock on its segment, which ends with its process. No clock is asked: a segment is left behind when its
//! writer is gone. Where no lock may rest, nobody sees that; such a segment goes only when its writer said that nothing
//! follows, or when bounds or retention demand it, and a writer looks whether its segment has its place before it answers.

use std::io;

use super::cursor;
use super::erase::remove_overwritten;
use super::segment::{MAX_FILE, count, has_end};
use super::totals::{Name, Totals, file_name};
use crate::ports::{DAY, Files, Millis, Mode};

/// Who appends to a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// Nobody, and nobody ever will.
    Gone,
    /// A process that lives.
    Lives,
    /// Nobody can tell: no lock rests on the segment, and it has no end.
    Unseen,
}

impl Writer {
    /// Who appends to the segment at `path`. The lock over all processes is held, so that none is being begun.
    pub(super) fn of(files: &dyn Files, path: &str) -> Self {
        let file = match files.open(path, Mode::Read) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Self::Gone,
            Err(_) => return Self::Unseen,
            Ok(file) => file,
        };
        match file.hold() {
            Ok(true) => Self::Gone,
            Ok(false) => Self::Lives,
            Err(_) => match has_end(&*file) {
                Ok(true) => Self::Gone,
                Ok(false) | Err(_) => Self::Unseen,
            },
        }
    }
}

/// The segments of a lane, oldest first, each with the length of its file.
pub(super) struct Lying {
    pub(super) segments: Vec<(String, u64)>,
    pub(super) bytes: u64,
}

impl Lying {
    /// Looks through a lane's folder. Counts everything anew if `totals` do not list what lies there: after damage, and after
    /// a kill between two changes. The lock over all processes is held.
    pub(super) fn in_folder(
        files: &dyn Files,
        folder: &str,
        totals: &mut Totals,
    ) -> io::Result<Self> {
        let mut lying = Self {
            segments: Vec::new(),
            bytes: 0,
        };
        for name in segments(files, folder)? {
            let path = format!("{folder}/{name}");
            let length = match files.open(&path, Mode::Read).and_then(|file| file.len()) {
                // It was none of ours, and was unlinked when it was met.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                length => length?,
            };
            if length > MAX_FILE {
                // No segment of ours is as long.
                remove(files, &path)?;
                continue;
            }
            lying.bytes += length;
            lying.segments.push((name, length));
        }
        if totals.unsure || lying.segments.len() as u64 != totals.open.len() as u64 + totals.ended {
            lying.count_anew(files, folder, totals);
            remove_lost_cursors(files, folder, &lying)?;
        }
        Ok(lying)
    }

    fn count_anew(&self, files: &dyn Files, folder: &str, totals: &mut Totals) {
        let lies = |open: &Name| {
            self.segments
                .iter()
                .any(|(name, _)| *name == file_name(open))
        };
        let open = std::mem::take(&mut totals.open);
        *totals = Totals {
            open: open.into_iter().filter(lies).collect(),
            ..Totals::default()
        };
        for (name, _) in &self.segments {
            if !totals.lists(name) {
                totals.fold(unsent(files, &format!("{folder}/{name}")));
            }
        }
    }
}

/// Removes what says of a segment that is gone how far it was sent.
fn remove_lost_cursors(files: &dyn Files, folder: &str, lying: &Lying) -> io::Result<()> {
    for name in files.list(folder)? {
        let segment = name.strip_suffix(".sent");
        if segment.is_some_and(|segment| lying.segments.iter().all(|(lies, _)| lies != segment)) {
            files.remove_file(&format!("{folder}/{name}"))?;
        }
    }
    Ok(())
}

/// What a segment holds behind its cursor; nothing if it is gone.
pub(super) fn unsent(files: &dyn Files, path: &str) -> (u64, u64) {
    count(files, path, cursor::read(files, path)).unwrap_or_default()
}

/// Names of a lane's segments, oldest first.
pub(crate) fn segments(files: &dyn Files, folder: &str) -> io::Result<Vec<String>> {
    let mut names = match files.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        result => result?,
    };
    names.retain(|name| name.ends_with(".seg"));
    names.sort_unstable();
    Ok(names)
}

/// Overwrites and removes a segment with its cursor.
pub(super) fn remove(files: &dyn Files, path: &str) -> io::Result<()> {
    remove_overwritten(files, path)?;
    match files.remove_file(&cursor::path(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether records begun at `created` are over their retention. Those of a clock that was ahead by
/// more than a day have no age that could be trusted.
pub(super) fn is_out_of_time(created: Millis, retention: Millis, now: Millis) -> bool {
    let age = now.saturating_sub(created);
    age > retention || age < -DAY
}

/// When a segment was begun, by its file's name.
pub(super) fn begun(name: &str) -> Millis {
    let digits = name.get(..16).unwrap_or_default();
    u64::from_str_radix(digits, 16).map_or(0, |time| Millis::try_from(time).unwrap_or(Millis::MAX))
}
