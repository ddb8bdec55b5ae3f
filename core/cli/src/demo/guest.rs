//! Promise 5: no panic crosses, memory and disk are bounded, and a record call does no network.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sordino_engine::ports::{Clock, File};
use sordino_engine::{Engine, Event, Outcome, Refusal, Value, is_inside};

use super::device::Device;
use super::disk::Tap;
use super::evidence::Evidence;
use super::sabotage::Sabotage;
use super::search::files;
use crate::servers::Servers;

const OFFERED: u64 = 2_000;
const MOST_RECORDS: u64 = 500;
const MOST_BYTES: u64 = 100_000;
/// Resident memory that so many records may add at most, in kB.
const MOST_MEMORY: u64 = 10_000;

/// What was seen of a device that is offered far too much.
pub(crate) struct Guest {
    accepted: u64,
    /// Recipients of the purpose: each has a queue of its own.
    recipients: u64,
    queued: u64,
    evicted: u64,
    /// Most bytes that its files ever took, looked at after each hundred records.
    most_on_disk: u64,
    connections: usize,
    bytes: u64,
    memory_kb: u64,
    longest: Duration,
    /// Bad records and whether each was refused for its reason.
    bad: Vec<(&'static str, bool)>,
    panics: u64,
    /// Whether a panic that was caused inside stayed inside, and what followed.
    inside: Inside,
}

/// What a panic inside a record call did.
struct Inside {
    crossed: bool,
    outcome: Option<Outcome>,
    counted: u64,
    /// Records that were there before, and are there after the next start.
    kept: (usize, usize),
    accepted_later: bool,
}

/// Offers many records, and bad ones, to a small queue, and lets the disk panic once.
pub(crate) fn guest(
    device: &Device,
    servers: &Servers,
    sabotage: Sabotage,
) -> Result<Guest, String> {
    let mut small = device.inside("small");
    small.clock = sabotage.clock(small.addresses.host());
    small.clock.set(device.clock.now());
    for recipient in &mut small.policy.recipients {
        recipient.queue.max_records = MOST_RECORDS;
        recipient.queue.max_bytes = MOST_BYTES;
    }
    let (purpose, name) = small.purpose_and_event()?;
    let engine = small.open()?;
    small.turn_on(&engine, &purpose)?;
    let event = Event {
        name: &name,
        properties: &[],
    };
    let (connections, bytes) = (servers.connections(), servers.bytes());
    let memory = resident_kb();
    let (mut accepted, mut longest, mut most_on_disk) = (0, Duration::ZERO, 0);
    for at in 0..OFFERED {
        let start = Instant::now();
        let outcome = engine.record(&event);
        longest = longest.max(start.elapsed());
        accepted += u64::from(matches!(outcome, Outcome::Accepted(_)));
        if at % 100 == 0 {
            most_on_disk = most_on_disk.max(queue_bytes(&small));
        }
    }
    let memory_kb = resident_kb().saturating_sub(memory);
    let queued = engine.queued();
    let bad = bad_input(&engine, &name);
    let counters = engine.counters();
    Ok(Guest {
        accepted,
        recipients: small.recipients(&purpose),
        queued: queued.iter().map(|lane| lane.records.number()).sum(),
        evicted: counters.evicted,
        most_on_disk,
        connections: servers.connections() - connections,
        bytes: servers.bytes() - bytes,
        memory_kb,
        longest,
        bad,
        panics: counters.panics,
        inside: panic_inside(&device.inside("panic"), &purpose, &event)?,
    })
}

fn queue_bytes(device: &Device) -> u64 {
    let files = files(&device.files().join("queue"));
    let sizes = files.iter().filter_map(|path| path.metadata().ok());
    sizes.map(|file| file.len()).sum()
}

/// An event, its properties, and why it must be refused.
type Case<'a> = (&'static str, &'a str, Vec<(&'a str, Value<'a>)>, Refusal);

fn bad_input(engine: &Engine, name: &str) -> Vec<(&'static str, bool)> {
    let many: Vec<(&str, Value<'_>)> = (0..65).map(|_| ("minutes", Value::Int(1))).collect();
    let huge = "x".repeat(33 * 1024);
    let long = "n".repeat(101);
    let deep = (0..6).fold(Value::Int(1), |inside, _| Value::List(vec![inside]));
    let nan = vec![("minutes", Value::Float(f64::NAN))];
    let cases: [Case<'_>; 8] = [
        (
            "unknown",
            "no such event",
            Vec::new(),
            Refusal::UnknownEvent,
        ),
        ("without a name", "", Vec::new(), Refusal::UnknownEvent),
        ("65 properties", name, many, Refusal::TooManyProperties),
        (
            "33 KiB",
            name,
            vec![("m", huge.as_str().into())],
            Refusal::TooLarge,
        ),
        ("6 deep", name, vec![("m", deep)], Refusal::TooDeep),
        ("NaN", name, nan, Refusal::NotFinite),
        (
            "an empty key",
            name,
            vec![("", Value::Int(1))],
            Refusal::BadName,
        ),
        (
            "a long key",
            name,
            vec![(&long, Value::Int(1))],
            Refusal::BadName,
        ),
    ];
    cases
        .iter()
        .map(|(what, name, properties, refusal)| {
            let outcome = engine.record(&Event { name, properties });
            (*what, outcome == Outcome::Refused(*refusal))
        })
        .collect()
}

/// A disk whose next write of a record panics, once armed.
struct Panicking(AtomicBool);

impl Tap for Panicking {
    fn write(&self, path: &str, bytes: &[u8], offset: u64, file: &dyn File) -> io::Result<usize> {
        let armed = path.ends_with(".seg") && self.0.swap(false, Ordering::SeqCst);
        assert!(!armed, "the demo's disk panics, as it was told to");
        file.write_at(bytes, offset)
    }
}

fn panic_inside(device: &Device, purpose: &str, event: &Event<'_>) -> Result<Inside, String> {
    let tap = Arc::new(Panicking(AtomicBool::new(false)));
    let engine = device.open_tapped(vec![tap.clone()])?;
    device.turn_on(&engine, purpose)?;
    for _ in 0..3 {
        engine.record(event);
    }
    let before = engine.queued_ids().len();
    let hook = std::panic::take_hook();
    // What panics inside the engine is counted by it; the terminal need not hear of it.
    std::panic::set_hook(Box::new(|told| {
        if !is_inside() {
            eprintln!("{told}");
        }
    }));
    tap.0.store(true, Ordering::SeqCst);
    let outcome = catch_unwind(AssertUnwindSafe(|| engine.record(event)));
    std::panic::set_hook(hook);
    let counted = engine.counters().panics;
    drop(engine);
    let engine = device.open()?;
    let after = engine.queued_ids().len();
    Ok(Inside {
        crossed: outcome.is_err(),
        outcome: outcome.ok(),
        counted,
        kept: (before, after),
        accepted_later: matches!(engine.record(event), Outcome::Accepted(_)),
    })
}

/// Resident memory of this process; 0 where the system does not tell.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

impl Guest {
    /// What it shows of the fifth promise; `of_the_day` is the longest record call there, and how
    /// many panics were caught.
    pub(crate) fn evidence(&self, of_the_day: (Duration, u64)) -> Evidence {
        let mut row = Evidence::of(5);
        self.bounds(&mut row);
        let wrong: Vec<&str> = self
            .bad
            .iter()
            .filter(|(_, refused)| !refused)
            .map(|(what, _)| *what)
            .collect();
        row.check(wrong.is_empty(), || {
            format!("not refused for their reason: {}", wrong.join(", "))
        });
        let names: Vec<&str> = self.bad.iter().map(|(what, _)| *what).collect();
        row.figure(format!("each refused for its reason: {}", names.join(", ")));

        let (longest, panics) = of_the_day;
        let panics = panics + self.panics;
        row.check(panics == 0, || format!("{panics} panics were caught"));
        // Told, not judged: on a machine that is short of time it says more of the machine.
        row.figure(format!(
            "longest record call: {:.1} ms of the day, {:.1} ms of these; {panics} panics",
            longest.as_secs_f64() * 1e3,
            self.longest.as_secs_f64() * 1e3
        ));
        self.inside.judge(&mut row);
        row
    }

    fn bounds(&self, row: &mut Evidence) {
        let Self {
            accepted,
            recipients,
            queued,
            evicted,
            most_on_disk,
            connections,
            bytes,
            memory_kb,
            ..
        } = self;
        row.check(*connections == 0 && *bytes == 0, || {
            format!("record calls opened {connections} connections and sent {bytes} bytes")
        });
        row.check(*memory_kb <= MOST_MEMORY, || {
            format!("{OFFERED} records added {memory_kb} kB of memory")
        });
        row.check(
            *queued <= MOST_RECORDS * recipients
                && *accepted == OFFERED
                && queued + evicted == OFFERED * recipients,
            || {
                format!(
                    "of {accepted} accepted, {queued} are queued and {evicted} were counted as gone"
                )
            },
        );
        row.check(*most_on_disk <= MOST_BYTES * recipients, || {
            format!("a queue of at most {MOST_BYTES} bytes took {most_on_disk}")
        });
        row.figure(format!(
            "{OFFERED} records: {connections} connections, {bytes} bytes sent, +{memory_kb} kB of memory"
        ));
        row.figure(format!(
            "a queue of at most {MOST_RECORDS} records and {MOST_BYTES} bytes holds {queued} in at most {most_on_disk}; {evicted} counted out"
        ));
    }
}

impl Inside {
    fn judge(&self, row: &mut Evidence) {
        row.check(!self.crossed, || "a panic crossed into the app".to_owned());
        let refused = self.outcome == Some(Outcome::Refused(Refusal::Broken));
        row.check(refused && self.counted == 1, || {
            format!(
                "a panic inside was answered with {:?} and counted {} times",
                self.outcome, self.counted
            )
        });
        let (before, after) = self.kept;
        row.check(before == after && self.accepted_later, || {
            format!("after it, {after} of {before} records are there")
        });
        row.figure(format!(
            "a panic caused inside: 0 crossed, counted, closed; opened again: {after} of {before} records there"
        ));
    }
}
