//! One device in memory, on which an engine can be opened, killed and opened again.

use sordino_engine::upload::{Answer, Cancel, Next, Reply, Reported, Request};
use sordino_engine::{Engine, Event, Facts, Options, Outcome, Ports, Shown, Value};
use sordino_policy::Policy;
use sordino_testkit::memory::{Counted, Disk, HandClock, Keys};
use std::sync::{Arc, LazyLock};

/// A policy with one purpose of each sort that the promises speak of.
pub const POLICY: &str = include_str!("policy.toml");

/// A Tuesday in November 2026.
pub const START: i64 = 1_795_507_679_000;

/// The rig's policy, compiled.
///
/// # Panics
///
/// If it is not valid any more; the message is the finding.
pub fn policy() -> Policy {
    // Compiled once: a test opens thousands of engines.
    static COMPILED: LazyLock<Policy> = LazyLock::new(|| {
        let today = "2026-11-24".parse().expect("it is a date");
        sordino_policy::compile("policy.toml", POLICY, today)
            .unwrap_or_else(|findings| panic!("{findings:#?}"))
    });
    COMPILED.clone()
}

/// An event with one text.
pub fn event<'a>(name: &'a str, properties: &'a [(&'a str, Value<'a>)]) -> Event<'a> {
    Event { name, properties }
}

/// One device.
#[derive(Clone)]
pub struct Rig {
    /// Its disk.
    pub disk: Disk,
    /// Its key store.
    pub keys: Keys,
    /// Its clock.
    pub clock: HandClock,
    /// Its randomness.
    pub random: Counted,
}

impl Default for Rig {
    fn default() -> Self {
        let disk = Disk::default();
        Self {
            keys: Keys::beside(&disk),
            disk,
            clock: HandClock::at(START),
            random: Counted::default(),
        }
    }
}

struct NoTransport;

impl Cancel for NoTransport {
    fn cancel(&self) {}
}

impl Rig {
    /// What the person sees when choosing.
    pub const SHOWN: Shown<'static> = Shown {
        locale: "en",
        how: "settings",
    };

    /// The engine's ports on this device.
    pub fn ports(&self) -> Ports {
        Ports {
            files: Box::new(self.disk.clone()),
            keys: Box::new(self.keys.clone()),
            clock: Box::new(self.clock.clone()),
            random: Box::new(self.random.clone()),
            vendors: Vec::new(),
        }
    }

    /// Opens the engine with the rig's policy.
    ///
    /// # Panics
    ///
    /// If the policy's endpoints are refused.
    pub fn open(&self) -> Engine {
        self.open_with(policy(), Options::default())
    }

    /// Opens the engine with a policy and options of one's own.
    ///
    /// # Panics
    ///
    /// If the policy's endpoints are refused.
    pub fn open_with(&self, policy: Policy, options: Options) -> Engine {
        let facts = Facts {
            app_version: Some("5.2".into()),
            os_name: Some("Android".into()),
            os_version: Some("15.1.2".into()),
            device_model: Some("Pixel 8 Pro".into()),
            locale: Some("de-AT".into()),
            utc_offset_minutes: Some(60),
            ..Facts::default()
        };
        let options = Options { facts, ..options };
        Engine::open(policy, self.ports(), options).expect("the policy's endpoints are allowed")
    }

    /// What the next process finds after this one was killed.
    pub fn after_kill(&self) -> Self {
        Self {
            disk: self.disk.after_kill(),
            keys: self.keys.image(),
            ..self.clone()
        }
    }

    /// Begins the next upload, if one is ready.
    pub fn begin(engine: &Engine) -> Option<Request> {
        match engine.next_upload() {
            Next::Ready(ticket) => engine.begin(ticket, Arc::new(NoTransport)).ok(),
            Next::Wait(_) | Next::Idle => None,
        }
    }

    /// Uploads everything to a server that takes it; the bodies.
    pub fn drain(engine: &Engine) -> Vec<Request> {
        let mut requests = Vec::new();
        while let Some(request) = Self::begin(engine) {
            let taken = Reply::Answered(Answer::of(200));
            assert_eq!(engine.report(request.id, &taken), Reported::Delivered);
            requests.push(request);
        }
        requests
    }

    /// Whether a record was accepted.
    pub fn is_accepted(outcome: &Outcome) -> bool {
        matches!(outcome, Outcome::Accepted(_))
    }
}

/// A gzipped body, unpacked.
///
/// # Panics
///
/// If it is no gzip.
pub fn unpack(body: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut text = Vec::new();
    let read = flate2::read::GzDecoder::new(body).read_to_end(&mut text);
    read.expect("bodies are gzip");
    text
}
