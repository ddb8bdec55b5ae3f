//! One process of an app, driven line by line: what the tests of several processes start.
//!
//! Commands come on standard input, one answer a line goes to standard output.

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::crash::Source;
use sordino_engine::ledger::Limiter;
use sordino_engine::ports::{VendorAbout, VendorReadBack, VendorReport, VendorSwitch, VendorThrew};
use sordino_engine::upload::{Answer, Cancel, Next, Reply, Request};
use sordino_engine::{Crash, Engine, Options, Outcome, Ports};
use sordino_tests::{Rig, event, policy};

const CRASH: Crash<'static> = Crash {
    source: Source::Rust,
    report: b"thread 'main' panicked at src/main.rs:1:1:\nboom",
    happened: None,
};

#[derive(Default)]
struct Flag(AtomicBool);

impl Cancel for Flag {
    fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A vendor's SDK that writes down what it was told last.
struct Vendor(String);

impl VendorSwitch for Vendor {
    fn about(&self) -> VendorAbout {
        VendorAbout {
            recipient: "vendor".to_owned(),
            ..VendorAbout::default()
        }
    }

    fn create(&self) -> Result<(), VendorThrew> {
        Ok(())
    }

    fn apply(&self, open_purposes: &[String]) -> Result<VendorReport, VendorThrew> {
        let told = std::fs::write(&self.0, format!("{open_purposes:?}"));
        told.map(|()| VendorReport::default())
            .map_err(|_| VendorThrew)
    }

    fn off_without_instance(&self) -> Result<VendorReport, VendorThrew> {
        self.apply(&[])
    }

    fn read_back(&self) -> Result<VendorReadBack, VendorThrew> {
        Ok(match std::fs::read_to_string(&self.0).as_deref() {
            Ok("[]") => VendorReadBack::OFF,
            Ok(_) => VendorReadBack::ON,
            Err(_) => VendorReadBack::UNKNOWN,
        })
    }
}

fn main() {
    let place = std::env::args()
        .nth(1)
        .expect("the folder is the first argument");
    let ports = Ports {
        files: Box::new(Folder::new(format!("{place}/files")).expect("it can be used")),
        keys: Box::new(KeyFile::new(format!("{place}/keys")).expect("it can be used")),
        clock: Box::new(SystemClock),
        random: Box::new(SystemRandom),
        vendors: vec![Arc::new(Vendor(format!("{place}/vendor")))],
    };
    let options = Options::default();
    let engine = Engine::open(policy(), ports, options).expect("the endpoints are allowed");
    let mut hoard = Vec::new();
    let mut begun: Option<(Request, Arc<Flag>)> = None;
    for line in io::stdin().lock().lines() {
        let line = line.expect("the parent writes text");
        let words: Vec<&str> = line.split(' ').collect();
        let answer = match words.as_slice() {
            ["on", purpose] => format!(
                "{:?}",
                engine.turn_on(purpose, Rig::SHOWN).map(|on| on.open)
            ),
            ["off", purpose] => match engine.turn_off(purpose, Rig::SHOWN) {
                Ok(receipt) => serde_json::to_string(&receipt).expect("receipts are JSON"),
                Err(error) => format!("{error:?}"),
            },
            ["unfinished"] => {
                let receipts = engine.unfinished();
                let completed = receipts.iter().map(|receipt| engine.complete(receipt));
                let told = completed.map(|one| {
                    let vendors = one.vendors.iter();
                    let answers: Vec<_> = vendors
                        .map(|vendor| (&vendor.recipient, vendor.answer))
                        .collect();
                    format!("{} {answers:?}", one.receipt.purpose)
                });
                told.collect::<Vec<_>>().join("; ")
            }
            ["churn", rounds] => {
                churn(&engine, rounds.parse().expect("it is a number"));
                "churned".to_owned()
            }
            ["record"] => answer(&engine, &engine.record(&event("alert_opened", &[]))),
            ["queued"] => engine.queued_ids().len().to_string(),
            ["begin"] => match engine.next_upload() {
                Next::Ready(ticket) => {
                    let flag = Arc::new(Flag::default());
                    match engine.begin(ticket, Arc::clone(&flag) as Arc<dyn Cancel>) {
                        Ok(request) => {
                            let records = request.records;
                            begun = Some((request, flag));
                            format!("begun {records}")
                        }
                        Err(error) => format!("{error:?}"),
                    }
                }
                other => format!("{other:?}"),
            },
            ["cancelled"] => {
                engine.stop_revoked();
                let flag = begun
                    .as_ref()
                    .map(|(_, flag)| flag.0.load(Ordering::SeqCst));
                format!("{flag:?}")
            }
            ["report"] => {
                let taken = Reply::Answered(Answer::of(200));
                let id = begun.take().map_or(0, |(request, _)| request.id);
                format!("{:?}", engine.report(id, &taken))
            }
            ["crash"] => format!("{:?}", engine.crash(&CRASH)),
            ["starve"] => {
                hoard.extend(std::iter::from_fn(|| std::fs::File::open("/dev/null").ok()));
                "starved".to_owned()
            }
            ["feed"] => {
                hoard.clear();
                let handles = std::fs::read_dir("/proc/self/fd").expect("the system lists them");
                // One of them lists the others.
                format!("{} handles", handles.count() - 1)
            }
            ["fork"] => in_a_fork(
                &place,
                &engine,
                begun.as_ref().map(|(request, _)| request.id),
            ),
            ["standing", purpose] => {
                format!("{:?}", engine.status(purpose).map(|standing| standing.open))
            }
            other => format!("no such command: {other:?}"),
        };
        println!("{answer}");
        io::stdout().flush().expect("the parent reads");
    }
}

/// Forks, and returns what the child is answered: for records and a crash, an upload, a choice, and how it is.
fn in_a_fork(place: &str, engine: &Engine, begun: Option<u64>) -> String {
    let told = std::path::Path::new(place).join("told");
    match fork::fork().expect("the system forks") {
        fork::Fork::Child => {
            let answers = [
                (0..5)
                    .map(|_| answer(engine, &engine.record(&event("alert_opened", &[]))))
                    .collect::<Vec<_>>()
                    .join(" "),
                format!("{:?}", engine.crash(&CRASH)),
                format!("{:?}", engine.next_upload()),
                format!("{:?}", begun.map(|id| engine.report(id, &Reply::Failed))),
                format!("{:?}", engine.turn_off("usage", Rig::SHOWN).map(|_| ())),
                format!("broken: {}", engine.condition().broken),
            ];
            let code = std::fs::write(told, answers.join("; ")).map_or(1, |()| 0);
            std::process::exit(code);
        }
        fork::Fork::Parent(child) => {
            fork::waitpid(child).expect("it ends");
            std::fs::read_to_string(told).expect("it told")
        }
    }
}

/// Makes choices for everything but `usage`, and completes them.
fn churn(engine: &Engine, rounds: u32) {
    for _ in 0..rounds {
        let _ = engine.turn_on("stability", Rig::SHOWN);
        let _ = engine.limit(Limiter::Os, Some("crashes"), false);
        if let Ok(receipt) = engine.turn_off("stability", Rig::SHOWN) {
            engine.complete(&receipt);
        }
        let _ = engine.limit(Limiter::Os, Some("crashes"), true);
    }
}

fn answer(engine: &Engine, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Accepted(accepted) => {
            let ids = engine.message_ids(accepted).into_iter().map(|(_, id)| id);
            format!("accepted {}", ids.collect::<Vec<_>>().join(","))
        }
        other => format!("{other:?}"),
    }
}
