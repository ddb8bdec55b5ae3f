//! A ticket becomes a request, or is found revoked.

use std::sync::Arc;

use super::batch::{Batch, Outgoing};
use super::flights::{Cancel, Flight, Sent, Stopper};
use super::gzip::gzip;
use super::uploads::{Uploads, live};
use super::{NotBegun, Request, Ticket};
use crate::catalog::{PurposeIx, RecipientIx};
use crate::journal;
use crate::options::Endpoint;
use crate::queue::{Queues, Source};
use crate::sinks::{self, Wire};

impl Uploads {
    /// Begins an upload: checks the generation on disk, and gives the request in memory only.
    pub(crate) fn begin(
        &self,
        queues: Queues<'_>,
        ticket: &Ticket,
        cancel: Arc<dyn Cancel>,
    ) -> Result<Request, NotBegun> {
        let world = queues.world;
        let (purpose, recipient) = (ticket.purpose, ticket.recipient);
        let to = (purpose, recipient);
        let permit = queues.gate.permit(purpose, world.now());
        let permit = permit.ok_or(NotBegun::Revoked)?;
        if !world.catalog.may_have(recipient, world.now()) {
            return Err(NotBegun::Revoked);
        }
        let source = Source::of(queues, to).ok_or(NotBegun::Revoked)?;
        let generation = source.generation;
        if generation != ticket.generation || permit.generation() != generation {
            return Err(NotBegun::Revoked);
        }
        let declared = world.catalog.recipient(recipient);
        let endpoint = self.endpoints[recipient.index()]
            .as_ref()
            .ok_or(NotBegun::BadEndpoint)?;
        let path = source.path(&ticket.segment);
        let at_most = self.retry_of(to).at_most;
        let batch = Batch::read(queues, &source, &path, declared.kind, at_most)?;
        let Some(outgoing) = batch.fits_policy(queues, to) else {
            // The policy in force lets nobody have them.
            source.mark_sent(
                queues,
                to,
                (&path, batch.behind),
                (batch.records(), batch.bytes),
            );
            let counting = &world.counting;
            counting.change(|counters| counters.rejected += batch.records());
            return Err(NotBegun::Gone);
        };
        let Outgoing { context, items } = outgoing;
        let records = items.len() as u64;
        let (url, key) = (&endpoint.url, &endpoint.key);
        let wire = sinks::request(declared.kind, url, key, &context, &items)
            .ok_or(NotBegun::BadEndpoint)?;
        if declared.remember_issued {
            // A recipient knows no name that a later request for deletion could not say.
            let synced = queues.people.sync_issued(world);
            synced.map_err(|_| NotBegun::StorageFailed)?;
        }
        let sent = Sent {
            segment: path,
            behind: batch.behind,
            first: batch.first(),
            records,
            passed_over: batch.records() - records,
            bytes: batch.bytes,
        };
        self.launch(queues, to, source, sent, wire, cancel)
    }

    /// The address that `recipient` is reached at, if Sordino serves it.
    pub(crate) fn endpoint(&self, recipient: RecipientIx) -> Option<&Endpoint> {
        self.endpoints[recipient.index()].as_ref()
    }

    /// Takes the row that tells every process of an upload, and gives the request out.
    pub(crate) fn launch(
        &self,
        queues: Queues<'_>,
        (purpose, recipient): (PurposeIx, RecipientIx),
        source: Source,
        sent: Sent,
        mut wire: Wire,
        cancel: Arc<dyn Cancel>,
    ) -> Result<Request, NotBegun> {
        let world = queues.world;
        let (generation, records) = (source.generation, sent.records);
        wire.headers
            .push(("Content-Encoding".to_owned(), "gzip".to_owned()));

        let id = self.flights.new_id();
        let (row, lease) = self.take_lease(queues, &source, purpose, (id, records))?;
        self.flights.add(Flight {
            id,
            purpose,
            recipient,
            generation,
            standing: source.standing.clone(),
            sent,
            begun: lease.alive,
            lease,
            row,
            folder: source.folder,
            stopper: Stopper::new(cancel),
        });
        // The row and the flight are known by now: a turn-off from here on sees them. One that came
        // before is seen here.
        if live(queues, purpose) != Some(generation)
            || queues.gate.generation(purpose) != generation
        {
            self.end(world, id);
            return Err(NotBegun::Revoked);
        }
        let purpose = &world.catalog.purpose(purpose).id;
        let recipient = &world.catalog.recipient(recipient).id;
        journal::upload(purpose, recipient, records);
        Ok(Request {
            id,
            recipient: recipient.clone(),
            purpose: purpose.clone(),
            url: wire.url,
            headers: wire.headers,
            body: gzip(&wire.body),
            records,
        })
    }
}
