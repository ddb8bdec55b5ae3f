//! Who is signed in, and which pseudonyms of theirs were given out.

use once_cell::unsync::OnceCell;

use super::issued::{Issued, IssuedList};
use super::subject::SignedIn;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::lock::LOCK_LIMIT;
use crate::ports::{DAY, Millis};
use crate::record::Refusal;
use crate::seal::Secret;
use crate::sync::Mutex;
use crate::world::World;

/// The list's file.
const ISSUED: &str = "issued";

/// Whom records are about.
pub(crate) struct People {
    pub(crate) signed_in: SignedIn,
    /// A random number of this run of the app.
    pub(crate) run: u64,
    given: Mutex<Option<Given>>,
}

/// The list of pseudonyms, opened when the first one is given out.
struct Given {
    secret: Secret,
    list: OnceCell<IssuedList>,
}

impl Given {
    fn list(&mut self, world: &World) -> std::io::Result<&mut IssuedList> {
        let Self { secret, list } = self;
        list.get_or_try_init(|| IssuedList::open(world.files(), ISSUED, secret))?;
        list.get_mut()
            .ok_or_else(|| std::io::ErrorKind::Other.into())
    }
}

/// Why the list of pseudonyms gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoList {
    /// Nothing that it is sealed under is there.
    NotReady,
    /// Files failed.
    Failed,
}

impl People {
    pub(crate) fn new(world: &World) -> Self {
        let mut run = [0; 8];
        // Without randomness nothing can be sealed either, and the engine stays closed.
        let _ = world.random().fill(&mut run);
        let mut facts = world.options.facts.clone();
        world.counting.left_out(facts.bound());
        Self {
            run: u64::from_le_bytes(run),
            signed_in: SignedIn::nobody(facts),
            given: Mutex::new(None),
        }
    }

    /// The secret that the list is sealed under from now on; it is opened anew.
    pub(crate) fn list_under(&self, secret: Secret) {
        *self.given.lock() = Some(Given {
            secret,
            list: OnceCell::new(),
        });
    }

    /// Keeps a pseudonym that a recipient is given, if the policy wants it kept. The lock over all
    /// processes is held.
    pub(crate) fn remember(
        &self,
        world: &World,
        purpose: PurposeIx,
        recipient: RecipientIx,
        (field, pseudonym): (&str, String),
    ) -> Result<(), Refusal> {
        let recipient = world.catalog.recipient(recipient);
        if !recipient.remember_issued {
            return Ok(());
        }
        let now = world.confirmed_now();
        let issued = Issued {
            purpose: world.catalog.purpose(purpose).id.clone(),
            recipient: recipient.id.clone(),
            field: field.to_owned(),
            pseudonym,
            time: now,
            until: now.saturating_add(Millis::from(recipient.retention_days) * DAY),
        };
        self.with_list(world, |list| list.add(world.random(), issued))
            .map_err(|_| Refusal::StorageFailed)
    }

    /// Every pseudonym that a recipient may still hold data under.
    pub(crate) fn issued(&self, world: &World) -> Result<Vec<Issued>, NoList> {
        let now = world.confirmed_now();
        let mut rows = self.with_list(world, IssuedList::rows)?;
        rows.retain(|issued| issued.until > now);
        Ok(rows)
    }

    /// Returns when a power loss would forget none of them: before an upload hands one out, and before anybody is asked to
    /// delete what stands under them. Mostly nothing is new, and nothing is synced. No record waits meanwhile.
    pub(crate) fn sync_issued(&self, world: &World) -> Result<(), NoList> {
        let unsynced = self.with_list(world, |list| list.unsynced())?;
        let Some((file, end)) = unsynced else {
            return Ok(());
        };
        let synced = file.sync().and_then(|()| world.files().sync_folder(""));
        synced.map_err(|_| NoList::Failed)?;
        self.with_list(world, |list| {
            list.synced(end);
            Ok(())
        })
    }

    /// Forgets the pseudonyms that were given out until `asked`, whose deletion was confirmed. Those of a purpose that
    /// `is_open` stay: what is sent under them from now on must be deletable too.
    pub(crate) fn forget_issued(
        &self,
        world: &World,
        asked: Millis,
        is_open: &dyn Fn(&str) -> bool,
    ) -> Result<(), NoList> {
        let _held = world.lock(LOCK_LIMIT).map_err(|_| NoList::NotReady)?;
        let is_gone = |one: &Issued| one.time <= asked && !is_open(&one.purpose);
        self.with_list(world, |list| list.forget(is_gone))
    }

    fn with_list<T>(
        &self,
        world: &World,
        act: impl FnOnce(&mut IssuedList) -> std::io::Result<T>,
    ) -> Result<T, NoList> {
        let mut given = self.given.lock();
        let given = given.as_mut().ok_or(NoList::NotReady)?;
        let list = given.list(world);
        list.and_then(act).map_err(|_| NoList::Failed)
    }
}
