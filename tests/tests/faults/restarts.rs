//! Killed and opened again, over and over: no key and nonce seal two texts, in whichever process.

use std::collections::BTreeMap;

use sordino_engine::ports::Files;
use sordino_engine::{Account, Engine};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event};

const SEGMENT_HEADER: u64 = 192;
/// Stands where a frame's length would: nothing follows.
const END: [u8; 4] = [0xff; 4];

/// What one process does with its share of the session.
fn some_of_everything(engine: &Engine) {
    // What fails under a fault is another test's matter.
    let _ = engine.turn_on("usage", Rig::SHOWN);
    let _ = engine.turn_on("crashes", Rig::SHOWN);
    engine.record(&event("alert_opened", &[]));
    engine.record(&event("first_seen", &[]));
    let account = Account {
        user_id: Some("u-1".into()),
        customer_id: None,
    };
    engine.sign_in(account, &[]);
    engine.record(&event("alert_opened", &[]));
    let _ = engine.turn_on("early", Rig::SHOWN);
    if let Ok(receipt) = engine.turn_off("early", Rig::SHOWN) {
        engine.complete(&receipt);
    }
    engine.record(&event("alert_opened", &[]));
}

/// Every text that was sealed, by its key and its nonce.
#[derive(Default)]
struct Sealed {
    texts: BTreeMap<(String, Vec<u8>), Vec<u8>>,
    /// Numbers of the frames that begin at each place of a segment.
    frames: BTreeMap<(String, u64), u32>,
}

impl Sealed {
    fn add(&mut self, path: &str, offset: u64, bytes: &[u8], told: &str) {
        let boxed = |start: usize| {
            let text = bytes.get(start + 12..)?;
            Some((bytes[start..start + 12].to_vec(), text.to_vec()))
        };
        // Zeros overwrite, and seal nothing.
        if bytes.iter().all(|byte| *byte == 0) {
            return;
        }
        let (key, found) = match path {
            // A closed slot seals nothing.
            "vault" if bytes.len() == 224 && bytes[..8] != [0; 8] => ("vault", boxed(64)),
            "ledger" if offset > 0 => ("ledger", boxed(4)),
            "issued" => ("issued", boxed(4)),
            _ if path.ends_with("/identity") => ("identity", boxed(16)),
            _ if path.ends_with(".seg") && offset == 0 => {
                self.frames.insert((path.to_owned(), SEGMENT_HEADER), 0);
                ("queue", boxed(93))
            }
            _ if path.ends_with(".seg") && bytes != END => {
                let number = self.frames.get(&(path.to_owned(), offset)).copied();
                let number =
                    number.unwrap_or_else(|| panic!("{told}: {path} has a gap at {offset}"));
                let behind = offset + bytes.len() as u64;
                self.frames.insert((path.to_owned(), behind), number + 1);
                (path, Some((number.to_le_bytes().to_vec(), bytes.to_vec())))
            }
            _ => return,
        };
        let Some((nonce, text)) = found else { return };
        let known = self
            .texts
            .entry((key.to_owned(), nonce))
            .or_insert_with(|| text.clone());
        assert_eq!(
            *known, text,
            "{told}: {key} sealed two texts with one nonce"
        );
    }
}

/// Runs a process with a fault at `step`, kills it, and runs two more on what it left.
fn three_processes(step: u64, fault: Fault) -> (Sealed, bool) {
    let told = format!("step {step}, {fault:?}");
    let mut sealed = Sealed::default();
    let mut rig = Rig::default();
    let mut met = false;
    for process in 0..3 {
        rig.disk.keep_writes();
        if process == 0 {
            rig.disk.set_fault(step, fault);
        }
        let engine = rig.open();
        some_of_everything(&engine);
        met |= process == 0 && rig.disk.steps() > step;
        for (path, offset, bytes) in rig.disk.kept() {
            sealed.add(&path, offset, &bytes, &told);
        }
        // Killed before it could end anything.
        rig = rig.after_kill();
        drop(engine);
    }
    (sealed, met)
}

#[test]
fn no_key_and_nonce_seal_two_texts() {
    let faults = [
        Fault::Fails,
        Fault::CutShort,
        Fault::WrittenButFails,
        Fault::ThenKilled,
        Fault::CutThenKilled,
    ];
    // Two of the faults at each step: all of them would take minutes.
    for (first, fault) in faults.into_iter().enumerate() {
        for step in (first as u64 / 2..).step_by(3) {
            let (sealed, met) = three_processes(step, fault);
            let keys = ["vault", "ledger", "queue", "identity"];
            for key in keys {
                let count = sealed.texts.keys().filter(|(of, _)| of == key).count();
                assert!(count > 2, "{key} was seen {count} times only");
            }
            if !met {
                break;
            }
        }
    }
}

#[test]
fn older_files_open_nothing_after_a_completion() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    drop(engine);
    let older = rig.disk.contents();
    let engine = rig.open();
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert!(engine.complete(&receipt).files_gone);
    drop(engine);
    // Vault, ledger and the queue with its keys, in every mixture with what is there now.
    for mixture in 1..8 {
        let rig = rig.after_kill();
        for (path, bytes) in &older {
            let part = match path.as_str() {
                "vault" => 1,
                "ledger" => 2,
                _ => 4,
            };
            if mixture & part != 0 {
                if let Some((folder, _)) = path.rsplit_once('/') {
                    rig.disk.create_folder(folder).expect("the disk is well");
                }
                rig.disk.put(path, bytes.clone());
            }
        }
        let engine = rig.open();
        let standing = engine.status("usage").expect("it is declared");
        assert!(!standing.open, "mixture {mixture}");
        assert!(Rig::begin(&engine).is_none(), "mixture {mixture}");
        let turned = engine.turn_on("usage", Rig::SHOWN);
        assert!(turned.is_ok_and(|turned| turned.open), "mixture {mixture}");
        assert_eq!(
            engine.queued_ids(),
            [],
            "mixture {mixture}: it came back to life"
        );
    }
}
