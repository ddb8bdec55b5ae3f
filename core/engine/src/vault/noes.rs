//! What closes a slot, and what is written down beside it without a key: offs, refusals, lowerings, and what answers them.
//!
//! Each is written in its place and synced when it returns.

use super::layout::{VaultError, VaultFile, offset};
use super::raw::{OFF, OWN, REFUSED, RawSlot};
use crate::ledger::{Limiter, State};
use crate::ports::{Random, write_all_at};

impl VaultFile {
    /// Overwrites a slot and its off-word in place and syncs them; the generation it had, 0 if it was closed
    /// already. The lock over all processes is held.
    ///
    /// The one write that makes an off durable and its records unreadable. It keeps the highest generation,
    /// so that no later one repeats it, and what was answered and lifted. `refusal` is the person's own.
    pub(crate) fn wipe(
        &self,
        index: usize,
        random: &dyn Random,
        refusal: Option<State>,
    ) -> Result<u64, VaultError> {
        let slot = self.slot(index)?;
        let mut written = [0; OWN.end];
        let from = words(&mut written, &slot, random, refusal);
        written[OWN].copy_from_slice(&slot.closed().own());
        write_all_at(&*self.file, &written[from..], offset(index, from))?;
        self.file.sync()?;
        self.must_be_in_place()?;
        Ok(slot.generation)
    }

    /// Overwrites the off-word of a slot and syncs it: whatever anybody wrote or will write there under the
    /// word of before is closed. Needs no lock and no key. `refusal` is the person's own, and stands until a
    /// later choice answers it.
    pub(crate) fn turn_off(
        &self,
        index: usize,
        random: &dyn Random,
        refusal: Option<State>,
    ) -> Result<(), VaultError> {
        let slot = self.slot(index)?;
        let mut written = [0; OWN.end];
        let from = words(&mut written, &slot, random, refusal);
        write_all_at(&*self.file, &written[from..OWN.start], offset(index, from))?;
        self.file.sync()?;
        self.must_be_in_place()
    }

    /// Writes down that a limiter forbids what the place is for, and syncs it. Needs no lock and no key.
    pub(crate) fn lower(
        &self,
        index: usize,
        random: &dyn Random,
        limiter: Limiter,
    ) -> Result<(), VaultError> {
        let (at, word) = self.slot(index)?.next_lowering(random, limiter);
        write_all_at(&*self.file, &word.to_le_bytes(), offset(index, at))?;
        self.file.sync()?;
        self.must_be_in_place()
    }

    /// Writes down that a choice answered the refusal that stood in `seen`, and syncs it. A refusal since then
    /// stands. The lock over all processes is held.
    pub(crate) fn answer(&self, index: usize, seen: &RawSlot) -> Result<(), VaultError> {
        self.write(index, &self.slot(index)?.answering(seen.refused))
    }

    /// Writes down that a limiter took back what it said in `seen`, and syncs it. The lock over all processes
    /// is held.
    pub(crate) fn lift(
        &self,
        index: usize,
        seen: &RawSlot,
        limiter: Limiter,
    ) -> Result<(), VaultError> {
        self.write(index, &self.slot(index)?.lifting(seen, limiter))
    }

    /// An off in a file that nobody else finds is none.
    fn must_be_in_place(&self) -> Result<(), VaultError> {
        match self.is_in_place() {
            true => Ok(()),
            false => Err(VaultError::Missing),
        }
    }
}

/// Puts the words of an off before a slot's own bytes; where they begin.
fn words(
    written: &mut [u8; OWN.end],
    slot: &RawSlot,
    random: &dyn Random,
    refusal: Option<State>,
) -> usize {
    written[OFF..OWN.start].copy_from_slice(&slot.next_off(random).to_le_bytes());
    let Some(state) = refusal else {
        return OFF;
    };
    let refused = slot.next_refusal(random, state);
    written[REFUSED..OFF].copy_from_slice(&refused.to_le_bytes());
    REFUSED
}
