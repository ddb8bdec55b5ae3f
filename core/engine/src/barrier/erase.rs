//! Everything that is held about the person goes; refusals and limits stay.

use super::change::{Changed, close_without_ledger, receipts, take};
use super::closing::{Closed, Closing};
use super::waits::Waits;
use crate::answer::{ChoiceError, PartlyDone};
use crate::digest;
use crate::ledger::What;
use crate::ports::{DAY, Millis};
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Erases what is queued, every identity, and the ledger's chain with its key.
///
/// What could be closed is closed and told, also where the rest could not be done. The empty id stands for the
/// chain.
pub(crate) fn erase(rooms: &Rooms) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let world = &rooms.world;
    let waits = Waits::of(world);
    let all = || world.catalog.purposes().map(|(at, _)| at);
    let mut closings: Vec<Closing> = Vec::new();
    let mut exclusive = rooms.exclusive(&mut |_| take(rooms, &mut closings, all()));
    if !exclusive.has_lock() {
        return Err(chain_failed(Vec::new(), ChoiceError::NotReady));
    }
    world.decisions.clear();
    let Some(ready) = exclusive.ready() else {
        let Changed { receipts, failed } =
            close_without_ledger(rooms, &waits, Some(exclusive), closings, None);
        rooms.tell_all_vendors();
        // What was open is closed; the chain stays until its key is to be had.
        return Err(chain_failed(
            receipts,
            failed.unwrap_or(ChoiceError::NotReady),
        ));
    };
    let mut failed = Vec::new();
    let seen = ready.seen();
    for closing in &mut closings {
        closing.wipe(rooms, ready.vault(), None);
        let held = seen.as_ref().ok();
        let wiped = held.map(|seen| ready.wipe_hold(world, seen, closing.at));
        if !matches!(wiped, Some(Ok(()))) {
            let purpose = world.catalog.purpose(closing.at).id.clone();
            failed.push((purpose, ChoiceError::StorageFailed));
        }
    }
    let standing = ready.standing(world);
    let (surviving, lowered) = (standing.refusals(), standing.lowerings());
    let erased_head = digest::hex(&ready.head());
    let days = world.policy().controller.backup_retention_days;
    let backups_until = world.now().saturating_add(Millis::from(days) * DAY);
    let begun = ready.begin_anew(world, |scope, chain| What::Tombstone {
        scope,
        chain,
        erased_head: erased_head.clone(),
        backups_until,
        surviving: surviving.clone(),
        lowered: lowered.clone(),
    });
    // What vendors are owed outlives the erasure, and so does a token that nobody deleted.
    if !rooms.progress.erase(world) {
        failed.push((String::new(), ChoiceError::StorageFailed));
    }
    closings.iter().for_each(|closing| closing.owe(rooms));
    let head = match begun {
        Ok(()) => exclusive.commit(),
        Err(_) => {
            // Neither slot nor chain could be written: memory must not open it again by what is left.
            for open in closings.iter().filter(|one| one.closed == Closed::Not) {
                rooms.gate.keep_shut(open.at, true);
                let purpose = world.catalog.purpose(open.at).id.clone();
                failed.push((purpose, ChoiceError::ClosedUntilRestart));
            }
            failed.push((String::new(), ChoiceError::StorageFailed));
            closings.retain(|one| one.closed != Closed::Not);
            exclusive.forget();
            exclusive.commit()
        }
    };
    closings.retain(Closing::was_open);
    // Also those of which nothing was open: what they keep is about the person too.
    rooms.tell_all_vendors();
    let done = receipts(rooms, &waits, closings, begun.is_ok(), &head);
    PartlyDone { done, failed }.unless_all()
}

fn chain_failed(done: Vec<Receipt>, why: ChoiceError) -> PartlyDone<Receipt> {
    PartlyDone {
        done,
        failed: vec![(String::new(), why)],
    }
}
