//! What every room stands on: the policy, the ports, the app's options, and what was counted.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sordino_policy::Policy;

use crate::catalog::{Catalog, PurposeIx};
use crate::condition::Counting;
use crate::confirmed::Confirmed;
use crate::crumbs::Crumbs;
use crate::decisions::Decisions;
use crate::lock::LOCK;
use crate::misplaced::in_its_place;
use crate::options::Options;
use crate::ports::{Clock, Files, Held, KeyStore, Millis, Process, Random, VendorSwitch};
use crate::vault::{SlotId, SlotIds};

/// The outside world, as the engine sees it.
pub struct Ports {
    /// Our own folder.
    pub files: Box<dyn Files>,
    /// The platform's key store.
    pub keys: Box<dyn KeyStore>,
    /// The wall clock.
    pub clock: Box<dyn Clock>,
    /// The system's randomness.
    pub random: Box<dyn Random>,
    /// Switches of vendors' SDKs that the app keeps.
    pub vendors: Vec<Arc<dyn VendorSwitch>>,
}

/// What every room stands on. It decides nothing.
pub(crate) struct World {
    pub(crate) catalog: Catalog,
    pub(crate) ports: Ports,
    pub(crate) options: Options,
    pub(crate) counting: Counting,
    pub(crate) crumbs: Crumbs,
    pub(crate) decisions: Decisions,
    process: Box<dyn Process>,
    confirmed: Confirmed,
    slots: SlotIds,
}

impl World {
    pub(crate) fn new(policy: Policy, ports: Ports, options: Options) -> Self {
        Self {
            slots: SlotIds::new(policy.purposes.iter().map(|purpose| purpose.id.as_str())),
            catalog: Catalog::new(policy, options.platform),
            process: ports.files.process(),
            confirmed: Confirmed::default(),
            crumbs: Crumbs::default(),
            decisions: Decisions::new(options.keep_decisions),
            ports,
            options,
            counting: Counting::default(),
        }
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.catalog.policy()
    }

    /// Names of the slots that the policy speaks of.
    pub(crate) fn slots(&self) -> &SlotIds {
        &self.slots
    }

    /// The slot of a purpose.
    pub(crate) fn slot(&self, at: PurposeIx) -> SlotId {
        self.slots.of(at.index()).0
    }

    /// The slot of a purpose's hold.
    pub(crate) fn hold_slot(&self, at: PurposeIx) -> SlotId {
        self.slots.of(at.index()).1
    }

    pub(crate) fn files(&self) -> &dyn Files {
        &*self.ports.files
    }

    pub(crate) fn keys(&self) -> &dyn KeyStore {
        &*self.ports.keys
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.ports.random
    }

    /// Returns `true` in a process that was forked from the one that opened the engine.
    pub(crate) fn is_forked(&self) -> bool {
        !self.process.is_this()
    }

    pub(crate) fn now(&self) -> Millis {
        self.ports.clock.now()
    }

    /// Milliseconds since the device was started, for what processes tell each other. Where the system does not tell, the
    /// wall clock must do.
    pub(crate) fn since_boot(&self) -> Millis {
        let clock = &self.ports.clock;
        clock.since_boot().unwrap_or_else(|| clock.now())
    }

    /// The time by which something may be destroyed: now, unless the clock jumped a short while ago.
    pub(crate) fn confirmed_now(&self) -> Millis {
        let clock = &self.ports.clock;
        self.confirmed
            .now(self.files(), clock.now(), clock.since_boot())
    }

    /// The lock over all processes.
    pub(crate) fn lock(&self, limit: Duration) -> io::Result<Box<dyn Held>> {
        let files = self.files();
        in_its_place(files, LOCK, || files.lock(LOCK, limit))
    }
}
