//! Promise 5: no panic, bounded, and no network inside a record call.

use sordino_engine::ledger::Limiter;
use sordino_engine::{Event, Outcome, Refusal, Value};

use super::device::{Device, SHOWN};
use super::evidence::Evidence;
use super::player::Answer;
use crate::servers::Servers;

const OFFERED: u64 = 2_000;
const MOST_RECORDS: u64 = 500;
/// Resident memory that two thousand records may add at most, in kB.
const MOST_MEMORY: u64 = 10_000;

/// Offers many records, and bad ones, to a small queue.
pub(crate) fn guest(
    device: &Device,
    servers: &Servers,
    answers: &[Answer],
) -> Result<Evidence, String> {
    let mut row = Evidence::of(5);
    let mut device = device.clone();
    for recipient in &mut device.policy.recipients {
        recipient.queue.max_records = MOST_RECORDS;
    }
    let (purpose, name) = device.purpose_and_event()?;
    let engine = device.open()?;
    engine
        .limit(Limiter::Age, None, true)
        .map_err(|error| error.to_string())?;
    engine
        .turn_on(&purpose, SHOWN)
        .map_err(|error| error.to_string())?;

    let connections = servers.connections();
    let memory = resident_kb();
    let mut accepted = 0;
    for _ in 0..OFFERED {
        let outcome = engine.record(&Event {
            name: &name,
            properties: &[],
        });
        accepted += u64::from(matches!(outcome, Outcome::Accepted(_)));
    }
    let opened = servers.connections() - connections;
    row.check(opened == 0, || {
        format!("record calls opened {opened} connections")
    });
    let grown = resident_kb().saturating_sub(memory);
    row.check(grown <= MOST_MEMORY, || {
        format!("{OFFERED} records added {grown} kB of memory")
    });
    let queued: u64 = engine
        .queued()
        .iter()
        .map(|lane| lane.records.number())
        .sum();
    let evicted = engine.counters().evicted;
    row.check(
        queued <= MOST_RECORDS && accepted == OFFERED && queued + evicted == OFFERED,
        || {
            format!(
                "of {accepted} accepted, {queued} are queued and {evicted} were counted as gone"
            )
        },
    );
    row.figure(format!(
        "{OFFERED} records: {opened} connections, +{grown} kB resident; a queue of {MOST_RECORDS} holds {queued}, {evicted} counted out"
    ));

    let refused = bad_input(&engine, &name);
    let wrong = refused.iter().filter(|(got, wanted)| got != wanted).count();
    row.check(wrong == 0, || {
        format!("{wrong} bad records were not refused for their reason")
    });
    let panics = engine.counters().panics;
    row.check(panics == 0 && !engine.condition().broken, || {
        format!("{panics} panics were caught")
    });
    let longest = answers
        .iter()
        .map(|answer| answer.micros)
        .max()
        .unwrap_or(0);
    row.figure(format!(
        "{} bad records refused for their reason, {panics} panics; longest record call of the day {:.1} ms",
        refused.len(),
        longest as f64 / 1e3
    ));
    Ok(row)
}

/// An event, its properties, and why it must be refused.
type Case<'a> = (&'a str, Vec<(&'a str, Value<'a>)>, Refusal);

fn bad_input(engine: &sordino_engine::Engine, name: &str) -> Vec<(Outcome, Outcome)> {
    let many: Vec<(&str, Value<'_>)> = (0..65).map(|_| ("minutes", Value::Int(1))).collect();
    let huge = "x".repeat(33 * 1024);
    let long = "n".repeat(101);
    let deep = (0..6).fold(Value::Int(1), |inside, _| Value::List(vec![inside]));
    let cases: [Case<'_>; 8] = [
        ("no such event", Vec::new(), Refusal::UnknownEvent),
        ("", Vec::new(), Refusal::UnknownEvent),
        (name, many, Refusal::TooManyProperties),
        (
            name,
            vec![("message", huge.as_str().into())],
            Refusal::TooLarge,
        ),
        (name, vec![("message", deep)], Refusal::TooDeep),
        (
            name,
            vec![("minutes", Value::Float(f64::NAN))],
            Refusal::NotFinite,
        ),
        (name, vec![("", Value::Int(1))], Refusal::BadName),
        (name, vec![(long.as_str(), Value::Int(1))], Refusal::BadName),
    ];
    cases
        .iter()
        .map(|(name, properties, refusal)| {
            (
                engine.record(&Event { name, properties }),
                Outcome::Refused(*refusal),
            )
        })
        .collect()
}

/// Resident memory of this process; 0 where the system does not tell.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
