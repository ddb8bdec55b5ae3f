//! What waits in a purpose's folder, opened for the person it is about.

use zeroize::Zeroizing;

use super::cursor;
use super::lying::segments;
use super::open_purpose::OpenPurpose;
use super::places::LanePlace;
use super::segment::{Frame, Read, START, SegmentReader};
use crate::catalog::RecipientIx;
use crate::seal::Secret;
use crate::world::World;

/// One segment, opened: its context, and the records of it that were not sent.
pub(crate) struct OpenedSegment {
    pub(crate) recipient: RecipientIx,
    pub(crate) context: Zeroizing<Vec<u8>>,
    pub(crate) records: Vec<(Zeroizing<Vec<u8>>, Frame)>,
}

/// Where a purpose's records lie, and what they open under: enough to read them with no lock held.
pub(crate) struct Readable {
    secret: Secret,
    places: Vec<(RecipientIx, LanePlace)>,
}

impl Readable {
    pub(crate) fn of(open: &OpenPurpose, world: &World) -> Self {
        Self {
            secret: open.slot.queue_secret.clone(),
            places: open.places(world),
        }
    }

    /// Opens one segment after the other, the oldest of each recipient first. What does not open is left out: nobody can
    /// read it, the recipient neither.
    pub(crate) fn each(&self, world: &World, tell: &mut dyn FnMut(OpenedSegment)) {
        let files = world.files();
        for (recipient, LanePlace { folder, place }) in &self.places {
            for name in segments(files, folder).unwrap_or_default() {
                let path = format!("{folder}/{name}");
                let reader = SegmentReader::open(files, &path, *place, &self.secret);
                let opened = reader.ok().and_then(|reader| {
                    let sent = cursor::read(files, &path);
                    opened(*recipient, &reader, sent)
                });
                opened.into_iter().for_each(&mut *tell);
            }
        }
    }
}

fn opened(
    recipient: RecipientIx,
    reader: &SegmentReader,
    sent: super::segment::Position,
) -> Option<OpenedSegment> {
    let Read::Frame {
        text: context,
        behind,
        ..
    } = reader.read(START)
    else {
        return None;
    };
    let mut position = if sent == START { behind } else { sent };
    let mut records = Vec::new();
    while let Read::Frame {
        text,
        frame,
        behind,
    } = reader.read(position)
    {
        records.push((text, frame));
        position = behind;
    }
    (!records.is_empty()).then_some(OpenedSegment {
        recipient,
        context,
        records,
    })
}
