//! Keeping a record until the person chose, if the policy says so.

use std::sync::Arc;

use sordino_policy::BeforeChoice;

use super::Holds;
use super::held::Held;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::consent::{Consent, Memory};
use crate::gate::{Work, admit_provisionally, is_fresh, may_wait};
use crate::identity::IdentityKeys;
use crate::ledger::WaitingSince;
use crate::lock::{Patience, RECORD_LIMIT};
use crate::minimise::Minimiser;
use crate::ports::Millis;
use crate::queue::{OpenPurpose, Outside, Queues, Waiting, append};
use crate::record::{Record, Refusal};

/// Where a record waits.
pub(crate) enum Kept {
    /// In memory.
    InMemory,
    /// On disk, sealed.
    Sealed,
}

/// What it takes to keep one.
#[derive(Clone, Copy)]
pub(crate) struct Keeper<'a> {
    pub(crate) holds: &'a Holds,
    pub(crate) queues: Queues<'a>,
    pub(crate) consent: &'a Consent,
    pub(crate) memory: &'a dyn Memory,
}

impl Keeper<'_> {
    /// Keeps a record, or refuses it: as closed, or as busy if a lock is not to be had for 5 ms. `now` is
    /// when it came.
    pub(crate) fn keep(
        self,
        record: Record<'_>,
        recipients: &[RecipientIx],
        now: Millis,
    ) -> Result<Kept, Refusal> {
        let at = record.purpose();
        self.waiting_since(at).ok_or(Refusal::Closed)?;
        match self.queues.world.catalog.purpose(at).before_choice {
            BeforeChoice::Discard => Err(Refusal::Closed),
            BeforeChoice::HoldInMemory { max_records } => {
                self.in_memory(record, recipients, max_records as usize, now)
            }
            BeforeChoice::HoldSealed {
                max_records,
                max_hours,
                ..
            } => {
                let patience = Patience::of_an_event(self.queues.world.files());
                self.begin(at, max_hours, now, &patience)?;
                self.sealed(record, recipients, u64::from(max_records), (now, &patience))
            }
        }
    }

    /// Since when the first choice has been waited for; none if it is not.
    fn waiting_since(self, at: PurposeIx) -> Option<WaitingSince> {
        let world = self.queues.world;
        let standings = self.consent.standings();
        let purpose = world.catalog.purpose(at);
        let balance = standings.balance.as_ref()?;
        let waits = purpose.before_choice != BeforeChoice::Discard
            && may_wait(world.policy(), purpose, balance);
        waits.then(|| balance.waiting_since(&purpose.id))
    }

    fn in_memory(
        self,
        record: Record<'_>,
        recipients: &[RecipientIx],
        max_records: usize,
        now: Millis,
    ) -> Result<Kept, Refusal> {
        let world = self.queues.world;
        let subject = self.queues.people.signed_in.subject();
        let patience = Patience::in_all(RECORD_LIMIT);
        let mut held = self.holds.of_within(record.purpose(), &patience)?;
        // A no is published before it destroys what is held: asked again here, none slips in behind it.
        let since = self.waiting_since(record.purpose());
        let since = since.ok_or(Refusal::Closed)?;
        if held.since.as_ref() != Some(&since) {
            held.destroy_in_memory();
            held.since = Some(since);
        }
        let Held { keys, carried, .. } = &mut *held;
        for at in recipients {
            if keys.iter().all(|(known, _)| known != at) {
                let key = IdentityKeys::provisional(world.random(), world.confirmed_now())
                    .map_err(|_| Refusal::StorageFailed)?;
                keys.push((*at, key));
            }
        }
        let key = |recipient: RecipientIx| {
            let found = keys.iter().find(|(at, _)| *at == recipient);
            &found
                .expect("a key was made for every recipient above")
                .1
                .key
        };
        let minimiser = Minimiser {
            catalog: &world.catalog,
            scrubber: &subject.scrubber,
            now,
            tells: world.decisions.are_kept(),
        };
        let permitted = admit_provisionally(record, 0);
        let mut kept = Vec::with_capacity(recipients.len());
        minimiser.minimise(permitted, recipients, Vec::new(), key, |minimised| {
            let at = minimised.recipient();
            let (context, pseudonyms) =
                minimiser.context(at, key(at), &subject.facts, &subject.account);
            kept.push((context, minimised));
            for (field, pseudonym) in pseudonyms {
                let one = (at, field, pseudonym);
                if !carried.contains(&one) {
                    carried.push(one);
                }
            }
            Ok::<_, Refusal>(Vec::new())
        })?;
        for (context, minimised) in kept {
            held.push(context, minimised, max_records * recipients.len());
        }
        Ok(Kept::InMemory)
    }

    fn sealed(
        self,
        record: Record<'_>,
        recipients: &[RecipientIx],
        max_records: u64,
        (now, patience): (Millis, &Patience),
    ) -> Result<Kept, Refusal> {
        let Queues { world, people, .. } = self.queues;
        let mut held = self.holds.of_within(record.purpose(), patience)?;
        let open = held.sealed.as_mut().filter(|open| open.is_open_on_disk());
        let open = open.ok_or(Refusal::Closed)?;
        // Over all processes that ever held, not only this one.
        let held_by_each = open.places(world).into_iter().map(|(_, lane)| {
            let waiting = Waiting::in_folder(world.files(), &lane.folder, None);
            waiting.records.number()
        });
        if held_by_each.max().unwrap_or(0) >= max_records {
            return Err(Refusal::NoRoom);
        }
        let permitted = admit_provisionally(record, open.generation());
        let secret = open.slot.queue_secret.clone();
        let outside = Outside::of(world, &secret, patience, now);
        open.make_ready(world, people, &outside)?;
        append(world, open, &outside, permitted, recipients)?;
        Ok(Kept::Sealed)
    }

    /// Makes the slot of a sealed hold; one that is over its time ends first.
    fn begin(
        self,
        at: PurposeIx,
        max_hours: u32,
        now: Millis,
        patience: &Patience,
    ) -> Result<(), Refusal> {
        let world = self.queues.world;
        let confirmed = world.confirmed_now();
        let stands = |open: &OpenPurpose| {
            open.is_open_on_disk() && is_fresh(&open.slot, max_hours, confirmed)
        };
        {
            let mut held = self.holds.of_within(at, patience)?;
            if held.sealed.as_ref().is_some_and(stands) {
                return Ok(());
            }
            held.destroy();
        }
        // No cell is locked now: whoever stores in one may wait for the lock over all processes.
        let exclusive = self.consent.exclusive_within(world, self.memory, patience);
        let mut exclusive = exclusive.map_err(|_| Refusal::Busy)?;
        let ready = exclusive.ready().ok_or(Refusal::Busy)?;
        let slot = ready.begin_hold(world, at);
        let slot = slot.map_err(|_| Refusal::StorageFailed)?;
        let slot = slot.ok_or(Refusal::Closed)?;
        let vault = Arc::clone(ready.vault());
        {
            // Under the right to change: a no that comes next finds it here and destroys it.
            let mut held = self.holds.of_within(at, patience)?;
            if held.sealed.as_ref().map(Work::generation) != Some(slot.generation) {
                held.sealed = Some(OpenPurpose::hold(vault, slot, at, now));
            }
        }
        drop(exclusive);
        Ok(())
    }
}
