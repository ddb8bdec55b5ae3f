//! What follows a turn-off: the vault key is replaced, vendors are asked back, files go.

use std::time::{Duration, Instant};

use crate::catalog::PurposeIx;
use crate::gate::Work;
use crate::lock::LOCK_LIMIT;
use crate::queue::{
    destroy_aside, folder, generation_name, lane_name, set_dead_aside, set_path_aside,
};
use crate::receipt::{CompletedReceipt, Erasure, Receipt, VendorOutcome};
use crate::rooms::Rooms;
use crate::sync::pause;
use crate::vendors::settle;

/// How long tidying keeps the lock at a time, and leaves it to others in between.
const STEP: Duration = Duration::from_millis(10);
const BETWEEN_STEPS: Duration = Duration::from_millis(1);

/// Replaces the vault key and removes the files; `vendors` were told and asked before.
pub(crate) fn complete(
    rooms: &Rooms,
    receipt: &Receipt,
    vendors: Vec<VendorOutcome>,
) -> CompletedReceipt {
    settle_vendors(rooms, receipt, &vendors);
    let replaced = match receipt.erasure {
        // By the opening that made the receipt.
        Erasure::VaultReplaced => Ok(()),
        _ => rooms.consent.replace_vault_key(&rooms.world, rooms),
    };
    CompletedReceipt {
        receipt: receipt.clone(),
        erasure: match replaced {
            Ok(()) => Erasure::VaultReplaced,
            Err(_) => receipt.erasure,
        },
        files_gone: tidy(rooms),
        vendors,
    }
}

/// Forgets what vendors were owed that were told and do not say that they are on. One that records until a restart is
/// asked again after it.
fn settle_vendors(rooms: &Rooms, receipt: &Receipt, vendors: &[VendorOutcome]) {
    let settled: Vec<_> = vendors.iter().filter(|one| one.is_settled()).collect();
    let is_done = |vendor: &str| settled.iter().any(|one| one.recipient == vendor);
    let at = rooms.world.catalog.place_of(&receipt.purpose);
    if let Some(at) = at.filter(|_| !settled.is_empty())
        && let Ok(_held) = rooms.world.lock(LOCK_LIMIT)
    {
        settle(&rooms.world, at, &is_done);
    }
}

/// Removes what earlier turn-offs left. Returns `true` if nothing is left.
///
/// Under the lock, files are only moved aside, for [`STEP`] at a time. What takes long follows without it.
pub(crate) fn tidy(rooms: &Rooms) -> bool {
    loop {
        match set_dead_aside_for_a_step(rooms) {
            Some(true) => break,
            // Others have their turn.
            Some(false) => pause(BETWEEN_STEPS),
            None => return false,
        }
    }
    rooms.uploads.tidy(&rooms.world);
    destroy_aside(rooms.world.files()).is_ok()
}

/// Returns whether everything that is dead lies aside; none if that cannot be told now.
fn set_dead_aside_for_a_step(rooms: &Rooms) -> Option<bool> {
    let world = &rooms.world;
    let mut exclusive = rooms.exclusive(&mut |_| {});
    let until = Instant::now() + STEP;
    let in_use = exclusive.ready()?.in_use(world).ok()?;
    for one in in_use.iter().filter(|one| !one.is_hold) {
        set_strangers_aside(rooms, one.at, &folder(one.slot.0, one.slot.1));
    }
    let live = in_use.iter();
    let live: Vec<String> = live
        .map(|one| generation_name(one.slot.0, one.slot.1))
        .collect();
    set_dead_aside(world.files(), world.random(), &live, until).ok()
}

/// What waits for a recipient that the policy dropped goes: nobody will ever send it.
fn set_strangers_aside(rooms: &Rooms, at: PurposeIx, folder: &str) {
    const OWN: [&str; 3] = ["identity", "known", "uploads"];
    let world = &rooms.world;
    let recipients = world.catalog.recipients(at);
    let known = |name: &String| {
        OWN.contains(&name.as_str())
            || recipients
                .iter()
                .any(|at| lane_name(&world.catalog.recipient(*at).id) == *name)
    };
    let names = world.files().list(folder).unwrap_or_default();
    for name in names.iter().filter(|name| !known(name)) {
        // What cannot be moved now is moved by the next sweep.
        let path = format!("{folder}/{name}");
        let _ = set_path_aside(world.files(), world.random(), &path, name);
    }
}

/// Ends every lane's segment; what a clean shutdown does.
pub(crate) fn close_lanes(rooms: &Rooms) {
    for (at, _) in rooms.world.catalog.purposes() {
        let mut work = rooms.gate.work(at);
        if let Some(open) = work.as_mut().filter(|open| open.is_open_on_disk()) {
            open.close_lanes(&rooms.world);
        }
    }
}
