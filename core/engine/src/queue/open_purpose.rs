//! What an open purpose works with: its slot's secrets, its recipients' keys and lanes.

use std::sync::Arc;

use sordino_scrub::Scrubber;

use super::amount::Waiting;
use super::aside::Aside;
use super::former_ids::FormerIds;
use super::keys::{Keys, SharedKeys};
use super::lane::Lane;
use super::outside::Outside;
use super::places::{LanePlace, folder, lane_path, place, waiting_in};
use super::store_error::StoreError;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::gate::Work;
use crate::identity::{IdentityKeys, People};
use crate::lock::{LOCK, Patience};
use crate::minimise::Minimiser;
use crate::misplaced::make_folder;
use crate::ports::{DAY, Millis};
use crate::record::Refusal;
use crate::vault::{OnDisk, Slot, VaultFile};
use crate::world::World;

/// What an open purpose works with. Dropping it forgets its secrets.
pub(crate) struct OpenPurpose {
    vault: Arc<VaultFile>,
    pub(crate) slot: Slot,
    pub(crate) purpose: PurposeIx,
    /// Whether it holds records that nobody gets unless the person says yes.
    is_hold: bool,
    /// When it was opened, by the ledger.
    opened: Millis,
    pub(super) keys: Keys,
    shared: SharedKeys,
    pub(super) lanes: Vec<(RecipientIx, Lane)>,
    subject_version: u64,
    pub(super) scrubber: Option<Arc<Scrubber>>,
    pub(super) buffer: Vec<u8>,
    /// When something was recorded last.
    pub(super) recorded: Millis,
    former_ids: FormerIds,
    /// For vendors' SDKs that asked since it was opened.
    pub(crate) asides: Vec<Aside>,
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoRoom => Self::NoRoom,
            StoreError::Busy => Self::Busy,
            StoreError::Forked => Self::Broken,
            StoreError::Failed => Self::StorageFailed,
        }
    }
}

/// A recipient and the pseudonyms that its records carry, by field.
type ByRecipient = (RecipientIx, Vec<(&'static str, String)>);

/// The generation that something was read under, and where it stands.
#[derive(Clone)]
pub(crate) struct Standing {
    vault: Arc<VaultFile>,
    slot: OnDisk,
}

impl Standing {
    /// Returns `true` while the vault that every other process finds holds that generation open. Waits for no lock.
    pub(crate) fn stands(&self) -> bool {
        self.slot.is_open(&self.vault) && self.vault.is_in_place()
    }
}

impl Work for OpenPurpose {
    fn generation(&self) -> u64 {
        self.slot.generation
    }

    fn is_open_on_disk(&self) -> bool {
        self.slot.is_open_on_disk(&self.vault)
    }

    fn is_in_place(&self, now: Millis) -> bool {
        self.vault.was_in_place(now)
    }
}

impl OpenPurpose {
    pub(crate) fn new(
        vault: Arc<VaultFile>,
        slot: Slot,
        purpose: PurposeIx,
        opened: Millis,
    ) -> Self {
        Self {
            vault,
            slot,
            purpose,
            is_hold: false,
            opened,
            keys: Keys::default(),
            shared: SharedKeys::default(),
            lanes: Vec::new(),
            subject_version: 0,
            scrubber: None,
            buffer: Vec::new(),
            recorded: Millis::MIN,
            former_ids: FormerIds::default(),
            asides: Vec::new(),
        }
    }

    /// The same for a sealed hold.
    pub(crate) fn hold(
        vault: Arc<VaultFile>,
        slot: Slot,
        purpose: PurposeIx,
        opened: Millis,
    ) -> Self {
        Self {
            is_hold: true,
            ..Self::new(vault, slot, purpose, opened)
        }
    }

    /// Whether this generation had begun at `time`. There is none before it that could count.
    pub(crate) fn was_open_at(&self, time: Millis) -> bool {
        time >= self.opened
    }

    /// What the disk says of it, for whoever does not wait for it.
    pub(crate) fn standing(&self) -> Standing {
        Standing {
            vault: Arc::clone(&self.vault),
            slot: self.slot.on_disk(),
        }
    }

    /// Whether its vault is where every other process finds it, at this moment.
    pub(crate) fn is_in_place_now(&self) -> bool {
        self.vault.is_in_place()
    }

    pub(crate) fn folder(&self) -> String {
        folder(self.slot.index, self.slot.generation)
    }

    pub(crate) fn identity(&self, outside: &Outside<'_>) -> Result<IdentityKeys, Refusal> {
        let mut place = [0; 16];
        place[..8].copy_from_slice(&(self.slot.index as u64).to_le_bytes());
        place[8..].copy_from_slice(&self.slot.generation.to_le_bytes());
        let path = format!("{}/identity", self.folder());
        IdentityKeys::open(outside.files, &path, &self.slot.identity_secret, place)
            .map_err(|_| Refusal::StorageFailed)
    }

    /// One recipient's queue; it is there from the first record on.
    pub(crate) fn lane(&self, recipient: RecipientIx) -> Option<&Lane> {
        let found = self.lanes.iter().find(|(at, _)| *at == recipient);
        found.map(|(_, lane)| lane)
    }

    /// The same, to change it.
    pub(crate) fn lane_mut(&mut self, recipient: RecipientIx) -> Result<&mut Lane, Refusal> {
        lane_of(&mut self.lanes, recipient)
    }

    /// What waits, by recipient: exactly, where this process wrote it.
    pub(crate) fn waiting(&self, world: &World) -> Vec<Waiting> {
        match &self.lanes[..] {
            [] => waiting_in(world, &self.folder(), self.purpose),
            lanes => lanes
                .iter()
                .map(|(_, lane)| lane.waiting(world.files()))
                .collect(),
        }
    }

    /// Where each recipient's records lie, whether or not this process has written any.
    pub(crate) fn places(&self, world: &World) -> Vec<(RecipientIx, LanePlace)> {
        let of = |at| (at, self.place_of(world, at));
        let recipients = world.catalog.recipients(self.purpose);
        recipients.into_iter().map(of).collect()
    }

    /// Where one recipient's records lie.
    pub(crate) fn place_of(&self, world: &World, recipient: RecipientIx) -> LanePlace {
        let id = &world.catalog.recipient(recipient).id;
        LanePlace {
            folder: lane_path(&self.folder(), id),
            place: place(&self.slot, &world.catalog.purpose(self.purpose).id, id),
        }
    }

    /// Makes keys, contexts and lanes fit the moment: a new person, a new epoch, a first record.
    pub(crate) fn make_ready(
        &mut self,
        world: &World,
        people: &People,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        let version = people.signed_in.version();
        if self.scrubber.is_some()
            && version == self.subject_version
            && self.keys.hold(world, self.purpose, outside.now)
        {
            return Ok(());
        }
        let _held = outside
            .files
            .lock(LOCK, outside.patience.left())
            .map_err(StoreError::from)?;
        self.read_keys(world, outside)?;
        for (at, issued) in self.stand_under_now(world, people, outside.now) {
            // What is held is given to nobody yet.
            for one in issued.into_iter().filter(|_| !self.is_hold) {
                people.remember(world, self.purpose, at, one)?;
            }
        }
        self.subject_version = version;
        Ok(())
    }

    /// The same without the lock, from the keys that memory has: for a process that is about to die. What
    /// is given out by it is remembered when the purpose is made ready the next time.
    pub(crate) fn make_ready_from_memory(
        &mut self,
        world: &World,
        people: &People,
        now: Millis,
    ) -> Result<(), Refusal> {
        if !self.keys.hold(world, self.purpose, now) {
            return Err(Refusal::Busy);
        }
        self.stand_under_now(world, people, now);
        Ok(())
    }

    /// Reads the keys of the moment, or makes them, so that a record can be minimised whoever holds the
    /// lock then.
    pub(crate) fn make_keys(
        &mut self,
        world: &World,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        if self.keys.hold(world, self.purpose, outside.now) {
            return Ok(());
        }
        let _held = outside
            .files
            .lock(LOCK, outside.patience.left())
            .map_err(StoreError::from)?;
        self.read_keys(world, outside)
    }

    /// The lock is held.
    fn read_keys(&mut self, world: &World, outside: &Outside<'_>) -> Result<(), Refusal> {
        make_folder(outside.files, &self.folder()).map_err(StoreError::from)?;
        let identity = self.identity(outside)?;
        self.keys = Keys::read(world, self.purpose, &identity, outside)?;
        self.shared.replace(&self.keys);
        Ok(())
    }

    /// Fits contexts and lanes to the facts and the person of the moment. Returns the pseudonyms that
    /// records carry from now on, by recipient.
    pub(super) fn stand_under_now(
        &mut self,
        world: &World,
        people: &People,
        now: Millis,
    ) -> Vec<ByRecipient> {
        let subject = people.signed_in.subject();
        let minimiser = Minimiser {
            catalog: &world.catalog,
            scrubber: &subject.scrubber,
            now,
            tells: false,
        };
        let days = world.catalog.purpose(self.purpose).retention_days;
        let retention = Millis::from(days) * DAY;
        let mut all = Vec::new();
        for at in world.catalog.recipients(self.purpose) {
            let recipient = world.catalog.recipient(at);
            let key = self.keys.of(at);
            let (context, issued) = minimiser.context(at, key, &subject.facts, &subject.account);
            match lane_of(&mut self.lanes, at) {
                Ok(lane) => lane.set_context(context),
                Err(_) => {
                    let LanePlace { folder, place } = self.place_of(world, at);
                    let of = (!self.is_hold).then_some(self.purpose);
                    let lane = Lane::new((folder, place), of, recipient.queue, retention, context);
                    self.lanes.push((at, lane));
                }
            }
            all.push((at, issued));
        }
        self.scrubber = Some(subject.scrubber);
        all
    }

    /// Its keys, for whoever must minimise while somebody else works with it.
    pub(crate) fn shared_keys(&self) -> SharedKeys {
        self.shared.clone()
    }

    /// Which version of facts and person its lanes stand under.
    pub(crate) fn subject_version(&self) -> u64 {
        self.subject_version
    }

    /// What comes next stands under the facts and the person of that moment.
    pub(crate) fn ask_anew_who_it_is_about(&mut self) {
        self.subject_version = 0;
    }

    /// Keeps the ids of the moment for the next start, and takes in those of the last ones.
    pub(super) fn keep_ids(
        &mut self,
        people: &People,
        outside: &Outside<'_>,
    ) -> Result<(), Refusal> {
        let (folder, secret) = (self.folder(), &*self.slot.identity_secret);
        self.former_ids.keep(people, outside, (&folder, secret))
    }

    /// Forgets the ids of the runs before this one: their crash reports were read. What this run knows of them it goes on
    /// searching for.
    pub(crate) fn forget_former_ids(
        &mut self,
        world: &World,
        people: &People,
        patience: &Patience,
    ) -> Result<(), Refusal> {
        if world.catalog.crash_recipients(self.purpose).is_empty() {
            return Ok(());
        }
        let secret = self.slot.queue_secret.clone();
        let outside = Outside::of(world, &secret, patience, world.now());
        let (folder, own) = (self.folder(), &*self.slot.identity_secret);
        self.former_ids.forget(people, &outside, (&folder, own))
    }
}

pub(super) fn lane_of(
    lanes: &mut [(RecipientIx, Lane)],
    recipient: RecipientIx,
) -> Result<&mut Lane, Refusal> {
    let found = lanes.iter_mut().find(|(at, _)| *at == recipient);
    found.map(|(_, lane)| lane).ok_or(Refusal::NoRecipient)
}
