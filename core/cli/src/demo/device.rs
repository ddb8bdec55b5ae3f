//! A device that the demo plays on: a folder, a clock that the day drives, an engine.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::Value as Json;
use sordino_adapters::{Folder, KeyFile, SystemRandom};
use sordino_engine::ports::{Clock, Files, KeyStore, Millis};
use sordino_engine::{Engine, Facts, Options, Override, Ports, Shown, Value};
use sordino_policy::{Policy, PurposeKind, RecipientKind};

use super::sabotage::Sabotage;

/// What the person of the demo sees when choosing.
pub(crate) const SHOWN: Shown<'static> = Shown {
    locale: "en",
    how: "settings",
};

/// A clock that stands where the day is.
#[derive(Clone, Default)]
pub(crate) struct DayClock {
    now: Arc<AtomicI64>,
    asks: Option<String>,
}

impl DayClock {
    pub(crate) fn set(&self, now: Millis) {
        self.now.store(now, Ordering::SeqCst);
    }

    pub(crate) fn advance(&self, by: Millis) {
        self.now.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for DayClock {
    fn now(&self) -> Millis {
        if let Some(server) = &self.asks {
            drop(TcpStream::connect(server));
        }
        self.now.load(Ordering::SeqCst)
    }
}

/// Where the servers are.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    pub(crate) segment: String,
    pub(crate) sentry: String,
}

impl Addresses {
    /// `host:port` of one of them.
    pub(crate) fn host(&self) -> Option<String> {
        let rest = self.segment.strip_prefix("http://")?;
        rest.split('/').next().map(str::to_owned)
    }
}

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
    pub(crate) fn new(
        folder: PathBuf,
        policy: Policy,
        addresses: Addresses,
        sabotage: Sabotage,
    ) -> Self {
        let mut clock = DayClock::default();
        if sabotage.asks_the_network_for_the_time() {
            clock.asks = addresses.host();
        }
        Self {
            folder,
            policy,
            addresses,
            clock,
            key: "feedfacefeedfacefeedfacefeedface".to_owned(),
        }
    }

    pub(crate) fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// A purpose of kind events, and an event that serves it.
    pub(crate) fn purpose_and_event(&self) -> Result<(String, String), String> {
        let purposes = self.policy.purposes.iter();
        let of_kind = purposes.filter(|purpose| purpose.kind == PurposeKind::Events);
        let served = of_kind.filter_map(|purpose| {
            let mut events = self.policy.events.iter();
            let event = events.find(|event| event.purpose == purpose.id)?;
            Some((purpose.id.clone(), event.name.clone()))
        });
        served.into_iter().next().ok_or_else(|| {
            "the policy has no purpose of kind events with an event to play".to_owned()
        })
    }

    /// Opens the engine on the device's files.
    pub(crate) fn open(&self) -> Result<Engine, String> {
        let folder =
            Folder::new(self.files()).map_err(|error| cannot_use(&self.files(), &error))?;
        self.open_on(Box::new(folder))
    }

    /// Opens the engine on files of one's own.
    pub(crate) fn open_on(&self, files: Box<dyn Files>) -> Result<Engine, String> {
        let keys = KeyFile::new(self.keys()).map_err(|error| cannot_use(&self.keys(), &error))?;
        self.open_with(files, Box::new(keys))
    }

    /// Opens the engine on files and keys of one's own.
    pub(crate) fn open_with(
        &self,
        files: Box<dyn Files>,
        keys: Box<dyn KeyStore>,
    ) -> Result<Engine, String> {
        let ports = Ports {
            files,
            keys,
            clock: Box::new(self.clock.clone()),
            random: Box::new(SystemRandom),
            vendors: Vec::new(),
        };
        let options = Options {
            facts: Facts {
                app_version: Some("5.3.1".into()),
                app_build: Some("50301".into()),
                os_name: Some("Android".into()),
                os_version: Some("15.0.4".into()),
                device_model: Some("Pixel 8 Pro".into()),
                locale: Some("de-DE".into()),
                utc_offset_minutes: Some(60),
                device_id: None,
            },
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

/// Tells the servers how to answer from now on.
pub(crate) fn set_mode(addresses: &Addresses, mode: &str) -> Result<(), String> {
    for base in [&addresses.segment, &addresses.sentry] {
        post_mode(base, mode).map_err(|error| {
            format!(
                "a server of the demo could not be told how to answer ({})",
                error.kind()
            )
        })?;
    }
    Ok(())
}

fn post_mode(base: &str, mode: &str) -> std::io::Result<()> {
    use std::io::{Read, Write};
    let rest = base.strip_prefix("http://").unwrap_or(base);
    let host = rest.split('/').next().unwrap_or_default();
    let mut stream = TcpStream::connect(host)?;
    write!(
        stream,
        "POST /_mode HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{mode}",
        mode.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    match answer.starts_with("HTTP/1.1 2") {
        true => Ok(()),
        false => Err(std::io::ErrorKind::InvalidData.into()),
    }
}
