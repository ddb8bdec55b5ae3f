//! The demo from its arguments to its exit code.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;
use sordino_policy::Policy;

use super::arrived::server_of;
use super::day;
use super::made_day::made_day;
use super::sabotage::Sabotage;
use super::screen::Screen;
use super::stage::{Input, Stage};
use super::table;
use crate::servers::Servers;

const POLICY: &str = include_str!("../../../../examples/on-call/privacy.toml");
const DAY: &str = include_str!("../../../../examples/on-call/day.jsonl");

/// What the demo plays, and where it leaves what it saw.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Your privacy.toml. Without a day of your own, one is made from it.
    #[arg(long)]
    policy: Option<PathBuf>,
    /// Your own day, JSON lines as in examples/on-call/day.schema.json.
    #[arg(long, requires = "policy")]
    day: Option<PathBuf>,
    /// Writes the outcome as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Keeps every file, every write of the engine and every byte the servers received, in an empty
    /// folder.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Breaks one promise in the demo's own wiring, to show that its row can turn red.
    #[arg(long, hide = true, default_value_t = 0)]
    sabotage: u8,
}

/// Plays; whether every promise was held.
pub(crate) fn run(args: &DemoArgs) -> Result<bool, String> {
    let begun = Instant::now();
    let screen = Screen;
    let (policy, day_text) = inputs(args)?;
    let day = day::read(&day_text)?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let place = match &args.keep {
        Some(place) => empty(place)?,
        None => scratch.path().join("kept"),
    };
    let input = Input::write(&scratch.path().join("input"), &policy, &day_text)?;
    let keep = args.keep.as_ref().map(|place| place.join("servers"));
    let servers = Servers::start(keep)
        .map_err(|error| format!("the demo's servers did not start: {error}"))?;
    let stage = Stage {
        policy: &policy,
        day: &day,
        servers: &servers,
        place: &place,
        sabotage: Sabotage(args.sabotage),
        screen,
    };
    let rows = stage.play(&input)?;
    let held = table::print(screen, &rows);
    let seconds = begun.elapsed().as_secs_f64();
    screen.line(screen.dim(&format!("{seconds:.1} s")));
    if let Some(path) = &args.json {
        let not_played = policy.recipients.iter();
        let not_played = not_played.filter(|one| server_of(one).is_none());
        let outcome = json!({
            "held": held,
            "policy": policy.hash,
            "not_played": not_played.map(|one| &one.id).collect::<Vec<_>>(),
            "seconds": seconds,
            "promises": rows,
        });
        fs::write(path, format!("{outcome:#}\n"))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    if args.keep.is_some() {
        index(&policy, &servers, &place)?;
        screen.line(format!("Kept in {}", place.display()));
    }
    Ok(held)
}

fn inputs(args: &DemoArgs) -> Result<(Policy, String), String> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let (name, toml) = match &args.policy {
        Some(policy) => (policy.display().to_string(), read(policy)?),
        None => ("privacy.toml".to_owned(), POLICY.to_owned()),
    };
    let today = jiff::ZonedDateTime::now().date();
    let policy = sordino_policy::compile(&name, &toml, today).map_err(|findings| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })?;
    let day = match (&args.day, &args.policy) {
        (Some(day), _) => read(day)?,
        (None, Some(_)) => made_day(&policy, DAY),
        (None, None) => DAY.to_owned(),
    };
    Ok((policy, day))
}

/// A fresh install cannot be shown on what an earlier run left.
fn empty(place: &Path) -> Result<PathBuf, String> {
    let told = |error: std::io::Error| format!("{}: {error}", place.display());
    fs::create_dir_all(place).map_err(told)?;
    match fs::read_dir(place).map_err(told)?.next() {
        None => Ok(place.to_owned()),
        Some(_) => Err(format!(
            "{} is not empty: name a new folder with --keep",
            place.display()
        )),
    }
}

/// Says which purposes each kept request was for.
fn index(policy: &Policy, servers: &Servers, place: &Path) -> Result<(), String> {
    let purposes = |server: &str| -> Vec<&String> {
        let recipients = policy.recipients.iter();
        let served = recipients.filter(|one| server_of(one) == Some(server));
        served.flat_map(|one| &one.purposes).collect()
    };
    let requests: Vec<_> = servers
        .received()
        .iter()
        .enumerate()
        .map(|(number, request)| {
            json!({
                "file": format!("servers/{number:05}-{}.raw", request.recipient),
                "time": request.time(),
                "recipient": request.recipient,
                "purposes": purposes(request.recipient),
                "status": request.status,
                "ids": request.ids,
            })
        })
        .collect();
    let path = place.join("requests.json");
    fs::write(path, format!("{:#}\n", json!(requests))).map_err(|error| error.to_string())
}
