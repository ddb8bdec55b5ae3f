//! The wiring: the only place that sees every stage.
//!
//! Order of locks, outermost first: choices (`core`), a purpose's work, the lock over all processes,
//! the list of issued pseudonyms. None is held across a return or a call to the app.

mod batch;
mod change;
mod choose;
mod complete;
mod condition;
mod export;
mod guard;
mod load;
mod off;
mod offer;
mod options;
mod purpose;
mod send;
mod subject;
mod working;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sordino_policy::Policy;

use crate::catalog::Catalog;
use crate::identity::IssuedList;
use crate::ports::{Clock, Files, KeyStore, Random, VendorSwitch};
use crate::queue::Outside;
use crate::sync::{AtomicU64, Mutex};
use crate::upload::{Flights, Retry};

pub use choose::{ChoiceError, Shown, Turned};
pub use condition::{Condition, Counters, Found, NotReady};
pub use guard::is_inside;
pub use offer::{Accepted, Outcome};
pub use options::{OpenError, Options, Override};
pub use purpose::Standing;
pub use send::Queued;

use condition::Counting;
use load::Core;
use options::Endpoint;
use purpose::PurposeCell;
use subject::Subject;

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

/// The engine. Share it; every call takes `&self` and may come from any thread.
pub struct Engine {
    catalog: Catalog,
    ports: Ports,
    options: Options,
    endpoints: Vec<Option<Endpoint>>,
    core: Mutex<Core>,
    purposes: Vec<PurposeCell>,
    subject: Mutex<Subject>,
    /// Changes whenever the subject does, so that a record need not lock it.
    subject_version: AtomicU64,
    issued: Mutex<Option<IssuedSource>>,
    flights: Flights,
    retries: Mutex<Vec<((usize, usize), Retry)>>,
    counting: Counting,
    broken: AtomicBool,
    /// Whether nothing can be open because the key store gave no keys.
    without_keys: AtomicBool,
    /// Names our uploads to other processes; never 0.
    owner: u64,
}

/// The list of issued pseudonyms, opened when the first one is given out.
pub(crate) struct IssuedSource {
    secret: crate::seal::Secret,
    list: Option<IssuedList>,
}

impl Engine {
    /// Opens the engine over the folder that `ports` names.
    ///
    /// Whatever is missing, damaged, locked or foreign there means closed, and
    /// [`Engine::condition`] says so; it is no error here. What the ledger does not hold open is
    /// wiped before this returns.
    ///
    /// # Errors
    ///
    /// [`OpenError`] if an endpoint is not allowed or an override names nobody.
    pub fn open(policy: Policy, ports: Ports, options: Options) -> Result<Self, OpenError> {
        let endpoints = options.endpoints(&policy)?;
        let mut owner = [0; 8];
        // Without randomness nothing can be sealed either, and the engine stays closed.
        let _ = ports.random.fill(&mut owner);
        let engine = Self {
            purposes: policy
                .purposes
                .iter()
                .map(|_| PurposeCell::default())
                .collect(),
            subject: Mutex::new(Subject::new(&options)),
            subject_version: AtomicU64::new(1),
            catalog: Catalog::new(policy),
            ports,
            options,
            endpoints,
            core: Mutex::new(Core::not_loaded()),
            issued: Mutex::new(None),
            flights: Flights::default(),
            retries: Mutex::new(Vec::new()),
            counting: Counting::default(),
            broken: AtomicBool::new(false),
            without_keys: AtomicBool::new(false),
            owner: u64::from_le_bytes(owner) | 1,
        };
        engine.guarded(|| (), || engine.load());
        Ok(engine)
    }

    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        self.catalog.policy()
    }

    fn lacks_keys(&self) -> bool {
        self.without_keys.load(Ordering::SeqCst)
    }

    fn is_broken(&self) -> bool {
        self.broken.load(Ordering::SeqCst)
    }

    fn outside<'a>(
        &'a self,
        queue_secret: &'a [u8; 32],
        lock_limit: std::time::Duration,
    ) -> Outside<'a> {
        Outside {
            files: &*self.ports.files,
            random: &*self.ports.random,
            queue_secret,
            now: self.ports.clock.now(),
            lock_limit,
        }
    }
}

impl Drop for Engine {
    /// Ends segments and folds totals in, so that the next receipt is exact.
    fn drop(&mut self) {
        if !self.is_broken() {
            self.guarded(|| (), || self.close_lanes());
        }
    }
}
