//! What came back, and what each status means: kept, dropped, or tried again.

use super::flights::Flight;
use super::retry::Retry;
use super::uploads::Uploads;
use super::{Reply, Reported};
use crate::journal;
use crate::lock::LOCK_LIMIT;
use crate::ports::Millis;
use crate::queue::{Lane, OpenPurpose, Queues, Read, SegmentReader, remove, sent};
use crate::world::World;

/// What an answer means for the records that were sent.
enum Means {
    /// The recipient has them.
    Taken,
    /// It will not have them, all or one of them.
    Rejected {
        /// Together they are too many bytes.
        too_large: bool,
    },
    /// Later, perhaps.
    Later,
    /// Waiting alone does not mend it: a redirect, a wrong key, a wrong address.
    Refused,
}

fn meaning(reply: &Reply) -> Means {
    match reply {
        Reply::Answered { status, .. } => match status {
            200..=299 => Means::Taken,
            400 | 413 | 422 => Means::Rejected {
                too_large: *status == 413,
            },
            408 | 425 | 429 | 500..=599 => Means::Later,
            _ => Means::Refused,
        },
        Reply::Failed | Reply::TimedOut | Reply::Cancelled => Means::Later,
    }
}

impl Uploads {
    /// Notes what came of a request; keeps, drops or erases its records.
    pub(crate) fn report(&self, queues: Queues<'_>, id: u64, reply: &Reply) -> Reported {
        let world = queues.world;
        let Some(flight) = self.end(world, id) else {
            return Reported::Unknown;
        };
        let to = (flight.purpose, flight.recipient);
        let mut work = queues.gate.work(flight.purpose);
        let open = match queues.gate.checked(flight.purpose, world.now(), &mut work) {
            Ok(open) if open.slot.generation == flight.generation => open,
            _ => return Reported::TooLate,
        };
        let mut retry = self.retry_of(to);
        let reported = judge(world, &mut retry, &flight, reply);
        if matches!(reported, Reported::Delivered | Reported::Dropped) {
            let counting = &world.counting;
            counting.change(|counters| counters.rejected += flight.passed_over);
            let now = world.now();
            if !mark_sent(world, open, &flight, now) {
                // It would be sent again at once, under the same ids.
                retry.failed(world.random(), now, None);
            }
        }
        drop(work);
        self.set_retry(to, retry);
        journal::reported(reported);
        reported
    }
}

/// What becomes of the records, and when to try again.
fn judge(world: &World, retry: &mut Retry, flight: &Flight, reply: &Reply) -> Reported {
    let (now, random) = (world.now(), world.random());
    let read = usize::try_from(flight.records + flight.passed_over).unwrap_or(usize::MAX);
    match meaning(reply) {
        Means::Taken => {
            retry.succeeded(read);
            let delivered = flight.records;
            let counting = &world.counting;
            counting.change(|counters| counters.delivered += delivered);
            Reported::Delivered
        }
        Means::Rejected { .. } if flight.records == 1 => {
            retry.dropped(random, now);
            world.counting.change(|counters| counters.rejected += 1);
            Reported::Dropped
        }
        Means::Rejected { too_large } => {
            retry.rejected(random, now, (read, too_large));
            Reported::Kept
        }
        Means::Later => {
            let asked = match reply {
                Reply::Answered { retry_after, .. } => retry_after.as_deref(),
                Reply::Failed | Reply::TimedOut | Reply::Cancelled => None,
            };
            retry.failed(random, now, asked);
            Reported::Kept
        }
        Means::Refused => {
            retry.refused(random, now);
            Reported::Kept
        }
    }
}

/// Moves the cursor behind what was sent; a segment that has ended is removed. False if that could
/// not be noted.
fn mark_sent(world: &World, open: &mut OpenPurpose, flight: &Flight, now: Millis) -> bool {
    let files = world.files();
    let Ok(_held) = world.lock(LOCK_LIMIT) else {
        return false;
    };
    let secret = open.slot.queue_secret.clone();
    let Ok(lane) = open.lane_mut(flight.recipient) else {
        return false;
    };
    // What cannot be noted is sent again under the same message ids: told twice, never lost.
    let noted = sent::write(files, &flight.segment, flight.behind).is_ok();
    let writing = lane
        .writing()
        .is_some_and(|name| flight.segment.ends_with(&name));
    let reader = SegmentReader::open(files, &flight.segment, lane.place(), &secret);
    let ended = match reader.map(|reader| (reader.read(flight.behind), reader.created)) {
        Ok((Read::End, _)) => !writing,
        Ok((Read::Tail, created)) => !writing && Lane::is_left_behind(created, now),
        Ok((Read::Frame { .. }, _)) | Err(_) => false,
    };
    let gone = ended && remove(files, &flight.segment).is_ok();
    let _ = lane.subtract(
        files,
        &flight.segment,
        (flight.records + flight.passed_over, flight.bytes),
        gone,
    );
    noted || gone
}
