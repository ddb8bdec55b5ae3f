//! What waits for one recipient, oldest first; what is out of its time goes.

use std::io;

use super::cursor;
use super::lane::{Lane, Outside, remove, segments};
use super::queues::Queues;
use super::segment::{Position, Read, START, SegmentPlace, SegmentReader, count};
use crate::catalog::{PurposeIx, RecipientIx};
use crate::lock::LOCK_LIMIT;
use crate::ports::Millis;
use crate::seal::Secret;
use crate::world::World;

const DAY: Millis = 86_400_000;

/// A lane to read from, without its purpose's lock.
pub(crate) struct Source {
    /// The folder of its generation.
    pub(crate) folder: String,
    pub(crate) lane: String,
    pub(crate) place: SegmentPlace,
    pub(crate) generation: u64,
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
        let Queues {
            world,
            gate,
            people,
        } = queues;
        let mut work = gate.work(at);
        let open = gate.checked(at, world.now(), &mut work).ok()?;
        let secret = open.slot.queue_secret.clone();
        // Lanes exist from the first record on; an upload after a restart needs them too.
        open.make_ready(world, people, &Outside::of(world, &secret, LOCK_LIMIT))
            .ok()?;
        let lane = open.lane(recipient)?;
        Some(Self {
            folder: open.folder(),
            lane: lane.folder().to_owned(),
            place: lane.place(),
            generation: open.slot.generation,
            writing: lane.writing(),
            secret,
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
        at: PurposeIx,
        now: Millis,
    ) -> io::Result<Option<String>> {
        let world = queues.world;
        let retention = Millis::from(world.catalog.purpose(at).retention_days) * DAY;
        for name in segments(world.files(), &self.lane)? {
            let path = self.path(&name);
            let Ok(reader) = self.open(world, &path) else {
                // Damaged, or of a key that is gone: it goes when its records would have.
                if is_out_of_time(begun(&name), retention, now) {
                    self.drop_segment(queues, at, (&path, START))?;
                }
                continue;
            };
            let position = Self::position(world, &reader, &path);
            let writing = self.writing.as_ref() == Some(&name);
            let out_of_time = is_out_of_time(reader.created, retention, now) && !writing;
            let done = match reader.read(position) {
                Read::Frame { .. } if !out_of_time => return Ok(Some(name)),
                Read::Frame { .. } | Read::End => !writing,
                Read::Tail => !writing && Lane::is_left_behind(reader.created, now),
            };
            if done {
                self.drop_segment(queues, at, (&path, position))?;
            }
        }
        Ok(None)
    }

    fn drop_segment(
        &self,
        queues: Queues<'_>,
        at: PurposeIx,
        (path, from): (&str, Position),
    ) -> io::Result<()> {
        let Queues { world, gate, .. } = queues;
        let files = world.files();
        let mut work = gate.work(at);
        let _held = world.lock(LOCK_LIMIT)?;
        let (records, bytes) = count(files, path, from)?;
        remove(files, path)?;
        let lanes = work.iter_mut().flat_map(|open| open.lanes.iter_mut());
        for (_, lane) in lanes.filter(|(_, lane)| lane.folder() == self.lane) {
            lane.subtract(files, path, (records, bytes), true)?;
        }
        world
            .counting
            .change(|counters| counters.expired += records);
        Ok(())
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
