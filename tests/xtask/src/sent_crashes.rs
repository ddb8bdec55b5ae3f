//! The crashes of the example's day, played through a fresh engine to a server by `sordino send-crash`.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::log::{Log, Trouble};
use crate::programs::sordino;
use crate::project::root;

const POLICY: &str = "examples/on-call/privacy.toml";
const DAY: &str = "examples/on-call/day.jsonl";
const FORMS: &str = "tests/servers/crashes/forms.jsonl";

/// One crash that the command says it sent.
pub(crate) struct Sent {
    pub(crate) source: String,
    pub(crate) event_id: String,
    /// The function names that the report held, as the engine read them.
    pub(crate) frames: Vec<String>,
}

/// Sends the first crash of each source of the day to a project's address.
pub(crate) fn send(log: &mut Log, endpoint: &str, key: &str) -> Result<Vec<Sent>, Trouble> {
    send_of(log, endpoint, key, &["--day", DAY])
}

/// Sends a crash of every form that a source has, in the order of [`forms`].
pub(crate) fn send_forms(log: &mut Log, endpoint: &str, key: &str) -> Result<Vec<Sent>, Trouble> {
    send_of(log, endpoint, key, &["--day", FORMS, "--every"])
}

/// What a crash of each form is called, its platform, and what is planted in it.
pub(crate) fn forms() -> Result<Vec<(String, String, Vec<String>)>, Trouble> {
    let text = fs::read_to_string(root().join(FORMS))?;
    let read = |line: &str| {
        let form: Value = serde_json::from_str(line)
            .map_err(|error| Trouble(format!("{FORMS} has a line that is not JSON: {error}")))?;
        let word = |key: &str| form[key].as_str().unwrap_or_default().to_owned();
        Ok((word("form"), word("platform"), texts(&form["planted"])))
    };
    text.lines().map(read).collect()
}

fn send_of(log: &mut Log, endpoint: &str, key: &str, what: &[&str]) -> Result<Vec<Sent>, Trouble> {
    let mut command = Command::new(sordino(log)?);
    command
        .current_dir(root())
        .args(["send-crash", "--policy", POLICY])
        .args(what);
    let text = log.capture(command.args(["--endpoint", endpoint, "--key", key]))?;
    let mut sent = Vec::new();
    for line in text.lines() {
        let crash: Value = serde_json::from_str(line)
            .map_err(|error| Trouble(format!("send-crash printed no JSON line: {error}")))?;
        sent.push(Sent {
            source: crash["source"].as_str().unwrap_or_default().to_owned(),
            event_id: crash["event_id"].as_str().unwrap_or_default().to_owned(),
            frames: texts(&crash["frames"]),
        });
    }
    Ok(sent)
}

/// The sources that the day has crashes of, and every value planted anywhere in it.
pub(crate) fn of_the_day() -> Result<(BTreeSet<String>, BTreeSet<String>), Trouble> {
    let mut sources = BTreeSet::new();
    let mut planted = BTreeSet::new();
    for line in fs::read_to_string(root().join(DAY))?.lines() {
        let event: Value = serde_json::from_str(line)
            .map_err(|error| Trouble(format!("{DAY} has a line that is not JSON: {error}")))?;
        if event["kind"] == "crash" {
            sources.extend(event["source"].as_str().map(str::to_owned));
        }
        planted.extend(texts(&event["planted"]));
    }
    Ok((sources, planted))
}

fn texts(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
