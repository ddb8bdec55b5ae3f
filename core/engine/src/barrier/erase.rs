//! Everything that is held about the person goes; refusals stay.

use super::change::{Changed, close_without_ledger, receipts, take};
use super::closing::Closing;
use crate::answer::ChoiceError;
use crate::digest;
use crate::ledger::{Actor, State, What};
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Erases what is queued, every identity, and the ledger's chain with its key.
pub(crate) fn erase(rooms: &Rooms) -> Result<Vec<Receipt>, ChoiceError> {
    let world = &rooms.world;
    let all = || world.catalog.purposes().map(|(at, _)| at);
    let mut closings: Vec<Closing> = Vec::new();
    let mut exclusive = rooms.exclusive(&mut |_| take(rooms, &mut closings, all()));
    if !exclusive.has_lock() {
        return Err(ChoiceError::NotReady);
    }
    let Some(ready) = exclusive.ready() else {
        let Changed { receipts, failed } = close_without_ledger(rooms, exclusive, closings, None);
        return failed.map_or(Ok(receipts), Err);
    };
    for closing in &mut closings {
        closing.wipe(rooms, ready.vault(), None);
    }
    for (_, purpose) in world.catalog.purposes() {
        ready.wipe_hold(world, &purpose.id)?;
    }
    let surviving = ready.choices().refusals();
    let refusals = surviving.clone();
    let erased_head = digest::hex(&ready.head());
    let begun = ready.begin_anew(world, |scope, chain| What::Tombstone {
        scope,
        chain,
        erased_head,
        surviving,
    });
    if begun.is_err() {
        exclusive.forget();
        drop(exclusive);
        write_again(rooms, &refusals);
        return Err(ChoiceError::StorageFailed);
    }
    let head = exclusive.commit();
    closings.retain(Closing::was_open);
    Ok(receipts(rooms, closings, true, &head))
}

/// Writes refusals down that a chain did not take over: the old one may be gone and the new one not
/// whole, and a no must not go with it.
fn write_again(rooms: &Rooms, refusals: &[(String, State)]) {
    let mut exclusive = rooms.exclusive(&mut |_| {});
    let Some(ready) = exclusive.ready() else {
        return;
    };
    for (purpose, state) in refusals {
        if let Some(at) = rooms.world.catalog.place_of(purpose) {
            // Closed either way; what cannot be written is asked again.
            let _ = ready.write_closed(&rooms.world, at, *state, Actor::Recovery);
        }
    }
}
