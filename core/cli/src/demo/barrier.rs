//! Promise 2: after `turn_off` returned, nothing begins, whichever thread was about to.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use sordino_adapters::{Canceller, Http};
use sordino_engine::ledger::Limiter;
use sordino_engine::receipt::{Erasure, Stopped};
use sordino_engine::upload::Next;
use sordino_engine::{Engine, Event, Outcome};

use super::device::{Device, SHOWN};
use super::evidence::Evidence;
use super::sabotage::Sabotage;
use super::screen::Screen;
use super::search::files;
use crate::servers::{Mode, Servers};

const QUEUED: u64 = 1_000;
/// How long the demo waits for an upload to hang at the server before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// An uploader as an app has one: it asks, begins, sends, reports, and starts again.
fn upload(engine: &Engine, stop: &AtomicBool, sabotage: Sabotage) {
    let http = Http::new(Duration::from_secs(30));
    while !stop.load(Ordering::SeqCst) {
        let Next::Ready(ticket) = engine.next_upload() else {
            thread::yield_now();
            continue;
        };
        let canceller = Canceller::default();
        let Ok(request) = engine.begin(ticket, Arc::new(canceller.clone())) else {
            continue;
        };
        let reply = http.send(&request, &canceller);
        engine.report(request.id, &reply);
        if sabotage.sends_after_off() {
            http.send(&request, &Canceller::default());
        }
    }
}

/// Turns a purpose off with a thousand records queued and one upload under way.
pub(crate) fn barrier(
    device: &Device,
    servers: &Servers,
    sabotage: Sabotage,
    screen: Screen,
) -> Result<Evidence, String> {
    let mut row = Evidence::of(2);
    let (purpose, name) = device.purpose_and_event()?;
    let event = Event {
        name: &name,
        properties: &[],
    };
    let engine = Arc::new(device.open()?);
    engine
        .limit(Limiter::Age, None, true)
        .map_err(|error| error.to_string())?;
    engine
        .turn_on(&purpose, SHOWN)
        .map_err(|error| error.to_string())?;
    let mut accepted = 0;
    for _ in 0..QUEUED {
        accepted += u64::from(matches!(engine.record(&event), Outcome::Accepted(_)));
    }
    let queued: u64 = engine
        .queued()
        .iter()
        .map(|lane| lane.records.number())
        .sum();
    row.check(accepted == QUEUED && queued == QUEUED, || {
        format!("{accepted} records were accepted and {queued} queued, of {QUEUED}")
    });

    servers.set_mode(Mode::Hang);
    let begun_before = servers.requests_begun();
    let stop = Arc::new(AtomicBool::new(false));
    let uploader = {
        let (engine, stop) = (Arc::clone(&engine), Arc::clone(&stop));
        thread::spawn(move || upload(&engine, &stop, sabotage))
    };
    let until = Instant::now() + PATIENCE;
    while servers.requests_begun() == begun_before {
        if Instant::now() > until {
            return Err("no upload reached the demo's server".to_owned());
        }
        thread::yield_now();
    }
    let start = Instant::now();
    let receipt = engine
        .turn_off(&purpose, SHOWN)
        .map_err(|error| error.to_string())?;
    let took = start.elapsed();
    let returned = Instant::now();

    let late_records = (0..100)
        .filter(|_| matches!(engine.record(&event), Outcome::Accepted(_)))
        .count();
    servers.set_mode(Mode::Ok);
    let tickets = (0..100)
        .filter(|_| matches!(engine.next_upload(), Next::Ready(_)))
        .count();
    stop.store(true, Ordering::SeqCst);
    uploader.join().map_err(|_| "the uploader panicked")?;
    let late = servers
        .received()
        .iter()
        .filter(|request| request.at > returned)
        .count();

    row.check(late == 0, || {
        format!("{late} requests began after turn_off had returned")
    });
    row.check(late_records == 0, || {
        format!("{late_records} records were taken after it")
    });
    row.check(tickets == 0, || {
        format!("{tickets} tickets were given out after it")
    });
    let left: u64 = engine
        .queued()
        .iter()
        .map(|lane| lane.records.number())
        .sum();
    row.check(left == 0, || format!("{left} records can still be read"));
    row.check(receipt.records.number() == QUEUED, || {
        format!("the receipt counts {:?}", receipt.records)
    });
    row.check(
        receipt.erasure == Erasure::Overwritten && receipt.in_ledger,
        || "the receipt does not say that slot and ledger are written".to_owned(),
    );
    let stopped = receipt
        .uploads
        .iter()
        .filter(|one| one.outcome == Stopped::Stopped)
        .count();
    row.check(!receipt.uploads.is_empty(), || {
        "the upload under way is not on the receipt".to_owned()
    });
    screen.line(format!("  receipt    {}", json(&receipt)?));

    let completed = engine.complete(&receipt);
    screen.line(format!("  completed  {}", json(&completed)?));
    row.check(completed.erasure == Erasure::VaultReplaced, || {
        "the vault key was not replaced".to_owned()
    });
    let segments = files(&device.files())
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "seg"))
        .count();
    row.check(completed.files_gone && segments == 0, || {
        format!("{segments} queue files are left")
    });
    row.figure(format!(
        "{QUEUED} queued: off in {:.1} ms, receipt {:?} records, {} upload(s) under way, {stopped} stopped",
        took.as_secs_f64() * 1e3,
        receipt.records,
        receipt.uploads.len()
    ));
    row.figure(format!(
        "after it returned: {late} requests begun, {late_records} records taken, {tickets} tickets, {left} readable, {segments} queue files"
    ));
    pseudonyms(&engine, &purpose, &event, &mut row)?;
    Ok(row)
}

/// Turning on again begins a new identity.
fn pseudonyms(
    engine: &Engine,
    purpose: &str,
    event: &Event<'_>,
    row: &mut Evidence,
) -> Result<(), String> {
    let issued = || -> Result<Vec<String>, String> {
        let issued = engine.issued().map_err(|error| error.to_string())?;
        Ok(issued.into_iter().map(|one| one.pseudonym).collect())
    };
    let before = issued()?;
    engine
        .turn_on(purpose, SHOWN)
        .map_err(|error| error.to_string())?;
    engine.record(event);
    let after = issued()?;
    let new = after.iter().filter(|one| !before.contains(one)).count();
    row.check(new > 0 && after.len() == before.len() + new, || {
        "a pseudonym of before the turn-off came back".to_owned()
    });
    row.figure(format!(
        "turned on again: {new} new pseudonym(s), 0 of the {} before",
        before.len()
    ));
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}
