//! What waits, and sending it.

use std::sync::Arc;

use super::Engine;
use crate::queue::{self, Queued};
use crate::rights;
use crate::upload::{Cancel, Next, NotBegun, Reply, Reported, Request, Ticket};

impl Engine {
    /// What to do about uploads now. Reads folders, opens nothing.
    pub fn next_upload(&self) -> Next {
        self.guarded(
            || Next::Idle,
            |rooms| {
                rooms.follow_transfers(rooms.world.now());
                rooms.store_late();
                queue::destroy_evicted(&rooms.world);
                rights::deletion::next_upload(rooms)
            },
        )
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
            |rooms| {
                let begun = rights::deletion::begin(rooms, &ticket, cancel);
                rooms.store_late();
                begun
            },
        )
    }

    /// Reports what came of a request; keeps, drops or erases its records.
    pub fn report(&self, id: u64, reply: &Reply) -> Reported {
        self.told(self.guarded(
            || Reported::Unknown,
            |rooms| {
                let reported = rights::deletion::report(rooms, id, reply);
                rooms.store_late();
                reported
            },
        ))
    }

    /// Gives other processes a sign of life for the uploads under way, and cancels those whose purpose
    /// another process turned off, whose consent ran out, or that another process may have begun meanwhile
    /// because this one was stopped for a minute. Call it once a second while one is under way, before a
    /// transport connects, and again before it writes.
    pub fn stop_revoked(&self) {
        self.guarded(
            || (),
            |rooms| {
                rooms.follow_transfers(rooms.world.now());
                rooms.uploads.stop_revoked(rooms.queues());
            },
        );
    }

    /// What waits, by purpose and recipient.
    pub fn queued(&self) -> Vec<Queued> {
        self.guarded(Vec::new, |rooms| queue::queued(rooms.queues()))
    }

    /// Returns recipient and message id of every record that waits, oldest first. Reads the whole queue.
    #[cfg(feature = "ids")]
    pub fn queued_ids(&self) -> Vec<(String, String)> {
        self.guarded(Vec::new, |rooms| queue::queued_ids(rooms.queues()))
    }
}
