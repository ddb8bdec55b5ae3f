//! Opening and closing the engine itself.

use std::sync::atomic::AtomicBool;

use sordino_policy::Policy;

use super::cell::PurposeCell;
use super::condition::Counting;
use super::core::Core;
use super::options::{OpenError, Options};
use super::state::{Engine, Ports};
use super::subject::Subject;
use crate::catalog::Catalog;
use crate::sync::{AtomicU64, Mutex};
use crate::upload::Flights;

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
}

impl Drop for Engine {
    /// Ends segments and folds totals in, so that the next receipt is exact.
    fn drop(&mut self) {
        if !self.is_broken() {
            self.guarded(|| (), || self.close_lanes());
        }
    }
}
