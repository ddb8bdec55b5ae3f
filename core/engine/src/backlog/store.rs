//! What waited passes the gate again and is stored.

use super::{Backlog, Late};
use crate::catalog::PurposeIx;
use crate::lock::LOCK;
use crate::queue::{Frame, OpenPurpose, Outside, Queues, StoreError};
use crate::record::Refusal;

/// Stores at most so many records that waited for a purpose. `open` is its work, checked at this moment.
///
/// On an error the rest goes on waiting.
pub(crate) fn store(
    queues: Queues<'_>,
    backlog: &Backlog,
    at: PurposeIx,
    open: &mut OpenPurpose,
    outside: &Outside<'_>,
    most: usize,
) -> Result<(), Refusal> {
    if !backlog.holds(at) {
        return Ok(());
    }
    open.make_ready(queues.world, queues.people, outside)?;
    let mut records = backlog.take(at, most);
    let mut of_another = false;
    let mut result = Ok(());
    while let Some(late) = records.front() {
        of_another |= late.subject_version != open.subject_version();
        result = make_room(queues, open, outside, late);
        let Some(late) = result.is_ok().then(|| records.pop_front()).flatten() else {
            break;
        };
        backlog.forget(&late);
        store_one(queues, at, open, outside, late);
    }
    backlog.give_back(at, records);
    if of_another {
        open.ask_anew_who_it_is_about();
    }
    result
}

/// Does everything that may have to wait, so that the record is stored whole or goes on waiting whole.
fn make_room(
    queues: Queues<'_>,
    open: &mut OpenPurpose,
    outside: &Outside<'_>,
    late: &Late,
) -> Result<(), Refusal> {
    let Queues { world, people, .. } = queues;
    if late.subject_version != open.subject_version() {
        let held = outside.files.lock(LOCK, outside.patience.left());
        let _held = held.map_err(StoreError::from)?;
        for part in &late.parts {
            for one in part.issued.iter().cloned() {
                let recipient = part.minimised.recipient();
                people.remember(world, open.purpose, recipient, one)?;
            }
        }
    }
    for part in &late.parts {
        let lane = open.lane_mut(part.minimised.recipient())?;
        lane.set_context(part.context.clone());
        lane.make_room(outside, part.minimised.len(), false)?;
    }
    Ok(())
}

/// Stores a record for all of its recipients or for none. One that fails here is lost, and counted.
fn store_one(
    queues: Queues<'_>,
    at: PurposeIx,
    open: &mut OpenPurpose,
    outside: &Outside<'_>,
    late: Late,
) {
    let (counting, dropped) = (&queues.world.counting, late.dropped);
    let mut stored: Vec<(_, Frame)> = Vec::new();
    for part in late.parts {
        let recipient = part.minimised.recipient();
        let permit = queues.gate.permit(at, outside.now);
        let permit = permit.filter(|permit| permit.generation() == open.slot.generation);
        let appended = permit.ok_or(Refusal::Closed).and_then(|permit| {
            let minimised = part.minimised.permitted_now(permit);
            Ok(open.lane_mut(recipient)?.append(outside, minimised)?.0)
        });
        let frame = match appended {
            Ok(frame) => frame,
            Err(refusal) => {
                for (recipient, frame) in stored {
                    queues.world.decisions.take_back((frame.ids, frame.number));
                    if let Ok(lane) = open.lane_mut(recipient) {
                        lane.take_back();
                    }
                }
                return counting.refused(refusal);
            }
        };
        stored.push((recipient, frame));
    }
    counting.accepted(dropped);
}
