//! What came back, and what each status means: kept, dropped, or tried again.

use super::flights::Flight;
use super::pause;
use super::retry::{Retry, asked_for};
use super::uploads::Uploads;
use super::{Reply, Reported};
use crate::journal;
use crate::queue::{Queues, Source};
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
        let source = Source::of(queues, to);
        let source = source.filter(|source| source.generation == flight.generation);
        let Some(source) = source else {
            return Reported::TooLate;
        };
        let mut retry = self.retry_of(to);
        let reported = judge(world, &mut retry, &flight, reply);
        note_pause(world, &source.lane, reply);
        if matches!(reported, Reported::Delivered | Reported::Dropped) {
            let counting = &world.counting;
            counting.change(|counters| counters.rejected += flight.passed_over);
            let sent = (flight.records + flight.passed_over, flight.bytes);
            if !source.mark_sent(queues, to, (&flight.segment, flight.behind), sent) {
                // It would be sent again at once, under the same ids.
                retry.failed(world.random(), world.now(), None);
            }
        }
        self.set_retry(to, retry);
        journal::reported(reported);
        reported
    }
}

/// What a server asked for, as its header says it.
fn asked(reply: &Reply) -> Option<&str> {
    match reply {
        Reply::Answered { retry_after, .. } => retry_after.as_deref(),
        Reply::Failed | Reply::TimedOut | Reply::Cancelled => None,
    }
}

/// Keeps a pause that a server asked for, or ends the one before.
fn note_pause(world: &World, lane: &str, reply: &Reply) {
    let (files, now) = (world.files(), world.now());
    match meaning(reply) {
        Means::Taken => pause::end(files, lane),
        Means::Later => {
            let wait = asked(reply).map_or(0, |text| asked_for(text, now));
            if wait > 0 {
                // What cannot be kept is waited for by this process.
                let _ = pause::begin(files, lane, now, wait);
            }
        }
        Means::Rejected { .. } | Means::Refused => {}
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
            retry.failed(random, now, asked(reply));
            Reported::Kept
        }
        Means::Refused => {
            retry.refused(random, now);
            Reported::Kept
        }
    }
}
