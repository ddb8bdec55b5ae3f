//! Plays lines of the day on an engine, and says what became of each record.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use sordino_adapters::{Http, Step, deliver};
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::upload::Reported;
use sordino_engine::{Account, Crash, Engine, Event, Outcome, Value};

use super::day::{Line, What, report};
use super::device::{Device, SHOWN, value};
use super::sabotage::{Sabotage, deliver_with_more};

/// How many records are played between two rounds of uploads.
const RECORDS_A_ROUND: usize = 4;
/// An upload that gets no answer fails after this: the day has many, and nobody waits for them.
const TIMEOUT: Duration = Duration::from_millis(400);

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

/// What came of a round of uploads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Round {
    pub(crate) delivered: usize,
    pub(crate) kept: usize,
    /// How long to wait for the next, if something waits.
    pub(crate) wait: Option<Duration>,
}

/// Plays on one engine.
pub(crate) struct Player<'a> {
    device: &'a Device,
    pub(crate) engine: Engine,
    http: Http,
    online: bool,
    since_round: usize,
    sabotage: Sabotage,
}

impl<'a> Player<'a> {
    pub(crate) fn new(device: &'a Device, engine: Engine, sabotage: Sabotage) -> Self {
        Self {
            device,
            engine,
            http: Http::new(TIMEOUT),
            online: true,
            since_round: 0,
            sabotage,
        }
    }

    /// Plays one line; an answer if it was a record.
    pub(crate) fn play(&mut self, at: usize, line: &Line) -> Result<Option<Answer>, String> {
        self.device.clock.set(line.time());
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
                let outcome = self.engine.record(&offered);
                let answer = self.answer(at, &outcome, start.elapsed());
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
                let crash = Crash {
                    source: source.of_engine(),
                    report: &bytes,
                    happened: None,
                };
                let start = Instant::now();
                let outcomes = self.engine.crash(&crash);
                let took = start.elapsed();
                let outcome = outcomes.into_iter().next();
                return Ok(outcome.map(|outcome| self.answer(at, &outcome, took)));
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
    pub(crate) fn round(&self) -> Round {
        let mut round = Round::default();
        if !self.online {
            return round;
        }
        loop {
            let step = match self.sabotage.adds_a_raw_value() {
                true => deliver_with_more(&self.engine, &self.http),
                false => deliver(&self.engine, &self.http),
            };
            match step {
                Step::Sent(Reported::Delivered) => round.delivered += 1,
                Step::Sent(Reported::Kept) => round.kept += 1,
                Step::Sent(_) | Step::NotBegun(_) => {}
                Step::Wait(wait) => {
                    round.wait = Some(wait);
                    break;
                }
                Step::Idle => break,
            }
        }
        round
    }

    fn round_is_due(&mut self) {
        self.since_round += 1;
        if self.since_round >= RECORDS_A_ROUND {
            self.since_round = 0;
            self.round();
        }
    }

    fn answer(&self, line: usize, outcome: &Outcome, took: Duration) -> Answer {
        let (outcome, ids) = match outcome {
            Outcome::Accepted(accepted) => {
                ("accepted".to_owned(), self.engine.message_ids(accepted))
            }
            Outcome::HeldInMemory => ("held in memory".to_owned(), Vec::new()),
            Outcome::HeldSealed => ("held sealed".to_owned(), Vec::new()),
            Outcome::Refused(refusal) => (format!("refused: {refusal:?}"), Vec::new()),
            Outcome::KeysNotReady => ("keys not ready".to_owned(), Vec::new()),
        };
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        Answer {
            line,
            outcome,
            ids,
            micros,
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
        self.online = state != "down";
        let mode = match state {
            "up" | "down" => r#"{"mode":"ok"}"#,
            "503" => r#"{"mode":"503"}"#,
            "429" => r#"{"mode":"429","retry_after":"30"}"#,
            "timeout" => r#"{"mode":"hang"}"#,
            other => return Err(format!("the day names a network that nobody has: {other}")),
        };
        super::device::set_mode(&self.device.addresses, mode)?;
        self.round();
        Ok(())
    }
}
