//! Receipts for what was closed without a call, and for offs that a kill kept from being completed.

use super::closing::Closing;
use super::waits::Waits;
use crate::journal;
use crate::receipt::{Erasure, Receipt};
use crate::rooms::Rooms;
use crate::scope::Scope;
use crate::vendors::{Owed, all_owed, settle};

/// Runs the rest of the barrier for what a reading of ledger and vault closed: a term that is over, another policy,
/// a limit.
pub(crate) fn follow_reading(rooms: &Rooms) {
    let found = rooms.consent.take_closed();
    if found.is_empty() {
        return;
    }
    let exclusive = rooms.exclusive(&mut |_| {});
    let closings: Vec<Closing> = found
        .iter()
        .map(|one| Closing::found(rooms, one.at, one.slot))
        .collect();
    if exclusive.has_lock() {
        closings.iter().for_each(|closing| closing.owe(rooms));
    }
    let head = exclusive.commit();
    let waits = Waits::of(&rooms.world);
    let receipts: Vec<Receipt> = closings
        .into_iter()
        .zip(found)
        .map(|(closing, one)| closing.receipt(rooms, &waits, one.in_ledger, &head))
        .inspect(journal::barrier)
        .collect();
    rooms.unfinished.lock().extend(receipts);
}

/// The same at an opening, and receipts for what vendors are owed from before.
pub(crate) fn follow_opening(rooms: &Rooms) {
    follow_reading(rooms);
    follow_owed(rooms);
    let mut unfinished = rooms.unfinished.lock();
    if !unfinished.is_empty() && rooms.consent.owes_no_replacement() {
        for receipt in &mut *unfinished {
            receipt.erasure = Erasure::VaultReplaced;
        }
    }
}

/// Receipts for what vendors are owed from before.
fn follow_owed(rooms: &Rooms) {
    let world = &rooms.world;
    let owed = all_owed(world);
    // Without choices nobody knows which purposes are closed.
    if owed.is_empty() || rooms.consent.standings().balance.is_none() {
        return;
    }
    let exclusive = rooms.exclusive(&mut |_| {});
    let is_open = |at| rooms.gate.is_open(at, world.now());
    if exclusive.has_lock() {
        // A yes came after it.
        let void = owed.iter().filter(|(at, _, _)| is_open(*at));
        void.for_each(|(at, _, _)| settle(world, *at, &|_| true));
    }
    let head = exclusive.commit();
    let mut unfinished = rooms.unfinished.lock();
    for (at, vendors, off) in owed.into_iter().filter(|(at, _, _)| !is_open(*at)) {
        let purpose = &world.catalog.purpose(at).id;
        if unfinished.iter().all(|one| one.purpose != *purpose) {
            unfinished.push(receipt(purpose, vendors, off, &head));
        }
    }
}

/// The receipt of an off of before.
fn receipt(purpose: &str, vendors: Vec<String>, off: Owed, head: &str) -> Receipt {
    Receipt {
        purpose: purpose.to_owned(),
        scope: Scope::Device.name(),
        time: off.time,
        records: off.records,
        bytes: off.bytes,
        erasure: Erasure::Overwritten,
        in_ledger: true,
        uploads: Vec::new(),
        vendors_pending: vendors,
        ledger_head: head.to_owned(),
    }
}

/// What must still be completed; each is given out once.
pub(crate) fn take_unfinished(rooms: &Rooms) -> Vec<Receipt> {
    std::mem::take(&mut *rooms.unfinished.lock())
}
