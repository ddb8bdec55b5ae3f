//! What it takes to minimise for a vendor's SDK: a pseudonym key and a context, and no lane.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};
use sordino_scrub::Scrubber;

use super::outside::Outside;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::gate::Permitted;
use crate::identity::{EpochKey, IdentityKeys, People};
use crate::minimise::{Context, Minimised, Minimiser, Stored};
use crate::ports::Millis;
use crate::record::Refusal;
use crate::world::World;

/// One vendor's key, and its context for one person. It is forgotten with the open purpose.
pub(crate) struct Aside {
    recipient: RecipientIx,
    key: EpochKey,
    context: Context,
    scrubber: Arc<Scrubber>,
    subject_version: u64,
}

impl Aside {
    /// Makes one, and remembers the pseudonyms that the vendor is given. The lock over all processes is held.
    pub(crate) fn begin(
        world: &World,
        people: &People,
        outside: &Outside<'_>,
        identity: &IdentityKeys,
        (purpose, recipient): (PurposeIx, RecipientIx),
    ) -> Result<Self, Refusal> {
        let declared = world.catalog.recipient(recipient);
        let times = (outside.now, world.confirmed_now());
        let key = identity.current(outside.random, &declared.id, declared.epoch, times);
        let key = key.map_err(|_| Refusal::StorageFailed)?;
        let subject = people.signed_in.subject();
        let minimiser = Minimiser {
            catalog: &world.catalog,
            scrubber: &subject.scrubber,
            now: outside.now,
            tells: false,
        };
        let (context, issued) =
            minimiser.context(recipient, &key.key, &subject.facts, &subject.account);
        for one in issued {
            people.remember(world, purpose, recipient, one)?;
        }
        Ok(Self {
            recipient,
            key,
            context,
            scrubber: subject.scrubber,
            subject_version: subject.version,
        })
    }

    /// Returns `true` if it is the recipient's.
    pub(crate) fn is_of(&self, recipient: RecipientIx) -> bool {
        self.recipient == recipient
    }

    /// Returns `true` if person and epoch are still the same.
    pub(crate) fn fits(&self, world: &World, people: &People, now: Millis) -> bool {
        let length = world.catalog.recipient(self.recipient).epoch;
        self.subject_version == people.signed_in.version()
            && (self.key.holds(length, now) || self.key.holds(length, world.confirmed_now()))
    }

    /// Returns the record as the vendor may have it, and how many of its values no rule let through.
    pub(crate) fn minimise(
        &self,
        world: &World,
        permitted: Permitted<'_>,
        now: Millis,
    ) -> Result<Json, Refusal> {
        let minimiser = Minimiser {
            catalog: &world.catalog,
            scrubber: &self.scrubber,
            now,
            tells: false,
        };
        let key = |_| &self.key.key;
        let whole = |minimised: Minimised| Ok::<_, Refusal>(minimised.into_parts().0);
        let (dropped, text) =
            minimiser.minimise(permitted, &[self.recipient], Vec::new(), key, whole)?;
        let (values, context) = (members(&text)?, members(self.context.text())?);
        Ok(json!({ "values": values, "context": context, "dropped": dropped }))
    }
}

/// What this process wrote itself a moment ago.
fn members(text: &[u8]) -> Result<Map<String, Json>, Refusal> {
    let stored = Stored::read(text).ok_or(Refusal::Broken)?;
    let members = stored.members.iter();
    Ok(members
        .map(|(key, value)| (key.to_string(), Json::from(value)))
        .collect())
}
