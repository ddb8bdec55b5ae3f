//! Crashes as we send them, read by Relay: the program that Sentry's own servers read events with.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::programs::sordino;
use crate::project::{root, target};
use crate::report::Count;
use crate::{sent_crashes, venv};

const KEY: &str = "0123456789abcdef0123456789abcdef";

/// A crash of every form of every source is an event that Relay changes nothing of and complains about in nothing.
pub(crate) fn read(log: &mut Log) -> Result<Count, Trouble> {
    let recipe = root().join("tests/servers/relay");
    let python = venv::with(log, "relay-venv", &recipe.join("requirements.txt"))?;
    let kept = target().join("xtask/relay");
    if kept.exists() {
        std::fs::remove_dir_all(&kept)?;
    }
    std::fs::create_dir_all(&kept)?;
    let mut server = Server::start(
        Command::new(sordino(log)?)
            .args(["servers", "--keep"])
            .arg(&kept),
    )?;
    let sent = sent_crashes::send_forms(log, &server.sentry()?, KEY)?;
    drop(server);

    let mut reader = Command::new(python.join("bin/python"));
    let read = log.capture(reader.arg(recipe.join("read_events.py")).arg(&kept))?;
    let read: Vec<Value> = read
        .lines()
        .map(|line| {
            serde_json::from_str(line).map_err(|error| Trouble(format!("no JSON: {error}")))
        })
        .collect::<Result<_, _>>()?;
    let complaints = |id: &str| {
        let mut events = read.iter();
        let event = events.find(|event| event["event_id"] == id);
        event.and_then(|event| event["complaints"].as_object())
    };
    let mut checks = Checks::default();
    let wrong = complaints("wrong by hand").is_some_and(|all| !all.is_empty());
    checks.hold(log, wrong, "Relay complains about an event made wrong")?;
    for (crash, (form, _, _)) in sent.iter().zip(sent_crashes::forms()?) {
        let found = complaints(&crash.event_id);
        let what = format!("Relay takes a {form} crash as it is ({found:?})");
        checks.hold(log, found.is_some_and(serde_json::Map::is_empty), &what)?;
    }
    Ok(checks.into_count())
}

/// `sordino servers`, which ends with its input.
struct Server {
    process: Child,
}

impl Server {
    fn start(command: &mut Command) -> Result<Self, Trouble> {
        let process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        Ok(Self { process: process? })
    }

    /// The address of the one that speaks Sentry's protocol.
    fn sentry(&mut self) -> Result<String, Trouble> {
        let output = self.process.stdout.take();
        let output = output.ok_or_else(|| Trouble("the servers say nothing".into()))?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let addresses: Option<Value> = serde_json::from_str(&line).ok();
        let address = addresses.and_then(|all| all["sentry"].as_str().map(str::to_owned));
        address.ok_or_else(|| Trouble(format!("the servers say no address: {line}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
