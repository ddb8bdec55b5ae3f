//! Uploads of this process: what is next, what is under way, and stopping it.

use std::time::Duration;

use super::flights::{Flight, Flights};
use super::lease::{Lease, give_back, held, keep, take};
use super::pause;
use super::retry::Retry;
use super::uploader::{self, Uploader};
use super::{Next, NotBegun, Ticket};
use crate::catalog::{PurposeIx, RecipientIx};
use crate::lock::{LOCK_LIMIT, Patience};
use crate::options::Endpoint;
use crate::ports::Millis;
use crate::queue::{Queues, Source, folder};
use crate::receipt::{InFlight, Stopped};
use crate::sync::{Mutex, pause};
use crate::world::World;

/// When to ask again about a recipient whose upload is under way, here or in another process.
pub(crate) const UNDER_WAY: Millis = 5_000;
/// An upload that nobody reported for so long, by the clock since boot, is given up and tried again.
const NEVER_REPORTED: Millis = 10 * 60_000;

/// One recipient under one purpose.
pub(crate) type To = (PurposeIx, RecipientIx);

/// Leases, flights and retries.
pub(crate) struct Uploads {
    /// One for each recipient that Sordino itself serves.
    pub(super) endpoints: Vec<Option<Endpoint>>,
    pub(super) flights: Flights,
    retries: Mutex<Vec<(To, Retry)>>,
    uploader: Uploader,
}

impl Uploads {
    pub(crate) fn new(world: &World, endpoints: Vec<Option<Endpoint>>) -> Self {
        Self {
            endpoints,
            flights: Flights::default(),
            retries: Mutex::new(Vec::new()),
            uploader: Uploader::new(world),
        }
    }

    /// What to do about uploads now. Reads folders, opens nothing.
    pub(crate) fn next(&self, queues: Queues<'_>) -> Next {
        self.give_up_unreported(queues.world);
        let now = queues.world.now();
        let mut soonest: Option<Millis> = None;
        let mut ask_in = |wait: Millis| soonest = Some(soonest.map_or(wait, |one| one.min(wait)));
        for (at, _) in queues.world.catalog.purposes() {
            for recipient in queues.world.catalog.recipients(at) {
                let to = (at, recipient);
                if !queues.world.catalog.may_have(recipient, now) {
                    continue;
                }
                let Some(source) = Source::of(queues, to) else {
                    continue;
                };
                if self.is_under_way(queues.world, &source, to) {
                    ask_in(UNDER_WAY);
                    continue;
                }
                let Ok(Some(segment)) =
                    source.first_waiting(queues, to, queues.world.confirmed_now())
                else {
                    continue;
                };
                let pause = pause::wait(queues.world.files(), &source.lane, now);
                match self.retry_of(to).wait(now).max(pause) {
                    0 => {
                        return Next::Ready(Ticket {
                            purpose: at,
                            recipient,
                            generation: source.generation,
                            segment,
                        });
                    }
                    wait => ask_in(wait),
                }
            }
        }
        match soonest {
            Some(wait) => Next::Wait(Duration::from_millis(u64::try_from(wait).unwrap_or(0))),
            None => Next::Idle,
        }
    }

    /// Gives a sign of life for every upload under way, and cancels those whose purpose is off by now,
    /// whoever turned it off, and those that another process may have begun because this one was stopped.
    /// Waits for nobody who works with the purpose: an upload must not go on because a record is stored.
    pub(crate) fn stop_revoked(&self, queues: Queues<'_>) {
        for (at, _) in queues.world.catalog.purposes() {
            for flight in self.flights.of(at) {
                let now = queues.world.now();
                let lasts = queues.gate.lasts(at, now)
                    && queues.world.catalog.may_have(flight.recipient, now);
                let revoked = !lasts || !flight.standing.stands();
                if revoked {
                    self.flights.note_revoked(&flight);
                }
                if revoked || !self.uploader.is_seen() || !is_kept(queues.world, &flight) {
                    flight.stopper.stop();
                }
            }
        }
    }

    /// Stops every upload of this process, for good.
    pub(crate) fn stop_all(&self, world: &World) {
        for flight in self.flights.begun_before(Millis::MAX) {
            flight.stopper.stop();
        }
        self.uploader.end(world.files());
    }

    /// Removes what processes left that uploaded and are gone.
    pub(crate) fn tidy(&self, world: &World) {
        if let Ok(_held) = world.lock(LOCK_LIMIT) {
            uploader::sweep(world.files());
        }
    }

    /// Ends uploads that were never reported, so that their recipient is not lost to this process.
    fn give_up_unreported(&self, world: &World) {
        let begun = world.since_boot().saturating_sub(NEVER_REPORTED);
        for flight in self.flights.begun_before(begun) {
            flight.stopper.stop();
            self.end(world, flight.id);
            let to = (flight.purpose, flight.recipient);
            let mut retry = self.retry_of(to);
            retry.failed(world.random(), world.now());
            self.set_retry(to, retry);
        }
    }

    /// Cancels every upload of a purpose, here and, by the rows of `elsewhere`, in other processes; what
    /// became of each. No lock is held.
    pub(crate) fn stop(
        &self,
        world: &World,
        at: PurposeIx,
        elsewhere: &Elsewhere,
        patience: &Patience,
    ) -> Vec<InFlight> {
        let mut mine = self.flights.of(at);
        for flight in &mine {
            flight.stopper.stop();
        }
        // Some may have found the off by themselves meanwhile, and ended.
        for flight in self.flights.take_revoked(&elsewhere.folder) {
            if !mine.iter().any(|one| one.id == flight.id) {
                mine.push(flight);
            }
        }
        let ids: Vec<u64> = mine.iter().map(|flight| flight.id).collect();
        let still = self.flights.wait_for(&ids, patience.left());
        let outcome = |confirmed: bool| match confirmed {
            true => Stopped::Stopped,
            false => Stopped::NotConfirmed,
        };
        let mine = mine.iter().map(|flight| InFlight {
            recipient: world.catalog.recipient(flight.recipient).id.clone(),
            records: flight.sent.records,
            outcome: outcome(!still.contains(&flight.id)),
        });
        let mut uploads: Vec<InFlight> = mine.collect();
        let still = elsewhere.wait(world, patience);
        let of_other = |lease: &Lease, outcome| InFlight {
            recipient: String::new(),
            records: lease.records,
            outcome,
        };
        let living = elsewhere.leases.iter();
        uploads.extend(living.map(|lease| of_other(lease, outcome(!still.contains(&lease.owner)))));
        let gone = elsewhere.gone.iter();
        uploads.extend(gone.map(|lease| of_other(lease, Stopped::NotConfirmed)));
        uploads
    }

    /// Uploads that other processes have under way in a generation.
    pub(crate) fn elsewhere(&self, world: &World, (slot, generation): (usize, u64)) -> Elsewhere {
        let folder = folder(slot, generation);
        let held = self.held_elsewhere(world, &folder).into_iter();
        let (gone, leases) = held.partition(|lease| uploader::is_gone(world.files(), lease.owner));
        Elsewhere {
            leases,
            gone,
            folder,
        }
    }

    pub(super) fn take_lease(
        &self,
        queues: Queues<'_>,
        source: &Source,
        purpose: PurposeIx,
        (upload, records): (u64, u64),
    ) -> Result<(usize, Lease), NotBegun> {
        let world = queues.world;
        let _held = world.lock(LOCK_LIMIT).map_err(|_| NotBegun::Busy)?;
        if queues.gate.generation(purpose) != source.generation {
            return Err(NotBegun::Revoked);
        }
        let lease = Lease {
            owner: self.uploader.begin(world.files()),
            alive: world.since_boot(),
            recipient: source.place.recipient,
            records,
            upload,
        };
        let row = take(world, &source.folder, lease).map_err(|_| NotBegun::Revoked)?;
        Ok((row.ok_or(NotBegun::Busy)?, lease))
    }

    fn is_leased_elsewhere(&self, world: &World, source: &Source) -> bool {
        let others = self.held_elsewhere(world, &source.folder).into_iter();
        let mut same = others.filter(|lease| lease.recipient == source.place.recipient);
        same.any(|lease| !uploader::is_gone(world.files(), lease.owner))
    }

    fn held_elsewhere(&self, world: &World, folder: &str) -> Vec<Lease> {
        let rows = held(world.files(), folder, world.since_boot()).unwrap_or_default();
        let leases = rows.into_iter().map(|(_, lease)| lease);
        leases
            .filter(|lease| lease.owner != self.uploader.number())
            .collect()
    }

    /// Returns `true` if an upload of this number is under way for `to`.
    pub(crate) fn is_of(&self, id: u64, to: To) -> bool {
        let flights = self.flights.of(to.0);
        flights.iter().any(|flight| flight.id == id)
    }

    /// Returns `true` if an upload to `to` is under way, here or in another process.
    pub(crate) fn is_under_way(&self, world: &World, source: &Source, to: To) -> bool {
        self.flights.is_busy(to) || self.is_leased_elsewhere(world, source)
    }

    /// Ends an upload and gives its row back.
    pub(crate) fn end(&self, world: &World, id: u64) -> Option<Flight> {
        let flight = self.flights.remove(id)?;
        // The folder is gone if the purpose was turned off; the row went with it.
        let _ = give_back(world.files(), &flight.folder, flight.row, &flight.lease);
        Some(flight)
    }

    pub(super) fn retry_of(&self, to: To) -> Retry {
        let retries = self.retries.lock();
        let found = retries.iter().find(|(lane, _)| *lane == to);
        found.map(|(_, retry)| *retry).unwrap_or_default()
    }

    pub(super) fn set_retry(&self, to: To, retry: Retry) {
        let mut retries = self.retries.lock();
        retries.retain(|(lane, _)| *lane != to);
        retries.push((to, retry));
    }
}

/// Gives a sign of life for an upload. Returns `false` if it may be another process's by now.
fn is_kept(world: &World, flight: &Flight) -> bool {
    let alive = Lease {
        alive: world.since_boot(),
        ..flight.lease
    };
    keep(world.files(), &flight.folder, flight.row, alive).unwrap_or(false)
}

/// The generation under which a purpose is open at this moment.
pub(super) fn live(queues: Queues<'_>, at: PurposeIx) -> Option<u64> {
    let mut work = queues.gate.work(at);
    let open = queues
        .gate
        .checked(at, queues.world.now(), &mut work)
        .ok()?;
    // A request must not leave on the word of a vault that nobody else finds.
    open.is_in_place_now().then_some(open.slot.generation)
}

/// Uploads of one purpose that other processes have under way.
#[derive(Default)]
pub(crate) struct Elsewhere {
    leases: Vec<Lease>,
    /// Those of processes that ended a moment ago without a word. Nobody goes on with them, and what the system took of one may
    /// arrive yet.
    gone: Vec<Lease>,
    folder: String,
}

impl Elsewhere {
    /// Waits for other processes to give their rows back; the owners of those that did not.
    fn wait(&self, world: &World, patience: &Patience) -> Vec<u64> {
        const STEPS: u32 = 50;
        if self.leases.is_empty() {
            return Vec::new();
        }
        let limit = patience.left();
        for _ in 0..STEPS {
            let rows = held(world.files(), &self.folder, world.since_boot()).unwrap_or_default();
            let is_left = |(_, row): &(usize, Lease)| self.leases.iter().any(|one| one.is_of(row));
            if !rows.iter().any(is_left) {
                return Vec::new();
            }
            pause(limit / STEPS);
        }
        self.leases.iter().map(|lease| lease.owner).collect()
    }
}
