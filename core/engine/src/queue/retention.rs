//! What waits for one recipient, oldest first; what is out of its time goes.

use std::io;

use super::cursor;
use super::erase::{remove_overwritten, set_file_aside};
use super::lane::Lane;
use super::lying::{Writer, begun, is_out_of_time, segments};
use super::open_purpose::Standing;
use super::places::LanePlace;
use super::queues::Queues;
use super::segment::{Position, Read, START, SegmentPlace, SegmentReader, count};
use super::totals::take_off_totals;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::lock::LOCK_LIMIT;
use crate::ports::{DAY, Millis};
use crate::seal::Secret;
use crate::world::World;

/// Removes what is out of its time, of every purpose that is open. What cannot be removed now is removed by
/// the next look.
pub(crate) fn keep(queues: Queues<'_>) {
    let (catalog, now) = (&queues.world.catalog, queues.world.confirmed_now());
    for (at, _) in catalog.purposes() {
        for recipient in catalog.recipients(at) {
            end_if_out_of_time(queues, (at, recipient), now);
            if let Some(source) = Source::of(queues, (at, recipient)) {
                let _ = source.drop_out_of_time(queues, (at, recipient), now);
            }
        }
    }
}

/// The segment that this process appends to ends, if nothing was recorded for as long as records may stay.
fn end_if_out_of_time(queues: Queues<'_>, (at, recipient): (PurposeIx, RecipientIx), now: Millis) {
    let mut work = queues.gate.work(at);
    if let Some(Ok(lane)) = work.as_mut().map(|open| open.lane_mut(recipient)) {
        lane.end_if_out_of_time(now);
    }
}

/// A lane to read from, without its purpose's lock.
pub(crate) struct Source {
    /// The folder of its generation.
    pub(crate) folder: String,
    pub(crate) lane: String,
    pub(crate) place: SegmentPlace,
    pub(crate) generation: u64,
    /// What the disk must say of it for as long as something of it is sent.
    pub(crate) standing: Standing,
    secret: Secret,
    /// The segment that this process appends to.
    writing: Option<String>,
}

impl Source {
    /// The lane of a recipient whose purpose is open at this moment.
    pub(crate) fn of(
        queues: Queues<'_>,
        (at, recipient): (PurposeIx, RecipientIx),
    ) -> Option<Self> {
        let Queues { world, gate, .. } = queues;
        let mut work = gate.work(at);
        let open = gate.checked(at, world.now(), &mut work).ok()?;
        let LanePlace { folder, place } = open.place_of(world, recipient);
        Some(Self {
            folder: open.folder(),
            lane: folder,
            place,
            generation: open.slot.generation,
            standing: open.standing(),
            writing: open.lane(recipient).and_then(Lane::writing),
            secret: open.slot.queue_secret.clone(),
        })
    }

    /// Path of one of its segments.
    pub(crate) fn path(&self, segment: &str) -> String {
        format!("{}/{segment}", self.lane)
    }

    pub(crate) fn open(&self, world: &World, path: &str) -> io::Result<SegmentReader> {
        SegmentReader::open(world.files(), path, self.place, &self.secret)
    }

    /// Behind the context that every segment begins with, or behind what was sent of it.
    fn position(world: &World, reader: &SegmentReader, path: &str) -> Position {
        let position = cursor::read(world.files(), path);
        match position {
            START => match reader.read(START) {
                Read::Frame { behind, .. } => behind,
                Read::Tail | Read::End => START,
            },
            sent => sent,
        }
    }

    /// The oldest segment with something to send; removes those that are done or out of time.
    pub(crate) fn first_waiting(
        &self,
        queues: Queues<'_>,
        to: (PurposeIx, RecipientIx),
        now: Millis,
    ) -> io::Result<Option<String>> {
        let world = queues.world;
        let retention = Millis::from(world.catalog.purpose(to.0).retention_days) * DAY;
        for name in segments(world.files(), &self.lane)? {
            let path = self.path(&name);
            let Ok(reader) = self.open(world, &path) else {
                // Damaged, or of a key that is gone: it goes when its records would have.
                if is_out_of_time(begun(&name), retention, now) {
                    self.drop_segment(queues, to, (&path, START), Why::OutOfTime)?;
                }
                continue;
            };
            let position = Self::position(world, &reader, &path);
            let writing = self.writing.as_ref() == Some(&name);
            let out_of_time = is_out_of_time(reader.created, retention, now) && !writing;
            let why = match reader.read(position) {
                Read::Frame { .. } if !out_of_time => return Ok(Some(name)),
                Read::Frame { .. } => Why::OutOfTime,
                Read::Tail | Read::End => Why::Sent,
            };
            if !writing {
                self.drop_segment(queues, to, (&path, position), why)?;
            }
        }
        Ok(None)
    }

    /// Removes the segments that are out of their time by their names, without opening them.
    fn drop_out_of_time(
        &self,
        queues: Queues<'_>,
        to: (PurposeIx, RecipientIx),
        now: Millis,
    ) -> io::Result<()> {
        let world = queues.world;
        let retention = Millis::from(world.catalog.purpose(to.0).retention_days) * DAY;
        for name in segments(world.files(), &self.lane)? {
            if is_out_of_time(begun(&name), retention, now) && self.writing.as_ref() != Some(&name)
            {
                let path = self.path(&name);
                let from = cursor::read(world.files(), &path);
                self.drop_segment(queues, to, (&path, from), Why::OutOfTime)?;
            }
        }
        Ok(())
    }

    /// Removes a segment, if it may go; what it holds behind `from` is counted as expired.
    fn drop_segment(
        &self,
        queues: Queues<'_>,
        to: (PurposeIx, RecipientIx),
        (path, from): (&str, Position),
        why: Why,
    ) -> io::Result<()> {
        let world = queues.world;
        let held = world.lock(LOCK_LIMIT)?;
        if !self.may_go(world, (path, from), why) {
            return Ok(());
        }
        let (records, bytes) = count(world.files(), path, from)?;
        let aside = self.take_off(world, path, (records, bytes))?;
        drop(held);
        self.removed(queues, to, path, &aside);
        world
            .counting
            .change(|counters| counters.expired += records);
        Ok(())
    }

    /// Notes that a request's records were sent, or that nobody gets them; a segment that is done goes.
    /// Returns `false` if that could not be noted: they are sent again then, under the same message ids.
    ///
    /// Nobody who records is kept meanwhile: the purpose's work is not held.
    pub(crate) fn mark_sent(
        &self,
        queues: Queues<'_>,
        to: (PurposeIx, RecipientIx),
        (path, behind): (&str, Position),
        sent: (u64, u64),
    ) -> bool {
        let world = queues.world;
        let name = path.rsplit('/').next().unwrap_or(path);
        let Ok(held) = world.lock(LOCK_LIMIT) else {
            return false;
        };
        let noted = cursor::write(world.files(), path, behind).is_ok();
        if self.writing.as_deref() != Some(name) && self.may_go(world, (path, behind), Why::Sent) {
            let aside = self.take_off(world, path, sent);
            drop(held);
            return match aside {
                Ok(aside) => {
                    self.removed(queues, to, path, &aside);
                    true
                }
                Err(_) => noted,
            };
        }
        let _ = take_off_totals(world.files(), &self.lane, path, sent, false);
        noted
    }

    /// Returns `true` if nobody appends to a segment any more, and nothing waits behind `from` or it is out of its time. Where
    /// nobody can tell, retention goes before a writer that may live. The lock is held.
    fn may_go(&self, world: &World, (path, from): (&str, Position), why: Why) -> bool {
        let writer = Writer::of(world.files(), path);
        match (writer, why) {
            (Writer::Lives, _) | (Writer::Unseen, Why::Sent) => false,
            (Writer::Gone | Writer::Unseen, Why::OutOfTime) => true,
            // Read again: the last records may have come before the writer went.
            (Writer::Gone, Why::Sent) => match self.open(world, path) {
                Ok(reader) => !matches!(reader.read(from), Read::Frame { .. }),
                Err(_) => false,
            },
        }
    }

    /// Takes a segment off the queue and off its totals. Returns where it lies until it is overwritten. The
    /// lock is held.
    fn take_off(&self, world: &World, path: &str, records: (u64, u64)) -> io::Result<String> {
        let (files, random) = (world.files(), world.random());
        let aside = set_file_aside(files, random, path)?;
        take_off_totals(files, &self.lane, path, records, true)?;
        match files.remove_file(&cursor::path(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(aside),
        }
    }

    /// Overwrites a segment that was taken off. No lock is held: a slow disk keeps nobody.
    fn removed(
        &self,
        queues: Queues<'_>,
        (at, recipient): (PurposeIx, RecipientIx),
        path: &str,
        aside: &str,
    ) {
        let mut work = queues.gate.work(at);
        if let Some(Ok(lane)) = work.as_mut().map(|open| open.lane_mut(recipient)) {
            lane.forget(path);
        }
        drop(work);
        // What cannot be overwritten now is taken up by the next tidying.
        let _ = remove_overwritten(queues.world.files(), aside);
    }
}

/// Why a segment is to go.
#[derive(Clone, Copy)]
enum Why {
    /// Nothing of it waits any more.
    Sent,
    /// Its records are over their retention.
    OutOfTime,
}
