//! What follows a turn-off: the vault key is replaced, vendors are asked back, files go.

use crate::catalog::PurposeIx;
use crate::gate::Work;
use crate::ports::VendorAnswer;
use crate::queue::{folder, generation_name, lane_name, set_path_aside, sweep};
use crate::receipt::{CompletedReceipt, Erasure, Receipt};
use crate::rooms::Rooms;

/// Replaces the vault key and removes the files; `vendors` were told and asked before.
pub(crate) fn complete(
    rooms: &Rooms,
    receipt: &Receipt,
    vendors: Vec<(String, VendorAnswer)>,
) -> CompletedReceipt {
    let replaced = rooms.consent.replace_vault_key(&rooms.world, rooms);
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

/// Removes what earlier turn-offs left. Whether nothing is left.
pub(crate) fn tidy(rooms: &Rooms) -> bool {
    let world = &rooms.world;
    let mut exclusive = rooms.exclusive(&mut |_| {});
    let Some(Ok(in_use)) = exclusive.ready().map(|ready| ready.in_use(world)) else {
        return false;
    };
    for one in in_use.iter().filter(|one| !one.is_hold) {
        set_strangers_aside(rooms, one.at, &folder(one.slot.0, one.slot.1));
    }
    let live = in_use.iter();
    let live: Vec<String> = live
        .map(|one| generation_name(one.slot.0, one.slot.1))
        .collect();
    sweep(world.files(), world.random(), &live).is_ok()
}

/// What waits for a recipient that the policy dropped goes: nobody will ever send it.
fn set_strangers_aside(rooms: &Rooms, at: PurposeIx, folder: &str) {
    const OWN: [&str; 2] = ["identity", "uploads"];
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
