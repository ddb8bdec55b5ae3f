//! Uploads of this process: what is next, what is under way, and stopping it.

use std::time::Duration;

use super::flights::{Flight, Flights};
use super::lease::{Lease, give_back, held, take};
use super::pause;
use super::retry::Retry;
use super::{Next, NotBegun, Ticket};
use crate::catalog::{PurposeIx, RecipientIx};
use crate::lock::LOCK_LIMIT;
use crate::options::Endpoint;
use crate::ports::Millis;
use crate::queue::{Queues, Source, folder};
use crate::receipt::{InFlight, Stopped};
use crate::sync::{Mutex, pause};
use crate::world::World;

/// When to ask again about a recipient whose upload is under way, here or in another process.
const UNDER_WAY: Millis = 5_000;

/// One recipient under one purpose.
pub(super) type To = (PurposeIx, RecipientIx);

/// Leases, flights and retries.
pub(crate) struct Uploads {
    /// One for each recipient that Sordino itself serves.
    pub(super) endpoints: Vec<Option<Endpoint>>,
    pub(super) flights: Flights,
    retries: Mutex<Vec<(To, Retry)>>,
    /// Names our uploads to other processes; never 0.
    owner: u64,
}

impl Uploads {
    pub(crate) fn new(world: &World, endpoints: Vec<Option<Endpoint>>) -> Self {
        let mut owner = [0; 8];
        // Without randomness nothing can be sealed either, and the engine stays closed.
        let _ = world.random().fill(&mut owner);
        Self {
            endpoints,
            flights: Flights::default(),
            retries: Mutex::new(Vec::new()),
            owner: u64::from_le_bytes(owner) | 1,
        }
    }

    /// What to do about uploads now. Reads folders, opens nothing.
    pub(crate) fn next(&self, queues: Queues<'_>) -> Next {
        let now = queues.world.now();
        let mut soonest: Option<Millis> = None;
        let mut ask_in = |wait: Millis| soonest = Some(soonest.map_or(wait, |one| one.min(wait)));
        for (at, _) in queues.world.catalog.purposes() {
            for recipient in queues.world.catalog.recipients(at) {
                let to = (at, recipient);
                let Some(source) = Source::of(queues, to) else {
                    continue;
                };
                if self.flights.is_busy(to) || self.is_leased_elsewhere(queues.world, &source, now)
                {
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

    /// Cancels uploads whose purpose is off by now, whoever turned it off.
    pub(crate) fn stop_revoked(&self, queues: Queues<'_>) {
        for (at, _) in queues.world.catalog.purposes() {
            let flights = self.flights.of(at);
            if flights.is_empty() {
                continue;
            }
            let live = live(queues, at);
            for flight in flights {
                if live != Some(flight.generation) {
                    flight.cancel.cancel();
                }
            }
        }
    }

    /// Cancels every upload of a purpose, here and, by the rows of `elsewhere`, in other processes; what
    /// became of each. No lock is held.
    pub(crate) fn stop(
        &self,
        world: &World,
        at: PurposeIx,
        elsewhere: &Elsewhere,
    ) -> Vec<InFlight> {
        let mine = self.flights.of(at);
        for flight in &mine {
            flight.cancel.cancel();
        }
        let ids: Vec<u64> = mine.iter().map(|flight| flight.id).collect();
        let still = self.flights.wait_for(&ids, world.options.cancel_limit);
        let outcome = |confirmed: bool| match confirmed {
            true => Stopped::Stopped,
            false => Stopped::NotConfirmed,
        };
        let mine = mine.iter().map(|flight| InFlight {
            recipient: world.catalog.recipient(flight.recipient).id.clone(),
            records: flight.records,
            outcome: outcome(!still.contains(&flight.id)),
        });
        let mut uploads: Vec<InFlight> = mine.collect();
        let still = elsewhere.wait(world);
        uploads.extend(elsewhere.leases.iter().map(|lease| InFlight {
            recipient: String::new(),
            records: lease.records,
            outcome: outcome(!still.contains(&lease.owner)),
        }));
        uploads
    }

    /// Uploads that other processes have under way in a generation.
    pub(crate) fn elsewhere(
        &self,
        world: &World,
        (slot, generation): (usize, u64),
        time: Millis,
    ) -> Elsewhere {
        let folder = folder(slot, generation);
        let rows = held(world.files(), &folder, time).unwrap_or_default();
        let leases = rows.into_iter().map(|(_, lease)| lease);
        Elsewhere {
            leases: leases.filter(|lease| lease.owner != self.owner).collect(),
            folder,
            time,
        }
    }

    pub(super) fn take_lease(
        &self,
        queues: Queues<'_>,
        source: &Source,
        purpose: PurposeIx,
        records: u64,
    ) -> Result<usize, NotBegun> {
        let world = queues.world;
        let _held = world.lock(LOCK_LIMIT).map_err(|_| NotBegun::Busy)?;
        if queues.gate.generation(purpose) != source.generation {
            return Err(NotBegun::Revoked);
        }
        let lease = Lease {
            owner: self.owner,
            taken: world.now(),
            recipient: source.place.recipient,
            records,
        };
        let row = take(world.files(), &source.folder, lease).map_err(|_| NotBegun::Revoked)?;
        row.ok_or(NotBegun::Busy)
    }

    fn is_leased_elsewhere(&self, world: &World, source: &Source, now: Millis) -> bool {
        let rows = held(world.files(), &source.folder, now).unwrap_or_default();
        let mut others = rows.iter().map(|(_, lease)| lease);
        others.any(|lease| lease.recipient == source.place.recipient && lease.owner != self.owner)
    }

    /// Ends an upload and gives its row back.
    pub(super) fn end(&self, world: &World, id: u64) -> Option<Flight> {
        let flight = self.flights.remove(id)?;
        // The folder is gone if the purpose was turned off; the row went with it.
        let _ = give_back(world.files(), &flight.folder, flight.row);
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
    folder: String,
    time: Millis,
}

impl Elsewhere {
    /// Waits for other processes to give their rows back; the owners of those that did not.
    fn wait(&self, world: &World) -> Vec<u64> {
        const STEPS: u32 = 50;
        if self.leases.is_empty() {
            return Vec::new();
        }
        for _ in 0..STEPS {
            let rows = held(world.files(), &self.folder, self.time).unwrap_or_default();
            if rows.iter().all(|(_, lease)| !self.leases.contains(lease)) {
                return Vec::new();
            }
            pause(world.options.cancel_limit / STEPS);
        }
        self.leases.iter().map(|lease| lease.owner).collect()
    }
}
