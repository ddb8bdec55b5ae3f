//! A record on its path: through the gate, minimised, queued; or held, or refused.

use sordino_policy::{BeforeChoice, PurposeKind};

use crate::catalog::{PurposeIx, RecipientIx};
use crate::hold::Kept;
use crate::lock::{CRASH_LIMIT, LOCK_LIMIT};
use crate::outcome::{Accepted, Outcome};
use crate::ports::Millis;
use crate::queue::{Outside, append};
use crate::record::{self, Body, Event, Record, Refusal};
use crate::rooms::Rooms;

/// Offers an event for its purpose. `now` is when it came.
pub(crate) fn event(rooms: &Rooms, at: PurposeIx, now: Millis, event: &Event<'_>) -> Outcome {
    if is_closed_for_good(rooms, at, now) {
        return refused(rooms, Refusal::Closed);
    }
    let catalog = &rooms.world.catalog;
    match record::event(catalog, *event) {
        Ok(record) => offer(rooms, record, catalog.event_recipients(at)),
        Err(refusal) => refused(rooms, refusal),
    }
}

/// Offers a crash report for one purpose. `now` is when it came.
pub(crate) fn crash(
    rooms: &Rooms,
    at: PurposeIx,
    now: Millis,
    record: impl FnOnce() -> Result<Record<'static>, Refusal>,
) -> Outcome {
    if is_closed_for_good(rooms, at, now) {
        return refused(rooms, Refusal::Closed);
    }
    match record() {
        Ok(record) => offer(rooms, record, rooms.world.catalog.crash_recipients(at)),
        Err(refusal) => refused(rooms, refusal),
    }
}

/// Tells recipients of open event purposes that somebody signed in.
pub(crate) fn identify(rooms: &Rooms) {
    for (at, purpose) in rooms.world.catalog.purposes() {
        if purpose.kind == PurposeKind::Events {
            let recipients = rooms.world.catalog.event_recipients(at);
            // An outcome of its own would tell the app nothing that it can act on.
            let _ = store(rooms, record::identify(at), recipients);
        }
    }
}

/// Counts a refusal.
pub(crate) fn refused(rooms: &Rooms, refusal: Refusal) -> Outcome {
    rooms.world.counting.refused(refusal);
    Outcome::Refused(refusal)
}

/// Whether nothing becomes of a record, whatever its shape.
fn is_closed_for_good(rooms: &Rooms, at: PurposeIx, now: Millis) -> bool {
    let holds = rooms.world.catalog.purpose(at).before_choice != BeforeChoice::Discard;
    !rooms.gate.is_open(at, now) && !holds && !rooms.consent.standings().lacks_keys()
}

/// Gate, minimise, queue.
fn offer(rooms: &Rooms, record: Record<'_>, recipients: &[RecipientIx]) -> Outcome {
    match store(rooms, record, recipients) {
        Ok(outcome) => outcome,
        Err(Refusal::Closed) if rooms.consent.standings().lacks_keys() => Outcome::KeysNotReady,
        Err(refusal) => refused(rooms, refusal),
    }
}

fn store(
    rooms: &Rooms,
    record: Record<'_>,
    recipients: &[RecipientIx],
) -> Result<Outcome, Refusal> {
    let (world, gate, at) = (&rooms.world, &rooms.gate, record.purpose());
    if recipients.is_empty() {
        return Err(Refusal::NoRecipient);
    }
    if !gate.is_open(at, world.now()) {
        return Ok(match rooms.keeper().keep(record, recipients)? {
            Kept::InMemory => Outcome::HeldInMemory,
            Kept::Sealed => Outcome::HeldSealed,
        });
    }
    let is_crash = matches!(record.body(), Body::Crash { .. });
    let limit = if is_crash { CRASH_LIMIT } else { LOCK_LIMIT };
    let mut work = match is_crash {
        true => gate.work_within(at, limit).ok_or(Refusal::Busy)?,
        false => gate.work(at),
    };
    // Asked after the wait: a consent may run out in it.
    let now = world.now();
    let open = gate.checked(at, now, &mut work)?;
    if let Body::Crash {
        happened: Some(time),
        ..
    } = record.body()
        && !open.was_open_at(*time)
    {
        return Err(Refusal::ClosedThen);
    }
    let permitted = gate.admit(record, now)?;
    let secret = open.slot.queue_secret.clone();
    let outside = Outside::of(world, &secret, limit);
    open.make_ready(world, &rooms.people, &outside)?;
    let appended = append(world, open, &outside, permitted, recipients)?;
    world.counting.accepted(appended.dropped);
    Ok(Outcome::Accepted(Accepted {
        frames: appended.frames,
    }))
}
