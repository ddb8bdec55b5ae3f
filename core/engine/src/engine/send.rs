//! Uploads: the next one, begun, reported.

use std::sync::Arc;
use std::time::Duration;

use super::batch::{Batch, Source};
use super::state::Engine;
use super::working::{Working, place};
use crate::gate;
use crate::ports::Millis;
use crate::queue::{
    Count, LOCK, LOCK_LIMIT, Lane, Read, START, SegmentReader, Waiting, remove, segments, sent,
};
use crate::sinks;
use crate::sync::MutexGuard;
use crate::upload::{
    Cancel, Flight, Lease, Next, NotBegun, Reply, Reported, Request, Retry, Ticket, give_back,
    gzip, held, take,
};

/// When to ask again about a recipient whose upload is under way, here or in another process.
const UNDER_WAY: Millis = 5_000;

/// What waits for one recipient under one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// Id of the purpose.
    pub purpose: String,
    /// Id of the recipient.
    pub recipient: String,
    /// Records.
    pub records: Count,
    /// Their bytes on disk.
    pub bytes: Count,
}

impl Engine {
    /// What to do about uploads now. Reads folders, opens nothing.
    pub fn next_upload(&self) -> Next {
        self.guarded(|| Next::Idle, || self.look_for_upload())
    }

    /// Begins an upload: checks the generation on disk, and gives the request in memory only.
    ///
    /// `cancel` is registered before; a turn-off calls it. Once it was called, the transport must
    /// not begin.
    ///
    /// # Errors
    ///
    /// [`NotBegun`]; ask for the next one then.
    pub fn begin(&self, ticket: Ticket, cancel: Arc<dyn Cancel>) -> Result<Request, NotBegun> {
        self.guarded(
            || Err(NotBegun::Broken),
            || self.begin_inside(&ticket, cancel),
        )
    }

    /// Reports what came of a request; keeps, drops or erases its records.
    pub fn report(&self, id: u64, reply: &Reply) -> Reported {
        self.guarded(|| Reported::Unknown, || self.report_inside(id, reply))
    }

    /// Cancels uploads whose purpose another process turned off; call it once a second meanwhile.
    pub fn stop_revoked(&self) {
        self.guarded(
            || (),
            || {
                for at in 0..self.purposes.len() {
                    let flights = self.flights.of(at);
                    if flights.is_empty() {
                        continue;
                    }
                    let mut work = self.purposes[at].work.lock();
                    let live = self
                        .checked(at, &mut work)
                        .map(|working| working.slot.generation);
                    drop(work);
                    for flight in flights {
                        if live != Ok(flight.generation) {
                            flight.cancel.cancel();
                        }
                    }
                }
            },
        );
    }

    /// What waits, by purpose and recipient.
    pub fn queued(&self) -> Vec<Queued> {
        self.guarded(Vec::new, || {
            let mut queued = Vec::new();
            for (at, purpose) in self.policy().purposes.iter().enumerate() {
                let work = self.purposes[at].work.lock();
                let Some(working) = work.as_ref() else {
                    continue;
                };
                for recipient in self.catalog.recipients(at) {
                    let id = &self.policy().recipients[recipient].id;
                    let lane = working
                        .lanes
                        .iter()
                        .find(|(lane_of, _)| *lane_of == recipient);
                    let waiting = match lane {
                        Some((_, lane)) => lane.waiting(&*self.ports.files),
                        None => {
                            let folder = format!("{}/{id}", working.folder());
                            Waiting::in_folder(&*self.ports.files, &folder, None)
                        }
                    };
                    queued.push(Queued {
                        purpose: purpose.id.clone(),
                        recipient: id.clone(),
                        records: waiting.records,
                        bytes: waiting.bytes,
                    });
                }
            }
            queued
        })
    }

    /// Message ids of every record that waits, by recipient, oldest first.
    pub fn queued_ids(&self) -> Vec<(String, String)> {
        self.guarded(Vec::new, || {
            let mut ids = Vec::new();
            for at in 0..self.purposes.len() {
                for recipient in self.catalog.recipients(at) {
                    let Some((source, _)) = self.source(at, recipient) else {
                        continue;
                    };
                    let names = segments(&*self.ports.files, &source.lane).unwrap_or_default();
                    for name in names {
                        let path = format!("{}/{name}", source.lane);
                        let from = sent::read(&*self.ports.files, &path);
                        let Ok(reader) = self.open_segment(&source, &path) else {
                            continue;
                        };
                        let mut position = from;
                        while let Read::Frame { frame, behind, .. } = reader.read(position) {
                            if position != START {
                                let id = self.policy().recipients[recipient].id.clone();
                                ids.push((id, frame.message_id()));
                            }
                            position = behind;
                        }
                    }
                }
            }
            ids
        })
    }

    fn look_for_upload(&self) -> Next {
        let now = self.ports.clock.now();
        let mut soonest: Option<Millis> = None;
        for at in 0..self.purposes.len() {
            for recipient in self.catalog.recipients(at) {
                let Some((source, generation)) = self.source(at, recipient) else {
                    continue;
                };
                if self.flights.is_busy(at, recipient) || self.is_leased_elsewhere(&source, now) {
                    soonest = Some(soonest.map_or(UNDER_WAY, |other| other.min(UNDER_WAY)));
                    continue;
                }
                let Ok(Some(segment)) = self.first_waiting(at, &source, now) else {
                    continue;
                };
                match self.retry_of(at, recipient).wait(now) {
                    0 => {
                        let ticket = Ticket {
                            purpose: at,
                            recipient,
                            generation,
                            segment,
                        };
                        return Next::Ready(ticket);
                    }
                    wait => soonest = Some(soonest.map_or(wait, |other| other.min(wait))),
                }
            }
        }
        match soonest {
            Some(wait) => Next::Wait(Duration::from_millis(u64::try_from(wait).unwrap_or(0))),
            None => Next::Idle,
        }
    }

    fn begin_inside(&self, ticket: &Ticket, cancel: Arc<dyn Cancel>) -> Result<Request, NotBegun> {
        let Ticket {
            purpose, recipient, ..
        } = *ticket;
        let permit = gate::permit(&self.purposes[purpose].door).ok_or(NotBegun::Revoked)?;
        let (source, generation) = self.source(purpose, recipient).ok_or(NotBegun::Revoked)?;
        if generation != ticket.generation || permit.generation() != generation {
            return Err(NotBegun::Revoked);
        }
        let declared = &self.policy().recipients[recipient];
        let endpoint = self.endpoints[recipient]
            .as_ref()
            .ok_or(NotBegun::BadEndpoint)?;
        let path = format!("{}/{}", source.lane, ticket.segment);
        let batch = self.read_batch(&source, &path, purpose, recipient)?;
        if batch.texts.is_empty() {
            return Err(NotBegun::Gone);
        }
        let Some(outgoing) = self.fits_policy(&batch, purpose, recipient) else {
            self.skip(purpose, recipient, &path, &batch);
            return Err(NotBegun::Gone);
        };
        let (context, items) = outgoing.into_items();
        let records = items.len() as u64;
        let passed_over = batch.texts.len() as u64 - records;
        let mut wire = sinks::request(
            declared.kind,
            &endpoint.url,
            &endpoint.key,
            &context,
            &items,
        )
        .ok_or(NotBegun::BadEndpoint)?;
        wire.headers
            .push(("Content-Encoding".to_owned(), "gzip".to_owned()));

        let id = self.flights.new_id();
        let row = self.take_lease(&source, purpose, generation, records)?;
        self.flights.add(Flight {
            id,
            purpose,
            recipient,
            generation,
            segment: path,
            behind: batch.behind,
            records,
            passed_over,
            bytes: batch.bytes,
            row,
            folder: source.folder,
            cancel,
        });
        // The row and the flight are known by now: a turn-off from here on sees them. One that came
        // before is seen here.
        let mut work = self.purposes[purpose].work.lock();
        let still = self
            .checked(purpose, &mut work)
            .map(|working| working.slot.generation);
        drop(work);
        if still != Ok(generation) || self.purposes[purpose].door.generation() != generation {
            self.end_flight(id);
            return Err(NotBegun::Revoked);
        }
        Ok(Request {
            id,
            recipient: declared.id.clone(),
            purpose: self.policy().purposes[purpose].id.clone(),
            url: wire.url,
            headers: wire.headers,
            body: gzip(&wire.body),
            records,
        })
    }

    fn report_inside(&self, id: u64, reply: &Reply) -> Reported {
        let Some(flight) = self.end_flight(id) else {
            return Reported::Unknown;
        };
        let (purpose, recipient) = (flight.purpose, flight.recipient);
        let mut work = self.purposes[purpose].work.lock();
        let live = match self.checked(purpose, &mut work) {
            Ok(working) => working.slot.generation == flight.generation,
            Err(_) => false,
        };
        if !live {
            return Reported::TooLate;
        }
        let now = self.ports.clock.now();
        let random = &*self.ports.random;
        let mut retry = self.retry_of(purpose, recipient);
        let reported = match reply {
            Reply::Answered {
                status: 200..=299, ..
            } => {
                retry.succeeded();
                self.counting
                    .change(|counters| counters.delivered += flight.records);
                Reported::Delivered
            }
            // Too large, or one of them is bad: halve until the one is found.
            Reply::Answered {
                status: 400 | 413 | 422,
                ..
            } => match flight.records {
                1 => {
                    retry.succeeded();
                    self.counting.change(|counters| counters.rejected += 1);
                    Reported::Dropped
                }
                many => {
                    retry.at_most = usize::try_from(many / 2).unwrap_or(1);
                    Reported::Kept
                }
            },
            Reply::Answered {
                status: 408 | 425 | 429 | 500..=599,
                retry_after,
            } => {
                retry.failed(random, now, retry_after.as_deref());
                Reported::Kept
            }
            // Redirects, wrong keys and wrong addresses: waiting alone does not mend them.
            Reply::Answered { .. } => {
                retry.refused(random, now);
                Reported::Kept
            }
            Reply::Failed | Reply::TimedOut | Reply::Cancelled => {
                retry.failed(random, now, None);
                Reported::Kept
            }
        };
        if matches!(reported, Reported::Delivered | Reported::Dropped) {
            self.counting
                .change(|counters| counters.rejected += flight.passed_over);
            if !self.mark_sent(&mut work, &flight, now) {
                // It would be sent again at once, under the same ids.
                retry.failed(random, now, None);
            }
        }
        drop(work);
        self.set_retry(purpose, recipient, retry);
        reported
    }

    /// Moves the cursor behind what was sent; a segment that has ended is removed. False if that
    /// could not be noted.
    fn mark_sent(
        &self,
        work: &mut MutexGuard<'_, Option<Working>>,
        flight: &Flight,
        now: Millis,
    ) -> bool {
        let files = &*self.ports.files;
        let Ok(_held) = files.lock(LOCK, LOCK_LIMIT) else {
            return false;
        };
        let Some(working) = work.as_mut() else {
            return false;
        };
        let purpose = &self.policy().purposes[flight.purpose].id;
        let id = &self.policy().recipients[flight.recipient].id;
        let place = place(&working.slot, purpose, id);
        let lane = working
            .lanes
            .iter_mut()
            .find(|(at, _)| *at == flight.recipient);
        let Some((_, lane)) = lane else { return false };
        // What cannot be noted is sent again under the same message ids: told twice, never lost.
        let noted = sent::write(files, &flight.segment, flight.behind).is_ok();
        let writing = lane
            .writing()
            .is_some_and(|name| flight.segment.ends_with(&name));
        let reader = SegmentReader::open(files, &flight.segment, place, &working.slot.queue_secret);
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

    /// Passes over records that the policy in force lets nobody have; they are counted.
    fn skip(&self, purpose: usize, recipient: usize, path: &str, batch: &Batch) {
        let mut work = self.purposes[purpose].work.lock();
        let Ok(_held) = self.ports.files.lock(LOCK, LOCK_LIMIT) else {
            return;
        };
        let lanes = work.iter_mut().flat_map(|working| working.lanes.iter_mut());
        for (_, lane) in lanes.filter(|(at, _)| *at == recipient) {
            let _ = sent::write(&*self.ports.files, path, batch.behind);
            let passed = (batch.texts.len() as u64, batch.bytes);
            let _ = lane.subtract(&*self.ports.files, path, passed, false);
        }
        self.counting
            .change(|counters| counters.rejected += batch.texts.len() as u64);
    }

    fn take_lease(
        &self,
        source: &Source,
        purpose: usize,
        generation: u64,
        records: u64,
    ) -> Result<usize, NotBegun> {
        let files = &*self.ports.files;
        let _held = files.lock(LOCK, LOCK_LIMIT).map_err(|_| NotBegun::Busy)?;
        if self.purposes[purpose].door.generation() != generation {
            return Err(NotBegun::Revoked);
        }
        let lease = Lease {
            owner: self.owner,
            taken: self.ports.clock.now(),
            recipient: source.place.recipient,
            records,
        };
        let row = take(files, &source.folder, lease).map_err(|_| NotBegun::Revoked)?;
        row.ok_or(NotBegun::Busy)
    }

    fn is_leased_elsewhere(&self, source: &Source, now: Millis) -> bool {
        let rows = held(&*self.ports.files, &source.folder, now).unwrap_or_default();
        let mut others = rows.iter().map(|(_, lease)| lease);
        others.any(|lease| lease.recipient == source.place.recipient && lease.owner != self.owner)
    }

    fn end_flight(&self, id: u64) -> Option<Flight> {
        let flight = self.flights.remove(id)?;
        // The folder is gone if the purpose was turned off; the row went with it.
        let _ = give_back(&*self.ports.files, &flight.folder, flight.row);
        Some(flight)
    }

    pub(super) fn retry_of(&self, purpose: usize, recipient: usize) -> Retry {
        let retries = self.retries.lock();
        let found = retries
            .iter()
            .find(|(lane, _)| *lane == (purpose, recipient));
        found.map(|(_, retry)| *retry).unwrap_or_default()
    }

    fn set_retry(&self, purpose: usize, recipient: usize, retry: Retry) {
        let mut retries = self.retries.lock();
        retries.retain(|(lane, _)| *lane != (purpose, recipient));
        retries.push(((purpose, recipient), retry));
    }
}
