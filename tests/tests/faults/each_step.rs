//! Every step of a session fails, is cut short, or is followed by a kill: nothing opens that was
//! closed, nothing that was accepted is lost, and no key and nonce seal two texts.

use std::collections::{BTreeMap, BTreeSet};

use sordino_engine::upload::{Answer, Reply};
use sordino_engine::{Account, Engine, Outcome, Refusal};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, silence_asked_panics};

const FAULTS: [Fault; 6] = [
    Fault::Fails,
    Fault::CutShort,
    Fault::WrittenButFails,
    Fault::ThenKilled,
    Fault::CutThenKilled,
    Fault::Panics,
];

/// What the app was told, up to the fault and behind it.
#[derive(Default)]
struct Told {
    /// Ids answered with "accepted" under the generation that is open, and not delivered.
    waiting: BTreeSet<String>,
    /// Ids that a recipient took.
    delivered: BTreeSet<String>,
    /// Whether the last choice that returned well was an off.
    off: bool,
    /// Whether a choice began and did not return well: either answer is right then.
    unsure: bool,
}

impl Told {
    fn record(&mut self, engine: &Engine) {
        if let Outcome::Accepted(accepted) = engine.record(&event("alert_opened", &[])) {
            let ids = engine.message_ids(&accepted).into_iter().map(|(_, id)| id);
            self.waiting.extend(ids);
        }
    }

    fn on(&mut self, engine: &Engine) {
        match engine.turn_on("usage", Rig::SHOWN) {
            Ok(turned) => {
                self.off = !turned.open;
                self.unsure = false;
            }
            Err(_) => self.unsure = true,
        }
    }

    fn off(&mut self, engine: &Engine) {
        let answer = engine.turn_off("usage", Rig::SHOWN);
        // Whatever it answers, what was queued may be unreadable from here on.
        self.waiting.clear();
        match answer {
            Ok(receipt) => {
                self.off = true;
                self.unsure = false;
                engine.complete(&receipt);
            }
            Err(_) => self.unsure = true,
        }
    }

    fn upload(&mut self, engine: &Engine, most: usize) {
        for _ in 0..most {
            let Some(request) = Rig::begin(engine) else {
                return;
            };
            let sent = ids_in(&request.body);
            self.delivered.extend(sent.iter().cloned());
            engine.report(request.id, &Reply::Answered(Answer::of(200)));
        }
    }
}

/// Message ids in a gzipped body.
fn ids_in(body: &[u8]) -> Vec<String> {
    let text = sordino_tests::unpack(body);
    let batch: serde_json::Value = serde_json::from_slice(&text).expect("the body is JSON");
    let messages = batch["batch"].as_array().expect("it is a batch");
    messages
        .iter()
        .filter_map(|message| Some(message["messageId"].as_str()?.to_owned()))
        .collect()
}

/// One session; what the app was told.
fn session(rig: &Rig) -> Told {
    let mut told = Told::default();
    let engine = rig.open();
    told.on(&engine);
    (0..3).for_each(|_| told.record(&engine));
    told.upload(&engine, 1);
    engine.sign_in(
        Account {
            user_id: Some("u-1".into()),
            customer_id: None,
        },
        &[],
    );
    (0..2).for_each(|_| told.record(&engine));
    told.off(&engine);
    told.on(&engine);
    told.record(&engine);
    told.record(&engine);
    drop(engine);
    told
}

/// How many steps a session takes when nothing fails.
fn steps() -> u64 {
    let rig = Rig::default();
    session(&rig);
    rig.disk.steps()
}

#[test]
fn the_next_process_finds_what_was_told() {
    silence_asked_panics();
    for step in 0..steps() {
        for fault in FAULTS {
            let rig = Rig::default();
            rig.disk.keep_writes();
            rig.disk.set_fault(step, fault);
            let told = session(&rig);
            let place = format!("step {step}, {fault:?}");
            no_key_and_nonce_seal_two_texts(&rig.disk.kept(), &place);

            let rig = rig.after_kill();
            let engine = rig.open();
            let open = engine.status("usage").expect("it is declared").open;
            assert!(
                !(told.off && !told.unsure && open),
                "{place}: open after an off"
            );
            if open {
                let queued = engine.queued_ids();
                let ids: BTreeSet<String> = queued.iter().map(|(_, id)| id.clone()).collect();
                assert_eq!(ids.len(), queued.len(), "{place}: a record is queued twice");
                let lost: Vec<_> = told
                    .waiting
                    .iter()
                    .filter(|id| !ids.contains(*id) && !told.delivered.contains(*id))
                    .collect();
                assert!(lost.is_empty() || told.unsure, "{place}: lost {lost:?}");
            }
            let turned = engine.turn_on("usage", Rig::SHOWN);
            assert!(
                turned.is_ok_and(|turned| turned.open),
                "{place}: it cannot be turned on again"
            );
            assert!(
                Rig::is_accepted(&engine.record(&event("alert_opened", &[]))),
                "{place}"
            );
        }
    }
}

#[test]
fn a_killed_turn_off_is_never_half_done() {
    for step in 0.. {
        for fault in [Fault::ThenKilled, Fault::CutThenKilled] {
            let rig = Rig::default();
            let engine = rig.open();
            engine
                .turn_on("usage", Rig::SHOWN)
                .expect("it can be turned on");
            engine
                .turn_on("early", Rig::SHOWN)
                .expect("it can be turned on");
            engine.record(&event("alert_opened", &[]));
            let Outcome::Accepted(kept) = engine.record(&event("first_seen", &[])) else {
                panic!("it is on")
            };
            let kept = engine.message_ids(&kept);
            let before = rig.disk.steps();
            rig.disk.set_fault(step, fault);
            let returned = engine
                .turn_off("usage", Rig::SHOWN)
                .map(|receipt| engine.complete(&receipt));
            let met = rig.disk.steps() - before > step;

            let engine = rig.after_kill().open();
            let standing = |purpose: &str| engine.status(purpose).expect("it is declared").open;
            assert!(
                returned.is_err() || !standing("usage"),
                "step {step}: open after an off"
            );
            // A slot lies within one page and one sector: nothing real cuts its write, and where
            // the fault does, the slot is closed rather than trusted.
            let whole = fault == Fault::ThenKilled;
            assert!(
                standing("early") || !whole,
                "step {step}: another purpose was closed with it"
            );
            let queued = engine.queued_ids();
            assert!(
                !whole || kept.iter().all(|id| queued.contains(id)),
                "step {step}: another purpose lost a record"
            );
            if whole && !standing("usage") {
                assert_eq!(
                    queued.len(),
                    kept.len(),
                    "step {step}: records of a closed purpose are readable"
                );
                assert!(engine.tidy(), "step {step}");
            }
            if !met {
                return;
            }
        }
    }
}

#[test]
fn a_panic_anywhere_closes_everything() {
    silence_asked_panics();
    for step in 0..steps() {
        let rig = Rig::default();
        rig.disk.set_fault(step, Fault::Panics);
        let engine = rig.open();
        let mut told = Told::default();
        told.on(&engine);
        (0..3).for_each(|_| told.record(&engine));
        told.off(&engine);
        if !engine.condition().broken {
            continue;
        }
        assert_eq!(
            engine.record(&event("alert_opened", &[])),
            Outcome::Refused(Refusal::Broken),
            "step {step}"
        );
        assert!(engine.turn_on("usage", Rig::SHOWN).is_err(), "step {step}");
        assert!(Rig::begin(&engine).is_none(), "step {step}");
        drop(engine);
        let engine = rig.after_kill().open();
        assert!(
            !engine.condition().broken,
            "step {step}: it is built anew from disk"
        );
        assert!(
            engine
                .turn_on("usage", Rig::SHOWN)
                .expect("it works again")
                .open,
            "step {step}"
        );
    }
}

/// Where the nonce of one sealed text stands, and the text behind it.
type Sealed = (String, Vec<u8>, Vec<u8>);

/// Collects what was sealed from every write, as the pages in `docs/formats` lay it out.
fn no_key_and_nonce_seal_two_texts(writes: &[(String, u64, Vec<u8>)], place: &str) {
    let mut seen: BTreeMap<(String, Vec<u8>), Vec<u8>> = BTreeMap::new();
    for (path, offset, bytes) in writes {
        for (key, nonce, text) in sealed(path, *offset, bytes) {
            let known = seen
                .entry((key.clone(), nonce))
                .or_insert_with(|| text.clone());
            assert_eq!(
                *known, text,
                "{place}: {key} sealed two texts with one nonce"
            );
        }
    }
}

fn sealed(path: &str, offset: u64, bytes: &[u8]) -> Vec<Sealed> {
    let at = |start: usize| -> Vec<Sealed> {
        let Some(nonce) = bytes.get(start..start + 12) else {
            return Vec::new();
        };
        let text = bytes[start + 12..].to_vec();
        // Zeros overwrite; they seal nothing.
        if text.iter().all(|byte| *byte == 0) {
            Vec::new()
        } else {
            vec![(path.to_owned(), nonce.to_vec(), text)]
        }
    };
    match path {
        // Random nonces under long-lived keys: no two may ever be alike, wherever they stand.
        "vault" if bytes.len() == 224 && bytes[..8] != [0; 8] => at(64)
            .into_iter()
            .map(|(_, nonce, text)| ("vault key".into(), nonce, text))
            .collect(),
        "ledger" | "issued" if offset > 0 || path == "issued" => at(4),
        _ if path.ends_with("/identity") => at(16),
        // A segment's key is its own, and the frame number is the nonce: one write a frame.
        _ if path.ends_with(".seg") && offset >= 192 && bytes.len() > 20 => {
            vec![(
                path.to_owned(),
                offset.to_le_bytes().to_vec(),
                bytes.to_vec(),
            )]
        }
        _ => Vec::new(),
    }
}
