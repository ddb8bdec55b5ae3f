//! Records that were offered before the person chose.
//!
//! They are minimised under a provisional identity that a no destroys, and pass the gate again on a
//! yes. In memory, or sealed under a slot of their own with a time limit.

use sordino_policy::{BeforeChoice, FieldRule};

use super::core::Ready;
use super::held::{Held, held_slot_of, is_fresh, is_unchosen};
use super::offer::Outcome;
use super::state::Engine;
use super::working::{Working, lane_of};
use crate::gate;
use crate::identity::IdentityKeys;
use crate::ledger::ClosedBy;
use crate::minimise::{Context, Minimised, Minimiser, Stored};
use crate::queue::{
    LOCK, LOCK_LIMIT, Outside, Read, START, SegmentReader, StoreError, Waiting, generation_name,
    segments, sent, set_aside,
};
use crate::record::{Record, Refusal};
use crate::value::Value;
use crate::vault::{Slot, Vouched};

impl Engine {
    /// Keeps a record until the person chose, if the policy says so.
    pub(super) fn hold(
        &self,
        record: Record<'_>,
        recipients: &[usize],
    ) -> Result<Outcome, Refusal> {
        let at = record.purpose();
        let purpose = &self.policy().purposes[at];
        let how = &purpose.before_choice;
        if *how == BeforeChoice::Discard {
            return Err(Refusal::Closed);
        }
        {
            let core = self.core.lock();
            let ready = core.ready().ok_or(Refusal::Closed)?;
            if !is_unchosen(ready.ledger.choices(), &purpose.id) {
                return Err(Refusal::Closed);
            }
            if self.is_forbidden(ready, at) {
                return Err(Refusal::Closed);
            }
            if let BeforeChoice::HoldSealed { max_hours, .. } = how {
                self.begin_hold(ready, at, *max_hours)?;
            }
        }
        match how {
            BeforeChoice::Discard => Err(Refusal::Closed),
            BeforeChoice::HoldInMemory { max_records } => {
                self.hold_in_memory(record, recipients, *max_records as usize)
            }
            BeforeChoice::HoldSealed { max_records, .. } => {
                self.hold_sealed(record, recipients, u64::from(*max_records))
            }
        }
    }

    fn hold_in_memory(
        &self,
        record: Record<'_>,
        recipients: &[usize],
        max_records: usize,
    ) -> Result<Outcome, Refusal> {
        let subject = self.subject.lock().clone();
        let now = self.ports.clock.now();
        let mut held = self.purposes[record.purpose()].held.lock();
        let Held {
            keys,
            records,
            carried,
            ..
        } = &mut *held;
        for at in recipients {
            if keys.iter().all(|(known, _)| known != at) {
                let key = IdentityKeys::provisional(&*self.ports.random, now)
                    .map_err(|_| Refusal::StorageFailed)?;
                keys.push((*at, key));
            }
        }
        let key = |recipient: usize| {
            let found = keys.iter().find(|(at, _)| *at == recipient);
            &found
                .expect("a key was made for every recipient above")
                .1
                .key
        };
        let minimiser = Minimiser {
            catalog: &self.catalog,
            scrubber: &subject.scrubber,
            now,
        };
        let permitted = gate::admit_provisionally(record, 0);
        minimiser.minimise(permitted, recipients, Vec::new(), key, |minimised| {
            let at = minimised.recipient();
            let (context, pseudonyms) =
                minimiser.context(at, key(at), &subject.facts, &subject.account);
            records.push_back((context, minimised));
            for (field, pseudonym) in pseudonyms {
                let one = (at, field, pseudonym);
                if !carried.contains(&one) {
                    carried.push(one);
                }
            }
            Ok::<_, Refusal>(Vec::new())
        })?;
        while records.len() > max_records * recipients.len() {
            records.pop_front();
        }
        Ok(Outcome::HeldInMemory)
    }

    fn hold_sealed(
        &self,
        record: Record<'_>,
        recipients: &[usize],
        max_records: u64,
    ) -> Result<Outcome, Refusal> {
        let mut held = self.purposes[record.purpose()].held.lock();
        let Held { sealed, .. } = &mut *held;
        let working = sealed.as_mut().filter(|working| working.is_open_on_disk());
        let working = working.ok_or(Refusal::Closed)?;
        // Over all processes that ever held, not only this one.
        let held_by_each = self.places(working).into_iter().map(|(_, lane)| {
            let waiting = Waiting::in_folder(&*self.ports.files, &lane.folder, None);
            waiting.records.number()
        });
        if held_by_each.max().unwrap_or(0) >= max_records {
            return Err(Refusal::NoRoom);
        }
        let permitted = gate::admit_provisionally(record, working.slot.generation);
        let secret = working.slot.queue_secret.clone();
        let outside = self.outside(&secret, LOCK_LIMIT);
        self.make_ready(working, &outside)?;
        self.store_in(working, &outside, permitted, recipients)?;
        Ok(Outcome::HeldSealed)
    }

    /// Makes the slot of a sealed hold; ends one that is over its time first.
    fn begin_hold(&self, ready: &Ready, at: usize, max_hours: u32) -> Result<(), Refusal> {
        let purpose = &self.policy().purposes[at].id;
        let now = self.ports.clock.now();
        let mut held = self.purposes[at].held.lock();
        if held.sealed.as_ref().is_some_and(|working| {
            working.is_open_on_disk() && is_fresh(&working.slot, max_hours, now)
        }) {
            return Ok(());
        }
        held.destroy();
        let _held = self
            .ports
            .files
            .lock(LOCK, LOCK_LIMIT)
            .map_err(StoreError::from)?;
        let id = held_slot_of(purpose);
        self.wipe_hold(ready, purpose)
            .map_err(|()| Refusal::StorageFailed)?;
        let time = Vouched {
            sequence: u64::try_from(now).unwrap_or(0),
            hash: [0; 32],
        };
        let slot = Slot::create(&ready.vault, &ready.keys, &*self.ports.random, id, time)
            .map_err(|_| Refusal::StorageFailed)?;
        held.sealed = Some(Working::hold(
            std::sync::Arc::clone(&ready.vault),
            slot,
            at,
            now,
        ));
        Ok(())
    }

    /// Overwrites the slot of a sealed hold and sets its files aside. The lock is held.
    pub(super) fn wipe_hold(&self, ready: &Ready, purpose: &str) -> Result<(), ()> {
        let found = ready
            .vault
            .find(held_slot_of(purpose).tag())
            .map_err(|_| ())?;
        if let Some((index, raw)) = found.filter(|(_, raw)| raw.generation != 0) {
            ready.vault.wipe(index).map_err(|_| ())?;
            let name = generation_name(index, raw.generation);
            // Unreadable already; what cannot be moved now is swept later.
            let _ = set_aside(&*self.ports.files, &*self.ports.random, &name);
        }
        Ok(())
    }

    /// Wipes the holds of purposes that the person has chosen about and that are closed.
    pub(super) fn wipe_chosen_holds(&self, ready: &Ready) {
        let now = self.ports.clock.now();
        for (at, purpose) in self.policy().purposes.iter().enumerate() {
            let choices = ready.ledger.choices();
            let closed = choices.closed_by(self.policy(), purpose, now).is_some();
            let over = !is_unchosen(choices, &purpose.id) || self.is_forbidden(ready, at);
            if closed && over {
                // What cannot be wiped now is wiped at the next opening.
                let _ = self.wipe_hold(ready, &purpose.id);
            }
        }
    }

    /// Whether somebody forbids a purpose, whatever the person will say.
    pub(super) fn is_forbidden(&self, ready: &Ready, at: usize) -> bool {
        let purpose = &self.policy().purposes[at];
        let limit = ready
            .ledger
            .choices()
            .closed_by_limit(self.policy(), purpose);
        matches!(limit, Some(ClosedBy::Limit(_)))
    }

    /// Takes over what is held of every purpose that is open, also what was cut short before.
    pub(super) fn take_over_all(&self) {
        for at in 0..self.purposes.len() {
            if self.purposes[at].door.generation() != 0 {
                // What fails stays held for the next time.
                let _ = self.take_over(at);
            }
        }
    }

    /// Takes over what was held before a yes: first the keys, so that pseudonyms stay the same,
    /// then each record through the gate again. How many.
    pub(super) fn take_over(&self, at: usize) -> Result<u64, Refusal> {
        let cell = &self.purposes[at];
        let core = self.core.lock();
        let mut held = cell.held.lock();
        if held.is_empty() {
            return Ok(0);
        }
        let before_choice = &self.policy().purposes[at].before_choice;
        if let (Some(sealed), BeforeChoice::HoldSealed { max_hours, .. }) =
            (&held.sealed, before_choice)
            && !is_fresh(&sealed.slot, *max_hours, self.ports.clock.now())
        {
            held.destroy();
            let _held = self
                .ports
                .files
                .lock(LOCK, LOCK_LIMIT)
                .map_err(StoreError::from)?;
            if let Some(ready) = core.ready() {
                let _ = self.wipe_hold(ready, &self.policy().purposes[at].id);
            }
            return Ok(0);
        }
        let mut work = cell.work.lock();
        let working = self.checked(at, &mut work)?;
        let secret = working.slot.queue_secret.clone();
        let outside = self.outside(&secret, LOCK_LIMIT);
        self.adopt_keys(at, &held, working, &outside)?;
        self.make_ready(working, &outside)?;
        self.remember_carried(at, &held, &outside)?;
        let mut taken = 0;
        while let Some((context, minimised)) = held.records.pop_front() {
            let permit = gate::permit(&cell.door).ok_or(Refusal::Closed)?;
            let lane = lane_of(&mut working.lanes, minimised.recipient())?;
            lane.set_context(context);
            lane.append(&outside, minimised.permitted_now(permit))?;
            taken += 1;
        }
        if let Some(sealed) = held.sealed.take() {
            taken += self.move_sealed(at, &sealed, working, &outside)?;
            let _held = self
                .ports
                .files
                .lock(LOCK, LOCK_LIMIT)
                .map_err(StoreError::from)?;
            if let Some(ready) = core.ready() {
                let _ = self.wipe_hold(ready, &self.policy().purposes[at].id);
            }
        }
        held.destroy();
        // What comes next stands under the facts and the person of now again.
        working.subject_version = 0;
        Ok(taken)
    }

    /// Pseudonyms that held records carry are given out from now on.
    fn remember_carried(
        &self,
        at: usize,
        held: &Held,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        let _held = outside
            .files
            .lock(LOCK, outside.lock_limit)
            .map_err(StoreError::from)?;
        for (recipient, field, pseudonym) in &held.carried {
            self.remember_one(at, *recipient, field, pseudonym.clone(), outside.now)?;
        }
        Ok(())
    }

    /// The same for what the context of a sealed segment names.
    fn remember_context(
        &self,
        at: usize,
        recipient: usize,
        text: &[u8],
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        let context = Stored::read(text).ok_or(Refusal::StorageFailed)?;
        let _held = outside
            .files
            .lock(LOCK, outside.lock_limit)
            .map_err(StoreError::from)?;
        for (field, value) in &context.members {
            let rule = self.catalog.rule(field, recipient);
            if let (Some(FieldRule::Pseudonymise), Value::Text(pseudonym)) = (rule, value) {
                self.remember_one(at, recipient, field, pseudonym.to_string(), outside.now)?;
            }
        }
        Ok(())
    }

    fn adopt_keys(
        &self,
        at: usize,
        held: &Held,
        working: &Working,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        let failed = |_| Refusal::StorageFailed;
        let _held = outside
            .files
            .lock(LOCK, outside.lock_limit)
            .map_err(StoreError::from)?;
        outside
            .files
            .create_folder(&working.folder())
            .map_err(StoreError::from)?;
        let identity = working.identity(outside)?;
        for (recipient, key) in &held.keys {
            let id = &self.policy().recipients[*recipient].id;
            identity.adopt(outside.random, id, key).map_err(failed)?;
        }
        if let Some(sealed) = &held.sealed {
            outside
                .files
                .create_folder(&sealed.folder())
                .map_err(StoreError::from)?;
            let provisional = sealed.identity(outside)?;
            for recipient in self.catalog.recipients(at) {
                let recipient = &self.policy().recipients[recipient];
                let key = provisional
                    .current(outside.random, &recipient.id, recipient.epoch, outside.now)
                    .map_err(failed)?;
                identity
                    .adopt(outside.random, &recipient.id, &key)
                    .map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Moves sealed records one by one; its cursors say how far it came if it is cut short.
    fn move_sealed(
        &self,
        at: usize,
        sealed: &Working,
        working: &mut Working,
        outside: &Outside<'_>,
    ) -> Result<u64, Refusal> {
        let files = outside.files;
        let mut taken = 0;
        for (recipient, from) in self.places(sealed) {
            for name in segments(files, &from.folder).map_err(StoreError::from)? {
                let path = format!("{}/{name}", from.folder);
                let secret = &sealed.slot.queue_secret;
                let Ok(reader) = SegmentReader::open(files, &path, from.place, secret) else {
                    continue;
                };
                let mut position = sent::read(files, &path);
                if let Read::Frame { text, .. } = reader.read(START) {
                    self.remember_context(at, recipient, &text, outside)?;
                    lane_of(&mut working.lanes, recipient)?.set_context(Context::read_back(&text));
                }
                while let Read::Frame { text, behind, .. } = reader.read(position) {
                    if position != START {
                        let permit =
                            gate::permit(&self.purposes[at].door).ok_or(Refusal::Closed)?;
                        let minimised = Minimised::read_back(recipient, permit, &text);
                        lane_of(&mut working.lanes, recipient)?.append(outside, minimised)?;
                        taken += 1;
                    }
                    position = behind;
                    sent::write(files, &path, position).map_err(StoreError::from)?;
                }
            }
        }
        Ok(taken)
    }
}
