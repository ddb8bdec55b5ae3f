//! Records: events, crash reports, sign-ins.

use std::time::Duration;

use sordino_policy::BeforeChoice;

use super::state::Engine;
use super::working::Working;
use crate::crash::Trace;
use crate::gate;
use crate::ports::Millis;
use crate::queue::{Frame, LOCK_LIMIT};
use crate::record::{self, Crash, Event, Record, Refusal};
use crate::sync::MutexGuard;

/// How long a crash report waits for a lock: the process is about to die.
const CRASH_LIMIT: Duration = Duration::from_millis(50);

/// Where an accepted record stands; [`Engine::message_ids`] tells under which ids it is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Accepted {
    frames: Vec<(usize, Frame)>,
}

impl std::fmt::Debug for Accepted {
    /// Not what message ids are made from: that belongs in no log.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "for {} recipient(s)", self.frames.len())
    }
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk, sealed, and survives `kill -9`; a crash report survives power loss too.
    Accepted(Accepted),
    /// It waits in memory for the person's first choice, and is gone with the process.
    HeldInMemory,
    /// It waits on disk, sealed, for the person's first choice.
    HeldSealed,
    /// It was never written anywhere.
    Refused(Refusal),
    /// The key store is locked or failed; nothing was written.
    KeysNotReady,
}

impl Engine {
    /// Offers an event.
    ///
    /// What the policy does not list is dropped, the rest is minimised for each recipient, sealed
    /// and stored before this returns. No network, no unbounded work, no panic.
    pub fn record(&self, event: &Event<'_>) -> Outcome {
        self.guarded(
            || Outcome::Refused(Refusal::Broken),
            || match self.record_inside(event) {
                Ok(outcome) => outcome,
                Err(refusal) => self.refuse(refusal),
            },
        )
    }

    fn record_inside(&self, event: &Event<'_>) -> Result<Outcome, Refusal> {
        let (_, purpose) = record::purpose_of(&self.catalog, event)?;
        if self.purposes[purpose].door.generation() == 0 && self.stays_closed(purpose) {
            return Err(Refusal::Closed);
        }
        let recipients = self.catalog.event_recipients(purpose);
        Ok(self.offer(record::event(&self.catalog, *event)?, recipients))
    }

    /// Offers a crash report. It waits at most 50 ms for any lock.
    ///
    /// The outcomes, one for each purpose of crash reports in the policy.
    pub fn crash(&self, crash: &Crash<'_>) -> Vec<Outcome> {
        self.each_crash_purpose(|purpose| record::crash(purpose, crash))
    }

    /// Offers an error or panic of the app's own Rust code, which its client has parsed already.
    pub fn crash_trace(&self, trace: &Trace, happened: Option<Millis>) -> Vec<Outcome> {
        self.each_crash_purpose(|purpose| record::from_trace(purpose, trace.clone(), happened))
    }

    fn each_crash_purpose(
        &self,
        record: impl Fn(usize) -> Result<Record<'static>, Refusal>,
    ) -> Vec<Outcome> {
        let purposes: Vec<usize> = self.catalog.crash_purposes().collect();
        let offer = |purpose: usize| {
            self.guarded(
                || Outcome::Refused(Refusal::Broken),
                || {
                    let closed = self.purposes[purpose].door.generation() == 0;
                    if closed && self.stays_closed(purpose) {
                        return self.refuse(Refusal::Closed);
                    }
                    match record(purpose) {
                        Ok(record) => self.offer(record, self.catalog.crash_recipients(purpose)),
                        Err(refusal) => self.refuse(refusal),
                    }
                },
            )
        };
        purposes.into_iter().map(offer).collect()
    }

    /// The ids under which an accepted record is sent: recipient and message id.
    ///
    /// They differ per recipient, so that they join nothing, and stay the same over retries.
    pub fn message_ids(&self, accepted: &Accepted) -> Vec<(String, String)> {
        let id = |at: usize| self.policy().recipients[at].id.clone();
        accepted
            .frames
            .iter()
            .map(|(at, frame)| (id(*at), frame.message_id()))
            .collect()
    }

    /// Gate, minimise, queue.
    pub(super) fn offer(&self, record: Record<'_>, recipients: &[usize]) -> Outcome {
        match self.store(record, recipients) {
            Ok(outcome) => outcome,
            Err(Refusal::Closed) if self.lacks_keys() => Outcome::KeysNotReady,
            Err(refusal) => self.refuse(refusal),
        }
    }

    pub(super) fn store(
        &self,
        record: Record<'_>,
        recipients: &[usize],
    ) -> Result<Outcome, Refusal> {
        let purpose = record.purpose();
        let cell = &self.purposes[purpose];
        if recipients.is_empty() {
            return Err(Refusal::NoRecipient);
        }
        if cell.door.generation() == 0 {
            return self.hold(record, recipients);
        }
        let is_crash = matches!(record.body(), record::Body::Crash { .. });
        let limit = if is_crash { CRASH_LIMIT } else { LOCK_LIMIT };
        let mut work = match is_crash {
            true => cell.work.try_lock_for(limit).ok_or(Refusal::Busy)?,
            false => cell.work.lock(),
        };
        let working = self.checked(purpose, &mut work)?;
        if let record::Body::Crash {
            happened: Some(time),
            ..
        } = record.body()
            && !working.was_open_at(*time)
        {
            return Err(Refusal::ClosedThen);
        }
        let permitted = gate::admit(record, &cell.door)?;
        let secret = working.slot.queue_secret.clone();
        let outside = self.outside(&secret, limit);
        self.make_ready(working, &outside)?;
        let (frames, dropped) = self.store_in(working, &outside, permitted, recipients)?;
        self.counting.accepted(dropped);
        Ok(Outcome::Accepted(Accepted { frames }))
    }

    /// The purpose's work, if the disk still holds its generation at this moment.
    pub(super) fn checked<'w>(
        &self,
        purpose: usize,
        work: &'w mut MutexGuard<'_, Option<Working>>,
    ) -> Result<&'w mut Working, Refusal> {
        if work
            .as_ref()
            .is_none_or(|working| !working.is_open_on_disk())
        {
            self.purposes[purpose].door.close();
            **work = None;
            return Err(Refusal::Closed);
        }
        work.as_mut().ok_or(Refusal::Closed)
    }

    /// Whether a closed purpose is closed for good at this moment; asks the disk once a second.
    fn stays_closed(&self, purpose: usize) -> bool {
        let holds = self.policy().purposes[purpose].before_choice != BeforeChoice::Discard;
        let door = &self.purposes[purpose].door;
        if door.should_ask(self.ports.clock.now()) && !self.look_for_changes() {
            door.ask_again();
        }
        door.generation() == 0 && !holds && !self.lacks_keys()
    }

    fn refuse(&self, refusal: Refusal) -> Outcome {
        self.counting.refused(refusal);
        Outcome::Refused(refusal)
    }
}
