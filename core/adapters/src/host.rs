//! The short way for a program on a host: one call opens an engine, one sends what waits.

use std::fmt;
use std::io;
use std::path::Path;

use sordino_engine::upload::NotBegun;
use sordino_engine::{Engine, OpenError, Options, Ports};
use sordino_policy::{Policy, PolicyError};

use crate::{Folder, Http, KeyFile, Step, SystemClock, SystemRandom, deliver};

/// Why [`on_host`] opened nothing.
#[derive(Debug)]
#[non_exhaustive]
pub enum HostError {
    /// `policy.json` was refused.
    Policy(PolicyError),
    /// The folder could not be made or opened.
    Folder(io::Error),
    /// The engine refused its options or an endpoint.
    Open(OpenError),
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Policy(error) => write!(f, "policy.json was refused: {error}"),
            Self::Folder(error) => write!(f, "the folder cannot be used: {error}"),
            Self::Open(error) => write!(f, "the engine cannot open: {error}"),
        }
    }
}

impl std::error::Error for HostError {}

/// Opens an engine for a program on a host: its files and its key below `folder`, which is made if it is not there, and
/// the system's clock and randomness. `policy_json` is what `sordino generate` wrote.
///
/// The key is a file of mode 0600. A phone has a key store for it; a program with one of its own opens
/// [`Engine::open`].
///
/// # Errors
///
/// Says whether the policy, the folder or the options are at fault.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use sordino_adapters::{Http, deliver_all, on_host};
/// use sordino_engine::{Event, Options, Shown};
///
/// let engine = on_host(&std::fs::read("policy.json")?, "privacy", Options::default())?;
/// let settings = Shown::new("en", "settings");
/// engine.turn_on("usage", settings)?;
/// engine.record(&Event::new("page_opened", &[("seconds", 1.5.into())]));
/// deliver_all(&engine, &Http::new(Duration::from_secs(10)));
/// println!("{}", engine.turn_off("usage", settings)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn on_host(
    policy_json: &[u8],
    folder: impl AsRef<Path>,
    options: Options,
) -> Result<Engine, HostError> {
    let folder = folder.as_ref();
    let policy = Policy::from_json(policy_json).map_err(HostError::Policy)?;
    let ports = Ports {
        files: Box::new(Folder::new(folder.join("files")).map_err(HostError::Folder)?),
        keys: Box::new(KeyFile::new(folder.join("keys")).map_err(HostError::Folder)?),
        clock: Box::new(SystemClock),
        random: Box::new(SystemRandom),
        vendors: Vec::new(),
    };
    Engine::open(policy, ports, options).map_err(HostError::Open)
}

/// Sends what waits, request by request, until nothing does, a server asks for a pause, or a request cannot begin.
/// Returns what ended it.
pub fn deliver_all(engine: &Engine, http: &Http) -> Step {
    loop {
        match deliver(engine, http) {
            Step::Sent(_) | Step::NotBegun(NotBegun::Gone | NotBegun::Revoked) => {}
            ended => return ended,
        }
    }
}
