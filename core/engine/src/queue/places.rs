//! Where the records of a generation lie, and what waits there.

use super::amount::Waiting;
use super::erase::{QUEUE, generation_name};
use super::segment::SegmentPlace;
use crate::catalog::PurposeIx;
use crate::digest;
use crate::scope::Scope;
use crate::vault::Slot;
use crate::world::World;

/// A recipient's folder, and what its segments name.
pub(crate) struct LanePlace {
    pub(crate) folder: String,
    pub(crate) place: SegmentPlace,
}

/// Where one recipient's records lie under a generation.
pub(super) fn place(slot: &Slot, purpose: &str, recipient: &str) -> SegmentPlace {
    SegmentPlace {
        scope: Scope::Device,
        slot: slot.index,
        generation: slot.generation,
        purpose: digest::tag(&[b"purpose", purpose.as_bytes()]),
        recipient: digest::tag(&[b"recipient", recipient.as_bytes()]),
    }
}

/// Folder of a generation.
pub(crate) fn folder(slot: usize, generation: u64) -> String {
    format!("{QUEUE}/{}", generation_name(slot, generation))
}

/// Name of a recipient's folder in that of a generation. No id has a dash, so no id is the name of a file beside it.
pub(crate) fn lane_name(recipient: &str) -> String {
    format!("to-{recipient}")
}

pub(super) fn lane_path(folder: &str, recipient: &str) -> String {
    format!("{folder}/{}", lane_name(recipient))
}

/// What waits in the folder of a generation, by recipient, whoever wrote it.
pub(crate) fn waiting_in(world: &World, folder: &str, purpose: PurposeIx) -> Vec<Waiting> {
    let recipients = world.catalog.recipients(purpose).into_iter();
    let lane = |at| lane_path(folder, &world.catalog.recipient(at).id);
    recipients
        .map(|at| Waiting::in_folder(world.files(), &lane(at), None))
        .collect()
}
