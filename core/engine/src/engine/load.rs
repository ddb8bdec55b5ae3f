//! Opening: what is on disk, what it may be trusted for, and what must be wiped first.

use std::sync::Arc;

use super::condition::{Condition, Found, NotReady};
use super::core::{Core, Loaded, Ready};
use super::recover::Fetched;
use super::state::Engine;
use crate::queue::{LOCK, LOCK_LIMIT};
use crate::sync::Ordering;
use crate::vault::Items;

impl Engine {
    /// Tries again what failed at opening: the key store may be unlocked by now.
    pub fn retry(&self) -> Condition {
        self.guarded(
            || Condition {
                broken: true,
                ..Condition::default()
            },
            || {
                if self.core.lock().ready().is_none() {
                    self.load();
                }
                self.core.lock().condition()
            },
        )
    }

    /// Loads everything and opens what ledger and vault agree on.
    pub(super) fn load(&self) {
        // Before any lock: a key store may take seconds.
        let fetched = Items::fetch(&*self.ports.keys);
        {
            let mut core = self.core.lock();
            match self.ports.files.lock(LOCK, LOCK_LIMIT) {
                Ok(_held) => self.load_locked(&mut core, Some(fetched)),
                Err(error) => {
                    core.ready = None;
                    core.condition.not_ready = Some(error.into());
                }
            }
            self.put_to_work(&mut core);
        }
        // What cannot be ended now is ended by the next turn-off or opening; both keys stay until then.
        let _ = self.finish_replacement();
        self.take_over_all();
        self.prepare_for_crashes();
    }

    /// Loads with the lock over all processes held; [`Engine::put_to_work`] must follow without it.
    ///
    /// The key store is asked only where `fetched` does not hold what is needed.
    pub(super) fn load_locked(&self, core: &mut Core, fetched: Option<Fetched>) {
        for cell in &self.purposes {
            cell.door.close();
        }
        let mut found = Vec::new();
        let (ready, not_ready, loaded) = match self.try_load(fetched, &mut found) {
            Ok((ready, loaded)) => (Some(ready), None, loaded),
            Err(why) => (
                None,
                Some(why),
                self.purposes.iter().map(|_| Loaded::default()).collect(),
            ),
        };
        let keys = matches!(not_ready, Some(NotReady::KeysLocked | NotReady::KeysFailed));
        self.without_keys.store(keys, Ordering::SeqCst);
        let condition = Condition {
            not_ready,
            found,
            broken: false,
        };
        *core = Core {
            ready,
            condition,
            loaded: Some(loaded),
        };
    }

    /// Hands each purpose what it works with; the last step of opening it.
    pub(super) fn put_to_work(&self, core: &mut Core) {
        let Some(loaded) = core.loaded.take() else {
            return;
        };
        for (at, Loaded { open, held }) in loaded.into_iter().enumerate() {
            let cell = &self.purposes[at];
            let open = open.filter(|_| !cell.shut.load(Ordering::SeqCst));
            let generation = open.as_ref().map(|working| working.slot.generation);
            cell.held.lock().sealed = held;
            *cell.work.lock() = open;
            if let Some(generation) = generation {
                cell.door.open(generation);
            }
        }
    }

    fn try_load(
        &self,
        fetched: Option<Fetched>,
        found: &mut Vec<Found>,
    ) -> Result<(Ready, Vec<Loaded>), NotReady> {
        let (vault, keys) = self.load_vault(fetched, found)?;
        let vault = Arc::new(vault);
        let (ledger, ledger_generation) = self.load_ledger(&vault, &keys, found)?;
        self.load_issued(&vault, &keys)?;
        let mut ready = Ready {
            vault,
            keys,
            ledger,
            ledger_generation,
        };
        // What opened later must be closable on a full disk; turning on insists, opening does not.
        let _ = ready.ledger.keep_reserve();
        let loaded = self.settle(&mut ready, found)?;
        Ok((ready, loaded))
    }

    /// Begins the segments of crash reports that are open. What fails is tried again by the crash.
    pub(super) fn prepare_for_crashes(&self) {
        for at in self.catalog.crash_purposes() {
            if let Some(working) = self.purposes[at].work.lock().as_mut() {
                let secret = working.slot.queue_secret.clone();
                let _ = self.prepare_segments(working, &self.outside(&secret, LOCK_LIMIT));
            }
        }
    }
}
