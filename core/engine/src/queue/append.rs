//! Storing a record under an open purpose, for each of its recipients or for none.

use super::open_purpose::{OpenPurpose, lane_of};
use super::outside::Outside;
use super::segment::Frame;
use crate::catalog::RecipientIx;
use crate::gate::Permitted;
use crate::minimise::Minimiser;
use crate::record::Refusal;
use crate::world::World;

/// A record that is stored.
pub(crate) struct Appended {
    /// Where it stands, by recipient.
    pub(crate) frames: Vec<(RecipientIx, Frame)>,
    /// How many of its values no rule let through.
    pub(crate) dropped: u64,
}

/// Minimises a record for each recipient and stores it; all of them or none. The purpose was made
/// ready for this moment.
pub(crate) fn append(
    world: &World,
    open: &mut OpenPurpose,
    outside: &Outside<'_>,
    permitted: Permitted<'_>,
    recipients: &[RecipientIx],
) -> Result<Appended, Refusal> {
    let scrubber = open.scrubber.clone().ok_or(Refusal::StorageFailed)?;
    let minimiser = Minimiser {
        catalog: &world.catalog,
        scrubber: &scrubber,
        now: outside.now,
        tells: world.decisions.are_kept(),
    };
    let OpenPurpose {
        keys,
        lanes,
        buffer,
        recorded,
        ..
    } = open;
    *recorded = outside.now;
    let mut frames = Vec::with_capacity(recipients.len());
    let result = minimiser.minimise(
        permitted,
        recipients,
        std::mem::take(buffer),
        |recipient| keys.of(recipient),
        |minimised| {
            let recipient = minimised.recipient();
            let (frame, text) = lane_of(lanes, recipient)?.append(outside, minimised)?;
            frames.push((recipient, frame));
            Ok::<_, Refusal>(text)
        },
    );
    match result {
        Ok((dropped, text)) => {
            *buffer = text;
            let (mut evicted, mut expired) = (0, 0);
            for (_, lane) in lanes.iter_mut() {
                evicted += std::mem::take(&mut lane.evicted);
                expired += std::mem::take(&mut lane.expired);
            }
            if evicted + expired > 0 {
                world.counting.change(|counters| {
                    counters.evicted += evicted;
                    counters.expired += expired;
                });
            }
            Ok(Appended { frames, dropped })
        }
        Err(refusal) => {
            for (recipient, frame) in &frames {
                world.decisions.take_back((frame.ids, frame.number));
                lane_of(lanes, *recipient)?.take_back();
            }
            Err(refusal)
        }
    }
}
