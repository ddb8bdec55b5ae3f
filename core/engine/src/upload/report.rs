//! What came back, and what each status means: kept, dropped, or tried again.

use sordino_policy::RecipientKind;

use super::flights::Flight;
use super::pause;
use super::retry::{LONGEST_ASKED, Retry, asked_for};
use super::uploads::Uploads;
use super::{Reply, Reported};
use crate::journal;
use crate::ports::Millis;
use crate::queue::{Queues, Source};
use crate::sinks;
use crate::world::World;

/// What an answer means for the records that were sent.
#[derive(Clone, Copy)]
enum Means {
    /// The recipient has them, but for those that it rejected.
    Taken {
        /// How many it rejected for good.
        rejected: u64,
    },
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

fn meaning(kind: RecipientKind, reply: &Reply) -> Means {
    match reply {
        Reply::Answered(answer) => match answer.status {
            // Somebody in between answered, not the recipient.
            200..=299 if answer.is_web_page() => Means::Later,
            200..=299 => Means::Taken {
                rejected: sinks::rejected(kind, &answer.start),
            },
            400 | 413 | 422 => Means::Rejected {
                too_large: answer.status == 413,
            },
            // OTLP names the only statuses that are worth another try soon.
            500 | 501 | 505..=599 if kind == RecipientKind::Otlp => Means::Refused,
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
        let tell = |reported| {
            let recipient = &world.catalog.recipient(flight.recipient).id;
            let records = flight.sent.records;
            let line = || format!("{recipient} {reply}: {records} record(s) {reported}");
            world.decisions.answered(line);
            reported
        };
        let Some(source) = source else {
            return tell(Reported::TooLate);
        };
        let mut retry = self.retry_of(to);
        let kind = world.catalog.recipient(flight.recipient).kind;
        let means = meaning(kind, reply);
        let asked = asked(kind, reply, means, world.now());
        let reported = judge(world, &mut retry, &flight, means);
        retry.asked(world.now(), asked);
        note_pause(world, &source.lane, means, asked);
        if matches!(reported, Reported::Delivered | Reported::Dropped) {
            let counting = &world.counting;
            counting.change(|counters| counters.rejected += flight.sent.passed_over);
            if let (Reported::Delivered, Some(first)) = (reported, flight.sent.first) {
                let first = (first.ids, first.number);
                let behind = flight.sent.behind.number;
                world.decisions.delivered(first, behind, world.now());
            }
            let sent = (
                flight.sent.records + flight.sent.passed_over,
                flight.sent.bytes,
            );
            if !source.mark_sent(queues, to, (&flight.sent.segment, flight.sent.behind), sent) {
                // It would be sent again at once, under the same ids.
                retry.failed(world.random(), world.now());
            }
        }
        self.set_retry(to, retry);
        journal::reported(reported);
        tell(reported)
    }
}

/// Returns `true` if the controller's endpoint took a request for deletion.
pub(crate) fn is_taken(reply: &Reply) -> bool {
    matches!(meaning(RecipientKind::Rights, reply), Means::Taken { .. })
}

/// Returns how long the controller's endpoint asked not to be sent anything, 0 if it did not ask.
pub(crate) fn asked_to_wait(reply: &Reply, now: Millis) -> Millis {
    asked(RecipientKind::Rights, reply, Means::Later, now)
}

/// Returns how long a server asked not to be sent anything, 0 if it did not ask.
fn asked(kind: RecipientKind, reply: &Reply, means: Means, now: Millis) -> Millis {
    let Reply::Answered(answer) = reply else {
        return 0;
    };
    let limits = answer.rate_limits.as_deref();
    let seconds = limits.map_or(0, |limits| sinks::wait_seconds(kind, limits));
    let limited = (Millis::from(seconds) * 1000).min(LONGEST_ASKED);
    match means {
        Means::Later => {
            let after = answer.retry_after.as_deref();
            after.map_or(0, |text| asked_for(text, now)).max(limited)
        }
        // Sentry names its limits beside an answer of any status.
        Means::Taken { .. } | Means::Rejected { .. } | Means::Refused => limited,
    }
}

/// Keeps a pause that a server asked for, or ends the one before.
fn note_pause(world: &World, lane: &str, means: Means, asked: Millis) {
    let (files, now) = (world.files(), world.now());
    if asked > 0 {
        // What cannot be kept is waited for by this process.
        let _ = pause::begin(files, lane, now, asked);
    } else if let Means::Taken { .. } = means {
        pause::end(files, lane);
    }
}

/// What becomes of the records, and when to try again.
fn judge(world: &World, retry: &mut Retry, flight: &Flight, means: Means) -> Reported {
    let (now, random) = (world.now(), world.random());
    let read = usize::try_from(flight.sent.records + flight.sent.passed_over).unwrap_or(usize::MAX);
    match means {
        Means::Taken { rejected } => {
            retry.succeeded(read);
            let rejected = rejected.min(flight.sent.records);
            let delivered = flight.sent.records - rejected;
            let counting = &world.counting;
            counting.change(|counters| {
                counters.delivered += delivered;
                counters.rejected += rejected;
            });
            match delivered {
                0 => Reported::Dropped,
                _ => Reported::Delivered,
            }
        }
        Means::Rejected { .. } if flight.sent.records == 1 => {
            retry.dropped(random, now);
            world.counting.change(|counters| counters.rejected += 1);
            Reported::Dropped
        }
        Means::Rejected { too_large } => {
            retry.rejected(random, now, (read, too_large));
            Reported::Kept
        }
        Means::Later => {
            retry.failed(random, now);
            Reported::Kept
        }
        Means::Refused => {
            retry.refused(random, now);
            Reported::Kept
        }
    }
}
