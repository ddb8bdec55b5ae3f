//! Turns purposes off while threads record and upload, and notes what happened after it returned.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sordino_adapters::{Http, Step, deliver};
use sordino_engine::crash::Source;
use sordino_engine::receipt::{CompletedReceipt, Receipt};
use sordino_engine::{Crash, Engine, Event, Outcome};
use sordino_policy::PurposeKind;

use super::arrived::Arrived;
use super::copied::copy;
use super::day::{Line, What, report};
use super::device::{Device, SHOWN};
use super::sabotage::Sabotage;
use super::search::files;
use super::workers::{Recorded, TRIES, Workers};
use crate::servers::{Mode, Servers};

/// Records that wait when the purpose is turned off.
pub(crate) const QUEUED: u64 = 1_000;
/// Records that the recording thread adds at least, so that it is surely running.
const ALSO: u64 = 20;

/// What was seen of one turn-off with everything going on.
pub(crate) struct Off {
    pub(crate) receipt: Receipt,
    pub(crate) completed: CompletedReceipt,
    pub(crate) took: Duration,
    /// Records that waited when the threads began.
    pub(crate) queued: u64,
    /// Recipients of the purpose: each gets a record of its own.
    pub(crate) recipients: u64,
    pub(crate) recorded: Recorded,
    /// Calls to record and to upload after it returned.
    pub(crate) tries_after: u64,
    pub(crate) after: After,
    pub(crate) images: Vec<Image>,
    /// Files of any queue when everything is off.
    pub(crate) queue_files: usize,
    /// Whom the messages were about before it, and after turning on again.
    pub(crate) identities: [Vec<String>; 2],
    pub(crate) other: Option<Other>,
}

/// What reached the servers after it had returned.
pub(crate) struct After {
    pub(crate) connections: usize,
    pub(crate) requests: usize,
    pub(crate) bytes: u64,
}

/// A device's files as a next process, or somebody who kept older ones, would open them.
pub(crate) struct Image {
    pub(crate) what: &'static str,
    pub(crate) open: bool,
    pub(crate) readable: usize,
}

/// A purpose that nobody had touched, turned off in the end.
pub(crate) struct Other {
    /// Whether a record of it was delivered while the first one was off.
    pub(crate) delivered: bool,
    pub(crate) completed: CompletedReceipt,
}

/// Plays it.
pub(crate) fn turn_off(
    device: &Device,
    day: &[Line],
    servers: &Servers,
    sabotage: Sabotage,
) -> Result<Off, String> {
    let (purpose, name) = device.purpose_and_event()?;
    let crashes = device.purposes(PurposeKind::Crash).into_iter().next();
    let crashes = crashes.zip(first_crash(day));
    let engine = Arc::new(device.open()?);
    device.turn_on(&engine, &purpose)?;
    if let Some((crashes, _)) = &crashes {
        device.turn_on(&engine, crashes)?;
    }
    let before = identity(device, &engine, &name, servers)?;
    for _ in 0..QUEUED {
        engine.record(&event(&name));
    }
    let queued = engine.queued();
    let of_purpose = queued.iter().filter(|lane| lane.purpose == purpose);
    let queued = of_purpose.map(|lane| lane.records.number()).sum();
    let older = image(device, "older")?;

    servers.set_mode(Mode::Hang);
    let (begun, connections) = (servers.requests_begun(), servers.connections());
    let workers = Workers::start(&engine, &name, sabotage);
    workers.wait_for(ALSO, || servers.arrived_whole(begun))?;
    let start = Instant::now();
    let receipt = engine.turn_off(&purpose, SHOWN);
    let (took, returned) = (start.elapsed(), Instant::now());
    let (at_return, bytes) = (servers.connections(), servers.bytes());
    workers.returned();
    let receipt = receipt.map_err(|error| error.to_string())?;
    let next = image(device, "next")?;
    servers.set_mode(Mode::Ok);
    let recorded = workers.end()?;
    let after = After {
        connections: servers.connections() - at_return.max(connections),
        requests: servers.begun_after(returned),
        bytes: servers.bytes() - bytes,
    };

    let completed = engine.complete(&receipt);
    let other = match &crashes {
        Some((crashes, (source, report))) => {
            let crash = Crash {
                source: *source,
                report,
                happened: None,
            };
            Some(other(&engine, crashes, &crash)?)
        }
        None => None,
    };
    let files = files(&device.files());
    let queue_files = files
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "seg"))
        .count();
    device.turn_on(&engine, &purpose)?;
    let again = identity(device, &engine, &name, servers)?;
    drop(engine);
    Ok(Off {
        receipt,
        completed,
        took,
        queued,
        recipients: device.recipients(&purpose),
        recorded,
        tries_after: 2 * TRIES,
        after,
        images: images(device, &older, &next, &purpose)?,
        queue_files,
        identities: [before, again],
        other,
    })
}

fn event(name: &str) -> Event<'_> {
    Event {
        name,
        properties: &[],
    }
}

/// Records one event, delivers it, and reads whom the message is about.
fn identity(
    device: &Device,
    engine: &Engine,
    name: &str,
    servers: &Servers,
) -> Result<Vec<String>, String> {
    let Outcome::Accepted(accepted) = engine.record(&event(name)) else {
        return Err(format!(
            "`{name}` was not accepted though its purpose is on"
        ));
    };
    let ids = engine.message_ids(&accepted);
    let begun = servers.requests_begun();
    deliver_all(engine);
    let received = servers.received().split_off(begun);
    let arrived = Arrived::new(&device.policy, &received);
    let messages = ids.iter().filter_map(|(to, id)| arrived.get(to, id));
    let members = ["userId", "anonymousId"];
    Ok(messages
        .flat_map(|message| members.map(|member| &message[member]))
        .filter_map(|member| member.as_str().map(str::to_owned))
        .collect())
}

fn deliver_all(engine: &Engine) {
    let http = Http::new(Duration::from_secs(30));
    while let Step::Sent(_) = deliver(engine, &http) {}
}

/// A copy of files and keys as they are at this moment.
fn image(device: &Device, name: &str) -> Result<Device, String> {
    let image = device.beside(&format!("{}-{name}", device.name()));
    copy(&device.files(), &image.files())?;
    copy(&device.keys(), &image.keys())?;
    Ok(image)
}

/// What can be read of what was queued, whoever opens which files with which keys.
fn images(
    device: &Device,
    older: &Device,
    next: &Device,
    purpose: &str,
) -> Result<Vec<Image>, String> {
    // The queue as it was, under the vault and ledger of the moment of the return.
    let put_back = device.beside(&format!("{}-put-back", device.name()));
    for from in [older, next] {
        copy(&from.files(), &put_back.files())?;
    }
    copy(&next.keys(), &put_back.keys())?;
    // Everything as it was, under the key store of now.
    let restored = device.beside(&format!("{}-restored", device.name()));
    copy(&older.files(), &restored.files())?;
    copy(&device.keys(), &restored.keys())?;
    [
        ("the next process", next),
        ("its queue put back", &put_back),
        ("all its files put back", &restored),
    ]
    .into_iter()
    .map(|(what, image)| {
        let engine = image.open()?;
        let open = engine.status(purpose).is_some_and(|it| it.open);
        let mut readable = engine.queued_ids().len();
        image.turn_on(&engine, purpose)?;
        readable += engine.queued_ids().len();
        Ok(Image {
            what,
            open,
            readable,
        })
    })
    .collect()
}

/// The day's first crash report.
fn first_crash(day: &[Line]) -> Option<(Source, Vec<u8>)> {
    day.iter().find_map(|line| match &line.what {
        What::Crash {
            source,
            text,
            base64,
            ..
        } => Some((
            source.of_engine(),
            report(text.as_deref(), base64.as_deref()),
        )),
        _ => None,
    })
}

/// Crash reports go on while events are off, until they are turned off too.
fn other(engine: &Engine, purpose: &str, crash: &Crash<'_>) -> Result<Other, String> {
    let outcomes = engine.crash(crash);
    let mut outcomes = outcomes.iter();
    let accepted = outcomes.any(|one| matches!(one, Outcome::Accepted(_)));
    deliver_all(engine);
    let waits = engine.queued_ids().len();
    let receipt = engine
        .turn_off(purpose, SHOWN)
        .map_err(|error| error.to_string())?;
    Ok(Other {
        delivered: accepted && waits == 0,
        completed: engine.complete(&receipt),
    })
}
