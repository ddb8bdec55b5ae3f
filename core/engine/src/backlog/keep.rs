//! A record that must wait is minimised without the lock that it waits for.

use super::{Backlog, Late, Part};
use crate::catalog::RecipientIx;
use crate::minimise::Minimiser;
use crate::ports::Millis;
use crate::queue::Queues;
use crate::record::{Record, Refusal};

/// Lets a record of an open purpose wait in memory. It is refused as busy if too much waits, or if its
/// recipients' keys were not read yet.
pub(crate) fn keep(
    queues: Queues<'_>,
    backlog: &Backlog,
    record: Record<'_>,
    recipients: &[RecipientIx],
    now: Millis,
) -> Result<(), Refusal> {
    let Queues {
        world,
        gate,
        people,
    } = queues;
    let at = record.purpose();
    let keys = backlog.keys(at).now();
    let permitted = gate.admit(record, now)?;
    if !keys.hold(world, at, now) {
        return Err(Refusal::Busy);
    }
    let subject = people.signed_in.subject();
    let minimiser = Minimiser {
        catalog: &world.catalog,
        scrubber: &subject.scrubber,
        now,
        tells: world.decisions.are_kept(),
    };
    let mut parts = Vec::with_capacity(recipients.len());
    let (dropped, _) = minimiser.minimise(
        permitted,
        recipients,
        Vec::new(),
        |recipient| keys.of(recipient),
        |minimised| {
            let recipient = minimised.recipient();
            let (context, issued) = minimiser.context(
                recipient,
                keys.of(recipient),
                &subject.facts,
                &subject.account,
            );
            parts.push(Part {
                context,
                minimised,
                issued,
            });
            Ok::<_, Refusal>(Vec::new())
        },
    )?;
    let generation = parts.first().ok_or(Refusal::NoRecipient)?;
    let late = Late {
        generation: generation.minimised.permit().generation(),
        subject_version: subject.version,
        dropped,
        weight: parts.iter().map(|part| part.weight() as u64).sum(),
        parts,
    };
    backlog.push(gate, at, late)
}
