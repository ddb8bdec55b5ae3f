//! Whatever step of anything fails, is cut or is followed by a kill: what was accepted is queued
//! until it was delivered, what was refused never is, and nothing is taken while it is off.

use std::collections::BTreeSet;

use sordino_engine::crash::Source;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::upload::{Answer, Reply, Reported};
use sordino_engine::{Crash, Engine, Facts, Outcome};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, silence_asked_panics};

const REPORT: &[u8] = b"java.lang.IllegalStateException: closed\n\tat app.Main.main(Main.kt:7)\n";
const FAULTS: [Fault; 6] = [
    Fault::Fails,
    Fault::CutShort,
    Fault::WrittenButFails,
    Fault::ThenKilled,
    Fault::CutThenKilled,
    Fault::Panics,
];

type Ids = BTreeSet<(String, String)>;

/// What the app was told.
#[derive(Default)]
struct Told {
    accepted: Ids,
    /// Taken or refused for good by their recipient; they may wait on if that could not be noted.
    done: Ids,
    requests: usize,
}

impl Told {
    fn outcome(&mut self, engine: &Engine, outcome: &Outcome) {
        if let Outcome::Accepted(one) = outcome {
            self.accepted.extend(engine.message_ids(one));
        }
    }

    fn record(&mut self, engine: &Engine) {
        let outcome = engine.record(&event("connection_lost", &[("minutes", 3.into())]));
        self.outcome(engine, &outcome);
    }

    fn crash(&mut self, engine: &Engine) {
        let crash = Crash {
            source: Source::Jvm,
            report: REPORT,
            happened: None,
        };
        let outcomes = engine.crash(&crash);
        outcomes.iter().for_each(|one| self.outcome(engine, one));
    }

    fn upload(&mut self, engine: &Engine, status: u16) {
        let before = engine.queued_ids();
        let Some(request) = Rig::begin(engine) else {
            return;
        };
        self.requests += 1;
        let reply = Reply::Answered(Answer::of(status));
        let reported = engine.report(request.id, &reply);
        // The server has it, even if the report ended in a panic.
        if status == 200 || reported == Reported::Dropped {
            // The oldest of this recipient: an upload takes them in order.
            let sent = before
                .into_iter()
                .filter(|(to, _)| *to == request.recipient);
            let count = usize::try_from(request.records).expect("a few");
            self.done.extend(sent.take(count));
        }
    }
}

fn session(rig: &Rig, told: &mut Told) {
    let engine = rig.open();
    // What fails here is told; what follows finds it closed then.
    let _ = engine.choose("stability", State::Informed, Rig::SHOWN);
    let _ = engine.turn_on("crashes", Rig::SHOWN);
    (0..3).for_each(|_| told.record(&engine));
    told.crash(&engine);
    told.upload(&engine, 503);
    rig.clock.advance(3_700_000);
    told.record(&engine);
    told.upload(&engine, 413);
    told.upload(&engine, 200);
    engine.set_facts(Facts {
        app_version: Some("5.3".into()),
        ..Facts::default()
    });
    told.record(&engine);
    drop(engine);
    let engine = rig.open();
    told.record(&engine);
    told.upload(&engine, 200);
    let _ = engine.turn_on("early", Rig::SHOWN);
    let off = engine.turn_off("early", Rig::SHOWN);
    if let Ok(receipt) = off {
        engine.complete(&receipt);
        let refused = engine.record(&event("first_seen", &[]));
        assert!(!Rig::is_accepted(&refused), "taken while it is off");
    }
    let ban = engine.limit(Limiter::Os, Some("usage"), false);
    if ban.is_ok() {
        let _ = engine.turn_on("usage", Rig::SHOWN);
        let refused = engine.record(&event("alert_opened", &[]));
        assert!(!Rig::is_accepted(&refused), "taken while it is banned");
    }
    told.crash(&engine);
    told.record(&engine);
}

/// Holds the queue against what was told; `unknown` records may be there or not.
fn is_fine(rig: &Rig, told: &Told, unknown: usize, place: &str) {
    let engine = rig.open();
    let queued: Vec<_> = engine.queued_ids();
    let distinct: Ids = queued.iter().cloned().collect();
    assert_eq!(distinct.len(), queued.len(), "{place}: queued twice");
    let strangers = distinct.difference(&told.accepted).count();
    assert!(strangers <= unknown, "{place}: {strangers} were refused");
    let waiting: Ids = told.accepted.difference(&told.done).cloned().collect();
    let lost: Vec<_> = waiting.difference(&distinct).collect();
    assert!(lost.is_empty(), "{place}: lost {lost:?}");
}

#[test]
fn whatever_fails_undelivered_records_stay_queued() {
    silence_asked_panics();
    let (rig, mut told) = (Rig::default(), Told::default());
    session(&rig, &mut told);
    assert_eq!(told.accepted.len(), 9, "without a fault all are taken");
    assert!(told.requests >= 4 && !told.done.is_empty());
    is_fine(&rig.after_kill(), &told, 0, "no fault");
    for step in 0..rig.disk.steps() {
        for fault in FAULTS {
            let (rig, mut told) = (Rig::default(), Told::default());
            rig.disk.keep_writes();
            rig.disk.set_fault(step, fault);
            session(&rig, &mut told);
            let kept = rig.disk.kept();
            let cut = kept.last().filter(|_| fault == Fault::CutThenKilled);
            if cut.is_some_and(|(path, ..)| path == "vault") {
                // A slot lies within one sector: nothing real cuts its write.
                continue;
            }
            let unknown = match fault {
                Fault::Fails | Fault::CutShort | Fault::WrittenButFails => 0,
                // The record whose call never returned.
                Fault::ThenKilled | Fault::CutThenKilled | Fault::Panics => 1,
            };
            let place = format!("step {step}, {fault:?}");
            is_fine(&rig.after_kill(), &told, unknown, &place);
        }
    }
}
