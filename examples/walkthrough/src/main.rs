//! The whole path in one page: a policy, a choice, a record, what leaves, and off.
//!
//! `cargo run -p walkthrough`. Nothing is sent: the request is printed instead.

use std::error::Error;
use std::io::Read;
use std::sync::Arc;

use flate2::read::GzDecoder;
use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::ledger::Limiter;
use sordino_engine::upload::{Cancel, Next, Reply};
use sordino_engine::{Account, Engine, Event, Facts, Options, Ports, Shown};

const POLICY: &str = include_str!("../../on-call/privacy.toml");

/// An app's own way to stop a request; this one never starts any.
struct NeverStarted;

impl Cancel for NeverStarted {
    fn cancel(&self) {}
}

fn main() -> Result<(), Box<dyn Error>> {
    // The promises: checked, complete, and the only source of what may leave.
    let today = "2026-11-24".parse()?;
    let policy = sordino_policy::compile("privacy.toml", POLICY, today)
        .map_err(|findings| format!("{} findings", findings.len()))?;

    // The outside world: a folder of our own, a key store, a clock, randomness.
    let place = tempfile::tempdir()?;
    let ports = Ports {
        files: Box::new(Folder::new(place.path().join("files"))?),
        keys: Box::new(KeyFile::new(place.path().join("keys"))?),
        clock: Box::new(SystemClock),
        random: Box::new(SystemRandom),
        vendors: Vec::new(),
    };
    let options = Options {
        facts: Facts {
            app_version: Some("5.3.1".into()),
            os_version: Some("15.0.4".into()),
            ..Facts::default()
        },
        ..Options::default()
    };
    let engine = Engine::open(policy, ports, options)?;

    let properties = [
        ("minutes", 3.into()),
        ("alert_id", "a-4711".into()),
        ("channel", "push".into()),
    ];
    let event = Event {
        name: "alert_acknowledged",
        properties: &properties,
    };
    println!("before a choice:   {:?}", engine.record(&event));

    // This policy wants to know that nobody is too young; then the person says yes.
    engine.limit(Limiter::Age, None, true)?;
    let shown = Shown {
        locale: "en",
        how: "settings",
    };
    println!(
        "turned on:         {:?}",
        engine.turn_on("event_tracking", shown)?
    );
    let account = Account {
        user_id: Some("u-42".into()),
        customer_id: None,
    };
    engine.sign_in(account, &[]);
    println!("after a yes:       {:?}", engine.record(&event));

    // The platform asks what to send, and sends it. Here it is only looked at.
    if let Next::Ready(ticket) = engine.next_upload() {
        let request = engine
            .begin(ticket, Arc::new(NeverStarted))
            .map_err(|reason| format!("{reason:?}"))?;
        let mut body = String::new();
        GzDecoder::new(&request.body[..]).read_to_string(&mut body)?;
        let body: serde_json::Value = serde_json::from_str(&body)?;
        println!("would leave to     {}", request.url);
        println!("{body:#}");
        engine.report(request.id, &Reply::Failed);
    }

    // Off: durable before this returns. Sordino can no longer read what was queued, and nobody can once the completed
    // receipt says that the vault's key was replaced.
    let receipt = engine.turn_off("event_tracking", shown)?;
    println!("receipt:           {}", serde_json::to_string(&receipt)?);
    let completed = engine.complete(&receipt);
    println!("nothing pending:   {}", completed.is_complete());
    println!("after a no:        {:?}", engine.record(&event));
    Ok(())
}
