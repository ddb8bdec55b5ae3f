//! What the engine holds in memory.
//!
//! Order of locks, outermost first: choices (`core`), what is held, a purpose's work, the lock over
//! all processes, the list of issued pseudonyms. None is held across a return or a call to the app.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sordino_policy::Policy;

use super::cell::PurposeCell;
use super::condition::Counting;
use super::core::Core;
use super::options::{Endpoint, Options};
use super::subject::Subject;
use crate::catalog::Catalog;
use crate::identity::IssuedList;
use crate::ports::{Clock, Files, KeyStore, Random, VendorSwitch};
use crate::queue::Outside;
use crate::seal::Secret;
use crate::sync::{AtomicU64, Mutex};
use crate::upload::{Flights, Retry};

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
    pub(super) catalog: Catalog,
    pub(super) ports: Ports,
    pub(super) options: Options,
    pub(super) endpoints: Vec<Option<Endpoint>>,
    pub(super) core: Mutex<Core>,
    pub(super) purposes: Vec<PurposeCell>,
    pub(super) subject: Mutex<Subject>,
    /// Changes whenever the subject does, so that a record need not lock it.
    pub(super) subject_version: AtomicU64,
    pub(super) issued: Mutex<Option<IssuedSource>>,
    pub(super) flights: Flights,
    pub(super) retries: Mutex<Vec<((usize, usize), Retry)>>,
    pub(super) counting: Counting,
    pub(super) broken: AtomicBool,
    /// Whether nothing can be open because the key store gave no keys.
    pub(super) without_keys: AtomicBool,
    /// Names our uploads to other processes; never 0.
    pub(super) owner: u64,
}

/// The list of issued pseudonyms, opened when the first one is given out.
pub(super) struct IssuedSource {
    pub(super) secret: Secret,
    pub(super) list: Option<IssuedList>,
}

impl Engine {
    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        self.catalog.policy()
    }

    pub(super) fn lacks_keys(&self) -> bool {
        self.without_keys.load(Ordering::SeqCst)
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::SeqCst)
    }

    pub(super) fn outside<'a>(
        &'a self,
        queue_secret: &'a [u8; 32],
        lock_limit: Duration,
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
