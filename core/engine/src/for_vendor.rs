//! A record that a vendor's SDK is about to send: through the gate and minimised, and never queued.

use serde_json::Value as Json;

use crate::catalog::RecipientIx;
use crate::lock::{CRASH_LIMIT, LOCK, Patience, RECORD_LIMIT};
use crate::misplaced::make_folder;
use crate::queue::{Aside, OpenPurpose, Outside, StoreError};
use crate::record::{Body, Record, Refusal};
use crate::rooms::Rooms;

/// Minimises a record for one vendor's SDK. A refusal is counted.
pub(crate) fn minimise(
    rooms: &Rooms,
    recipient: &str,
    record: Result<Record<'_>, Refusal>,
) -> Result<Json, Refusal> {
    let minimised = record.and_then(|record| minimised(rooms, recipient, record));
    minimised.inspect_err(|refusal| rooms.world.counting.refused(*refusal))
}

fn minimised(rooms: &Rooms, recipient: &str, record: Record<'_>) -> Result<Json, Refusal> {
    let (world, gate, at) = (&rooms.world, &rooms.gate, record.purpose());
    rooms.follow_transfers(world.now());
    let recipient = world.catalog.vendor(at, recipient);
    // Nor for one that nothing allows a transfer to now.
    let recipient = recipient.filter(|at| world.catalog.may_have(*at, world.now()));
    let recipient = recipient.ok_or(Refusal::NoRecipient)?;
    rooms.look_again_if_closed(at, world.now());
    if !gate.is_open(at, world.now()) {
        return Err(Refusal::Closed);
    }
    let patience = Patience::in_all(match record.body() {
        Body::Values { is_crash: true, .. } => CRASH_LIMIT,
        _ => RECORD_LIMIT,
    });
    let work = gate.work_within(at, patience.left());
    let mut work = work.ok_or(Refusal::Busy)?;
    let now = world.now();
    let open = gate.checked(at, now, &mut work)?;
    let secret = open.slot.queue_secret.clone();
    let outside = Outside::of(world, &secret, &patience, now);
    let aside = aside(open, rooms, &outside, recipient)?;
    aside.minimise(world, gate.admit(record, now)?, now)
}

/// Returns what it takes to minimise for a vendor's SDK now. For a new person or a new epoch the lock over all processes is
/// taken.
fn aside<'o>(
    open: &'o mut OpenPurpose,
    rooms: &Rooms,
    outside: &Outside<'_>,
    recipient: RecipientIx,
) -> Result<&'o Aside, Refusal> {
    let (world, people) = (&rooms.world, &rooms.people);
    let fits = |aside: &Aside| aside.fits(world, people, outside.now);
    let mut known = open.asides.iter();
    let known = known.position(|aside| aside.is_of(recipient) && fits(aside));
    let at = match known {
        Some(at) => at,
        None => {
            let held = outside.files.lock(LOCK, outside.patience.left());
            let _held = held.map_err(StoreError::from)?;
            make_folder(outside.files, &open.folder()).map_err(StoreError::from)?;
            let (identity, of) = (open.identity(outside)?, (open.purpose, recipient));
            // What the vendor knows this install by is written and not synced: its caller waits for no disk. The next upload
            // syncs it, or the system writes it back.
            let aside = Aside::begin(world, people, outside, &identity, of)?;
            open.asides.retain(|aside| !aside.is_of(recipient));
            open.asides.push(aside);
            open.asides.len() - 1
        }
    };
    Ok(&open.asides[at])
}
