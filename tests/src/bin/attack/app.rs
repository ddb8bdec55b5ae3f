//! One process under attack: an engine over the shared folder, driven line by line.
//!
//! A command is `NUMBER WORDS…`; each runs on a thread of its own, so that several are under way at once.
//! Its answer is `NUMBER TIME WORDS…`, with the time at which the engine's call had returned.

use std::io::{self, BufRead, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use sordino_engine::crash::Source;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::receipt::Receipt;
use sordino_engine::upload::{Cancel, Next};
use sordino_engine::{Account, ChoiceError, Crash, Engine, Options, Outcome, Override};
use sordino_tests::{Rig, event};

use crate::place::{Place, now};
use crate::{ports, sending};

/// How often uploads that another process revoked are looked for; an app does it each second.
const LOOK: Duration = Duration::from_millis(300);

/// What the commands of one process share.
struct App {
    engine: Engine,
    receipts: Mutex<Vec<Receipt>>,
}

/// Opens the engine and answers until its input ends.
pub(crate) fn run(place: &Place, port: u16, bounds: &str) -> io::Result<()> {
    let recipients = ["segment", "mirror", "sentry"];
    let options = Options {
        overrides: recipients
            .map(|id| Override {
                recipient: id.to_owned(),
                endpoint: Some(format!("http://127.0.0.1:{port}/{id}")),
                key: None,
            })
            .to_vec(),
        allow_loopback_http: true,
        ..Options::default()
    };
    let engine = Engine::open(ports::policy(bounds), ports::ports(place)?, options)
        .map_err(io::Error::other)?;
    let app = App {
        engine,
        receipts: Mutex::default(),
    };
    say(&format!(
        "0 {} opened {:?}",
        now(),
        app.engine.condition().not_ready
    ));
    thread::scope(|threads| {
        threads.spawn(|| {
            loop {
                app.engine.stop_revoked();
                thread::sleep(LOOK);
            }
        });
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            let app = &app;
            threads.spawn(move || {
                let (number, command) = line.split_once(' ').unwrap_or((&line, ""));
                let words: Vec<&str> = command.split(' ').collect();
                let (time, answer) = app.answer(&words);
                say(&format!("{number} {time} {answer}"));
            });
        }
        // The parent is gone, or wants this process gone: whatever is under way goes with it.
        std::process::exit(0)
    })
}

fn say(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

impl App {
    fn answer(&self, words: &[&str]) -> (u64, String) {
        let engine = &self.engine;
        let answer = match words {
            ["record", name, number, padding] => {
                let message = "ä ".repeat(padding.parse().unwrap_or(0));
                let number = number.parse::<i64>().unwrap_or(0);
                let properties = [("minutes", number.into()), ("message", message.into())];
                told(&engine.record(&event(name, &properties)))
            }
            ["crash", number] => {
                let report = format!(
                    "dev.kranich.Attack{number}x: broken\n\tat dev.kranich.Main.main(Main.java:5)"
                );
                let crash = Crash {
                    source: Source::Jvm,
                    report: report.as_bytes(),
                    happened: None,
                };
                let outcomes: Vec<String> = engine.crash(&crash).iter().map(told).collect();
                outcomes.join(",")
            }
            ["on", purpose] => match engine.turn_on(purpose, Rig::SHOWN) {
                Ok(turned) => format!("open={}", turned.open),
                Err(error) => format!("{error:?}"),
            },
            ["off", purpose] => {
                let answered = engine.turn_off(purpose, Rig::SHOWN);
                let time = now();
                return (time, self.keep(answered.map(|receipt| vec![receipt])));
            }
            ["refuse", purpose] => {
                let answered = engine.choose(purpose, State::Refused, Rig::SHOWN);
                let time = now();
                return (time, self.keep(answered));
            }
            ["limit", purpose, allows] => {
                let answered = engine.limit(Limiter::Os, Some(purpose), *allows == "true");
                let time = now();
                return (time, self.keep(answered));
            }
            ["erase"] => {
                let answered = engine.erase().map_err(|partly| {
                    let mut failed = partly.failed.into_iter();
                    failed
                        .next()
                        .map_or(ChoiceError::StorageFailed, |(_, why)| why)
                });
                let time = now();
                return (time, self.keep(answered));
            }
            ["expire"] => self.keep(engine.expire().map_err(|_| ChoiceError::NotReady)),
            ["complete"] => {
                let receipts = std::mem::take(
                    &mut *self.receipts.lock().unwrap_or_else(PoisonError::into_inner),
                );
                let done = receipts.iter().map(|receipt| engine.complete(receipt));
                format!("complete {}", done.filter(|one| one.files_gone).count())
            }
            ["upload"] => self.upload(),
            ["sign-in"] => {
                let account = Account {
                    user_id: Some("user-4711".into()),
                    customer_id: None,
                };
                engine.sign_in(account, &[]);
                "signed in".into()
            }
            ["sign-out"] => {
                engine.sign_out();
                "signed out".into()
            }
            ["refresh"] => format!("{}", engine.refresh()),
            ["tidy"] => format!("{}", engine.tidy()),
            ["status", purpose] => match engine.status(purpose) {
                Some(status) => format!("open={} {:?}", status.open, status.state),
                None => "undeclared".into(),
            },
            ["ready"] => format!("{:?}", engine.retry().not_ready),
            ["heads"] => match engine.export_ledger() {
                Ok(export) => {
                    let hashes = export.entries.iter().map(|entry| entry.hash.clone());
                    hashes.collect::<Vec<_>>().join(",")
                }
                Err(error) => format!("{error:?}"),
            },
            _ => "no such command".into(),
        };
        (now(), answer)
    }

    /// Keeps receipts for a later `complete`, and says what they promise.
    fn keep(&self, answered: Result<Vec<Receipt>, ChoiceError>) -> String {
        match answered {
            Ok(receipts) => {
                let shown = serde_json::to_string(&receipts).unwrap_or_default();
                let mut kept = self.receipts.lock().unwrap_or_else(PoisonError::into_inner);
                kept.extend(receipts);
                format!("receipts {shown}")
            }
            Err(error) => format!("{error:?}"),
        }
    }

    fn upload(&self) -> String {
        let ticket = match self.engine.next_upload() {
            Next::Ready(ticket) => ticket,
            Next::Wait(wait) => return format!("wait {}", wait.as_millis()),
            Next::Idle => return "idle".into(),
        };
        let call = Arc::new(sending::Call::default());
        let before = now();
        let cancel = Arc::clone(&call) as Arc<dyn Cancel>;
        match self.engine.begin(ticket, cancel) {
            Ok(request) => {
                let reply = call.send(&request, (before, now()));
                format!("{:?}", self.engine.report(request.id, &reply))
            }
            Err(error) => format!("{error:?}"),
        }
    }
}

fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Accepted(_) => "Accepted".into(),
        other => format!("{other:?}"),
    }
}
