//! What waits, told by purpose and recipient.

use super::amount::Waiting;
use super::open_purpose::OpenPurpose;
use super::queues::Queues;
#[cfg(feature = "ids")]
use super::retention::Source;
#[cfg(feature = "ids")]
use super::segment::{Read, START};
use super::totals::Count;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::world::World;

/// What waits for one recipient under one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// Id of the purpose.
    pub purpose: String,
    /// Id of the recipient.
    pub recipient: String,
    /// Records.
    pub records: Count,
    /// Their bytes on disk.
    pub bytes: Count,
}

/// What waits under every purpose that is open.
pub(crate) fn queued(queues: Queues<'_>) -> Vec<Queued> {
    let Queues { world, gate, .. } = queues;
    let purposes = world.catalog.purposes();
    let of = |at: PurposeIx| {
        let work = gate.work(at);
        let Some(open) = work.as_ref() else {
            return Vec::new();
        };
        let recipients = world.catalog.recipients(at).into_iter();
        let told = |recipient| told(world, open, at, recipient);
        recipients.map(told).collect()
    };
    purposes.flat_map(|(at, _)| of(at)).collect()
}

fn told(world: &World, open: &OpenPurpose, at: PurposeIx, recipient: RecipientIx) -> Queued {
    let waiting = match open.lane(recipient) {
        Some(lane) => lane.waiting(world.files()),
        None => {
            let folder = open.place_of(world, recipient).folder;
            Waiting::in_folder(world.files(), &folder, None)
        }
    };
    Queued {
        purpose: world.catalog.purpose(at).id.clone(),
        recipient: world.catalog.recipient(recipient).id.clone(),
        records: waiting.records,
        bytes: waiting.bytes,
    }
}

/// Message ids of every record that waits, by recipient, oldest first.
#[cfg(feature = "ids")]
pub(crate) fn queued_ids(queues: Queues<'_>) -> Vec<(String, String)> {
    let world = queues.world;
    let mut ids = Vec::new();
    for (at, _) in world.catalog.purposes() {
        for recipient in world.catalog.recipients(at) {
            let Some(source) = Source::of(queues, (at, recipient)) else {
                continue;
            };
            for name in super::segments(world.files(), &source.lane).unwrap_or_default() {
                let path = source.path(&name);
                let mut position = super::sent::read(world.files(), &path);
                let Ok(reader) = source.open(world, &path) else {
                    continue;
                };
                while let Read::Frame { frame, behind, .. } = reader.read(position) {
                    if position != START {
                        let id = world.catalog.recipient(recipient).id.clone();
                        ids.push((id, frame.message_id()));
                    }
                    position = behind;
                }
            }
        }
    }
    ids
}
