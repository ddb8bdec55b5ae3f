//! Offering records, and who they are about.

use serde_json::Value as Json;

use super::Engine;
use crate::catalog::PurposeIx;
use crate::crash::Trace;
use crate::facts::{Account, Facts};
use crate::for_vendor;
use crate::offer::{self, Ended};
use crate::outcome::Outcome;
use crate::ports::Millis;
use crate::record::{self, Crash, Event, Record, Refusal};
use crate::rooms::Rooms;
use crate::value::Value;

impl Engine {
    /// Offers an event.
    ///
    /// What the policy does not list is dropped, the rest is minimised for each recipient, sealed
    /// and stored before this returns. No network, no unbounded work, no panic.
    ///
    /// It waits at most 5 ms for locks. Where one is still held then, the minimised record waits in
    /// memory, is answered [`Outcome::HeldInMemory`], and is stored by a later call
    /// ([`Engine::store_late`]); beyond 256 kB it is refused as [`Refusal::Busy`]. How long the disk
    /// takes is the disk's.
    pub fn record(&self, event: &Event<'_>) -> Outcome {
        self.told(self.guarded(
            || Outcome::Refused(Refusal::Broken),
            |rooms| match record::purpose_of(&rooms.world.catalog, event) {
                Ok((_, at)) => {
                    let now = rooms.world.now();
                    rooms.follow_transfers(now);
                    rooms.look_again_if_closed(at, now);
                    let outcome = offer::event(rooms, at, now, event);
                    rooms.keep_few_open(at);
                    outcome
                }
                Err(refusal) => offer::unknown(rooms, event.name, refusal),
            },
        ))
    }

    /// Minimises an event that a vendor's SDK is about to send by itself, and queues nothing. `recipient` is that SDK, of kind
    /// `vendor_sdk`.
    ///
    /// Returns `values`, what the policy lets the recipient have of the event, by the policy's names; `context`, the same of
    /// app, device and person, with pseudonyms; and `dropped`, how many values went. It waits at most 5 ms for locks.
    ///
    /// # Errors
    ///
    /// Why nothing of the event may be sent. Until the person has chosen it is refused: nothing waits for a vendor.
    pub fn minimise(&self, recipient: &str, event: &Event<'_>) -> Result<Json, Refusal> {
        self.guarded(
            || Err(Refusal::Broken),
            |rooms| {
                let record = record::event(&rooms.world.catalog, *event);
                for_vendor::minimise(rooms, recipient, record)
            },
        )
    }

    /// The same for what a vendor's SDK made up by itself, such as an error with its stack, for `purpose`: values under names
    /// of the policy's fields, at any depth. For a purpose of kind `crash` it waits at most 50 ms for locks.
    ///
    /// # Errors
    ///
    /// As for [`Engine::minimise`].
    pub fn minimise_values(
        &self,
        recipient: &str,
        purpose: &str,
        values: &[(&str, Value<'_>)],
    ) -> Result<Json, Refusal> {
        self.guarded(
            || Err(Refusal::Broken),
            |rooms| {
                let record = record::values(&rooms.world.catalog, purpose, values);
                for_vendor::minimise(rooms, recipient, record)
            },
        )
    }

    /// Stores what waits in memory because somebody else held a lock. Returns `true` if nothing waits any
    /// more.
    ///
    /// The next record, upload or [`Engine::refresh`] does it too. Call it off the main thread soon after
    /// a record was answered [`Outcome::HeldInMemory`], and before the process may be stopped: it waits for the holder of
    /// the lock, two seconds at most.
    pub fn store_late(&self) -> bool {
        self.guarded(|| true, Rooms::store_late_in_time)
    }

    /// Makes ready what the first event of each open purpose would have to make: keys and files, for ten recipients at most.
    ///
    /// Call it once after opening, off the main thread. Without it the first event takes longer. After a
    /// kill it may join what was queued before to other requests, and a receipt counts more of it exactly.
    pub fn make_ready(&self) {
        self.guarded(|| (), Rooms::begin_events);
    }

    /// Offers a crash report. It waits at most 50 ms for locks.
    ///
    /// The outcomes, one for each purpose of crash reports in the policy.
    pub fn crash(&self, crash: &Crash<'_>) -> Vec<Outcome> {
        let ended = Ended::of(crash.happened);
        self.for_each_crash_purpose(ended, |at| record::crash(at, crash))
    }

    /// Offers an error that the app caught and went on from, as a crash report that is marked so: `exception_handled`, where
    /// the policy lists it. It waits at most 50 ms for locks.
    ///
    /// The outcomes, one for each purpose of crash reports in the policy.
    pub fn handled(&self, error: &Crash<'_>) -> Vec<Outcome> {
        self.for_each_crash_purpose(Ended::Nothing, |at| record::crash(at, error))
    }

    /// Offers a panic of the app's own Rust code, which its client has parsed already.
    pub fn crash_trace(&self, trace: &Trace, happened: Option<Millis>) -> Vec<Outcome> {
        let ended = Ended::of(happened);
        self.for_each_crash_purpose(ended, |at| record::from_trace(at, trace.clone(), happened))
    }

    /// The same for an error that the app went on from, marked so as by [`Engine::handled`].
    pub fn handled_trace(&self, trace: &Trace) -> Vec<Outcome> {
        self.for_each_crash_purpose(Ended::Nothing, |at| {
            record::from_trace(at, trace.clone(), None)
        })
    }

    /// Notes what the app did, in its own words, for the next crash report or handled error of this process: `breadcrumbs`,
    /// where the policy lists it. The last 30 are kept, of 200 bytes each, in memory alone and only for purposes that are on
    /// now; an off forgets them, and so does a sign-out or another person's sign-in.
    ///
    /// Returns `false` if no purpose of crash reports is on: nothing was kept then.
    pub fn breadcrumb(&self, text: &str) -> bool {
        self.guarded(|| false, |rooms| offer::breadcrumb(rooms, text))
    }

    fn for_each_crash_purpose(
        &self,
        ended: Ended,
        record: impl Fn(PurposeIx) -> Result<Record<'static>, Refusal>,
    ) -> Vec<Outcome> {
        let offer = |at| {
            self.guarded(
                || Outcome::Refused(Refusal::Broken),
                |rooms| {
                    let now = rooms.world.now();
                    rooms.look_again_if_closed(at, now);
                    let outcome = offer::crash(rooms, (at, ended), now, || record(at));
                    rooms.keep_few_open(at);
                    outcome
                },
            )
        };
        let purposes = self.rooms.world.catalog.crash_purposes();
        self.told(purposes.map(offer).collect())
    }

    /// Tells that every crash report of earlier runs was offered. The ids of whoever was signed in then, which were kept
    /// sealed so that such a report names nobody, are overwritten. This run goes on searching for them.
    ///
    /// Returns `false` if they could not be overwritten now; tell it again then. Takes as long as the disk takes; call it
    /// off the main thread, and only where no earlier run still lives: what it ends of may name them.
    pub fn reports_taken(&self) -> bool {
        self.guarded(|| false, Rooms::reports_taken)
    }

    /// Returns the ids under which an accepted record is sent: recipient and message id.
    ///
    /// They differ per recipient, so that they join nothing, and stay the same over retries.
    #[cfg(feature = "ids")]
    pub fn message_ids(&self, accepted: &crate::outcome::Accepted) -> Vec<(String, String)> {
        let catalog = &self.rooms.world.catalog;
        let frames = accepted.frames.iter();
        frames
            .map(|(at, frame)| (catalog.recipient(*at).id.clone(), frame.message_id()))
            .collect()
    }

    /// Tells who signed in. The account's ids and `values` (name, e-mail, telephone …) are searched for
    /// in free text until sign-out. `values` stay in memory; they are ignored without
    /// [`Options::scrub_known_values`](crate::Options::scrub_known_values).
    ///
    /// Recipients of open event purposes that know the notion get an `identify` with pseudonyms.
    pub fn sign_in(&self, account: Account, values: &[String]) {
        self.guarded(
            || (),
            |rooms| {
                rooms.sign_in(account, values);
                offer::identify(rooms);
            },
        );
        self.told(());
    }

    /// Forgets who was signed in. What is queued keeps its pseudonyms; new records carry none.
    pub fn sign_out(&self) {
        self.guarded(|| (), Rooms::sign_out);
    }

    /// Replaces what is known about app and device, as when the locale changes.
    pub fn set_facts(&self, facts: Facts) {
        self.guarded(
            || (),
            |rooms| {
                let left_out = rooms.people.signed_in.set_facts(facts);
                rooms.world.counting.left_out(left_out);
                rooms.keep_ids();
            },
        );
    }
}
