//! Ids that the last runs of the app knew, sealed in the folder of a purpose of crash reports: a native crash is read at the
//! next start, before anybody signs in, and must name nobody.
//!
//! Format: `docs/formats/known.md`.

use std::collections::BTreeSet;
use std::io;

use serde::{Deserialize, Serialize};

use crate::json;
use crate::misplaced::open_file;
use crate::ports::{DAY, File, Files, Millis, Mode, Random, read_all, write_all_at};
use crate::seal::{KEY_BYTES, Sealer};

const BOUND: &[u8] = b"sordino known 1";
/// Most runs whose ids are kept besides those of this one, until their reports were read: the last, and the one before, whose
/// reports a last one that crashed itself has not read. A run whose ids later ones knew too counts for none: an extension, or
/// a process for messages, runs often and reads no reports.
const RUNS: usize = 2;
/// After that long only the last run's are kept.
const LONGEST_AGO: Millis = 7 * DAY;
/// Most ids of one run; who signs in more often loses the oldest.
const MOST_IDS: usize = 32;
/// Longest id that is kept, in bytes.
const LONGEST: usize = 1024;
const MAX_FILE: u64 = 256 * 1024;

/// One id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Row {
    /// A random number of the run that knew it.
    run: u64,
    id: String,
    /// When that run noted it.
    #[serde(default)]
    time: Millis,
}

/// The file.
pub(crate) struct KnownIds {
    file: Box<dyn File>,
    sealer: Sealer,
    run: u64,
    now: Millis,
    rows: Vec<Row>,
    /// Whether the file holds more than `rows`.
    is_stale: bool,
    tail: u64,
}

impl KnownIds {
    /// Opens, or begins, the file, for the run of that number, which is at it now. The lock over all processes is held.
    pub(crate) fn open(
        files: &dyn Files,
        path: &str,
        secret: &[u8; KEY_BYTES],
        (run, now): (u64, Millis),
    ) -> io::Result<Self> {
        let file = open_file(files, path, Mode::Create)?;
        let mut known = Self {
            file,
            sealer: Sealer::new(secret),
            run,
            now,
            rows: Vec::new(),
            is_stale: false,
            tail: 0,
        };
        known.read()?;
        known.forget_old_runs();
        Ok(known)
    }

    /// Ids of the runs before this one.
    pub(crate) fn former(&self) -> Vec<String> {
        let others = self.rows.iter().filter(|row| row.run != self.run);
        others.map(|row| row.id.clone()).collect()
    }

    /// Numbers of those runs.
    pub(crate) fn former_runs(&self) -> Vec<u64> {
        let mut runs: Vec<u64> = self.rows.iter().map(|row| row.run).collect();
        runs.retain(|run| *run != self.run);
        runs.dedup();
        runs
    }

    /// Forgets what `runs` knew: all their reports were read.
    pub(crate) fn forget(&mut self, random: &dyn Random, runs: &[u64]) -> io::Result<()> {
        let before = self.rows.len();
        self.rows.retain(|row| !runs.contains(&row.run));
        match self.is_stale || self.rows.len() < before {
            true => self.write_anew(random),
            false => Ok(()),
        }
    }

    /// Keeps ids of this run, and nothing of runs that are too long ago.
    pub(crate) fn note(&mut self, random: &dyn Random, ids: Vec<String>) -> io::Result<()> {
        let before = self.rows.len();
        for id in ids {
            let (run, time) = (self.run, self.now);
            let is_kept = self.rows.iter().any(|row| row.run == run && row.id == id);
            if id.len() <= LONGEST && !is_kept {
                self.rows.push(Row { run, id, time });
            }
        }
        let own = |row: &&Row| row.run == self.run;
        let surplus = self.rows.iter().filter(own).count();
        for _ in MOST_IDS..surplus {
            if let Some(at) = self.rows.iter().position(|row| row.run == self.run) {
                self.rows.remove(at);
                self.is_stale = true;
            }
        }
        match self.is_stale || self.tail >= MAX_FILE {
            true => self.write_anew(random),
            false => self.append(random, before),
        }
    }

    fn read(&mut self) -> io::Result<()> {
        let bytes = read_all(&*self.file, 2 * MAX_FILE)?;
        let mut at = 0;
        while let Some(length) = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>()) {
            let end = at + 4 + u32::from_le_bytes(*length) as usize;
            let Some(sealed) = bytes.get(at + 4..end) else {
                break;
            };
            at = end;
            // A damaged row is stepped over: those behind it still say what must not leave.
            let text = self.sealer.open_boxed(BOUND, sealed);
            if let Some(row) = text.ok().and_then(|text| json::read(&text)) {
                self.rows.push(row);
            }
        }
        // A row that was cut short is overwritten by the next.
        self.tail = at as u64;
        Ok(())
    }

    fn forget_old_runs(&mut self) {
        let (before, run) = (self.rows.len(), self.run);
        let (mut kept, mut ids) = (vec![run], BTreeSet::new());
        // From the last one on: each id stands with the last run that knew it.
        let mut rows: Vec<Row> = std::mem::take(&mut self.rows).into_iter().rev().collect();
        rows.retain(|row| {
            if !ids.insert(row.id.clone()) && row.run != run {
                return false;
            }
            let is_new = !kept.contains(&row.run);
            let is_long_ago = self.now.saturating_sub(row.time) > LONGEST_AGO;
            if is_new && kept.len() <= RUNS && (kept.len() == 1 || !is_long_ago) {
                kept.push(row.run);
            }
            kept.contains(&row.run)
        });
        rows.reverse();
        self.rows = rows;
        self.is_stale = self.rows.len() < before;
    }

    fn write_anew(&mut self, random: &dyn Random) -> io::Result<()> {
        let old = usize::try_from(self.file.len()?).unwrap_or(0);
        write_all_at(&*self.file, &vec![0; old], 0)?;
        // Else the zeros may never reach the disk.
        self.file.sync()?;
        self.file.set_len(0)?;
        (self.tail, self.is_stale) = (0, false);
        self.append(random, 0)
    }

    fn append(&mut self, random: &dyn Random, from: usize) -> io::Result<()> {
        for row in &self.rows[from..] {
            let text = serde_json::to_vec(row).map_err(|_| io::ErrorKind::InvalidData)?;
            let sealed = self.sealer.seal_boxed(random, BOUND, &text);
            let sealed = sealed.map_err(|_| io::ErrorKind::Other)?;
            let length = u32::try_from(sealed.len()).map_err(|_| io::ErrorKind::InvalidData)?;
            let row = [&length.to_le_bytes(), sealed.as_slice()].concat();
            write_all_at(&*self.file, &row, self.tail)?;
            self.tail += row.len() as u64;
        }
        Ok(())
    }
}
