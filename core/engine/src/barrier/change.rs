//! One change of the ledger, and everything that must follow from it.

use super::closing::{Closed, Closing};
use crate::answer::ChoiceError;
use crate::catalog::PurposeIx;
use crate::consent::{Exclusive, Ready, VAULT, destroy_keys};
use crate::journal;
use crate::ledger::{Choices, Entry, What};
use crate::receipt::Receipt;
use crate::rooms::Rooms;
use crate::vault::{VaultError, VaultFile};

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

/// Writes one entry and makes slots and memory fit it. `named` is the purpose that it is asked to close.
pub(super) fn change(
    rooms: &Rooms,
    named: Option<PurposeIx>,
    what: &dyn Fn(&Choices) -> What,
) -> Changed {
    let changed = write(rooms, named, what);
    journal::changed(changed.receipts.len(), changed.failed.is_some());
    changed
}

fn write(rooms: &Rooms, named: Option<PurposeIx>, what: &dyn Fn(&Choices) -> What) -> Changed {
    let world = &rooms.world;
    let mut closings: Vec<Closing> = Vec::new();
    // Work is taken before the lock over all processes: a record that is being stored may wait
    // for that one. What closes is judged again when the ledger was read anew.
    let mut exclusive = rooms.exclusive(&mut |ready| {
        let expected = match ready {
            Some(ready) => closed_by_this(rooms, ready, named, &what(ready.choices())),
            None => named.into_iter().collect(),
        };
        take(rooms, &mut closings, expected);
    });
    if exclusive.has_no_lock_ever() {
        keep_shut(rooms, &closings, true);
        return Changed::failed(match closings.is_empty() {
            true => ChoiceError::NotReady,
            false => ChoiceError::ClosedUntilRestart,
        });
    }
    let Some(ready) = exclusive.ready() else {
        return close_without_ledger(rooms, exclusive, closings, named.is_some());
    };
    // Before the entry is written: an off from here on closes whatever is opened by it.
    let seen = ready.write_missing_offs(world);
    let what = what(ready.choices());
    let closing = closed_by_this(rooms, ready, named, &what);
    closings.retain(|one| closing.contains(&one.at));
    for at in closing {
        if closings.iter().all(|one| one.at != at) {
            // Only another process worked with it, as far as memory knows; a record of this one would
            // wait for the lock that is held here.
            rooms.gate.close(at);
            closings.push(Closing::elsewhere(rooms, at));
        }
    }
    for closing in &mut closings {
        closing.wipe(rooms, ready.vault());
    }
    if closings.is_empty() {
        let seen = match &seen {
            Ok(seen) => seen,
            Err(error) => return Changed::failed(*error),
        };
        // What opens must be closable later, on a full disk too.
        if let Err(error) = ready.keep_reserve() {
            return Changed::failed(error);
        }
        if ready.choices().says_already(&what) {
            // Platforms tell the same at every start; a ledger of repetitions proves nothing more.
            return match ready.make_slots(world, seen) {
                Ok(()) => Changed::default(),
                Err(error) => Changed::failed(error),
            };
        }
    }
    let is_limit = matches!(what, What::Limit { .. });
    let mut failed = None;
    let written = ready.append(world, what);
    if let (Ok(()), Ok(seen)) = (written, &seen) {
        // Also where something closed besides: a yes must not go with what ran out beside it.
        if let Err(error) = ready.make_slots(world, seen) {
            failed = named.is_none().then(|| error.into());
        }
    }
    if closings.is_empty() {
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
    let head = exclusive.commit();
    if keys_must_go {
        if destroy_keys(world).is_err() {
            return Changed::failed(ChoiceError::ClosedUntilRestart);
        }
        rooms.consent.open_anew(world, rooms);
    }
    keep_shut(rooms, &closings, false);
    let receipts = receipts(rooms, closings, written.is_ok(), &head);
    Changed {
        receipts,
        // What it closed is closed, but it must be told again: nothing remembers it.
        failed: failed.or(written.err().filter(|_| is_limit).map(Into::into)),
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

/// Turns a purpose off without keys or ledger: the slot alone makes it durable, and the next
/// opening writes the missing entry.
pub(super) fn close_without_ledger(
    rooms: &Rooms,
    mut exclusive: Exclusive<'_>,
    mut closings: Vec<Closing>,
    may_close: bool,
) -> Changed {
    if !may_close {
        return Changed::failed(ChoiceError::NotReady);
    }
    let has_lock = exclusive.has_lock();
    let vault = VaultFile::open(rooms.world.files(), VAULT);
    for closing in &mut closings {
        match &vault {
            Ok(vault) if has_lock => closing.wipe(rooms, vault),
            // Whoever holds the lock may be about to write the slot: its word closes what they write.
            Ok(vault) => closing.turn_off(rooms, vault),
            // Without a vault, or with a damaged one, nothing is open and nothing ever will be.
            Err(VaultError::Missing | VaultError::Corrupt) => closing.closed = Closed::Wiped,
            Err(_) => {}
        }
    }
    let keys_must_go = closings.iter().any(|closing| closing.closed == Closed::Not);
    if keys_must_go {
        keep_shut(rooms, &closings, true);
        // Memory must not go on with keys that the key store no longer has.
        exclusive.forget();
    }
    let head = exclusive.commit();
    if keys_must_go && destroy_keys(&rooms.world).is_err() {
        return Changed::failed(ChoiceError::ClosedUntilRestart);
    }
    keep_shut(rooms, &closings, false);
    Changed {
        receipts: receipts(rooms, closings, false, &head),
        failed: None,
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
    closings: Vec<Closing>,
    in_ledger: bool,
    head: &str,
) -> Vec<Receipt> {
    let closings = closings.into_iter();
    closings
        .map(|closing| closing.receipt(rooms, in_ledger, head))
        .inspect(journal::barrier)
        .collect()
}

/// Purposes that are closed after one more entry, and have a slot or are `named`.
fn closed_by_this(
    rooms: &Rooms,
    ready: &Ready,
    named: Option<PurposeIx>,
    what: &What,
) -> Vec<PurposeIx> {
    let (policy, now) = (rooms.world.policy(), rooms.world.now());
    let mut after = ready.choices().clone();
    let entry = Entry {
        sequence: u64::MAX,
        time: now,
        policy_version: policy.version.clone(),
        policy_hash: policy.hash.clone(),
        previous: String::new(),
        what: what.clone(),
    };
    after.apply(policy, &entry, [0; 32]);
    let purposes = rooms.world.catalog.purposes();
    purposes
        .filter(|(at, purpose)| {
            after.closed_by(policy, purpose, now).is_some()
                && (named == Some(*at) || ready.has_slot(&purpose.id))
        })
        .map(|(at, _)| at)
        .collect()
}
