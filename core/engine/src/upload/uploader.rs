//! A sign that a process that uploads lives: a file of its own that it keeps locked. The system takes the lock away when the
//! process ends, however it ends, so that nobody waits for an upload that nobody goes on with.
//!
//! Format: `docs/formats/queue.md`.

use std::io;

use once_cell::sync::OnceCell;

use crate::misplaced::make_folder;
use crate::ports::{File, Files, Mode};
use crate::world::World;

/// Folder of these files.
const UPLOADERS: &str = "uploaders";
/// Set in every number, so that none is 0.
const IS_ONE: u64 = 1;
/// Set in the number of a process that has such a file.
const HAS_FILE: u64 = 2;

/// This process, as others see it.
pub(super) struct Uploader {
    random: u64,
    sign: OnceCell<Option<Box<dyn File>>>,
}

impl Uploader {
    pub(super) fn new(world: &World) -> Self {
        let mut random = [0; 8];
        // Without randomness nothing can be sealed either, and the engine stays closed.
        let _ = world.random().fill(&mut random);
        Self {
            random: u64::from_le_bytes(random) & !HAS_FILE | IS_ONE,
            sign: OnceCell::new(),
        }
    }

    /// Its number, in rows that it wrote.
    pub(super) fn number(&self) -> u64 {
        match self.sign.get() {
            Some(Some(_)) => self.random | HAS_FILE,
            _ => self.random,
        }
    }

    /// The same for the first row, which needs the file. Where none is to be had, or no lock may rest, the row's own sign of
    /// life must do. The lock over all processes is held.
    pub(super) fn begin(&self, files: &dyn Files) -> u64 {
        self.sign
            .get_or_init(|| make(files, self.random | HAS_FILE).ok());
        self.number()
    }

    /// Whether others still see that it lives.
    pub(super) fn is_seen(&self) -> bool {
        match self.sign.get() {
            Some(Some(file)) => file.is_in_place().unwrap_or(false),
            _ => true,
        }
    }

    /// Takes the file away: nothing is under way any more.
    pub(super) fn end(&self, files: &dyn Files) {
        if let Some(Some(_)) = self.sign.get() {
            let _ = files.remove_file(&path(self.number()));
        }
    }
}

fn path(number: u64) -> String {
    format!("{UPLOADERS}/{number:016x}")
}

fn make(files: &dyn Files, number: u64) -> io::Result<Box<dyn File>> {
    make_folder(files, UPLOADERS)?;
    let file = files.open(&path(number), Mode::CreateNew)?;
    match file.hold() {
        Ok(true) => Ok(file),
        held => {
            let _ = files.remove_file(&path(number));
            held.and(Err(io::ErrorKind::WouldBlock.into()))
        }
    }
}

/// Whether the process of that number is surely gone.
pub(super) fn is_gone(files: &dyn Files, number: u64) -> bool {
    if number & HAS_FILE == 0 {
        return false;
    }
    match files.open(&path(number), Mode::Write) {
        Ok(file) => file.hold().unwrap_or(false),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Removes what processes left that are gone. The lock over all processes is held: none is between making its file and
/// locking it.
pub(super) fn sweep(files: &dyn Files) {
    for name in files.list(UPLOADERS).unwrap_or_default() {
        let path = format!("{UPLOADERS}/{name}");
        let file = files.open(&path, Mode::Write);
        if file.is_ok_and(|file| file.hold().unwrap_or(false)) {
            let _ = files.remove_file(&path);
        }
    }
}
