//! The pseudonym keys of an open purpose, one a recipient.

use std::sync::Arc;

use super::outside::Outside;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::identity::{EpochKey, IdentityKeys, PseudonymKey};
use crate::ports::Millis;
use crate::record::Refusal;
use crate::sync::Mutex;
use crate::world::World;

/// The keys, as they were read the last time. They are forgotten with the last clone.
#[derive(Clone, Default)]
pub(crate) struct Keys(Arc<[(RecipientIx, EpochKey)]>);

impl Keys {
    /// Reads the key of every recipient, or makes the one that is due. The lock over all processes is held.
    pub(super) fn read(
        world: &World,
        purpose: PurposeIx,
        identity: &IdentityKeys,
        outside: &Outside<'_>,
    ) -> Result<Self, Refusal> {
        let times = (outside.now, world.confirmed_now());
        let read = |at| {
            let recipient = world.catalog.recipient(at);
            let key = identity
                .current(outside.random, &recipient.id, recipient.epoch, times)
                .map_err(|_| Refusal::StorageFailed)?;
            Ok((at, key))
        };
        let recipients = world.catalog.recipients(purpose).into_iter();
        Ok(Self(recipients.map(read).collect::<Result<_, Refusal>>()?))
    }

    /// Returns `true` if there is a key for every recipient and none is due to be replaced. A clock that jumped
    /// replaces none.
    pub(crate) fn hold(&self, world: &World, purpose: PurposeIx, now: Millis) -> bool {
        let holds = |(at, key): &(RecipientIx, EpochKey)| {
            let length = world.catalog.recipient(*at).epoch;
            key.holds(length, now) || key.holds(length, world.confirmed_now())
        };
        let is_read = !self.0.is_empty() || world.catalog.recipients(purpose).is_empty();
        is_read && self.0.iter().all(holds)
    }

    /// One recipient's key.
    pub(crate) fn of(&self, recipient: RecipientIx) -> &PseudonymKey {
        let found = self.0.iter().find(|(at, _)| *at == recipient);
        &found
            .expect("a key was read for every recipient of the purpose")
            .1
            .key
    }
}

/// The same keys for whoever minimises while another thread works with the purpose.
#[derive(Clone, Default)]
pub(crate) struct SharedKeys(Arc<Mutex<Keys>>);

impl SharedKeys {
    pub(super) fn replace(&self, keys: &Keys) {
        *self.0.lock() = keys.clone();
    }

    /// The keys of now. Their lock is held for no longer than it takes to copy a pointer.
    pub(crate) fn now(&self) -> Keys {
        self.0.lock().clone()
    }
}
