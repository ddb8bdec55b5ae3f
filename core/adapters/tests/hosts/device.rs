//! A device of real files, and an engine on it that sends to loopback servers.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::ports::Clock;
use sordino_engine::{Engine, Event, Options, Outcome, Override, Ports, Shown, Value};
use tempfile::TempDir;

/// What the person sees when choosing.
pub(crate) const SHOWN: Shown<'static> = Shown {
    locale: "en",
    how: "settings",
};

/// How long a turn-off waits for what it cancelled.
pub(crate) const CANCEL_LIMIT: Duration = Duration::from_secs(10);

pub(crate) struct Device {
    folder: TempDir,
}

impl Device {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        Self { folder }
    }

    /// Opens the engine; recipient and server of each override.
    pub(crate) fn open(&self, servers: &[(&str, String)]) -> Engine {
        self.open_with(servers, Box::new(SystemClock))
    }

    /// Opens the engine with a clock of one's own.
    pub(crate) fn open_with(&self, servers: &[(&str, String)], clock: Box<dyn Clock>) -> Engine {
        let today = "2026-11-24".parse().expect("it is a date");
        let policy = sordino_policy::compile("policy.toml", include_str!("policy.toml"), today);
        let policy = policy.unwrap_or_else(|findings| panic!("{findings:#?}"));
        let at = |name| self.folder.path().join(name);
        let ports = Ports {
            files: Box::new(Folder::new(at("files")).expect("it can be made")),
            keys: Box::new(KeyFile::new(at("keys")).expect("it can be made")),
            clock,
            random: Box::new(SystemRandom),
            vendors: Vec::new(),
        };
        let replaced = servers.iter().map(|(recipient, url)| Override {
            recipient: (*recipient).to_owned(),
            endpoint: Some(url.clone()),
            key: None,
        });
        let options = Options {
            allow_loopback_http: true,
            overrides: replaced.collect(),
            cancel_limit: CANCEL_LIMIT,
            ..Options::default()
        };
        Engine::open(policy, ports, options).expect("the endpoints are allowed")
    }
}

impl Device {
    /// Every file with its bytes, by name.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("it can be listed") {
                let path = entry.expect("it can be listed").path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let bytes = fs::read(&path).expect("it can be read");
                        files.push((path, bytes));
                    }
                }
            }
        }
        files.sort();
        files
    }

    /// Whether a text stands in any file.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let files = self.files().into_iter();
        let mut bytes = files.map(|(_, bytes)| bytes);
        bytes.any(|bytes| bytes.windows(text.len()).any(|part| part == text))
    }
}

/// Records one event of usage.
pub(crate) fn record(engine: &Engine, minutes: i64) {
    let event = Event {
        name: "alert_opened",
        properties: &[("minutes", Value::Int(minutes))],
    };
    let outcome = engine.record(&event);
    assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
}
