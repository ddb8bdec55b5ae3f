//! The player as a process of its own, which is killed in mid-day.
//!
//! It reports each answer down its standard output after the call returned, and never before.

use std::path::PathBuf;
use std::sync::Arc;

use sordino_adapters::Folder;
use sordino_engine::Engine;
use sordino_policy::Policy;

use super::day::{self, Line, What};
use super::device::Device;
use super::disk::Tap;
use super::kill::{Deadly, kill_myself};
use super::network::{Addresses, set_mode};
use super::player::Player;
use super::sabotage::Sabotage;
use super::told::{Counted, Told, tell};

/// How the player is started; only the demo does.
#[derive(Debug, clap::Args)]
pub(crate) struct ChildArgs {
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
    /// First line to play.
    #[arg(long)]
    from: usize,
    /// Line after whose answer it kills itself.
    #[arg(long)]
    kill_after: Option<usize>,
    /// Line inside whose record call it kills itself.
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
    };
    let device = Device::new(args.folder.clone(), policy, addresses);
    device.clock.set(day.get(args.from).map_or(0, Line::time));
    let deadly = Deadly::default();
    let courier = sabotage.courier(&day);
    let start = |at: usize| {
        let engine = open(&device, &deadly, sabotage)?;
        let mut player = Player::new(&device, engine, courier.clone());
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
        deadly.arm(args.kill_inside == Some(at));
        if let Some(answer) = player.play(at, line)? {
            tell(&Told::Answer(answer))?;
        }
        if args.kill_after == Some(at) {
            kill_myself();
        }
    }
    set_mode(&device.addresses, r#"{"mode":"ok"}"#)?;
    player.wait_for_all();
    closed(&player.engine)
}

fn open(device: &Device, deadly: &Deadly, sabotage: Sabotage) -> Result<Engine, String> {
    let folder = Folder::new(device.files()).map_err(|error| error.to_string())?;
    let mut taps = sabotage.disk(folder);
    taps.push(Arc::new(deadly.clone()) as Arc<dyn Tap>);
    device.open_tapped(taps)
}

fn closed(engine: &Engine) -> Result<(), String> {
    let counters = engine.counters();
    tell(&Told::Closed(Counted {
        fields_dropped: counters.fields_dropped,
        panics: counters.panics,
    }))
}
