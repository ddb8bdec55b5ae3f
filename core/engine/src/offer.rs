//! A record on its path: through the gate, minimised, queued; or held, or refused.

use sordino_policy::{BeforeChoice, PurposeKind};

use crate::backlog;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::decisions::{Decided, Decision, Kept, RecordKind};
use crate::hold;
use crate::lock::{CRASH_LIMIT, Patience, RECORD_LIMIT};
use crate::outcome::{Accepted, Outcome};
use crate::ports::Millis;
use crate::queue::{Outside, append};
use crate::record::{self, Body, Event, Record, Refusal};
use crate::rooms::Rooms;

/// How many records that waited a record stores before itself, so that its own time is bounded.
const LATE_AT_ONCE: usize = 32;

/// Offers an event for its purpose. `now` is when it came.
pub(crate) fn event(rooms: &Rooms, at: PurposeIx, now: Millis, event: &Event<'_>) -> Outcome {
    let of = (Some(at), RecordKind::Event, event.name);
    if is_closed_for_good(rooms, at, now) {
        return tell(rooms, of, now, refused(rooms, Refusal::Closed));
    }
    let catalog = &rooms.world.catalog;
    let recipients = catalog.reached(catalog.event_recipients(at), now);
    let shaped = || record::event(catalog, *event);
    let stored = shaped().and_then(|record| store(rooms, record, &recipients, now));
    let outcome = answer(rooms, or_later(rooms, stored, shaped, &recipients, now));
    tell(rooms, of, now, outcome)
}

/// Refuses an event that belongs to no purpose.
pub(crate) fn unknown(rooms: &Rooms, name: &str, refusal: Refusal) -> Outcome {
    let of = (None, RecordKind::Event, name);
    tell(rooms, of, rooms.world.now(), refused(rooms, refusal))
}

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// This process, now.
    This,
    /// A process of earlier, of which no memory is left.
    Earlier,
    /// None: the app caught the error and went on.
    Nothing,
}

impl Ended {
    /// A process that ended now, or at that time.
    pub(crate) fn of(happened: Option<Millis>) -> Self {
        match happened {
            None => Self::This,
            Some(_) => Self::Earlier,
        }
    }
}

/// Offers a crash report for one purpose. `now` is when it came.
pub(crate) fn crash(
    rooms: &Rooms,
    (at, ended): (PurposeIx, Ended),
    now: Millis,
    record: impl FnOnce() -> Result<Record<'static>, Refusal>,
) -> Outcome {
    let of = (Some(at), RecordKind::Crash, "");
    if is_closed_for_good(rooms, at, now) {
        return tell(rooms, of, now, refused(rooms, Refusal::Closed));
    }
    let catalog = &rooms.world.catalog;
    let recipients = catalog.reached(catalog.crash_recipients(at), now);
    let before = match ended {
        Ended::Earlier => Vec::new(),
        Ended::This | Ended::Nothing => rooms.world.crumbs.of(at, rooms.gate.generation(at)),
    };
    let record = record().map(|record| record.told(ended == Ended::Nothing, before));
    let stored = record.and_then(|record| store(rooms, record, &recipients, now));
    tell(rooms, of, now, answer(rooms, stored))
}

/// Keeps what the app did, for the next report of a purpose that is open now. Returns `false` if none is.
pub(crate) fn breadcrumb(rooms: &Rooms, text: &str) -> bool {
    let (world, gate, now) = (&rooms.world, &rooms.gate, rooms.world.now());
    let open = world.catalog.crash_purposes();
    let open = open.filter(|at| gate.is_open(*at, now));
    let under: Vec<_> = open.map(|at| (at, gate.generation(at))).collect();
    let is_any = !under.is_empty();
    if is_any {
        world.crumbs.keep(text, under);
    }
    is_any
}

/// Tells recipients of open event purposes that somebody signed in.
pub(crate) fn identify(rooms: &Rooms) {
    let catalog = &rooms.world.catalog;
    for (at, purpose) in catalog.purposes() {
        if purpose.kind == PurposeKind::Events {
            let now = rooms.world.now();
            let recipients = catalog.reached(catalog.event_recipients(at), now);
            let stored = store(rooms, record::identify(at), &recipients, now);
            // An outcome of its own would tell the app nothing that it can act on.
            let _ = or_later(rooms, stored, || Ok(record::identify(at)), &recipients, now);
        }
    }
}

/// Tells the ring of decisions of a record that was not stored: its name and the outcome alone.
fn tell(
    rooms: &Rooms,
    (at, record, name): (Option<PurposeIx>, RecordKind, &str),
    now: Millis,
    outcome: Outcome,
) -> Outcome {
    let world = &rooms.world;
    if !world.decisions.are_kept() {
        return outcome;
    }
    let decided = match &outcome {
        // The queue told what was stored.
        Outcome::Accepted(_) => return outcome,
        Outcome::HeldInMemory | Outcome::HeldSealed => Decided::Held,
        Outcome::Refused(refusal) => Decided::Refused(*refusal),
        Outcome::KeysNotReady => Decided::KeysNotReady,
    };
    world.decisions.keep(Kept {
        at,
        generation: 0,
        frame: None,
        decision: Decision {
            // The ring gives it.
            number: 0,
            time: now,
            record,
            name: name[..name.floor_char_boundary(record::MAX_NAME)].to_owned(),
            purpose: at.map(|at| world.catalog.purpose(at).id.clone()),
            decided,
        },
    });
    outcome
}

/// Counts a refusal.
fn refused(rooms: &Rooms, refusal: Refusal) -> Outcome {
    rooms.world.counting.refused(refusal);
    Outcome::Refused(refusal)
}

/// Whether nothing becomes of a record, whatever its shape.
fn is_closed_for_good(rooms: &Rooms, at: PurposeIx, now: Millis) -> bool {
    let holds = rooms.world.catalog.purpose(at).before_choice != BeforeChoice::Discard;
    !rooms.gate.is_open(at, now) && !holds && !rooms.consent.standings().lacks_keys()
}

/// What a record that met a lock is answered: it waits in memory, if it may.
fn or_later<'r>(
    rooms: &Rooms,
    stored: Result<Outcome, Refusal>,
    again: impl FnOnce() -> Result<Record<'r>, Refusal>,
    recipients: &[RecipientIx],
    now: Millis,
) -> Result<Outcome, Refusal> {
    if !matches!(stored, Err(Refusal::Busy)) {
        return stored;
    }
    backlog::keep(rooms.queues(), &rooms.backlog, again()?, recipients, now)?;
    Ok(Outcome::HeldInMemory)
}

/// Counts what was refused.
fn answer(rooms: &Rooms, stored: Result<Outcome, Refusal>) -> Outcome {
    match stored {
        Ok(outcome) => outcome,
        Err(Refusal::Closed) if rooms.consent.standings().lacks_keys() => Outcome::KeysNotReady,
        Err(refusal) => refused(rooms, refusal),
    }
}

/// Gate, minimise, queue.
fn store(
    rooms: &Rooms,
    record: Record<'_>,
    recipients: &[RecipientIx],
    came: Millis,
) -> Result<Outcome, Refusal> {
    let (world, gate, at) = (&rooms.world, &rooms.gate, record.purpose());
    if recipients.is_empty() {
        return Err(Refusal::NoRecipient);
    }
    if !gate.is_open(at, came) {
        return Ok(match rooms.keeper().keep(record, recipients, came)? {
            hold::Kept::InMemory => Outcome::HeldInMemory,
            hold::Kept::Sealed => Outcome::HeldSealed,
        });
    }
    let is_crash = matches!(record.body(), Body::Crash { .. });
    // A process that dies is suspended no more.
    let may_wait = record.is_of_an_end() || world.files().may_wait_unasked();
    let patience = Patience::in_all(match is_crash {
        true => CRASH_LIMIT,
        false => RECORD_LIMIT,
    });
    let work = gate
        .work_at_once(at)
        .or_else(|| gate.work_within(at, patience.left()));
    let mut work = work.ok_or(Refusal::Busy)?;
    // Asked again after a wait: a consent may run out in it.
    let now = match patience.has_begun() {
        true => world.now(),
        false => came,
    };
    let open = gate.checked(at, now, &mut work)?;
    if let Body::Crash {
        happened: Some(time),
        ..
    } = record.body()
        && !open.was_open_at(*time)
    {
        return Err(Refusal::ClosedThen);
    }
    let secret = open.slot.queue_secret.clone();
    let tries = Patience::of_an_event(world.files());
    let for_files = match may_wait {
        true => &patience,
        false => &tries,
    };
    let outside = Outside::of(world, &secret, for_files, now);
    match open.make_ready(world, &rooms.people, &outside) {
        Err(Refusal::Busy) if is_crash => {
            open.make_ready_from_memory(world, &rooms.people, now)?;
        }
        ready => ready?,
    }
    if !is_crash && !rooms.backlog.is_empty() {
        // What waited comes first. This record waits behind what still must.
        backlog::store(
            rooms.queues(),
            &rooms.backlog,
            at,
            open,
            &outside,
            LATE_AT_ONCE,
        )?;
        open.make_ready(world, &rooms.people, &outside)?;
    }
    let permitted = gate.admit(record, now)?;
    let appended = append(world, open, &outside, permitted, recipients)?;
    world.counting.accepted(appended.dropped);
    Ok(Outcome::Accepted(Accepted {
        frames: appended.frames,
    }))
}
