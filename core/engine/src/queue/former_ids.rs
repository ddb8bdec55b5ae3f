//! Ids that this run and the last ones know, beside the crash reports of a purpose.

use super::outside::Outside;
use super::store_error::StoreError;
use crate::identity::{KnownIds, People};
use crate::lock::LOCK;
use crate::misplaced::make_folder;
use crate::record::Refusal;
use crate::seal::KEY_BYTES;

/// What was done about them.
#[derive(Default)]
pub(super) struct FormerIds {
    /// Which version of facts and person the ids were kept of, for the next start.
    kept: u64,
    /// Runs of before whose ids were found, and whose crash reports nobody has read yet.
    runs: Vec<u64>,
}

/// Folder of a generation, and the secret that its ids are sealed under.
type Place<'a> = (&'a str, &'a [u8; KEY_BYTES]);

impl FormerIds {
    /// Keeps the ids of the moment for the next start, and takes in those of the last ones.
    pub(super) fn keep(
        &mut self,
        people: &People,
        outside: &Outside<'_>,
        place: Place<'_>,
    ) -> Result<(), Refusal> {
        let signed_in = &people.signed_in;
        if self.kept == signed_in.version() {
            return Ok(());
        }
        let lock = outside.files.lock(LOCK, outside.patience.left());
        let _held = lock.map_err(StoreError::from)?;
        let mut known = open(people, outside, place)?;
        signed_in.recall(&known.former());
        self.runs = known.former_runs();
        let subject = signed_in.subject();
        let ids = subject.ids().cloned().collect();
        known.note(outside.random, ids).map_err(StoreError::from)?;
        self.kept = subject.version;
        Ok(())
    }

    /// Forgets the ids of the runs of before: their crash reports were read.
    pub(super) fn forget(
        &mut self,
        people: &People,
        outside: &Outside<'_>,
        place: Place<'_>,
    ) -> Result<(), Refusal> {
        make_folder(outside.files, place.0).map_err(StoreError::from)?;
        let lock = outside.files.lock(LOCK, outside.patience.left());
        let _held = lock.map_err(StoreError::from)?;
        let mut known = open(people, outside, place)?;
        if self.kept == 0 {
            self.runs = known.former_runs();
        }
        // Rows that came since are of a process that lives.
        let forgotten = known.forget(outside.random, &self.runs);
        forgotten.map_err(StoreError::from)?;
        self.runs.clear();
        Ok(())
    }
}

/// The lock is held.
fn open(
    people: &People,
    outside: &Outside<'_>,
    (folder, secret): Place<'_>,
) -> Result<KnownIds, Refusal> {
    let path = format!("{folder}/known");
    let known = KnownIds::open(outside.files, &path, secret, (people.run, outside.now));
    Ok(known.map_err(StoreError::from)?)
}
