//! The player as a process of its own, which is killed in mid-day.
//!
//! It reports each answer down its standard output after the call returned, and never before.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use sordino_adapters::Folder;
use sordino_engine::Engine;
use sordino_policy::Policy;

use super::day::{self, Line, What};
use super::device::Device;
use super::kill::{Deadly, kill_myself};
use super::network::{Addresses, set_mode};
use super::player::Player;
use super::sabotage::Sabotage;
use super::told::{Counted, Told, tell};

/// How the player is started; only the demo does.
#[derive(Debug, clap::Args)]
pub struct ChildArgs {
    #[arg(long)]
    folder: PathBuf,
    #[arg(long)]
    policy: PathBuf,
    #[arg(long)]
    day: PathBuf,
    #[arg(long)]
    segment: String,
    #[arg(long)]
    sentry: String,
    #[arg(long)]
    otlp: String,
    /// First line to play.
    #[arg(long)]
    from: usize,
    /// Line from which on it kills itself after an answer "accepted".
    #[arg(long)]
    kill_after: Option<usize>,
    /// Line from which on it kills itself inside a record's write.
    #[arg(long)]
    kill_inside: Option<usize>,
    #[arg(long, default_value_t = 0)]
    sabotage: u8,
}

/// Plays from a line on, to the end of the day or of its life.
pub(crate) fn play(args: &ChildArgs) -> Result<(), String> {
    let sabotage = Sabotage(args.sabotage);
    let read = |path: &PathBuf| std::fs::read(path).map_err(|error| error.to_string());
    let policy = Policy::from_json(&read(&args.policy)?).map_err(|error| error.to_string())?;
    let text = String::from_utf8(read(&args.day)?).map_err(|error| error.to_string())?;
    let day = day::read(&text)?;
    let addresses = Addresses {
        segment: args.segment.clone(),
        sentry: args.sentry.clone(),
        otlp: args.otlp.clone(),
    };
    let device = Device::new(args.folder.clone(), policy, addresses);
    device.clock.set(day.get(args.from).map_or(0, Line::time));
    let deadly = Deadly::from_line(args.kill_inside);
    let courier = sabotage.courier(&day);
    let start = |at: usize| {
        let engine = open(&device, &deadly, sabotage)?;
        let mut player = Player::new(&device, engine, courier.clone(), deadly.clone());
        player.resume(&day, at)?;
        Ok::<_, String>(player)
    };

    let mut player = start(args.from)?;
    for (at, line) in day.iter().enumerate().skip(args.from) {
        if matches!(line.what, What::Restart {}) {
            closed(&player.engine)?;
            drop(player);
            device.clock.set(line.time());
            player = start(at)?;
            continue;
        }
        if matches!(line.what, What::Event { .. } | What::Crash { .. }) {
            tell(&Told::Offered(at))?;
        }
        let before = waiting(&player.engine, line);
        if let Some(answer) = player.play(at, line)? {
            let is_last = answer.is_accepted() && args.kill_after.is_some_and(|from| at >= from);
            tell(&Told::Answer(answer))?;
            if is_last {
                kill_myself();
            }
        }
        let after = waiting(&player.engine, line);
        let erased: Vec<String> = before.difference(&after).cloned().collect();
        if !erased.is_empty() {
            tell(&Told::Erased(erased))?;
        }
    }
    set_mode(&device.addresses, r#"{"mode":"ok"}"#)?;
    player.wait_for_all();
    closed(&player.engine)
}

/// What waits before or after a line that may close a purpose.
fn waiting(engine: &Engine, line: &Line) -> BTreeSet<String> {
    match line.what {
        What::Choice { .. } | What::Signal { .. } => {
            let ids = engine.queued_ids().into_iter();
            ids.map(|(_, id)| id).collect()
        }
        _ => BTreeSet::new(),
    }
}

fn open(device: &Device, deadly: &Deadly, sabotage: Sabotage) -> Result<Engine, String> {
    let folder = Folder::new(device.files()).map_err(|error| error.to_string())?;
    let mut fronts = sabotage.disk(folder);
    fronts.push(Arc::new(deadly.clone()));
    device.open_behind(fronts)
}

fn closed(engine: &Engine) -> Result<(), String> {
    let counters = engine.counters();
    tell(&Told::Closed(Counted {
        fields_dropped: counters.fields_dropped,
        panics: counters.panics,
    }))
}
