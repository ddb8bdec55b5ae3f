//! The barrier: what runs when a purpose closes, whoever closed it.

use super::choose::ChoiceError;
use super::core::{Core, VAULT, slot_of};
use super::state::Engine;
use super::working::{Working, folder};
use crate::ports::{Held, Millis};
use crate::queue::{Count, Waiting, set_aside};
use crate::receipt::{Erasure, InFlight, Receipt, Stopped};
use crate::scope::Scope;
use crate::sync::{MutexGuard, pause};
use crate::upload::{Lease, held};
use crate::vault::{VaultError, VaultFile};

/// One purpose on its way to closed.
pub(super) struct Closing {
    pub(super) at: usize,
    /// Slot and generation that were open, from memory or from the disk.
    was: Option<(usize, u64)>,
    waiting: Vec<Waiting>,
    /// Uploads that other processes had under way.
    elsewhere: Vec<Lease>,
    /// Whether the slot is overwritten and synced, or was closed before.
    pub(super) wiped: bool,
    time: Millis,
}

impl Closing {
    /// One that only other processes worked with, as far as memory knows.
    pub(super) fn of_other_process(at: usize, time: Millis) -> Self {
        Self {
            at,
            was: None,
            waiting: Vec::new(),
            elsewhere: Vec::new(),
            wiped: false,
            time,
        }
    }

    /// Whether there was anything to close.
    pub(super) fn was_open(&self) -> bool {
        self.was.is_some()
    }

    /// Overwrites the slot in place and syncs it: from here on, "off" is durable.
    pub(super) fn wipe(&mut self, engine: &Engine, vault: &VaultFile) {
        let policy = engine.policy();
        let id = &policy.purposes[self.at].id;
        let wiped = vault.find(slot_of(id).tag()).and_then(|found| match found {
            Some((index, raw)) if raw.generation != 0 => {
                vault.wipe(index)?;
                Ok(Some((index, raw.generation)))
            }
            _ => Ok(None),
        });
        self.wiped = wiped.is_ok();
        if let Ok(Some((index, generation))) = wiped {
            if self.was != Some((index, generation)) {
                // Another process's generation: its totals are in its folder.
                self.waiting = engine.waiting_in(&folder(index, generation), self.at);
            }
            self.was = Some((index, generation));
            // Rows are read after the wipe: whoever wrote one before it may have begun.
            let rows = held(&*engine.ports.files, &folder(index, generation), self.time);
            let leases = rows.unwrap_or_default().into_iter().map(|(_, lease)| lease);
            self.elsewhere = leases.filter(|lease| lease.owner != engine.owner).collect();
        }
    }

    /// Moves the files aside; they are unreadable already, and what fails is done by a sweep.
    pub(super) fn set_aside(&self, engine: &Engine) {
        if let Some((index, generation)) = self.was {
            let name = crate::queue::generation_name(index, generation);
            let _ = set_aside(&*engine.ports.files, &*engine.ports.random, &name);
        }
    }
}

impl Engine {
    /// Takes a purpose's secrets out of memory; waits for a record that is just being stored.
    pub(super) fn take_work(&self, at: usize) -> Closing {
        let cell = &self.purposes[at];
        let working: Option<Working> = cell.work.lock().take();
        cell.held.lock().destroy();
        let was = working
            .as_ref()
            .map(|working| (working.slot.index, working.slot.generation));
        let waiting = match &working {
            Some(working) if !working.lanes.is_empty() => {
                let lanes = working.lanes.iter();
                lanes
                    .map(|(_, lane)| lane.waiting(&*self.ports.files))
                    .collect()
            }
            Some(working) => self.waiting_in(&working.folder(), at),
            None => Vec::new(),
        };
        Closing {
            was,
            waiting,
            ..Closing::of_other_process(at, self.ports.clock.now())
        }
    }

    fn waiting_in(&self, folder: &str, at: usize) -> Vec<Waiting> {
        let recipients = self.catalog.recipients(at);
        let lane = |at: usize| format!("{folder}/{}", self.policy().recipients[at].id);
        recipients
            .into_iter()
            .map(|at| Waiting::in_folder(&*self.ports.files, &lane(at), None))
            .collect()
    }

    /// Turns a purpose off without keys or ledger: the slot alone makes it durable, and the next
    /// opening writes the missing entry.
    pub(super) fn close_without_ledger(
        &self,
        core: MutexGuard<'_, Core>,
        held: Option<Box<dyn Held>>,
        mut closings: Vec<Closing>,
        named: Option<usize>,
    ) -> Result<Vec<Receipt>, ChoiceError> {
        if named.is_none() {
            return Err(ChoiceError::NotReady);
        }
        let vault = VaultFile::open(&*self.ports.files, VAULT);
        for closing in &mut closings {
            match &vault {
                Ok(vault) => closing.wipe(self, vault),
                // Without a vault, or with a damaged one, nothing is open and nothing ever will be.
                Err(VaultError::Missing | VaultError::Corrupt) => closing.wiped = true,
                Err(_) => {}
            }
        }
        if closings.iter().any(|closing| !closing.wiped) {
            self.destroy_keys().map_err(|_| self.shut(&closings))?;
        }
        drop(held);
        Ok(self.receipts(core, closings, false))
    }

    /// Stops what is under way and writes the receipts. No lock is held while a transport is told.
    pub(super) fn receipts(
        &self,
        core: MutexGuard<'_, Core>,
        closings: Vec<Closing>,
        in_ledger: bool,
    ) -> Vec<Receipt> {
        let head = core
            .ready()
            .map(|ready| crate::digest::hex(&ready.ledger.head()));
        drop(core);
        closings
            .into_iter()
            .map(|closing| {
                let uploads = self.stop_uploads(&closing);
                closing.set_aside(self);
                let policy = self.policy();
                let purpose = &policy.purposes[closing.at].id;
                let none = Count::Exactly(0);
                let sum = |of: fn(&Waiting) -> Count| {
                    closing.waiting.iter().map(of).fold(none, Count::plus)
                };
                Receipt {
                    purpose: purpose.clone(),
                    scope: Scope::Device.name(),
                    time: closing.time,
                    records: sum(|waiting| waiting.records),
                    bytes: sum(|waiting| waiting.bytes),
                    erasure: match closing.wiped {
                        true => Erasure::Overwritten,
                        false => Erasure::VaultPending,
                    },
                    in_ledger,
                    uploads,
                    vendors_pending: self
                        .catalog
                        .vendors(purpose)
                        .map(|one| one.id.clone())
                        .collect(),
                    ledger_head: head.clone().unwrap_or_default(),
                }
            })
            .collect()
    }

    fn stop_uploads(&self, closing: &Closing) -> Vec<InFlight> {
        let mine = self.flights.of(closing.at);
        for flight in &mine {
            flight.cancel.cancel();
        }
        let ids: Vec<u64> = mine.iter().map(|flight| flight.id).collect();
        let still = self.flights.wait_for(&ids, self.options.cancel_limit);
        let mut uploads: Vec<InFlight> = mine
            .iter()
            .map(|flight| InFlight {
                recipient: self.policy().recipients[flight.recipient].id.clone(),
                records: flight.records,
                outcome: match still.contains(&flight.id) {
                    true => Stopped::NotConfirmed,
                    false => Stopped::Stopped,
                },
            })
            .collect();
        let still = self.wait_for_others(closing);
        uploads.extend(closing.elsewhere.iter().map(|lease| InFlight {
            recipient: String::new(),
            records: lease.records,
            outcome: match still.contains(&lease.owner) {
                true => Stopped::NotConfirmed,
                false => Stopped::Stopped,
            },
        }));
        uploads
    }

    /// Waits for other processes to give their rows back; the owners of those that did not.
    fn wait_for_others(&self, closing: &Closing) -> Vec<u64> {
        const STEPS: u32 = 50;
        let owners = |leases: &[Lease]| leases.iter().map(|lease| lease.owner).collect();
        let Some((index, generation)) = closing.was.filter(|_| !closing.elsewhere.is_empty())
        else {
            return Vec::new();
        };
        let folder = folder(index, generation);
        for _ in 0..STEPS {
            let rows = held(&*self.ports.files, &folder, closing.time).unwrap_or_default();
            if rows
                .iter()
                .all(|(_, lease)| !closing.elsewhere.contains(lease))
            {
                return Vec::new();
            }
            pause(self.options.cancel_limit / STEPS);
        }
        owners(&closing.elsewhere)
    }
}
