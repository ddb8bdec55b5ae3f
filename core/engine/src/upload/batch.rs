//! What waits, read back from disk: the second way into the path.
//!
//! It needs a frame that opens under our seal and a fresh permit from the gate, and applies the
//! field list of the policy in force.

use std::sync::Arc;

use sordino_policy::RecipientKind;
use zeroize::Zeroizing;

use super::NotBegun;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::minimise::{self, Kind, Stored};
use crate::queue::{Frame, Position, Queues, Read, START, Source, sent};
use crate::sinks::{self, Item};

/// The records of one request, opened.
pub(super) struct Batch {
    texts: Vec<(Zeroizing<Vec<u8>>, Frame)>,
    context: Zeroizing<Vec<u8>>,
    pub(super) behind: Position,
    pub(super) bytes: u64,
}

/// Records as the policy in force lets them out, with their message ids.
pub(super) struct Outgoing<'a> {
    pub(super) context: Stored<'a>,
    pub(super) items: Vec<Item<'a>>,
}

impl Batch {
    /// Reads what a segment has to send, at most `at_most` records; 0 for the sink's own limit.
    pub(super) fn read(
        queues: Queues<'_>,
        source: &Source,
        path: &str,
        kind: RecipientKind,
        at_most: usize,
    ) -> Result<Self, NotBegun> {
        let bounds = sinks::bounds(kind);
        let at_most = match at_most {
            0 => bounds.records,
            fewer => fewer.min(bounds.records),
        };
        let reader = source
            .open(queues.world, path)
            .map_err(|_| NotBegun::Gone)?;
        let Read::Frame {
            text: context,
            behind: first,
            ..
        } = reader.read(START)
        else {
            return Err(NotBegun::Gone);
        };
        let from = match sent::read(queues.world.files(), path) {
            START => first,
            position => position,
        };
        let mut batch = Self {
            texts: Vec::new(),
            context,
            behind: from,
            bytes: 0,
        };
        let mut size = 0;
        while batch.texts.len() < at_most {
            match reader.read(batch.behind) {
                Read::Frame {
                    text,
                    frame,
                    behind,
                } => {
                    // JSON writes a control character as six; the rest is the message around it.
                    size += 6 * text.len() + 600;
                    if size > bounds.bytes && !batch.texts.is_empty() {
                        break;
                    }
                    batch.bytes += behind.offset - batch.behind.offset;
                    batch.behind = behind;
                    batch.texts.push((text, frame));
                }
                Read::Tail | Read::End => break,
            }
        }
        match batch.texts.is_empty() {
            true => Err(NotBegun::Gone),
            false => Ok(batch),
        }
    }

    /// The first record that was read.
    pub(super) fn first(&self) -> Option<Frame> {
        self.texts.first().map(|(_, frame)| *frame)
    }

    /// How many records were read.
    pub(super) fn records(&self) -> u64 {
        self.texts.len() as u64
    }

    /// Applies the policy in force to what was stored; `None` if nothing may leave any more.
    pub(super) fn fits_policy<'a>(
        &'a self,
        queues: Queues<'_>,
        (purpose, recipient): (PurposeIx, RecipientIx),
    ) -> Option<Outgoing<'a>> {
        let catalog = &queues.world.catalog;
        let scrubber = Arc::clone(&queues.people.signed_in.scrubber());
        let again = |members| minimise::again(catalog, &scrubber, recipient, members);
        let mut context = Stored::read(&self.context)?;
        context.members = again(context.members);
        let item = |(text, frame): &'a (Zeroizing<Vec<u8>>, Frame)| {
            let mut record = Stored::read(text)?;
            if record.kind == Kind::Event {
                let (rule, serves) = catalog.event(record.name)?;
                if serves != purpose {
                    return None;
                }
                let carries = |key: &str| key == "timestamp" || catalog.event_carries(rule, key);
                record.members.retain(|(key, _)| carries(key));
            }
            record.members = again(record.members);
            Some(Item {
                record,
                message_id: frame.message_id(),
            })
        };
        let items: Vec<_> = self.texts.iter().filter_map(item).collect();
        (!items.is_empty()).then_some(Outgoing { context, items })
    }
}
