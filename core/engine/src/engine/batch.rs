//! What waits, read back from disk: the second way into the path.
//!
//! It needs a frame that opens under our seal and a fresh permit from the gate, and applies the
//! field list of the policy in force.

use std::io;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::state::Engine;
use super::working::folder;
use crate::minimise::{self, Kind, Stored};
use crate::ports::Millis;
use crate::queue::{
    Frame, LOCK, LOCK_LIMIT, Lane, Position, Read, START, SegmentPlace, SegmentReader, remove,
    segments, sent,
};
use crate::seal::Secret;
use crate::sinks::{self, Item};
use crate::upload::NotBegun;

const DAY: Millis = 86_400_000;

/// A lane to read from, without its purpose's lock.
pub(super) struct Source {
    pub(super) folder: String,
    pub(super) lane: String,
    pub(super) place: SegmentPlace,
    pub(super) secret: Secret,
    /// The segment that this process appends to.
    pub(super) writing: Option<String>,
}

/// The records of one request, opened.
pub(super) struct Batch {
    pub(super) texts: Vec<(Zeroizing<Vec<u8>>, Frame)>,
    pub(super) context: Zeroizing<Vec<u8>>,
    pub(super) behind: Position,
    pub(super) bytes: u64,
}

/// Records as the policy in force lets them out, with their message ids.
pub(super) struct Outgoing<'a> {
    context: Stored<'a>,
    records: Vec<(Stored<'a>, String)>,
}

impl<'a> Outgoing<'a> {
    pub(super) fn into_items(self) -> (Stored<'a>, Vec<Item<'a>>) {
        let items = self.records.into_iter();
        let items = items
            .map(|(record, message_id)| Item { record, message_id })
            .collect();
        (self.context, items)
    }
}

impl Engine {
    /// The oldest segment with something to send; removes those that are done or out of time.
    pub(super) fn first_waiting(
        &self,
        at: usize,
        source: &Source,
        now: Millis,
    ) -> io::Result<Option<String>> {
        let files = &*self.ports.files;
        let retention = Millis::from(self.policy().purposes[at].retention_days) * DAY;
        for name in segments(files, &source.lane)? {
            let path = format!("{}/{name}", source.lane);
            let Ok(reader) = self.open_segment(source, &path) else {
                // Damaged, or of a key that is gone: it goes when its records would have.
                if is_out_of_time(begun(&name), retention, now) {
                    self.drop_segment(at, source, &path, START)?;
                }
                continue;
            };
            let mut position = sent::read(files, &path);
            if position == START
                && let Read::Frame { behind, .. } = reader.read(position)
            {
                position = behind;
            }
            let writing = source.writing.as_ref() == Some(&name);
            let out_of_time = is_out_of_time(reader.created, retention, now) && !writing;
            let done = match reader.read(position) {
                Read::Frame { .. } if !out_of_time => return Ok(Some(name)),
                Read::Frame { .. } | Read::End => !writing,
                Read::Tail => !writing && Lane::is_left_behind(reader.created, now),
            };
            if done {
                self.drop_segment(at, source, &path, position)?;
            }
        }
        Ok(None)
    }

    fn drop_segment(
        &self,
        at: usize,
        source: &Source,
        path: &str,
        from: Position,
    ) -> io::Result<()> {
        let files = &*self.ports.files;
        let mut work = self.purposes[at].work.lock();
        let _held = files.lock(LOCK, LOCK_LIMIT)?;
        let (records, bytes) = crate::queue::count(files, path, from)?;
        remove(files, path)?;
        let lanes = work.iter_mut().flat_map(|working| working.lanes.iter_mut());
        for (_, lane) in lanes.filter(|(_, lane)| lane.folder() == source.lane) {
            lane.subtract(files, path, (records, bytes), true)?;
        }
        self.counting.change(|counters| counters.expired += records);
        Ok(())
    }

    pub(super) fn source(&self, at: usize, recipient: usize) -> Option<(Source, u64)> {
        let mut work = self.purposes[at].work.lock();
        let working = self.checked(at, &mut work).ok()?;
        let secret = working.slot.queue_secret.clone();
        // Lanes exist from the first record on; an upload after a restart needs them too.
        self.make_ready(working, &self.outside(&secret, LOCK_LIMIT))
            .ok()?;
        let (_, lane) = working
            .lanes
            .iter()
            .find(|(lane_of, _)| *lane_of == recipient)?;
        let source = Source {
            folder: folder(working.slot.index, working.slot.generation),
            lane: lane.folder().to_owned(),
            place: lane.place(),
            secret,
            writing: lane.writing(),
        };
        Some((source, working.slot.generation))
    }

    pub(super) fn open_segment(&self, source: &Source, path: &str) -> io::Result<SegmentReader> {
        SegmentReader::open(&*self.ports.files, path, source.place, &source.secret)
    }

    pub(super) fn read_batch(
        &self,
        source: &Source,
        path: &str,
        purpose: usize,
        recipient: usize,
    ) -> Result<Batch, NotBegun> {
        let kind = self.policy().recipients[recipient].kind;
        let bounds = sinks::bounds(kind);
        let at_most = match self.retry_of(purpose, recipient).at_most {
            0 => bounds.records,
            fewer => fewer.min(bounds.records),
        };
        let reader = self
            .open_segment(source, path)
            .map_err(|_| NotBegun::Gone)?;
        let Read::Frame {
            text: context,
            behind: first,
            ..
        } = reader.read(START)
        else {
            return Err(NotBegun::Gone);
        };
        let from = match sent::read(&*self.ports.files, path) {
            START => first,
            position => position,
        };
        let mut batch = Batch {
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
        Ok(batch)
    }

    /// Applies the policy in force to what was stored; `None` if nothing may leave any more.
    pub(super) fn fits_policy<'a>(
        &self,
        batch: &'a Batch,
        purpose: usize,
        recipient: usize,
    ) -> Option<Outgoing<'a>> {
        let scrubber = Arc::clone(&self.subject.lock().scrubber);
        let again = |stored: Stored<'a>| Stored {
            members: minimise::again(&self.catalog, &scrubber, recipient, stored.members),
            ..stored
        };
        let context = again(Stored::read(&batch.context)?);
        let records: Vec<_> = batch
            .texts
            .iter()
            .filter_map(|(text, frame)| {
                let mut record = Stored::read(text)?;
                if record.kind == Kind::Event {
                    let (rule, serves) = self.catalog.event(record.name)?;
                    if serves != purpose {
                        return None;
                    }
                    record.members.retain(|(key, _)| {
                        key == "timestamp" || self.catalog.event_carries(rule, key)
                    });
                }
                Some((again(record), frame.message_id()))
            })
            .collect();
        (!records.is_empty()).then_some(Outgoing { context, records })
    }
}

/// Whether records begun at `created` are over their retention. Those of a clock that was ahead by
/// more than a day have no age that could be trusted.
fn is_out_of_time(created: Millis, retention: Millis, now: Millis) -> bool {
    let age = now.saturating_sub(created);
    age > retention || age < -DAY
}

/// When a segment was begun, by its file's name.
fn begun(name: &str) -> Millis {
    let digits = name.get(..16).unwrap_or_default();
    u64::from_str_radix(digits, 16).map_or(0, |time| Millis::try_from(time).unwrap_or(Millis::MAX))
}
