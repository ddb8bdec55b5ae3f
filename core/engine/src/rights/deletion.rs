//! The request for deletion, to the controller's one endpoint (GDPR Art. 17 and 19).
//!
//! Four things say whether it is sent:
//! - The file `flows` holds that it is owed, since when, and how often it was tried. It outlives withdrawal and erasure.
//! - The purpose of kind `rights` is the gate. The request opens it, in the ledger and with a slot of its own, and its end
//!   closes it. Whatever closed it meanwhile (an erasure, a new policy), what is owed opens it again.
//! - The sealed list of what was given out says which pseudonyms it names: those of this install, up to the moment when the
//!   person asked. No record ever waits for this purpose, so that a request holds nothing else.
//! - A try is counted on the disk before its request is given out. After the last one the app is told.

use std::sync::Arc;
use std::time::Duration;

use crate::answer::ChoiceError;
use crate::barrier;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::civil;
use crate::identity::uuid;
use crate::ledger::Balance;
use crate::misplaced::make_folder;
use crate::ports::Millis;
use crate::progress::{Deletion, DeletionStage};
use crate::queue::{START, Source};
use crate::rooms::Rooms;
use crate::sinks;
use crate::upload::{
    Cancel, Next, NotBegun, Reply, Reported, Request, Sent, Ticket, To, UNDER_WAY, asked_to_wait,
    is_taken,
};

/// Owes the controller a request for what was given out until now.
pub(crate) fn request(rooms: &Rooms) -> Result<Deletion, ChoiceError> {
    let world = &rooms.world;
    let (at, _) = way(rooms)?;
    let issued = rooms.issued()?;
    let Some(newest) = issued.iter().map(|one| one.time).max() else {
        // Nobody knows this install by any name.
        return look(rooms);
    };
    // What it names must be as durable as the request itself.
    let synced = rooms.people.sync_issued(world);
    synced.map_err(|_| ChoiceError::StorageFailed)?;
    let mut id = [0; 16];
    let drawn = world.random().fill(&mut id);
    drawn.map_err(|_| ChoiceError::StorageFailed)?;
    let owed = Deletion {
        stage: DeletionStage::Owed,
        // A clock that was set back a little hides nothing that was given out before.
        asked: world.confirmed_now().max(newest),
        tries: 0,
        id,
        next: 0,
    };
    rooms.progress.change(world, |kept, _| {
        kept.deletion = owed;
        Ok(())
    })?;
    match rooms.gate.is_open(at, world.now()) {
        true => Ok(owed),
        false => barrier::open_for_request(rooms, at).map(|()| owed),
    }
}

/// How far the last request is.
pub(crate) fn look(rooms: &Rooms) -> Result<Deletion, ChoiceError> {
    rooms.progress.look(&rooms.world).map(|kept| kept.deletion)
}

/// Opens the purpose again for what is owed, and closes it if nothing is: after an opening, and after an erasure. Where the
/// file that held it was lost or is an older copy, the open purpose says that something is owed: it is asked for anew.
///
/// What cannot be done now is done by the next opening.
pub(crate) fn follow(rooms: &Rooms) {
    let Ok((at, _)) = way(rooms) else {
        return;
    };
    let Ok(deletion) = look(rooms) else {
        return;
    };
    let is_open = rooms.gate.is_open(at, rooms.world.now());
    let _ = match (deletion.stage == DeletionStage::Owed, is_open) {
        (true, false) => barrier::open_for_request(rooms, at),
        (false, true) if is_lost(rooms, at, &deletion) => match request(rooms) {
            Ok(anew) if anew.stage != DeletionStage::Owed => {
                barrier::close_after_request(rooms, at)
            }
            anew => anew.map(drop),
        },
        (false, true) => barrier::close_after_request(rooms, at),
        _ => Ok(()),
    };
}

/// Opens the purpose again for what is owed as far as memory knows, where it went under a running engine without a no: by an
/// older vault that was put in place.
fn reopened(rooms: &Rooms) -> Option<(To, Source)> {
    let (at, _) = way(rooms).ok()?;
    let purpose = &rooms.world.catalog.purpose(at).id;
    let a_no = |balance: &Balance| {
        balance
            .last(purpose)
            .is_none_or(|last| last.state.is_refusal())
    };
    if !rooms.progress.owes_deletion() || rooms.by_balance(a_no)? {
        return None;
    }
    follow(rooms);
    source(rooms)
}

/// Whether the request that opened the purpose is another one than the file holds: the file was lost, or is an older copy.
fn is_lost(rooms: &Rooms, at: PurposeIx, held: &Deletion) -> bool {
    /// An opening follows its request at once.
    const AT_ONCE: Millis = 60_000;
    let purpose = &rooms.world.catalog.purpose(at).id;
    let opening = rooms.by_balance(|balance| balance.opening(purpose));
    let opening = opening.flatten();
    opening.is_some_and(|opening| opening.time > held.asked.saturating_add(AT_ONCE))
}

/// What to do about uploads now: the request first, since records may come without an end.
pub(crate) fn next_upload(rooms: &Rooms) -> Next {
    let own = next(rooms);
    if let Next::Ready(ticket) = own {
        return Next::Ready(ticket);
    }
    match (rooms.uploads.next(rooms.queues()), own) {
        (Next::Idle, own) => own,
        (Next::Wait(others), Next::Wait(own)) => Next::Wait(others.min(own)),
        (others, _) => others,
    }
}

fn next(rooms: &Rooms) -> Next {
    let Some((to, source)) = source(rooms).or_else(|| reopened(rooms)) else {
        return Next::Idle;
    };
    let world = &rooms.world;
    if rooms.uploads.is_under_way(world, &source, to) {
        return wait(UNDER_WAY);
    }
    let Ok(deletion) = look(rooms) else {
        return wait(UNDER_WAY);
    };
    let days = world.catalog.purpose(to.0).retention_days;
    if deletion.stage != DeletionStage::Owed {
        follow(rooms);
        return Next::Idle;
    }
    if deletion.is_over(world.confirmed_now(), days) {
        let _ = end(rooms, deletion, DeletionStage::GivenUp);
        return Next::Idle;
    }
    match deletion.wait(world.now()) {
        0 => Next::Ready(Ticket {
            purpose: to.0,
            recipient: to.1,
            generation: source.generation,
            segment: uuid(deletion.id),
        }),
        ms => wait(ms),
    }
}

/// Begins an upload: the request, or one of records.
pub(crate) fn begin(
    rooms: &Rooms,
    ticket: &Ticket,
    cancel: Arc<dyn Cancel>,
) -> Result<Request, NotBegun> {
    match rooms.world.catalog.rights() {
        Some(to) if to == (ticket.purpose, ticket.recipient) => begin_own(rooms, ticket, cancel),
        _ => rooms.uploads.begin(rooms.queues(), ticket, cancel),
    }
}

fn begin_own(rooms: &Rooms, ticket: &Ticket, cancel: Arc<dyn Cancel>) -> Result<Request, NotBegun> {
    let world = &rooms.world;
    let permit = rooms.gate.permit(ticket.purpose, world.now());
    let permit = permit.ok_or(NotBegun::Revoked)?;
    let (to, source) = source(rooms).ok_or(NotBegun::Revoked)?;
    let generation = source.generation;
    if generation != ticket.generation || permit.generation() != generation {
        return Err(NotBegun::Revoked);
    }
    let deletion = look(rooms).map_err(|_| NotBegun::StorageFailed)?;
    let id = uuid(deletion.id);
    if deletion.stage != DeletionStage::Owed || ticket.segment != id {
        return Err(NotBegun::Gone);
    }
    let mut rows = rooms.issued().map_err(|_| NotBegun::StorageFailed)?;
    rows.retain(|issued| issued.time <= deletion.asked);
    if rows.is_empty() {
        // What recipients knew is past their retention by now, or the list is lost. Nobody confirmed anything.
        let _ = end(rooms, deletion, DeletionStage::GivenUp);
        return Err(NotBegun::Gone);
    }
    let endpoint = rooms.uploads.endpoint(to.1);
    let endpoint = endpoint.ok_or(NotBegun::BadEndpoint)?;
    let wire = sinks::deletion(
        (&endpoint.url, &endpoint.key),
        (&id, &civil::rfc3339(deletion.asked)),
        &rows,
    );
    let sent = Sent {
        segment: id,
        behind: START,
        first: None,
        records: rows.len() as u64,
        passed_over: 0,
        bytes: wire.body.len() as u64,
    };
    // Nothing was ever queued there: the folder holds the row of this upload alone.
    make_folder(world.files(), &source.folder).map_err(|_| NotBegun::StorageFailed)?;
    let uploads = &rooms.uploads;
    let request = uploads.launch(rooms.queues(), to, source, sent, wire, cancel)?;
    let counted = rooms.progress.change(world, |kept, _| {
        kept.deletion.tried(world.now());
        Ok(())
    });
    if counted.is_err() {
        uploads.end(world, request.id);
        return Err(NotBegun::StorageFailed);
    }
    Ok(request)
}

/// Notes what came of an upload: of the request, or of one of records.
pub(crate) fn report(rooms: &Rooms, id: u64, reply: &Reply) -> Reported {
    let to = rooms.world.catalog.rights();
    match to.filter(|to| rooms.uploads.is_of(id, *to)) {
        Some((at, _)) => report_own(rooms, at, id, reply),
        None => rooms.uploads.report(rooms.queues(), id, reply),
    }
}

/// An answer counts also where the purpose was closed meanwhile: what the person asked for was delivered.
fn report_own(rooms: &Rooms, at: PurposeIx, id: u64, reply: &Reply) -> Reported {
    let world = &rooms.world;
    let Some(flight) = rooms.uploads.end(world, id) else {
        return Reported::Unknown;
    };
    let Ok(deletion) = look(rooms) else {
        // Sent again by the same id.
        return Reported::Kept;
    };
    let is_same = flight.sent.segment == uuid(deletion.id);
    if deletion.stage != DeletionStage::Owed || !is_same {
        return Reported::TooLate;
    }
    if is_taken(reply) {
        return match end(rooms, deletion, DeletionStage::Confirmed) {
            Ok(()) => Reported::Delivered,
            Err(_) => Reported::Kept,
        };
    }
    let days = world.catalog.purpose(at).retention_days;
    if deletion.is_over(world.confirmed_now(), days) {
        return match end(rooms, deletion, DeletionStage::GivenUp) {
            Ok(()) => Reported::Dropped,
            Err(_) => Reported::Kept,
        };
    }
    let asked = world
        .now()
        .saturating_add(asked_to_wait(reply, world.now()));
    if asked > deletion.next {
        // What cannot be kept leaves our own pause.
        let _ = rooms.progress.change(world, |kept, _| {
            kept.deletion.next = asked;
            Ok(())
        });
    }
    Reported::Kept
}

/// Ends the request, then closes the purpose. What a kill leaves of it is done by the next opening.
fn end(rooms: &Rooms, deletion: Deletion, stage: DeletionStage) -> Result<(), ChoiceError> {
    let (at, _) = way(rooms)?;
    let is_last = rooms.progress.change(&rooms.world, |kept, _| {
        let is_last = kept.deletion.id == deletion.id;
        if is_last {
            kept.deletion.stage = stage;
        }
        Ok(is_last)
    })?;
    if stage == DeletionStage::Confirmed {
        // What stays listed is asked for once more by the next request.
        rooms.refresh();
        let is_open = |purpose: &str| rooms.is_open(purpose);
        let _ = (rooms.people).forget_issued(&rooms.world, deletion.asked, &is_open);
    }
    if is_last {
        // What cannot be closed now is closed by the next opening.
        let _ = barrier::close_after_request(rooms, at);
    }
    Ok(())
}

fn way(rooms: &Rooms) -> Result<(PurposeIx, RecipientIx), ChoiceError> {
    let way = rooms.world.catalog.rights();
    way.ok_or(ChoiceError::UnknownPurpose)
}

/// Where the request is sent from, while the purpose is open.
fn source(rooms: &Rooms) -> Option<(To, Source)> {
    let to = rooms.world.catalog.rights()?;
    let is_open = rooms.gate.is_open(to.0, rooms.world.now());
    let source = is_open.then(|| Source::of(rooms.queues(), to)).flatten()?;
    Some((to, source))
}

fn wait(ms: Millis) -> Next {
    Next::Wait(Duration::from_millis(u64::try_from(ms).unwrap_or(0)))
}
