//! Sends the first crash of each source of the day, or every one, to a real Sentry-compatible server.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;
use sordino_adapters::{Http, Step, deliver};
use sordino_engine::crash::parse;
use sordino_engine::{Crash, Outcome};
use sordino_policy::PurposeKind;

use super::day::{self, Line, What, report};
use super::device::Device;
use super::network::Addresses;

/// Where to, and what.
#[derive(Debug, clap::Args)]
pub struct SendArgs {
    #[arg(long)]
    policy: PathBuf,
    #[arg(long)]
    day: PathBuf,
    /// Sends every crash, and not only the first of each source.
    #[arg(long)]
    every: bool,
    /// Base URL with the project's number at its end.
    #[arg(long)]
    endpoint: String,
    /// Public key of the project.
    #[arg(long)]
    key: String,
}

/// Sends and prints one JSON line a crash.
pub(crate) fn send_crashes(args: &SendArgs) -> Result<(), String> {
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let today = jiff::ZonedDateTime::now().date();
    let policy = sordino_policy::compile("privacy.toml", &read(&args.policy)?, today)
        .map_err(|findings| format!("{} findings in the policy", findings.len()))?;
    let day = day::read(&read(&args.day)?)?;
    let place = tempfile::tempdir().map_err(|error| error.to_string())?;
    let addresses = Addresses {
        segment: args.endpoint.clone(),
        sentry: args.endpoint.clone(),
        otlp: args.endpoint.clone(),
    };
    let mut device = Device::new(place.path().to_owned(), policy, addresses);
    device.key.clone_from(&args.key);
    // A server may refuse crashes that are months old.
    device.clock.set(jiff::Timestamp::now().as_millisecond());
    let engine = device.open()?;
    for purpose in device.purposes(PurposeKind::Crash) {
        device.turn_on(&engine, &purpose)?;
    }
    let mut seen = BTreeSet::new();
    for line in &day {
        let Line {
            what:
                What::Crash {
                    source,
                    text,
                    base64,
                    planted,
                },
            ..
        } = line
        else {
            continue;
        };
        if !seen.insert(source.name()) && !args.every {
            continue;
        }
        let bytes = report(text.as_deref(), base64.as_deref());
        let crash = Crash {
            source: source.of_engine(),
            report: &bytes,
            happened: None,
        };
        let outcomes = engine.crash(&crash);
        let Some(Outcome::Accepted(accepted)) = outcomes.first() else {
            return Err(format!(
                "the crash of source {} was not accepted: {outcomes:?}",
                source.name()
            ));
        };
        let ids = engine.message_ids(accepted);
        let trace = parse(source.of_engine(), &bytes).map_err(|error| format!("{error:?}"))?;
        let all = trace
            .exceptions
            .iter()
            .map(|one| &one.frames)
            .chain(trace.threads.iter().map(|one| &one.frames));
        let frames: Vec<String> = all
            .flatten()
            .filter_map(|frame| frame.function.clone())
            .collect();
        let id = ids
            .first()
            .map(|(_, id)| id.replace('-', ""))
            .unwrap_or_default();
        println!(
            "{}",
            json!({
                "source": source.name(),
                "event_id": id,
                "frames": frames,
                "planted": planted,
            })
        );
    }
    let http = Http::new(Duration::from_secs(30));
    loop {
        match deliver(&engine, &http) {
            Step::Idle => return Ok(()),
            Step::Sent(sordino_engine::upload::Reported::Delivered) => {}
            other => return Err(format!("the server did not take a crash: {other:?}")),
        }
    }
}
