//! A device in memory, on which an engine is opened and its public calls are made.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;
use sordino_policy::{Platform, Policy};

use super::notation::{members, text};
use super::vendors::vendors;
use crate::memory::{Counted, Disk, HandClock, Keys};
use sordino_engine::ports::VendorSwitch;
use sordino_engine::record::Event;
use sordino_engine::upload::{Answer, Cancel, Next, Reply, Request};
use sordino_engine::{Engine, Facts, Options, Outcome, Ports, Shown};

/// The hour in which a case begins, unless it says otherwise: 2026-11-24T08:07:59Z.
const START: i64 = 1_795_507_679_000;
/// What the person sees in every case.
pub(super) const SHOWN: Shown<'static> = Shown {
    locale: "en",
    how: "settings",
};

/// The device and its engine.
pub(super) struct Scene {
    pub(super) clock: HandClock,
    pub(super) engine: Engine,
    device: Device,
}

/// What outlives an engine.
#[derive(Clone, Default)]
struct Device {
    disk: Disk,
    keys: Keys,
    random: Counted,
    vendors: Vec<Arc<dyn VendorSwitch>>,
    platform: Option<Platform>,
}

struct NoTransport;

impl Cancel for NoTransport {
    fn cancel(&self) {}
}

impl Scene {
    /// Opens an engine on a fresh device, with the policy and the `facts` of `input`.
    pub(super) fn new(input: &Json) -> Option<Self> {
        let clock = HandClock::at(input.get("now").and_then(Json::as_i64).unwrap_or(START));
        let device = Device {
            vendors: vendors(input.get("vendors"))?,
            platform: platform(input)?,
            ..Device::default()
        };
        let options = Options {
            facts: facts(input.get("facts"))?,
            cancel_limit: Duration::ZERO,
            platform: platform(input)?,
            ..Options::default()
        };
        let engine = device.open(policy(first_policy(input)?)?, options, &clock)?;
        Some(Self {
            clock,
            engine,
            device,
        })
    }

    /// Closes the engine and opens another on the same device, with the same policy or another.
    ///
    /// With `killed`, the first one does not close: the next finds what was on the disk.
    pub(super) fn reopen(self, other: Option<&Json>, killed: bool) -> Option<Self> {
        let policy = match other {
            Some(other) => policy(other)?,
            None => self.engine.policy().clone(),
        };
        let Self {
            clock,
            engine,
            mut device,
        } = self;
        if killed {
            device.disk = device.disk.after_kill();
        }
        drop(engine);
        let options = Options {
            cancel_limit: Duration::ZERO,
            platform: device.platform,
            ..Options::default()
        };
        let engine = device.open(policy, options, &clock)?;
        Some(Self {
            clock,
            engine,
            device,
        })
    }

    /// Offers an event.
    pub(super) fn record(&self, name: &str, properties: &Json) -> Option<Outcome> {
        let properties = members(properties)?;
        let properties: Vec<_> = properties
            .iter()
            .map(|(key, value)| (key.as_ref(), value.clone()))
            .collect();
        let event = Event {
            name,
            properties: &properties,
        };
        Some(self.engine.record(&event))
    }

    /// Begins the next upload.
    pub(super) fn begin(&self) -> Option<Request> {
        match self.engine.next_upload() {
            Next::Ready(ticket) => self.engine.begin(ticket, Arc::new(NoTransport)).ok(),
            Next::Wait(_) | Next::Idle => None,
        }
    }

    /// Reports the answer of a request that was begun.
    pub(super) fn answered(&self, id: u64, status: u16) {
        let reply = Reply::Answered(Answer::of(status));
        self.engine.report(id, &reply);
    }
}

impl Device {
    fn open(&self, policy: Policy, options: Options, clock: &HandClock) -> Option<Engine> {
        let ports = Ports {
            files: Box::new(self.disk.clone()),
            keys: Box::new(self.keys.clone()),
            clock: Box::new(clock.clone()),
            random: Box::new(self.random.clone()),
            vendors: self.vendors.clone(),
        };
        Engine::open(policy, ports, options).ok()
    }
}

/// The one policy, or the one that the case begins with.
fn first_policy(input: &Json) -> Option<&Json> {
    match input.get("begins") {
        Some(name) => input.get("policies")?.get(name.as_str()?),
        None => input.get("policy"),
    }
}

/// The platform that the case is played on, if it matters.
fn platform(input: &Json) -> Option<Option<Platform>> {
    match input.get("platform").map(Json::as_str) {
        None => Some(None),
        Some(Some("android")) => Some(Some(Platform::Android)),
        Some(Some("ios")) => Some(Some(Platform::Ios)),
        Some(_) => None,
    }
}

/// The policy, read as a phone reads its file.
fn policy(json: &Json) -> Option<Policy> {
    Policy::from_json(json.to_string().as_bytes()).ok()
}

fn facts(json: Option<&Json>) -> Option<Facts> {
    let Some(json) = json else {
        return Some(Facts::default());
    };
    let fact = |name| text(json, name).map(str::to_owned);
    let minutes = json.get("utc_offset_minutes").map(Json::as_i64);
    Some(Facts {
        app_version: fact("app_version"),
        app_build: fact("app_build"),
        os_name: fact("os_name"),
        os_version: fact("os_version"),
        device_model: fact("device_model"),
        locale: fact("locale"),
        utc_offset_minutes: match minutes {
            None => None,
            Some(minutes) => Some(i32::try_from(minutes?).ok()?),
        },
        device_id: fact("device_id"),
    })
}
