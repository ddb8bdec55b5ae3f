//! Promise 5: no panic crosses, memory and disk are bounded, and a record call does no network.

use std::time::{Duration, Instant};

use sordino_engine::ports::Clock;
use sordino_engine::{Event, Outcome};

use super::device::Device;
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
    panics: u64,
}

/// Offers many records to a small queue.
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
        panics: counters.panics,
    })
}

fn queue_bytes(device: &Device) -> u64 {
    let files = files(&device.files().join("queue"));
    let sizes = files.iter().filter_map(|path| path.metadata().ok());
    sizes.map(|file| file.len()).sum()
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
        let (longest, panics) = of_the_day;
        let panics = panics + self.panics;
        row.check(panics == 0, || format!("{panics} panics were caught"));
        // Told, not judged: on a machine that is short of time it says more of the machine.
        row.figure(format!(
            "longest record call: {:.1} ms of the day, {:.1} ms of these; {panics} panics",
            longest.as_secs_f64() * 1e3,
            self.longest.as_secs_f64() * 1e3
        ));
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
