//! Storing a record under an open purpose, and what must be ready for it.

use super::state::Engine;
use super::working::{Working, key_of, lane_of, place};
use crate::gate::Permitted;
use crate::identity::{EpochKey, Issued};
use crate::minimise::Minimiser;
use crate::ports::Millis;
use crate::queue::{Frame, LOCK, Lane, Outside, SegmentPlace, StoreError};
use crate::record::Refusal;
use crate::sync::Ordering;

const DAY: Millis = 86_400_000;

/// A recipient's folder, and what its segments name.
pub(super) struct LanePlace {
    pub(super) folder: String,
    pub(super) place: SegmentPlace,
}

impl Engine {
    /// Makes keys, contexts and lanes fit the moment: a new person, a new epoch, a first record.
    pub(super) fn make_ready(
        &self,
        working: &mut Working,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        let policy = self.policy();
        let version = self.subject_version.load(Ordering::Acquire);
        let holds =
            |(at, key): &(usize, EpochKey)| key.holds(policy.recipients[*at].epoch, outside.now);
        if working.scrubber.is_some()
            && version == working.subject_version
            && working.keys.iter().all(holds)
        {
            return Ok(());
        }
        let subject = self.subject.lock().clone();
        let purpose = &policy.purposes[working.purpose];
        let _held = outside
            .files
            .lock(LOCK, outside.lock_limit)
            .map_err(StoreError::from)?;
        let folder = working.folder();
        outside
            .files
            .create_folder(&folder)
            .map_err(StoreError::from)?;
        let identity = working.identity(outside)?;
        let minimiser = Minimiser {
            catalog: &self.catalog,
            scrubber: &subject.scrubber,
            now: outside.now,
        };
        let mut keys = Vec::new();
        for at in self.catalog.recipients(working.purpose) {
            let recipient = &policy.recipients[at];
            let key = identity
                .current(outside.random, &recipient.id, recipient.epoch, outside.now)
                .map_err(|_| Refusal::StorageFailed)?;
            let (context, issued) =
                minimiser.context(at, &key.key, &subject.facts, &subject.account);
            // What is held is given to nobody yet.
            for (field, pseudonym) in issued.into_iter().filter(|_| !working.is_hold) {
                self.remember_one(working.purpose, at, field, pseudonym, outside.now)?;
            }
            match working.lanes.iter_mut().find(|(lane_of, _)| *lane_of == at) {
                Some((_, lane)) => lane.set_context(context),
                None => {
                    let place = place(&working.slot, &purpose.id, &recipient.id);
                    let folder = format!("{folder}/{}", recipient.id);
                    working
                        .lanes
                        .push((at, Lane::new(folder, place, recipient.queue, context)));
                }
            }
            keys.push((at, key));
        }
        working.keys = keys;
        working.scrubber = Some(subject.scrubber);
        working.subject_version = version;
        Ok(())
    }

    /// Keeps a pseudonym that a recipient is given, if the policy wants it kept.
    pub(super) fn remember_one(
        &self,
        purpose: usize,
        recipient: usize,
        field: &str,
        pseudonym: String,
        now: Millis,
    ) -> Result<(), Refusal> {
        let policy = self.policy();
        let recipient = &policy.recipients[recipient];
        if !recipient.remember_issued {
            return Ok(());
        }
        self.remember(Issued {
            purpose: policy.purposes[purpose].id.clone(),
            recipient: recipient.id.clone(),
            field: field.to_owned(),
            pseudonym,
            time: now,
            until: now.saturating_add(Millis::from(recipient.retention_days) * DAY),
        })
    }

    /// Minimises a record for each recipient and stores it; all of them or none.
    ///
    /// Where each stands, and how many values were dropped.
    pub(super) fn store_in(
        &self,
        working: &mut Working,
        outside: &Outside<'_>,
        permitted: Permitted<'_>,
        recipients: &[usize],
    ) -> Result<(Vec<(usize, Frame)>, u64), Refusal> {
        let scrubber = working.scrubber.clone().ok_or(Refusal::StorageFailed)?;
        let minimiser = Minimiser {
            catalog: &self.catalog,
            scrubber: &scrubber,
            now: outside.now,
        };
        let Working {
            keys,
            lanes,
            buffer,
            ..
        } = working;
        let mut stored = Vec::with_capacity(recipients.len());
        let result = minimiser.minimise(
            permitted,
            recipients,
            std::mem::take(buffer),
            |recipient| key_of(keys, recipient),
            |minimised| {
                let recipient = minimised.recipient();
                let (frame, text) = lane_of(lanes, recipient)?.append(outside, minimised)?;
                stored.push((recipient, frame));
                Ok::<_, Refusal>(text)
            },
        );
        match result {
            Ok((dropped, text)) => {
                *buffer = text;
                let evicted = lanes
                    .iter_mut()
                    .map(|(_, lane)| std::mem::take(&mut lane.evicted))
                    .sum::<u64>();
                if evicted > 0 {
                    self.counting.change(|counters| counters.evicted += evicted);
                }
                Ok((stored, dropped))
            }
            Err(refusal) => {
                for (recipient, _) in &stored {
                    lane_of(lanes, *recipient)?.take_back();
                }
                Err(refusal)
            }
        }
    }

    /// Where each recipient's records lie, whether or not this process has written any.
    pub(super) fn places(&self, working: &Working) -> Vec<(usize, LanePlace)> {
        let policy = self.policy();
        let purpose = &policy.purposes[working.purpose].id;
        let of = |at: usize| {
            let id = &policy.recipients[at].id;
            let folder = format!("{}/{id}", working.folder());
            (
                at,
                LanePlace {
                    folder,
                    place: place(&working.slot, purpose, id),
                },
            )
        };
        self.catalog
            .recipients(working.purpose)
            .into_iter()
            .map(of)
            .collect()
    }

    /// Begins the segments of crash reports, so that a crash finds them ready.
    pub(super) fn prepare_segments(
        &self,
        working: &mut Working,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        self.make_ready(working, outside)?;
        for (at, lane) in &mut working.lanes {
            if self.catalog.crash_recipients(working.purpose).contains(at) {
                lane.prepare(outside)?;
            }
        }
        Ok(())
    }
}
