//! An event leaves for a server on this machine, and an off holds: what the README's "See it" runs.
//!
//! `cargo run -p sordino-cli -- servers --watch --port 8000` in one terminal, `cargo run -p walkthrough --bin see` in another.

use std::error::Error;
use std::time::Duration;

use sordino_adapters::{Http, deliver_all, on_host};
use sordino_engine::ledger::Limiter;
use sordino_engine::{Account, Engine, Event, Options, Override, Shown};

const POLICY: &str = include_str!("../../../on-call/privacy.toml");
const SEGMENT: &str = "http://127.0.0.1:8000/v1";

fn main() -> Result<(), Box<dyn Error>> {
    let today = "2026-11-24".parse()?;
    let policy = sordino_policy::compile("privacy.toml", POLICY, today)
        .map_err(|findings| format!("{} findings", findings.len()))?;
    let to_servers = Override {
        recipient: "segment".into(),
        endpoint: Some(SEGMENT.into()),
        key: Some("write-key".into()),
    };
    let options = Options {
        overrides: vec![to_servers],
        // Plain HTTP to this machine alone, and only where a program asks for it.
        allow_loopback_http: true,
        ..Options::default()
    };
    let place = tempfile::tempdir()?;
    let engine = on_host(&policy.to_json(), place.path(), options)?;
    let settings = Shown::new("en", "settings");

    // This policy wants to know that nobody is too young.
    engine.limit(Limiter::Age, None, true)?;
    let account = Account {
        user_id: Some("u-42".into()),
        customer_id: None,
    };
    engine.sign_in(account, &[]);
    offer(&engine, "before a choice");

    engine.turn_on("event_tracking", settings)?;
    offer(&engine, "after a yes");

    let receipt = engine.turn_off("event_tracking", settings)?;
    println!("off:              {receipt}");
    offer(&engine, "after the off");
    Ok(())
}

/// Offers an event, then sends whatever waits.
fn offer(engine: &Engine, when: &str) {
    // `caller` is not in the policy: it never leaves.
    let properties = [
        ("minutes", 3.into()),
        ("alert_id", "a-4711".into()),
        ("caller", "+49 30 901820".into()),
    ];
    let outcome = engine.record(&Event::new("alert_acknowledged", &properties));
    deliver_all(engine, &Http::new(Duration::from_secs(10)));
    let waits: u64 = engine
        .queued()
        .iter()
        .map(|lane| lane.records.number())
        .sum();
    println!("{:<17} {outcome:?}, {waits} waiting", format!("{when}:"));
    if waits > 0 {
        println!(
            "nobody took it: is `sordino servers --watch --port 8000` running in another terminal?"
        );
    }
}
