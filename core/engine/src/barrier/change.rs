//! One change of the ledger, and everything that must follow from it.

use std::sync::Arc;

use super::closing::{Closed, Closing};
use super::says::{
    closed_by_limit, closed_by_this, is_limit, is_no, is_over_a_no, refusal_of, refused_by,
};
use super::waits::Waits;
use crate::answer::ChoiceError;
use crate::catalog::PurposeIx;
use crate::consent::{Exclusive, NotAtOnce, Ready, Seen, VAULT, destroy_keys, note, unkeyed};
use crate::journal;
use crate::ledger::{Balance, LedgerError, What};
use crate::lock::{OFF_AT_ONCE, Patience};
use crate::receipt::Receipt;
use crate::rooms::Rooms;
use crate::vault::{VaultError, VaultFile};
use crate::world::World;

/// What a change did.
#[derive(Default)]
pub(super) struct Changed {
    /// One for each purpose that it closed, and for the one that it was asked to close if that is closed
    /// now.
    pub(super) receipts: Vec<Receipt>,
    /// Why it must be told again, if it must.
    pub(super) failed: Option<ChoiceError>,
}

impl Changed {
    fn failed(why: impl Into<ChoiceError>) -> Self {
        Self {
            receipts: Vec::new(),
            failed: Some(why.into()),
        }
    }
}

/// Writes one entry and makes slots and memory fit it. `named` is the purpose that it is asked to close. `waits` says how
/// long what closes may wait, with what one call closed before.
pub(super) fn change(
    rooms: &Rooms,
    waits: &Waits,
    named: Option<PurposeIx>,
    what: &dyn Fn(&Balance) -> What,
) -> Changed {
    let changed = write(rooms, waits, named, what);
    journal::changed(changed.receipts.len(), changed.failed.is_some());
    changed
}

fn write(
    rooms: &Rooms,
    waits: &Waits,
    named: Option<PurposeIx>,
    what: &dyn Fn(&Balance) -> What,
) -> Changed {
    let world = &rooms.world;
    let mut closings: Vec<Closing> = Vec::new();
    // Work is taken before the lock over all processes: a record that is being stored may wait
    // for that one. What closes is judged again when the ledger was read anew.
    let mut before = |ready: Option<&Ready>| {
        let expected = match ready {
            Some(ready) => {
                let seen = ready.seen().ok();
                let standing = ready.standing_by(world, seen.as_ref());
                closed_by_this(rooms, seen.as_ref(), &standing, named, &what(&standing))
            }
            None => named.into_iter().collect(),
        };
        take(rooms, &mut closings, expected);
    };
    let known = rooms.by_balance(what);
    let known = known.unwrap_or_else(|| what(&Balance::default()));
    let right = match named.is_some() || is_no(&known) {
        true => right_to_close(rooms, waits, &mut before, &known),
        false => Some(rooms.exclusive(&mut before)),
    };
    let Some(mut exclusive) = right else {
        take(rooms, &mut closings, named);
        return close_without_ledger(rooms, waits, None, closings, Some(&known));
    };
    if exclusive.has_no_lock_ever() {
        keep_shut(rooms, &closings, true);
        return Changed::failed(match closings.is_empty() {
            true => ChoiceError::NotReady,
            false => ChoiceError::ClosedUntilRestart,
        });
    }
    let Some(ready) = exclusive.ready() else {
        let known = rooms.by_balance(what);
        let what = known.unwrap_or_else(|| what(&Balance::default()));
        if named.is_none() && !is_no(&what) {
            return Changed::failed(ChoiceError::NotReady);
        }
        // What memory took for closed besides is judged by an old ledger: only what was asked is closed.
        closings.retain(|one| {
            named == Some(one.at) || is_limit(&what) || refusal_of(rooms, one.at, &what).is_some()
        });
        return close_without_ledger(rooms, waits, Some(exclusive), closings, Some(&what));
    };
    // Before the entry is written: an off from here on closes whatever is opened by it.
    let seen = ready.write_missing_offs(world, refused_by(rooms, &known));
    let unwritten = match &seen {
        Ok(_) => None,
        Err(_) => ready.seen().ok(),
    };
    let there = seen.as_ref().ok().or(unwritten.as_ref());
    let standing = ready.standing_by(world, there);
    let what = what(&standing);
    if is_over_a_no(&standing, &what) {
        return Changed::default();
    }
    let closing = closed_by_this(rooms, there, &standing, named, &what);
    closings.retain(|one| closing.contains(&one.at));
    for at in closing {
        if closings.iter().all(|one| one.at != at) {
            // Only another process worked with it, as far as memory knows; a record of this one would
            // wait for the lock that is held here.
            rooms.gate.close(at);
            closings.push(Closing::elsewhere(rooms, at));
        }
    }
    if closings.is_empty() && ready.balance().says_already(&what) {
        // Platforms tell the same at every start; a ledger of repetitions proves nothing more.
        return match reserved(world, ready, &seen)
            .and_then(|seen| Ok(ready.make_slots(world, seen)?))
        {
            Ok(()) => Changed::default(),
            Err(error) => Changed::failed(error),
        };
    }
    // A no stands in the vault first: it needs no key there, no space, and outlives the ledger.
    let mut noted = false;
    for closing in &mut closings {
        let refusal = refusal_of(rooms, closing.at, &what);
        closing.wipe(rooms, ready.vault(), refusal);
        noted |= refusal.is_some() && closing.closed != Closed::Not;
    }
    noted = noted || note(ready.vault(), world.random(), &what);
    if closings.is_empty()
        && !noted
        && let Err(error) = reserved(world, ready, &seen)
    {
        return Changed::failed(error);
    }
    let mut failed = None;
    let written = ready.append(world, what.clone());
    if let (Ok(()), Ok(seen)) = (written, &seen) {
        // Also where something closed besides: a yes must not go with what ran out beside it.
        let answered = ready.answer(seen, &what);
        if let Err(error) = answered.and_then(|()| ready.make_slots(world, seen)) {
            failed = named.is_none().then(|| error.into());
        }
    }
    if closings.is_empty() && !noted {
        if let Err(error) = written {
            return Changed::failed(error);
        }
        if let Some(error) = failed {
            return Changed::failed(error);
        }
    }
    ready.wipe_chosen_holds(world);
    // Neither slot nor ledger: the key that wraps the slot is the last that can go.
    let keys_must_go =
        written.is_err() && closings.iter().any(|closing| closing.closed == Closed::Not);
    if keys_must_go {
        keep_shut(rooms, &closings, true);
    }
    // In the ledger alone, where another process that has it open does not look.
    let unseen = closings.iter().any(|one| one.closed == Closed::Not);
    closings.iter().for_each(|closing| closing.owe(rooms));
    let head = exclusive.commit();
    if keys_must_go {
        if destroy_keys(world).is_err() {
            return Changed::failed(ChoiceError::ClosedUntilRestart);
        }
        rooms.consent.open_anew(world, rooms);
    }
    keep_shut(rooms, &closings, false);
    let receipts = receipts(rooms, waits, closings, written.is_ok(), &head);
    Changed {
        receipts,
        // What it closed is closed, but it must be told again: nothing remembers it.
        failed: failed
            .or(written
                .err()
                .filter(|_| is_no(&what) && !noted)
                .map(Into::into))
            .or(unseen.then_some(ChoiceError::StorageFailed)),
    }
}

/// The right to close something. Where it is not there at once, the no is written down in the vault first, which needs no
/// right, so that nothing is lost by waiting for it.
fn right_to_close<'a>(
    rooms: &'a Rooms,
    waits: &Waits,
    before: &mut dyn FnMut(Option<&Ready>),
    what: &What,
) -> Option<Exclusive<'a>> {
    let vault = match rooms.exclusive_for_off(before, &Patience::in_all(OFF_AT_ONCE)) {
        Ok(right) if right.has_lock() || right.has_no_lock_ever() => return Some(right),
        Ok(right) => right.vault(),
        // The vault that was open is gone from its place. Only its keys can close it wherever it is.
        Err(NotAtOnce::AsksKeys) => return Some(rooms.exclusive(before)),
        Err(NotAtOnce::Locked) => None,
    };
    if let Ok(vault) = in_place(rooms, vault, false) {
        note(&vault, rooms.world.random(), what);
    }
    match rooms.exclusive_for_off(before, &waits.locks) {
        Ok(right) => Some(right),
        Err(NotAtOnce::AsksKeys) => Some(rooms.exclusive(before)),
        Err(NotAtOnce::Locked) => None,
    }
}

/// Takes the work of purposes that are about to close; again, if memory was fitted in between.
pub(super) fn take(
    rooms: &Rooms,
    closings: &mut Vec<Closing>,
    expected: impl IntoIterator<Item = PurposeIx>,
) {
    for at in expected {
        let taken = Closing::take(rooms, at);
        match closings.iter_mut().find(|one| one.at == at) {
            Some(before) if taken.was_open() => *before = taken,
            Some(_) => {}
            None => closings.push(taken),
        }
    }
}

/// What opens must be closable later, on a full disk too: the slots as they stood, once the reserve is kept.
fn reserved<'a>(
    world: &World,
    ready: &mut Ready,
    seen: &'a Result<Seen, LedgerError>,
) -> Result<&'a Seen, ChoiceError> {
    let seen = seen.as_ref().map_err(|error| ChoiceError::from(*error))?;
    ready.keep_reserve(world)?;
    Ok(seen)
}

/// Closes without keys, without ledger or without the lock: the words in the vault alone make it durable, and
/// the next change or opening writes the missing entry. `what` would have been written; none where all that is
/// held is erased.
pub(super) fn close_without_ledger(
    rooms: &Rooms,
    waits: &Waits,
    mut exclusive: Option<Exclusive<'_>>,
    mut closings: Vec<Closing>,
    what: Option<&What>,
) -> Changed {
    let world = &rooms.world;
    let has_lock = exclusive.as_ref().is_some_and(Exclusive::has_lock);
    let vault = exclusive.as_ref().and_then(Exclusive::vault);
    let vault = in_place(rooms, vault, has_lock);
    if let Some(what) = what.filter(|what| is_limit(what)) {
        let closed = closed_by_limit(rooms, what);
        closings.retain(|one| closed.contains(&one.at));
        for at in closed {
            if closings.iter().all(|one| one.at != at) {
                closings.push(Closing::elsewhere(rooms, at));
            }
        }
    }
    let mut noted = false;
    for closing in &mut closings {
        let refusal = what.and_then(|what| refusal_of(rooms, closing.at, what));
        match &vault {
            Ok(vault) if has_lock => closing.wipe(rooms, vault, refusal),
            // Whoever holds the lock may be about to write the slot: its word closes what they write.
            Ok(vault) => closing.turn_off(rooms, vault, refusal),
            // Without a vault, or with a damaged one, nothing is open and nothing ever will be.
            Err(VaultError::Missing | VaultError::Corrupt) if refusal.is_none() => {
                closing.closed = Closed::Wiped;
            }
            Err(_) => {}
        }
        noted |= refusal.is_some() && closing.closed != Closed::Not;
    }
    // Also where something closed besides: a no that stands nowhere is none.
    let unnoted = what.filter(|what| is_no(what) && !noted);
    let vault_open = vault.as_ref().ok();
    let forgotten = unnoted
        .is_some_and(|what| !vault_open.is_some_and(|vault| note(vault, world.random(), what)));
    if what.is_some_and(is_limit) {
        // A limit gives receipts for what was open.
        closings.retain(Closing::was_open);
    }
    // Nothing is open where there is no vault, so that no key needs to go; but what was open here lies in a vault that may
    // come back to its place.
    let is_missing = || VaultFile::is_missing(world.files(), VAULT);
    let mut left = closings.iter().filter(|one| one.closed == Closed::Not);
    let keys_must_go =
        left.clone().any(Closing::was_open) || left.next().is_some() && !is_missing();
    if keys_must_go {
        keep_shut(rooms, &closings, true);
        match &mut exclusive {
            // Memory must not go on with keys that the key store no longer has.
            Some(exclusive) => exclusive.forget(),
            None => return Changed::failed(ChoiceError::ClosedUntilRestart),
        }
    }
    if has_lock {
        closings.iter().for_each(|closing| closing.owe(rooms));
    }
    let head = exclusive.map(Exclusive::commit).unwrap_or_default();
    if keys_must_go && destroy_keys(&rooms.world).is_err() {
        return Changed::failed(ChoiceError::ClosedUntilRestart);
    }
    keep_shut(rooms, &closings, false);
    Changed {
        receipts: receipts(rooms, waits, closings, false, &head),
        // Closed, but it must be told again: nothing remembers it.
        failed: forgotten.then_some(ChoiceError::StorageFailed),
    }
}

/// The vault that is open already, since another handle may not be to be had, or the one in its place.
fn in_place(
    rooms: &Rooms,
    open: Option<Arc<VaultFile>>,
    has_lock: bool,
) -> Result<Arc<VaultFile>, VaultError> {
    match open {
        Some(vault) if vault.is_in_place() => Ok(vault),
        _ => unkeyed(&rooms.world, has_lock).map(Arc::new),
    }
}

/// Whether only this process can keep them closed, since nothing could make the off durable.
fn keep_shut(rooms: &Rooms, closings: &[Closing], shut: bool) {
    for closing in closings {
        rooms.gate.keep_shut(closing.at, shut);
    }
}

/// A receipt for each. No lock is held.
pub(super) fn receipts(
    rooms: &Rooms,
    waits: &Waits,
    closings: Vec<Closing>,
    in_ledger: bool,
    head: &str,
) -> Vec<Receipt> {
    let closings = closings.into_iter();
    closings
        .map(|closing| closing.receipt(rooms, waits, in_ledger, head))
        .inspect(journal::barrier)
        .collect()
}
