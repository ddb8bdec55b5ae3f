//! What the person may have and have destroyed.

use serde_json::Value as Json;

use super::Engine;
use crate::answer::{ChoiceError, PartlyDone};
use crate::barrier;
use crate::identity::Issued;
use crate::ledger::{self, Entry, LedgerExport};
use crate::receipt::Receipt;
use crate::rooms::Rooms;

impl Engine {
    /// Erases what is queued, every identity, and the ledger's chain with its key.
    ///
    /// A new chain begins with a tombstone: the date, the head of the old chain, refusals as purpose and
    /// state, and who forbids which purpose, so that nobody is asked again whose answer was no and no limit is
    /// lifted by it. It needs no free space. Pseudonyms that were
    /// given out stay, sealed, until the recipients' retention ends, or deletion there could not be
    /// asked for any more. A receipt for each purpose that was open; complete them as after a
    /// turn-off.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`] if not all could be erased, with the receipts of what was closed. The empty id stands for
    /// the chain of the ledger. What was closed stays closed.
    pub fn erase(&self) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(|| Err(PartlyDone::broken(&[""])), barrier::erase)
    }

    /// Every choice that is kept, for the person and for whoever must verify it.
    ///
    /// `sordino verify` proves that an export hangs together.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::NotReady`] or [`ChoiceError::StorageFailed`].
    pub fn export_ledger(&self) -> Result<LedgerExport, ChoiceError> {
        self.entries().map(ledger::export)
    }

    /// The same choices as a record of consent in DPV JSON-LD (ISO/IEC TS 27560).
    ///
    /// # Errors
    ///
    /// As for [`Engine::export_ledger`].
    pub fn consent_record(&self) -> Result<Json, ChoiceError> {
        let entries = self.entries()?;
        Ok(ledger::consent_record(self.policy(), &entries))
    }

    /// Every pseudonym of the person or the device that a recipient may still hold data under.
    ///
    /// # Errors
    ///
    /// As for [`Engine::export_ledger`].
    pub fn issued(&self) -> Result<Vec<Issued>, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), Rooms::issued)
    }

    fn entries(&self) -> Result<Vec<Entry>, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), Rooms::entries)
    }
}
