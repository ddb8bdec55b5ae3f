//! A device that the demo plays on: a folder, a clock that the day drives, an engine.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value as Json;
use sordino_adapters::{Folder, KeyFile, SystemRandom};
use sordino_engine::ledger::Limiter;
use sordino_engine::ports::VendorSwitch;
use sordino_engine::{Engine, Facts, Options, Override, Ports, Shown, Value};
use sordino_policy::{Policy, PurposeKind, RecipientKind, RequiredSignal};
use sordino_testkit::front::{Front, Fronted};

use super::clock::DayClock;
use super::journal::Journal;
use super::network::Addresses;
use super::vendor::StandIn;

/// What the person of the demo sees when choosing.
pub(crate) const SHOWN: Shown<'static> = Shown {
    locale: "en",
    how: "settings",
};

/// The raw id of the device; it must never leave.
pub(crate) const DEVICE_ID: &str = "and-7f3b0c94d1e85a26";

/// One device.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) folder: PathBuf,
    pub(crate) policy: Policy,
    pub(crate) addresses: Addresses,
    pub(crate) clock: DayClock,
    /// Public client key of every recipient.
    pub(crate) key: String,
}

impl Device {
    pub(crate) fn new(folder: PathBuf, policy: Policy, addresses: Addresses) -> Self {
        Self {
            folder,
            policy,
            addresses,
            clock: DayClock::default(),
            key: "feedfacefeedfacefeedfacefeedface".to_owned(),
        }
    }

    /// Another one like it, in a folder inside this one's.
    pub(crate) fn inside(&self, name: &str) -> Self {
        Self {
            folder: self.folder.join(name),
            ..self.clone()
        }
    }

    /// Another one like it, in a folder beside this one's.
    pub(crate) fn beside(&self, name: &str) -> Self {
        Self {
            folder: self.folder.with_file_name(name),
            ..self.clone()
        }
    }

    /// Name of its folder.
    pub(crate) fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    pub(crate) fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// What is known about app and device.
    pub(crate) fn facts() -> Facts {
        Facts {
            app_version: Some("5.3.1".into()),
            app_build: Some("50301".into()),
            os_name: Some("Android".into()),
            os_version: Some("15.0.4".into()),
            device_model: Some("Pixel 8 Pro".into()),
            locale: Some("de-DE".into()),
            utc_offset_minutes: Some(60),
            device_id: Some(DEVICE_ID.into()),
        }
    }

    /// Purposes of a kind that a recipient of ours serves, in the policy's order.
    pub(crate) fn purposes(&self, kind: PurposeKind) -> Vec<String> {
        let played = |id: &String| {
            let mut recipients = self.policy.recipients.iter();
            recipients.any(|one| is_played(one.kind) && one.purposes.contains(id))
        };
        let purposes = self.policy.purposes.iter();
        purposes
            .filter(|purpose| purpose.kind == kind)
            .map(|purpose| purpose.id.clone())
            .filter(played)
            .collect()
    }

    /// How many recipients of ours a purpose has: each gets a record of its own.
    pub(crate) fn recipients(&self, purpose: &str) -> u64 {
        let recipients = self.policy.recipients.iter();
        let served = recipients
            .filter(|one| is_played(one.kind) && one.purposes.iter().any(|id| id == purpose));
        served.count() as u64
    }

    /// A purpose of kind events, and an event that serves it.
    pub(crate) fn purpose_and_event(&self) -> Result<(String, String), String> {
        let served = self.purposes(PurposeKind::Events).into_iter();
        let mut served = served.filter_map(|purpose| {
            let mut events = self.policy.events.iter();
            let event = events.find(|event| event.purpose == purpose)?;
            Some((purpose, event.name.clone()))
        });
        served.next().ok_or_else(|| {
            "the policy has no purpose of kind events with an event to play".to_owned()
        })
    }

    /// Opens the engine on the device's files and keys.
    pub(crate) fn open(&self) -> Result<Engine, String> {
        self.open_on(self.disk()?)
    }

    /// Opens the engine with more in front of its folder, the last one first.
    pub(crate) fn open_behind(&self, fronts: Vec<Arc<dyn Front>>) -> Result<Engine, String> {
        let disk = fronts.into_iter().fold(self.disk()?, Fronted::shared);
        self.open_on(disk)
    }

    fn key_file(&self) -> Result<KeyFile, String> {
        KeyFile::new(self.keys()).map_err(|error| cannot_use(&self.keys(), &error))
    }

    fn disk(&self) -> Result<Fronted, String> {
        let folder =
            Folder::new(self.files()).map_err(|error| cannot_use(&self.files(), &error))?;
        let written = self.folder.join("written");
        let journal = Journal::new(&written, &self.policy, self.clock.clone())
            .map_err(|error| cannot_use(&written, &error))?;
        Ok(Fronted::new(folder, journal))
    }

    fn open_on(&self, files: Fronted) -> Result<Engine, String> {
        let vendors = self.policy.recipients.iter();
        let vendors = vendors.filter(|one| one.kind == RecipientKind::VendorSdk);
        let ports = Ports {
            files: Box::new(files),
            keys: Box::new(self.key_file()?),
            clock: Box::new(self.clock.clone()),
            random: Box::new(SystemRandom),
            vendors: vendors
                .map(|one| Arc::new(StandIn::of(&one.id)) as Arc<dyn VendorSwitch>)
                .collect(),
        };
        let options = Options {
            facts: Self::facts(),
            overrides: self.overrides(),
            allow_loopback_http: true,
            scrub_known_values: true,
            ..Options::default()
        };
        Engine::open(self.policy.clone(), ports, options).map_err(|error| error.to_string())
    }

    fn overrides(&self) -> Vec<Override> {
        let recipients = self.policy.recipients.iter();
        recipients
            .filter_map(|recipient| {
                let endpoint = match recipient.kind {
                    RecipientKind::Segment => self.addresses.segment.clone(),
                    RecipientKind::Sentry => self.addresses.sentry.clone(),
                    RecipientKind::Otlp => self.addresses.otlp.clone(),
                    _ => return None,
                };
                Some(Override {
                    recipient: recipient.id.clone(),
                    endpoint: Some(endpoint),
                    key: Some(self.key.clone()),
                })
            })
            .collect()
    }

    /// Supplies every signal that the policy requires: nobody forbids anything.
    pub(crate) fn supply_signals(&self, engine: &Engine) -> Result<(), String> {
        for signal in &self.policy.limits.required {
            engine
                .limit(limiter(*signal), None, true)
                .map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// Supplies the signals and turns one purpose on; whether it is open.
    pub(crate) fn turn_on(&self, engine: &Engine, purpose: &str) -> Result<bool, String> {
        self.supply_signals(engine)?;
        let turned = engine.turn_on(purpose, SHOWN);
        Ok(turned.map_err(|error| error.to_string())?.open)
    }
}

/// Whether the demo has a server for recipients of this kind.
pub(crate) fn is_played(kind: RecipientKind) -> bool {
    matches!(
        kind,
        RecipientKind::Segment | RecipientKind::Sentry | RecipientKind::Otlp
    )
}

fn limiter(signal: RequiredSignal) -> Limiter {
    match signal {
        RequiredSignal::Age => Limiter::Age,
        RequiredSignal::Organisation => Limiter::Organisation,
        RequiredSignal::Signal => Limiter::Signal,
    }
}

fn cannot_use(path: &Path, error: &std::io::Error) -> String {
    format!(
        "the folder {} cannot be used ({}): name another one with --keep",
        path.display(),
        error.kind()
    )
}

/// A JSON value as the engine takes it.
pub(crate) fn value(json: &Json) -> Value<'_> {
    match json {
        Json::Null => Value::from("null"),
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(members) => Value::Map(
            members
                .iter()
                .map(|(key, member)| (key.as_str().into(), value(member)))
                .collect(),
        ),
    }
}
