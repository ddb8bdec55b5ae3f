//! What was held before a yes is taken over: first the keys, so that pseudonyms stay the same, then
//! each record through the gate again.

use sordino_policy::{BeforeChoice, FieldRule};

use super::held::Held;
use super::keep::Keeper;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::gate::{Gate, Work, is_fresh};
use crate::lock::{LOCK, LOCK_LIMIT, Patience};
use crate::minimise::{Context, Minimised, Stored};
use crate::misplaced::make_folder;
use crate::queue::{
    OpenPurpose, Outside, Queues, Read, START, SegmentReader, StoreError, segments, sent,
};
use crate::record::Refusal;
use crate::value::Value;

/// Takes over what is held of a purpose, also what was cut short before. How many records.
pub(crate) fn take_over(keeper: Keeper<'_>, at: PurposeIx) -> Result<u64, Refusal> {
    let Queues {
        world,
        gate,
        people,
    } = keeper.queues;
    let mut held = keeper.holds.of(at);
    if held.is_empty() {
        return Ok(0);
    }
    let was_sealed = held.sealed.is_some();
    let before_choice = &world.catalog.purpose(at).before_choice;
    if let (Some(sealed), BeforeChoice::HoldSealed { max_hours, .. }) =
        (&held.sealed, before_choice)
        && !is_fresh(&sealed.slot, *max_hours, world.confirmed_now())
    {
        held.destroy();
        drop(held);
        wipe_hold(keeper, at);
        return Ok(0);
    }
    // A no that this process has not heard of, before the yes that it has.
    let purpose = &world.catalog.purpose(at).id;
    let standings = keeper.consent.standings();
    let since = standings.balance.as_ref();
    if held.since != since.map(|balance| balance.waiting_since(purpose)) {
        held.destroy_in_memory();
    }
    if held
        .sealed
        .as_ref()
        .is_some_and(|sealed| !sealed.is_open_on_disk())
    {
        held.sealed = None;
    }
    if held.is_empty() {
        return Ok(0);
    }
    let mut work = gate.work(at);
    let open = gate.checked(at, world.now(), &mut work)?;
    let (secret, patience) = (
        open.slot.queue_secret.clone(),
        Patience::for_each(LOCK_LIMIT),
    );
    let taking = Taking {
        queues: keeper.queues,
        at,
        outside: Outside::of(world, &secret, &patience, world.now()),
    };
    taking.adopt_keys(&held, open)?;
    open.make_ready(world, people, &taking.outside)?;
    taking.remember_carried(&held)?;
    let mut taken = 0;
    while let Some((context, minimised)) = held.records.front() {
        let permit = gate.permit(at, world.now()).ok_or(Refusal::Closed)?;
        let lane = open.lane_mut(minimised.recipient())?;
        lane.set_context(context.clone());
        // What may have to wait comes before the record leaves the hold.
        lane.make_room(&taking.outside, minimised.len(), false)?;
        let Some(minimised) = held.pop() else {
            break;
        };
        lane.append(&taking.outside, minimised.permitted_now(permit))?;
        taken += 1;
    }
    if let Some(sealed) = held.sealed.take() {
        taken += taking.move_sealed(&sealed, open)?;
    }
    held.destroy();
    open.ask_anew_who_it_is_about();
    drop(work);
    drop(held);
    if was_sealed {
        wipe_hold(keeper, at);
    }
    Ok(taken)
}

/// What cannot be wiped now is wiped at the next opening; its cursors say that it was moved.
fn wipe_hold(keeper: Keeper<'_>, at: PurposeIx) {
    let world = keeper.queues.world;
    let mut exclusive = keeper.consent.exclusive(world, keeper.memory, &mut |_| {});
    if let Some(ready) = exclusive.ready()
        && let Ok(seen) = ready.seen()
    {
        let _ = ready.wipe_hold(world, &seen, at);
    }
}

/// One purpose whose held records are moved.
struct Taking<'a> {
    queues: Queues<'a>,
    at: PurposeIx,
    outside: Outside<'a>,
}

impl Taking<'_> {
    /// Pseudonyms that held records carry are given out from now on.
    fn remember_carried(&self, held: &Held) -> Result<(), Refusal> {
        let _held = self.lock()?;
        for (recipient, field, pseudonym) in &held.carried {
            self.remember(*recipient, field, pseudonym.clone())?;
        }
        Ok(())
    }

    /// The same for what the context of a sealed segment names.
    fn remember_context(&self, recipient: RecipientIx, text: &[u8]) -> Result<(), Refusal> {
        let context = Stored::read(text).ok_or(Refusal::StorageFailed)?;
        let _held = self.lock()?;
        for (field, value) in &context.members {
            let rule = self.queues.world.catalog.rule(field, recipient);
            if let (Some(FieldRule::Pseudonymise), Value::Text(pseudonym)) = (rule, value) {
                self.remember(recipient, field, pseudonym.to_string())?;
            }
        }
        Ok(())
    }

    fn remember(
        &self,
        recipient: RecipientIx,
        field: &str,
        pseudonym: String,
    ) -> Result<(), Refusal> {
        let Queues { world, people, .. } = self.queues;
        let one = (field, pseudonym);
        people.remember(world, self.at, recipient, one)
    }

    fn adopt_keys(&self, held: &Held, open: &OpenPurpose) -> Result<(), Refusal> {
        let catalog = &self.queues.world.catalog;
        let Outside { files, random, .. } = self.outside;
        let failed = |_| Refusal::StorageFailed;
        let _held = self.lock()?;
        make_folder(files, &open.folder()).map_err(StoreError::from)?;
        let identity = open.identity(&self.outside)?;
        for (recipient, key) in &held.keys {
            let id = &catalog.recipient(*recipient).id;
            identity.adopt(random, id, key).map_err(failed)?;
        }
        if let Some(sealed) = &held.sealed {
            make_folder(files, &sealed.folder()).map_err(StoreError::from)?;
            let provisional = sealed.identity(&self.outside)?;
            let times = (self.outside.now, self.queues.world.confirmed_now());
            for recipient in catalog.recipients(self.at) {
                let recipient = catalog.recipient(recipient);
                let key = provisional
                    .current(random, &recipient.id, recipient.epoch, times)
                    .map_err(failed)?;
                identity
                    .adopt(random, &recipient.id, &key)
                    .map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Moves sealed records one by one; its cursors say how far it came if it is cut short.
    fn move_sealed(&self, sealed: &OpenPurpose, open: &mut OpenPurpose) -> Result<u64, Refusal> {
        let files = self.outside.files;
        let gate: &Gate<OpenPurpose> = self.queues.gate;
        let mut taken = 0;
        for (recipient, from) in sealed.places(self.queues.world) {
            for name in segments(files, &from.folder).map_err(StoreError::from)? {
                let path = format!("{}/{name}", from.folder);
                let secret = &sealed.slot.queue_secret;
                let Ok(reader) = SegmentReader::open(files, &path, from.place, secret) else {
                    continue;
                };
                let mut position = sent::read(files, &path);
                if let Read::Frame { text, .. } = reader.read(START) {
                    self.remember_context(recipient, &text)?;
                    open.lane_mut(recipient)?
                        .set_context(Context::read_back(&text));
                }
                while let Read::Frame { text, behind, .. } = reader.read(position) {
                    if position != START {
                        let permit = gate
                            .permit(self.at, self.queues.world.now())
                            .ok_or(Refusal::Closed)?;
                        let minimised = Minimised::read_back(recipient, permit, &text);
                        open.lane_mut(recipient)?.append(&self.outside, minimised)?;
                        taken += 1;
                    }
                    position = behind;
                    sent::write(files, &path, position).map_err(StoreError::from)?;
                }
            }
        }
        Ok(taken)
    }

    fn lock(&self) -> Result<Box<dyn crate::ports::Held>, Refusal> {
        let held = self.outside.files.lock(LOCK, self.outside.patience.left());
        Ok(held.map_err(StoreError::from)?)
    }
}
