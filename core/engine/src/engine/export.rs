//! The ledger and the issued pseudonyms, handed out.

use serde_json::Value as Json;

use super::choose::ChoiceError;
use super::core::ISSUED;
use super::state::{Engine, IssuedSource};
use crate::identity::{Issued, IssuedList};
use crate::ledger::{self, LedgerExport};
use crate::queue::{LOCK, LOCK_LIMIT};
use crate::record::Refusal;

impl Engine {
    /// Every choice since the chain began, for the person and for whoever must verify it.
    ///
    /// `sordino verify` proves that an export hangs together.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::NotReady`] or [`ChoiceError::StorageFailed`].
    pub fn export_ledger(&self) -> Result<LedgerExport, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            || self.entries().map(ledger::export),
        )
    }

    /// The same choices as a record of consent in DPV JSON-LD (ISO/IEC TS 27560).
    ///
    /// # Errors
    ///
    /// As for [`Engine::export_ledger`].
    pub fn consent_record(&self) -> Result<Json, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            || {
                self.entries()
                    .map(|entries| ledger::consent_record(self.policy(), &entries))
            },
        )
    }

    /// Every pseudonym of the person or the device that a recipient may still hold data under.
    ///
    /// # Errors
    ///
    /// As for [`Engine::export_ledger`].
    pub fn issued(&self) -> Result<Vec<Issued>, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            || {
                let now = self.ports.clock.now();
                let mut rows = self.with_issued(|list| list.rows())?;
                rows.retain(|issued| issued.until > now);
                Ok(rows)
            },
        )
    }

    /// Keeps a pseudonym for export and deletion requests. The lock over all processes is held.
    pub(super) fn remember(&self, issued: Issued) -> Result<(), Refusal> {
        let random = &*self.ports.random;
        self.with_issued(|list| list.add(random, issued))
            .map_err(|_| Refusal::StorageFailed)
    }

    fn with_issued<T>(
        &self,
        act: impl FnOnce(&mut IssuedList) -> std::io::Result<T>,
    ) -> Result<T, ChoiceError> {
        let mut source = self.issued.lock();
        let IssuedSource { secret, list } = source.as_mut().ok_or(ChoiceError::NotReady)?;
        if list.is_none() {
            let opened = IssuedList::open(&*self.ports.files, ISSUED, secret);
            *list = Some(opened.map_err(|_| ChoiceError::StorageFailed)?);
        }
        let list = list.as_mut().ok_or(ChoiceError::StorageFailed)?;
        act(list).map_err(|_| ChoiceError::StorageFailed)
    }

    fn entries(&self) -> Result<Vec<ledger::Entry>, ChoiceError> {
        let mut core = self.core.lock();
        let held = self
            .ports
            .files
            .lock(LOCK, LOCK_LIMIT)
            .map_err(|_| ChoiceError::NotReady)?;
        let ready = core.ready_mut().ok_or(ChoiceError::NotReady)?;
        ready
            .ledger
            .catch_up(self.policy())
            .map_err(|_| ChoiceError::StorageFailed)?;
        let entries = ready
            .ledger
            .entries()
            .map_err(|_| ChoiceError::StorageFailed);
        drop(held);
        entries
    }
}
