//! Plays lines of the day on an engine, and says what became of each record.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use sordino_adapters::{Http, Step};
use sordino_engine::crash::Source;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::{Clock, Millis};
use sordino_engine::upload::NotBegun;
use sordino_engine::{Account, Crash, Engine, Event, Outcome, Value};

use super::courier::Courier;
use super::day::{Line, What, report};
use super::device::{Device, SHOWN, value};
use super::kill::Deadly;
use super::network::set_mode;

/// How many records are played between two rounds of uploads.
const RECORDS_A_ROUND: usize = 8;
/// An upload that gets no answer fails after this: the day has many, and nobody waits for them.
const TIMEOUT: Duration = Duration::from_millis(250);

/// How long after the day's end what waits is waited for, by the day's clock.
const PATIENCE: Millis = 24 * 3_600_000;

/// What became of one record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// Its line, from 0.
    pub(crate) line: usize,
    /// `accepted`, `refused: …` and so on.
    pub(crate) outcome: String,
    /// Recipient and message id, where it was accepted.
    pub(crate) ids: Vec<(String, String)>,
    /// How long the call took.
    pub(crate) micros: u64,
}

impl Answer {
    pub(crate) fn is_accepted(&self) -> bool {
        self.outcome == ACCEPTED
    }

    /// Whether it waits for the person's first choice.
    pub(crate) fn is_held(&self) -> bool {
        self.outcome == HELD
    }
}

const ACCEPTED: &str = "accepted";
const HELD: &str = "held";

/// Plays on one engine.
pub(crate) struct Player<'a> {
    device: &'a Device,
    pub(crate) engine: Engine,
    http: Http,
    courier: Courier,
    deadly: Deadly,
    started: Millis,
    online: bool,
    failing: bool,
    since_round: usize,
    /// When something that waits may be tried again.
    due: Option<Millis>,
}

impl<'a> Player<'a> {
    pub(crate) fn new(
        device: &'a Device,
        engine: Engine,
        courier: Courier,
        deadly: Deadly,
    ) -> Self {
        Self {
            device,
            engine,
            http: Http::new(TIMEOUT),
            courier,
            deadly,
            started: device.clock.now(),
            online: true,
            failing: false,
            since_round: 0,
            due: None,
        }
    }

    /// Plays one line; an answer if it was a record.
    pub(crate) fn play(&mut self, at: usize, line: &Line) -> Result<Option<Answer>, String> {
        self.catch_up(line.time());
        self.device.clock.set(line.time());
        self.act(at, line)
    }

    /// Says again who is signed in and how the network is: both live in memory only.
    pub(crate) fn resume(&mut self, day: &[Line], at: usize) -> Result<(), String> {
        let last = |is: fn(&What) -> bool| day[..at].iter().rfind(|line| is(&line.what));
        let of_network = last(|what| matches!(what, What::Network { .. }));
        let of_account = last(|what| matches!(what, What::SignIn { .. } | What::SignOut {}));
        for line in of_account.into_iter().chain(of_network) {
            self.act(at, line)?;
        }
        Ok(())
    }

    fn act(&mut self, at: usize, line: &Line) -> Result<Option<Answer>, String> {
        match &line.what {
            What::Event {
                event, properties, ..
            } => {
                let values: Vec<(&str, Value<'_>)> = properties
                    .iter()
                    .map(|(key, json)| (key.as_str(), value(json)))
                    .collect();
                let offered = Event {
                    name: event,
                    properties: &values,
                };
                let start = Instant::now();
                let outcome = self.deadly.around(at, || self.engine.record(&offered));
                let answer = self.answer(at, &[outcome], start.elapsed());
                self.round_is_due();
                return Ok(Some(answer));
            }
            What::Crash {
                source,
                text,
                base64,
                ..
            } => {
                let bytes = report(text.as_deref(), base64.as_deref());
                let source = source.of_engine();
                let crash = Crash {
                    source,
                    report: &bytes,
                    happened: self.happened(source),
                };
                let start = Instant::now();
                let outcomes = self.deadly.around(at, || self.engine.crash(&crash));
                return Ok(Some(self.answer(at, &outcomes, start.elapsed())));
            }
            What::Choice { purpose, choice } => self.choose(purpose, choice)?,
            What::Signal {
                signal,
                allows,
                purpose,
            } => self.limit(signal, *allows, purpose.as_deref())?,
            What::SignIn {
                user_id,
                customer_id,
                values,
            } => {
                let account = Account {
                    user_id: Some(user_id.clone()),
                    customer_id: customer_id.clone(),
                };
                self.engine.sign_in(account, values);
            }
            What::SignOut {} => self.engine.sign_out(),
            What::Network { state } => self.network(state)?,
            What::Restart {} => {}
        }
        Ok(None)
    }

    /// Delivers what waits and may be sent now.
    pub(crate) fn round(&mut self) {
        self.since_round = 0;
        self.due = None;
        while self.online {
            match self.courier.deliver(&self.engine, &self.http) {
                Step::Sent(_) | Step::NotBegun(NotBegun::Gone | NotBegun::Revoked) => {}
                Step::NotBegun(_) | Step::Idle => break,
                Step::Wait(wait) => {
                    let wait = Millis::try_from(wait.as_millis()).unwrap_or(Millis::MAX);
                    self.due = Some(self.device.clock.now().saturating_add(wait.max(1)));
                    break;
                }
            }
        }
    }

    /// Lets the clock run on until nothing waits any more, or for so long that it never will.
    pub(crate) fn wait_for_all(&mut self) {
        self.round();
        self.catch_up(self.device.clock.now().saturating_add(PATIENCE));
    }

    /// Tries again what failed, at the times at which it may be tried again, up to `until`.
    fn catch_up(&mut self, until: Millis) {
        while let Some(due) = self.due.filter(|due| *due <= until) {
            self.device.clock.set(due);
            self.round();
        }
    }

    fn round_is_due(&mut self) {
        self.since_round += 1;
        if self.since_round >= RECORDS_A_ROUND {
            self.round();
        }
    }

    /// Some crashes are handed over by the operating system at the next start; they happened before.
    fn happened(&self, source: Source) -> Option<Millis> {
        match source {
            Source::MetricKit | Source::Tombstone | Source::Anr => Some(self.started),
            Source::Rust
            | Source::Jvm
            | Source::NsException
            | Source::Dart
            | Source::JavaScript => None,
        }
    }

    /// A crash report has an outcome for each purpose of crash reports.
    fn answer(&self, line: usize, outcomes: &[Outcome], took: Duration) -> Answer {
        let accepted: Vec<_> = outcomes
            .iter()
            .filter_map(|outcome| match outcome {
                Outcome::Accepted(accepted) => Some(self.engine.message_ids(accepted)),
                _ => None,
            })
            .collect();
        let outcome = match (accepted.is_empty(), outcomes.first()) {
            (false, _) => ACCEPTED.to_owned(),
            (true, None) => "nobody wants it".to_owned(),
            (true, Some(Outcome::HeldInMemory | Outcome::HeldSealed)) => HELD.to_owned(),
            (true, Some(Outcome::Refused(refusal))) => format!("refused: {refusal:?}"),
            (true, Some(_)) => "keys not ready".to_owned(),
        };
        Answer {
            line,
            outcome,
            ids: accepted.into_iter().flatten().collect(),
            micros: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        }
    }

    fn choose(&self, purpose: &str, choice: &str) -> Result<(), String> {
        let engine = &self.engine;
        let done = match choice {
            "turn_on" => engine.turn_on(purpose, SHOWN).map(drop),
            "turn_off" => engine.turn_off(purpose, SHOWN).map(drop),
            "refuse" => engine.choose(purpose, State::Refused, SHOWN).map(drop),
            "defer" => engine.choose(purpose, State::Deferred, SHOWN).map(drop),
            other => return Err(format!("the day names a choice that nobody has: {other}")),
        };
        done.map_err(|error| format!("the choice for {purpose} failed: {error}"))
    }

    fn limit(&self, signal: &str, allows: bool, purpose: Option<&str>) -> Result<(), String> {
        let limiter = match signal {
            "age" => Limiter::Age,
            "organisation" => Limiter::Organisation,
            "gpc" => Limiter::Signal,
            "os" => Limiter::Os,
            other => return Err(format!("the day names a signal that nobody gives: {other}")),
        };
        let done = self.engine.limit(limiter, purpose, allows);
        done.map(drop)
            .map_err(|error| format!("the signal {signal} failed: {error}"))
    }

    fn network(&mut self, state: &str) -> Result<(), String> {
        if self.failing {
            // Whatever was recorded meanwhile meets the network as it was.
            self.round();
        }
        self.failing = state != "up";
        self.online = state != "down";
        let mode = match state {
            "up" | "down" => r#"{"mode":"ok"}"#,
            "503" => r#"{"mode":"503"}"#,
            "429" => r#"{"mode":"429","retry_after":30}"#,
            "timeout" => r#"{"mode":"hang"}"#,
            other => return Err(format!("the day names a network that nobody has: {other}")),
        };
        set_mode(&self.device.addresses, mode)?;
        self.round();
        Ok(())
    }
}
