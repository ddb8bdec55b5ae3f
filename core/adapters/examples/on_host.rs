//! The first program: a yes, an event, what waits is sent, and off. Its `policy.json` is what `sordino generate` writes of
//! the policy in docs/policy.md.

use std::error::Error;
use std::fs;
use std::time::Duration;

use sordino_adapters::{Http, deliver_all, on_host};
use sordino_engine::{Event, Options, Shown};

fn main() -> Result<(), Box<dyn Error>> {
    let engine = on_host(&fs::read("policy.json")?, "privacy", Options::default())?;
    let settings = Shown::new("en", "settings");
    engine.turn_on("usage", settings)?;
    engine.record(&Event::new("page_opened", &[("page", "home".into())]));
    deliver_all(&engine, &Http::new(Duration::from_secs(10)));
    println!("{}", engine.turn_off("usage", settings)?);
    Ok(())
}
