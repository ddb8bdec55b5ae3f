//! A device on the real file system.

use std::path::Path;

use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::receipt::Receipt;
use sordino_engine::{Engine, Options, Ports};
use sordino_policy::Policy;
use sordino_tests::{Rig, policy};

/// A folder that goes when it is dropped.
pub(crate) struct Scene(tempfile::TempDir);

impl Scene {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn open(&self) -> Engine {
        self.open_bounded(u64::MAX)
    }

    /// Each recipient's queue holds so many records.
    pub(crate) fn open_bounded(&self, max_records: u64) -> Engine {
        self.open_with(self.policy(max_records))
    }

    /// An engine that keeps its last decisions, or does not.
    pub(crate) fn open_keeping(&self, keep_decisions: bool) -> Engine {
        let options = Options {
            keep_decisions,
            ..Options::default()
        };
        self.opened(self.policy(u64::MAX), options)
    }

    /// The policy of such queues.
    pub(crate) fn policy(&self, max_records: u64) -> Policy {
        let mut policy = policy();
        for recipient in &mut policy.recipients {
            recipient.queue.max_bytes = u64::MAX;
            recipient.queue.max_records = max_records;
        }
        policy
    }

    pub(crate) fn open_with(&self, policy: Policy) -> Engine {
        self.opened(policy, Options::default())
    }

    fn opened(&self, policy: Policy, options: Options) -> Engine {
        let ports = Ports {
            files: Box::new(Folder::new(self.path().join("files")).expect("it can be used")),
            keys: Box::new(KeyFile::new(self.path().join("keys")).expect("it can be used")),
            clock: Box::new(SystemClock),
            random: Box::new(SystemRandom),
            vendors: Vec::new(),
        };
        Engine::open(policy, ports, options).expect("the policy's endpoints are allowed")
    }

    pub(crate) fn turn_on(&self, engine: &Engine, purpose: &str) {
        let opened = match purpose {
            "stability" => {
                let told = sordino_engine::ledger::State::Informed;
                engine.choose(purpose, told, Rig::SHOWN).map(drop)
            }
            _ => engine.turn_on(purpose, Rig::SHOWN).map(drop),
        };
        opened.expect("it can be turned on");
    }

    pub(crate) fn turn_off(&self, engine: &Engine, purpose: &str) -> Receipt {
        engine
            .turn_off(purpose, Rig::SHOWN)
            .expect("it can be turned off")
    }
}
