//! The scenes, in the order in which they are played.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sordino_policy::Policy;

use super::arrived::{Arrived, server_of};
use super::barrier::turn_off;
use super::day::{Line, What};
use super::device::Device;
use super::evidence::Evidence;
use super::fresh::fresh;
use super::guest::guest;
use super::least::least;
use super::ledger::ledger;
use super::loss::{Failure, Seen, loss};
use super::network::Addresses;
use super::offered;
use super::own_panic::own_panic;
use super::played::{Played, play_day};
use super::receipts;
use super::sabotage::Sabotage;
use super::same::same;
use super::screen::Screen;
use super::states::states;
use crate::servers::{Mode, Received, Servers};

/// The player's files with its input; they never lie where the engine's do.
pub(crate) struct Input {
    policy: PathBuf,
    day: PathBuf,
}

impl Input {
    pub(crate) fn write(folder: &Path, policy: &Policy, day: &str) -> Result<Self, String> {
        let input = Self {
            policy: folder.join("policy.json"),
            day: folder.join("day.jsonl"),
        };
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&input.policy, policy.to_json()))
            .and_then(|()| fs::write(&input.day, day))
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(input)
    }
}

/// What the scenes are played with.
pub(crate) struct Stage<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) day: &'a [Line],
    pub(crate) servers: &'a Servers,
    pub(crate) place: &'a Path,
    pub(crate) sabotage: Sabotage,
    pub(crate) screen: Screen,
}

impl Stage<'_> {
    /// Plays them all; a row for each promise.
    pub(crate) fn play(&self, input: &Input) -> Result<Vec<Evidence>, String> {
        self.introduce();
        let mut gate = self.fresh()?;
        if let Some(own) = own_panic(&self.device("own-panic"), self.servers)? {
            own.add_to(&mut gate);
        }

        let device = self.device("day");
        let before = self.servers.requests_begun();
        let played = self.play_day(&device, input)?;
        let received = self.servers.received().split_off(before);
        let arrived = Arrived::new(self.policy, &received);
        device.clock.set(self.day.last().map_or(0, Line::time));
        let engine = device.open()?;
        let waiting = engine.queued_ids().into_iter().map(|(_, id)| id);
        let failures = self.failures(&played, &received);
        let no_loss = loss(&Seen {
            played: &played,
            taken: &self.servers.taken(),
            waiting: &waiting.collect::<Vec<_>>(),
            records: &arrived.records,
            failures: &failures,
            recipients: self
                .policy
                .recipients
                .iter()
                .filter(|one| server_of(one).is_some())
                .count(),
        });
        self.told(&played, &received, &failures);
        offered::show(self.screen, self.day, &played.answers, &arrived);
        let exported = ledger(&engine, self.place)?;
        drop(engine);

        let mut withdrawal = self.turn_off()?;
        exported.add_to(&mut withdrawal);

        self.servers.set_mode(Mode::Ok);
        let good_guest = guest(&self.device("guest"), self.servers, self.sabotage)?;
        let longest = played.answers.iter().map(|answer| answer.micros).max();
        let longest = Duration::from_micros(longest.unwrap_or(0));
        let closed = states(&self.device("states"), self.sabotage)?;
        // Last, so that it sees everything that was sent and written.
        let everything = self.servers.received();
        let answers = &played.answers;
        let least = least(self.policy, self.day, answers, &everything, self.place)?;
        Ok(vec![
            gate,
            withdrawal,
            least,
            no_loss,
            good_guest.evidence((longest, played.counted.panics)),
            closed.evidence(),
            same(self.sabotage),
        ])
    }

    fn device(&self, name: &str) -> Device {
        let addresses = Addresses {
            segment: self.servers.segment_url(),
            sentry: self.servers.sentry_url(),
            otlp: self.servers.otlp_url(),
        };
        let policy = self.policy.clone();
        let device = Device::new(self.place.join(name), policy, addresses);
        device.clock.set(self.day.first().map_or(0, Line::time));
        device
    }

    fn introduce(&self) {
        let Self {
            screen,
            policy,
            servers,
            ..
        } = *self;
        screen.line(screen.bold("Sordino: a day of a real app, through the whole path"));
        screen.line("");
        let (version, owner) = (&policy.version, &policy.controller.name);
        screen.entry("policy", &format!("{version} of {owner}"));
        let count = |is: fn(&What) -> bool| self.day.iter().filter(|line| is(&line.what)).count();
        screen.entry(
            "day",
            &format!(
                "{} lines: {} events, {} crashes, {} restarts, {} changes of the network",
                self.day.len(),
                count(|what| matches!(what, What::Event { .. })),
                count(|what| matches!(what, What::Crash { .. })),
                count(|what| matches!(what, What::Restart {})),
                count(|what| matches!(what, What::Network { .. })),
            ),
        );
        let mut not_played = Vec::new();
        for recipient in &policy.recipients {
            match server_of(recipient) {
                Some("segment") => screen.entry(&recipient.id, &servers.segment_url()),
                Some("otlp") => screen.entry(&recipient.id, &servers.otlp_url()),
                Some(_) => screen.entry(&recipient.id, &servers.sentry_url()),
                None => not_played.push(recipient.id.as_str()),
            }
        }
        if !not_played.is_empty() {
            screen.entry("not played", &not_played.join(", "));
        }
    }

    fn fresh(&self) -> Result<Evidence, String> {
        self.screen.chapter("A fresh install");
        let device = self.device("fresh");
        let row = fresh(&device, self.day, self.servers, self.sabotage)?.evidence();
        for figure in &row.figures {
            self.screen.line(format!("  {figure}"));
        }
        Ok(row)
    }

    fn play_day(&self, device: &Device, input: &Input) -> Result<Played, String> {
        self.screen.chapter("The day");
        let files = (input.policy.as_path(), input.day.as_path());
        play_day(
            device,
            self.day,
            files,
            self.servers,
            self.sabotage,
            self.screen,
        )
    }

    /// How often the network failed while something was recorded, and how often an upload met it.
    fn failures(&self, played: &Played, received: &[Received]) -> Vec<Failure> {
        let mut failures: BTreeMap<&str, Failure> = BTreeMap::new();
        let mut state = "up";
        for (at, line) in self.day.iter().enumerate() {
            if let What::Network { state: now } = &line.what {
                state = now;
            }
            let status = match state {
                "503" => 503,
                "429" => 429,
                "timeout" => 0,
                _ => continue,
            };
            let failure = failures.entry(state).or_insert_with(|| Failure {
                network: state.to_owned(),
                recorded: 0,
                met: received.iter().filter(|one| one.status == status).count(),
            });
            let mut answers = played.answers.iter();
            let recorded = answers.any(|answer| answer.line == at && answer.is_accepted());
            failure.recorded += usize::from(recorded);
        }
        failures.into_values().collect()
    }

    fn told(&self, played: &Played, received: &[Received], failures: &[Failure]) {
        let screen = self.screen;
        for kill in &played.kills {
            screen.line(format!(
                "  line {:<4} kill -9 {}; another process carries on",
                kill.line + 1,
                kill.place
            ));
        }
        let accepted = played.answers.iter().filter(|one| one.is_accepted());
        screen.line(format!(
            "  {} records offered, {} accepted; {} properties dropped that no rule lets through",
            played.answers.len(),
            accepted.count(),
            played.counted.fields_dropped
        ));
        for answer in played.answers.iter().filter(|one| !one.is_accepted()) {
            let line = format!("  line {:<4} {}", answer.line + 1, answer.outcome);
            screen.line(screen.dim(&line));
        }
        let failed: Vec<String> = failures.iter().map(Failure::told).collect();
        let tail = match failed.is_empty() {
            true => String::new(),
            false => format!("; failed and tried again: {}", failed.join(", ")),
        };
        screen.line(format!("  {} requests{tail}", received.len()));
    }

    fn turn_off(&self) -> Result<Evidence, String> {
        self.screen
            .chapter("Turning off, while one thread records and one uploads");
        let device = self.device("barrier");
        let off = turn_off(&device, self.day, self.servers, self.sabotage)?;
        receipts::show(self.screen, &off.receipt, off.took);
        receipts::show_completed(self.screen, &off.completed);
        if let Some(other) = &off.other {
            receipts::show_completed(self.screen, &other.completed);
        }
        Ok(off.evidence())
    }
}
