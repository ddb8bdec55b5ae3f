//! The demo from its first line to the table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use sordino_policy::{Policy, RecipientKind};

use super::barrier::barrier;
use super::day::{self, Line};
use super::device::{Addresses, Device};
use super::evidence::Evidence;
use super::fresh::fresh;
use super::guest::guest;
use super::kept::{Arrived, kept};
use super::ledger::ledger;
use super::loss::loss;
use super::needles::values;
use super::offered::show;
use super::played::{Input, Played, play_day};
use super::sabotage::Sabotage;
use super::same::same;
use super::screen::Screen;
use super::search::{Looked, Search};
use super::states::states;
use super::table;
use crate::servers::{Mode, Received, Servers};

const POLICY: &str = include_str!("../../../../examples/on-call/privacy.toml");
const DAY: &str = include_str!("../../../../examples/on-call/day.jsonl");

/// What the demo plays, and where it leaves what it saw.
#[derive(Debug, clap::Args)]
pub(crate) struct DemoArgs {
    /// Plays without a window; the only way there is yet.
    #[arg(long)]
    headless: bool,
    /// Someone else's privacy.toml.
    #[arg(long, requires = "day")]
    policy: Option<PathBuf>,
    /// Someone else's day, JSON lines as in examples/on-call/day.schema.json.
    #[arg(long, requires = "policy")]
    day: Option<PathBuf>,
    /// Writes the outcome as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Keeps every file the engine wrote and every byte the servers received.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Breaks one promise in the demo's own wiring, to show that its row can turn red.
    #[arg(long, hide = true, default_value_t = 0)]
    sabotage: u8,
}

/// Plays; whether every promise was held.
pub(crate) fn run(args: &DemoArgs) -> Result<bool, String> {
    if !args.headless {
        return Err("there is no window yet: run `sordino demo --headless`".to_owned());
    }
    let screen = Screen::new();
    let sabotage = Sabotage(args.sabotage);
    let (policy, day_text) = inputs(args)?;
    let day = day::read(&day_text)?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let input = scratch.path().join("input");
    let place = match &args.keep {
        Some(place) => place.clone(),
        None => scratch.path().join("kept"),
    };
    for folder in [&input, &place] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let (policy_file, day_file) = (input.join("policy.json"), input.join("day.jsonl"));
    fs::write(&policy_file, policy.to_json()).map_err(|error| error.to_string())?;
    fs::write(&day_file, &day_text).map_err(|error| error.to_string())?;

    let keep = args.keep.as_ref().map(|place| place.join("servers"));
    let servers = Servers::start(keep)
        .map_err(|error| format!("the demo's servers did not start: {error}"))?;
    let stage = Stage {
        policy: &policy,
        day: &day,
        servers: &servers,
        place: &place,
        sabotage,
        screen,
    };
    stage.introduce();
    let input = Input {
        policy: &policy_file,
        day: &day_file,
    };
    let rows = stage.play(&input)?;
    let held = table::print(screen, &rows);
    if let Some(path) = &args.json {
        let outcome = json!({ "held": held, "policy": policy.hash, "promises": rows });
        fs::write(path, format!("{outcome:#}\n"))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    if args.keep.is_some() {
        stage.index()?;
        screen.line(format!("Kept in {}", place.display()));
    }
    Ok(held)
}

fn inputs(args: &DemoArgs) -> Result<(Policy, String), String> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let (name, toml, day) = match (&args.policy, &args.day) {
        (Some(policy), Some(day)) => (policy.display().to_string(), read(policy)?, read(day)?),
        _ => ("privacy.toml".to_owned(), POLICY.to_owned(), DAY.to_owned()),
    };
    let today = jiff::ZonedDateTime::now().date();
    let policy = sordino_policy::compile(&name, &toml, today).map_err(|findings| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })?;
    Ok((policy, day))
}

struct Stage<'a> {
    policy: &'a Policy,
    day: &'a [Line],
    servers: &'a Servers,
    place: &'a Path,
    sabotage: Sabotage,
    screen: Screen,
}

impl Stage<'_> {
    fn introduce(&self) {
        self.screen.line(
            self.screen
                .bold("Sordino: a day of a real app through the whole path"),
        );
        self.screen.line(format!(
            "  policy {} of {}, {} lines of a day",
            self.policy.version,
            self.policy.controller.name,
            self.day.len()
        ));
        for recipient in &self.policy.recipients {
            let played = match recipient.kind {
                RecipientKind::Segment => self.servers.segment_url(),
                RecipientKind::Sentry => self.servers.sentry_url(),
                _ => "not played".to_owned(),
            };
            self.screen
                .line(format!("  recipient {:<24} {played}", recipient.id));
        }
    }

    fn device(&self, name: &str) -> Device {
        let addresses = Addresses {
            segment: self.servers.segment_url(),
            sentry: self.servers.sentry_url(),
        };
        let device = Device::new(
            self.place.join(name),
            self.policy.clone(),
            addresses,
            self.sabotage,
        );
        device.clock.set(self.day.first().map_or(0, Line::time));
        device
    }

    fn play(&self, input: &Input<'_>) -> Result<Vec<Evidence>, String> {
        self.screen.chapter("A fresh install");
        let gate = fresh(&self.device("fresh"), self.servers, self.sabotage)?;
        self.screen
            .line("  nobody has chosen anything, and everything is offered");

        self.screen.chapter("The day");
        let device = self.device("day");
        let before = self.servers.received().len();
        let played = play_day(&device, self.day, input, self.sabotage, self.screen)?;
        let received: Vec<Received> = self.servers.received().split_off(before);
        self.told(&played, &received);

        device.clock.set(self.day.last().map_or(0, Line::time));
        let engine = device.open()?;
        let waiting: Vec<String> = engine.queued_ids().into_iter().map(|(_, id)| id).collect();
        let taken: Vec<String> = received
            .iter()
            .filter(|request| request.status == 200)
            .flat_map(|request| {
                let new = request.ids.iter().filter(|id| !request.again.contains(id));
                new.cloned().collect::<Vec<_>>()
            })
            .collect();
        let no_loss = loss(&played, &taken, &waiting);
        let arrived = Arrived::new(self.policy, &received);
        show(self.screen, self.day, &played.answers, &arrived);
        let least = self.least(&played, &arrived, &received)?;

        self.screen.chapter("Turning off");
        let mut withdrawal = barrier(
            &self.device("barrier"),
            self.servers,
            self.sabotage,
            self.screen,
        )?;
        let export = ledger(&engine, &mut withdrawal)?;
        fs::write(self.place.join("ledger.json"), export).map_err(|error| error.to_string())?;

        self.servers.set_mode(Mode::Ok);
        let good_guest = guest(&self.device("guest"), self.servers, &played.answers)?;
        let closed = states(&self.device("states"), self.sabotage)?;
        Ok(vec![
            gate,
            withdrawal,
            least,
            no_loss,
            good_guest,
            closed,
            same(self.sabotage),
        ])
    }

    fn told(&self, played: &Played, received: &[Received]) {
        let accepted = played
            .answers
            .iter()
            .filter(|answer| answer.outcome == "accepted")
            .count();
        let mut failed: BTreeMap<u16, usize> = BTreeMap::new();
        for request in received.iter().filter(|request| request.status != 200) {
            *failed.entry(request.status).or_default() += 1;
        }
        let failed: Vec<String> = failed
            .iter()
            .map(|(status, count)| match status {
                0 => format!("{count} never answered"),
                status => format!("{count} with {status}"),
            })
            .collect();
        self.screen.line(format!(
            "  {} records answered, {accepted} accepted; {} requests arrived, failed and tried again: {}",
            played.answers.len(),
            received.len(),
            if failed.is_empty() { "none".to_owned() } else { failed.join(", ") }
        ));
        for answer in played
            .answers
            .iter()
            .filter(|answer| answer.outcome != "accepted")
        {
            self.screen.line(self.screen.dim(&format!(
                "  line {}: {}",
                answer.line + 1,
                answer.outcome
            )));
        }
    }

    /// Promise 3: searches everything, and holds what arrived against what the policy keeps.
    fn least(
        &self,
        played: &Played,
        arrived: &Arrived,
        received: &[Received],
    ) -> Result<Evidence, String> {
        let mut row = Evidence::of(3);
        let values = values(self.day);
        let search = Search::new(&values)?;
        let mut looked = Looked::default();
        for (at, request) in received.iter().enumerate() {
            let place = format!("request {at} to {}", request.recipient);
            search.look(&place, &request.raw, &mut looked);
            search.look(&place, &request.body, &mut looked);
            for (name, value) in &request.headers {
                search.look(
                    &format!("{place}, header {name}"),
                    value.as_bytes(),
                    &mut looked,
                );
            }
        }
        let at_servers = looked.places;
        search.look_in(self.place, &mut looked)?;
        for found in &looked.found {
            row.broken.push(found.clone());
        }
        row.figure(format!(
            "{} raw values in {} forms, searched for in {} bytes of {} places at the servers and {} on disk: {} found",
            search.values,
            search.forms(),
            looked.bytes,
            at_servers,
            looked.places - at_servers,
            looked.found.len()
        ));
        kept(self.policy, self.day, &played.answers, arrived, &mut row);
        Ok(row)
    }

    /// Says which purpose each kept request was for.
    fn index(&self) -> Result<(), String> {
        let purposes = |kind: &str| -> Vec<&String> {
            let of_kind = |recipient: &&sordino_policy::Recipient| match recipient.kind {
                RecipientKind::Segment => kind == "segment",
                RecipientKind::Sentry => kind == "sentry",
                _ => false,
            };
            self.policy
                .recipients
                .iter()
                .filter(of_kind)
                .flat_map(|one| &one.purposes)
                .collect()
        };
        let requests: Vec<_> = self
            .servers
            .received()
            .iter()
            .map(|request| {
                json!({
                    "recipient": request.recipient,
                    "purposes": purposes(request.recipient),
                    "status": request.status,
                    "ids": request.ids,
                })
            })
            .collect();
        let path = self.place.join("requests.json");
        fs::write(path, format!("{:#}\n", json!(requests))).map_err(|error| error.to_string())
    }
}
