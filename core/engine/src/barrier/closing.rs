//! One purpose on its way to closed, and its receipt.

use super::waits::Waits;
use crate::catalog::PurposeIx;
use crate::consent::{turn_off, wipe};
use crate::ledger::State;
use crate::ports::Millis;
use crate::queue::{Count, Waiting, folder, generation_name, set_aside, waiting_in};
use crate::receipt::{Erasure, Receipt};
use crate::rooms::Rooms;
use crate::scope::Scope;
use crate::upload::Elsewhere;
use crate::vault::VaultFile;
use crate::vendors::{Owed, owe};

/// How the vault closes a purpose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    /// Not yet, as far as is known.
    Not,
    /// By its off-word, synced. The secrets are there until a later holder of the lock overwrites them.
    ByWord,
    /// The slot is overwritten and synced, or was closed before.
    Wiped,
}

/// One purpose on its way to closed.
pub(super) struct Closing {
    pub(super) at: PurposeIx,
    /// Slot and generation that were open, from memory or from the disk.
    was: Option<(usize, u64)>,
    waiting: Vec<Waiting>,
    /// Uploads that other processes had under way.
    elsewhere: Elsewhere,
    /// What the vault says of it.
    pub(super) closed: Closed,
    time: Millis,
}

impl Closing {
    /// One that only other processes worked with, as far as memory knows.
    pub(super) fn elsewhere(rooms: &Rooms, at: PurposeIx) -> Self {
        Self {
            at,
            was: None,
            waiting: Vec::new(),
            elsewhere: Elsewhere::default(),
            closed: Closed::Not,
            time: rooms.world.now(),
        }
    }

    /// One whose slot was overwritten when ledger and vault were read. Memory was fitted to that.
    pub(super) fn found(rooms: &Rooms, at: PurposeIx, slot: (usize, u64)) -> Self {
        let mut closing = Self {
            closed: Closed::Wiped,
            ..Self::elsewhere(rooms, at)
        };
        closing.had(rooms, Some(slot));
        closing
    }

    /// Closes a purpose in memory and takes its secrets out; waits for a record that is just being
    /// stored. What was held goes too.
    pub(super) fn take(rooms: &Rooms, at: PurposeIx) -> Self {
        let open = rooms.gate.take(at);
        rooms.backlog.destroy(at);
        rooms.world.decisions.destroy(at);
        rooms.world.crumbs.destroy(at);
        rooms.holds.destroy(at);
        let was = open.as_ref();
        Self {
            was: was.map(|open| (open.slot.index, open.slot.generation)),
            waiting: was.map_or_else(Vec::new, |open| open.waiting(&rooms.world)),
            ..Self::elsewhere(rooms, at)
        }
    }

    /// Whether there was anything to close.
    pub(super) fn was_open(&self) -> bool {
        self.was.is_some()
    }

    /// Overwrites the slot in place and syncs it: from here on, "off" is durable.
    /// `refusal` is the person's own.
    pub(super) fn wipe(&mut self, rooms: &Rooms, vault: &VaultFile, refusal: Option<State>) {
        let world = &rooms.world;
        let purpose = &world.catalog.purpose(self.at).id;
        let wiped = wipe(vault, world.random(), purpose, refusal);
        match wiped {
            Ok(slot) => {
                self.closed = Closed::Wiped;
                self.had(rooms, slot);
            }
            // The word alone closes it for every process; the slot goes with the next change.
            Err(_) => self.turn_off(rooms, vault, refusal),
        }
    }

    /// Overwrites the off-word of the slot and syncs it, whoever holds the lock: from here on, "off" is
    /// durable.
    pub(super) fn turn_off(&mut self, rooms: &Rooms, vault: &VaultFile, refusal: Option<State>) {
        let world = &rooms.world;
        let purpose = &world.catalog.purpose(self.at).id;
        let off = turn_off(vault, world.random(), purpose, refusal);
        if off.is_ok() {
            self.closed = Closed::ByWord;
        }
        self.had(rooms, off.ok().flatten());
    }

    /// Notes on the disk that its vendors must hear of it. The lock over all processes is held.
    ///
    /// What cannot be noted is made up for: each start tells every vendor which purposes are open.
    pub(super) fn owe(&self, rooms: &Rooms) {
        if self.was_open() && self.closed != Closed::Not {
            let off = Owed {
                time: self.time,
                records: self.sum(|waiting| waiting.records),
                bytes: self.sum(|waiting| waiting.bytes),
            };
            owe(&rooms.world, self.at, off);
        }
    }

    fn sum(&self, of: fn(&Waiting) -> Count) -> Count {
        let none = Count::Exactly(0);
        self.waiting.iter().map(of).fold(none, Count::plus)
    }

    /// Notes the slot that was open until now.
    fn had(&mut self, rooms: &Rooms, slot: Option<(usize, u64)>) {
        let world = &rooms.world;
        if let Some(slot) = slot {
            if self.was != Some(slot) {
                // Another process's generation: its totals are in its folder.
                self.waiting = waiting_in(world, &folder(slot.0, slot.1), self.at);
            }
            self.was = Some(slot);
            // Rows are read after the wipe: whoever wrote one before it may have begun.
            self.elsewhere = rooms.uploads.elsewhere(world, slot);
        }
    }

    /// Stops what is under way and writes the receipt. No lock is held while a transport is told.
    pub(super) fn receipt(
        self,
        rooms: &Rooms,
        waits: &Waits,
        in_ledger: bool,
        head: &str,
    ) -> Receipt {
        let world = &rooms.world;
        let uploads = rooms
            .uploads
            .stop(world, self.at, &self.elsewhere, &waits.uploads);
        if let Some((index, generation)) = self.was {
            // Unreadable already; what cannot be moved now is moved by a sweep.
            let name = generation_name(index, generation);
            let _ = set_aside(world.files(), world.random(), &name);
        }
        let purpose = &world.catalog.purpose(self.at).id;
        let vendors = world.catalog.vendors(purpose);
        Receipt {
            purpose: purpose.clone(),
            scope: Scope::Device.name(),
            time: self.time,
            records: self.sum(|waiting| waiting.records),
            bytes: self.sum(|waiting| waiting.bytes),
            erasure: match self.closed {
                Closed::Wiped => Erasure::Overwritten,
                Closed::Not | Closed::ByWord => Erasure::VaultPending,
            },
            in_ledger,
            uploads,
            vendors_pending: vendors.map(|one| one.id.clone()).collect(),
            ledger_head: head.to_owned(),
        }
    }
}
