//! Files flipped, cut, grown, swapped, zeroed or gone, several at once: nothing panics, nothing
//! that was closed opens, nothing is sent that was not accepted, and it works again.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value as Json;
use sordino_engine::crash::Source;
use sordino_engine::upload::{Answer, Reply, Request};
use sordino_engine::{Account, Crash, Engine, Options, Outcome, Ports};
use sordino_policy::{BeforeChoice, DeviceAccess, Policy};
use sordino_tests::{Meanwhile, Rig, event, policy, stalling, unpack, usage_on};

const REPORT: &[u8] = b"java.lang.IllegalStateException: closed\n\tat app.Main.main(Main.kt:7)\n";

/// What may happen to the files.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, Index, u8),
    Cut(Index, Index),
    Grow(Index, Vec<u8>),
    Zero(Index, Index),
    Replace(Index, Vec<u8>),
    Overwrite(Index, Index, [u8; 8]),
    Swap(Index, Index),
    Remove(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let bytes = proptest::collection::vec(any::<u8>(), 0..400);
    let eight = prop_oneof![
        Just([0xff; 8]),
        Just([0; 8]),
        Just(i64::MIN.to_le_bytes()),
        any::<[u8; 8]>()
    ];
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), index(), 1..=u8::MAX).prop_map(|(file, at, mask)| Damage::Flip(file, at, mask)),
        2 => (index(), index()).prop_map(|(file, at)| Damage::Cut(file, at)),
        1 => (index(), bytes.clone()).prop_map(|(file, bytes)| Damage::Grow(file, bytes)),
        1 => (index(), index()).prop_map(|(file, at)| Damage::Zero(file, at)),
        1 => (index(), bytes).prop_map(|(file, bytes)| Damage::Replace(file, bytes)),
        4 => (index(), index(), eight).prop_map(|(file, at, bytes)| Damage::Overwrite(file, at, bytes)),
        1 => (index(), index()).prop_map(|(one, other)| Damage::Swap(one, other)),
        1 => index().prop_map(Damage::Remove),
    ]
}

fn apply(rig: &Rig, damage: &Damage) {
    let files: Vec<(String, Vec<u8>)> = rig.disk.contents().into_iter().collect();
    if files.is_empty() {
        return;
    }
    let change = |file: &Index, change: &dyn Fn(&mut Vec<u8>)| {
        let (path, mut bytes) = file.get(&files).clone();
        change(&mut bytes);
        rig.disk.put(&path, bytes);
    };
    match damage {
        Damage::Flip(file, at, mask) => change(file, &|bytes| {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] ^= mask;
            }
        }),
        Damage::Cut(file, at) => change(file, &|bytes| {
            let length = at.index(bytes.len() + 1);
            bytes.truncate(length);
        }),
        Damage::Grow(file, more) => change(file, &|bytes| bytes.extend_from_slice(more)),
        Damage::Zero(file, at) => change(file, &|bytes| {
            let from = at.index(bytes.len() + 1);
            bytes[from..].fill(0);
        }),
        Damage::Replace(file, other) => change(file, &|bytes| bytes.clone_from(other)),
        // At multiples of eight, where numbers stand.
        Damage::Overwrite(file, at, eight) => change(file, &|bytes| {
            let at = at.index(bytes.len() / 8 + 1) * 8;
            if let Some(place) = bytes.get_mut(at..at + 8) {
                place.copy_from_slice(eight);
            }
        }),
        Damage::Swap(one, other) => {
            let ((one, its), (other, others)) = (one.get(&files), other.get(&files));
            rig.disk.put(one, others.clone());
            rig.disk.put(other, its.clone());
        }
        Damage::Remove(file) => rig.disk.remove(&file.get(&files).0),
    }
}

/// The rig's policy with a sealed hold, so that every kind of file is there.
fn sealed_policy() -> Policy {
    let mut policy = policy();
    for purpose in &mut policy.purposes {
        if purpose.id == "early" {
            purpose.device_access = DeviceAccess::StrictlyNecessary;
            purpose.before_choice = BeforeChoice::HoldSealed {
                max_records: 9,
                max_hours: 24,
            };
        }
    }
    policy
}

fn open(rig: &Rig) -> Engine {
    rig.open_with(sealed_policy(), Options::default())
}

fn ids(request: &Request) -> Vec<String> {
    let body = unpack(&request.body);
    let ids = match serde_json::from_slice::<Json>(&body) {
        Ok(batch) => batch["batch"].as_array().map(|batch| {
            let id = |one: &Json| one["messageId"].as_str().unwrap_or_default().to_owned();
            batch.iter().map(id).collect()
        }),
        // An envelope names its event on the first line, as a UUID in any notation.
        Err(_) => body.split(|byte| *byte == b'\n').next().and_then(|line| {
            let header: Json = serde_json::from_slice(line).ok()?;
            Some(vec![header["event_id"].as_str()?.to_owned()])
        }),
    };
    let ids: Vec<String> = ids.expect("a batch or an envelope");
    ids.iter().map(|id| id.replace('-', "")).collect()
}

/// A device with every kind of file, and the ids of what was accepted on it.
struct Device {
    rig: Rig,
    accepted: BTreeSet<String>,
}

fn device(off: bool) -> Device {
    let rig = Rig::default();
    let engine = open(&rig);
    for purpose in ["usage", "crashes", "stability"] {
        engine
            .turn_on(purpose, Rig::SHOWN)
            .expect("it can be turned on");
    }
    let mut accepted = BTreeSet::new();
    let mut keep = |outcome: &Outcome| {
        if let Outcome::Accepted(one) = outcome {
            let ids = engine.message_ids(one).into_iter();
            accepted.extend(ids.map(|(_, id)| id.replace('-', "")));
        }
    };
    for round in 0..3 {
        for name in ["alert_opened", "connection_lost", "first_seen"] {
            keep(&engine.record(&event(name, &[("minutes", round.into())])));
        }
        let crash = Crash {
            source: Source::Jvm,
            report: REPORT,
            happened: None,
        };
        engine.crash(&crash).iter().for_each(&mut keep);
        let request = Rig::begin(&engine).expect("something waits");
        let status = if round == 1 { 503 } else { 200 };
        let reply = Reply::Answered(Answer::of(status));
        engine.report(request.id, &reply);
    }
    // One that is under way when the process dies.
    let _ = Rig::begin(&engine);
    if off {
        engine
            .turn_off("usage", Rig::SHOWN)
            .expect("it can be turned off");
    }
    let rig = rig.after_kill();
    rig.clock.advance(600_000);
    Device { rig, accepted }
}

fn the_device(off: bool) -> &'static Device {
    static DEVICES: OnceLock<[Device; 2]> = OnceLock::new();
    &DEVICES.get_or_init(|| [false, true].map(device))[usize::from(off)]
}

/// Everything an app may ask; the ids of what was sent.
fn use_everything(engine: &Engine) -> Vec<String> {
    let account = Account {
        user_id: Some("u-1".into()),
        customer_id: None,
    };
    let _ = (engine.queued(), engine.queued_ids(), engine.issued());
    let _ = (engine.export_ledger(), engine.expire(), engine.tidy());
    let mut sent = Vec::new();
    for _ in 0..20 {
        let Some(request) = Rig::begin(engine) else {
            break;
        };
        sent.extend(ids(&request));
        let reply = Reply::Answered(Answer::of(200));
        engine.report(request.id, &reply);
    }
    engine.sign_in(account, &[]);
    let _ = engine.record(&event("first_seen", &[]));
    engine.stop_revoked();
    sent
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, max_shrink_iters: 500, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_open_forge_and_break_nothing(
        off in any::<bool>(),
        damages in proptest::collection::vec(damage(), 1..5),
    ) {
        let Device { rig, accepted } = the_device(off);
        let rig = rig.after_kill();
        damages.iter().for_each(|damage| apply(&rig, damage));

        let engine = open(&rig);
        let is_open = |engine: &Engine| engine.status("usage").is_some_and(|one| one.open);
        prop_assert!(!(off && is_open(&engine)), "it was off");
        let before: Vec<_> = ["usage", "crashes", "stability"]
            .iter()
            .filter(|id| engine.status(id).is_some_and(|one| one.open))
            .collect();
        for id in use_everything(&engine) {
            prop_assert!(accepted.contains(&id), "{} was sent with {:?} open", id, before);
        }
        prop_assert!(!engine.condition().broken, "it panicked inside");

        let receipt = engine.turn_off("usage", Rig::SHOWN).expect("an off holds");
        prop_assert!(engine.complete(&receipt).files_gone, "files stay");
        let turned = engine.turn_on("usage", Rig::SHOWN).expect("a yes is written");
        prop_assert!(turned.open, "it cannot be turned on again: {:?}", turned);
        let outcome = engine.record(&event("alert_opened", &[]));
        prop_assert!(Rig::is_accepted(&outcome), "{:?}", outcome);
        prop_assert!(is_open(&open(&rig.after_kill())), "nor in the next process");
    }
}

#[test]
fn no_number_in_any_file_breaks_the_engine() {
    let Device { rig, accepted } = the_device(false);
    for (path, bytes) in rig.disk.contents() {
        // Where numbers stand in clear: slots, rows, counts, headers. The rest is sealed.
        let end = match path.as_str() {
            "ledger" => 80,
            "vault" => 256 * 9,
            _ => bytes.len().min(200),
        };
        let in_clear = |at: &usize| path != "vault" || !(64..240).contains(&(at % 256));
        for at in (0..end.saturating_sub(7)).step_by(8).filter(in_clear) {
            for number in [i64::MIN, -1] {
                let rig = rig.after_kill();
                let mut changed = bytes.clone();
                changed[at..at + 8].copy_from_slice(&number.to_le_bytes());
                rig.disk.put(&path, changed);
                let engine = open(&rig);
                let place = format!("{path} at {at}: {number}");
                for id in use_everything(&engine) {
                    assert!(accepted.contains(&id), "{place}: sent {id}");
                }
                assert!(engine.turn_off("usage", Rig::SHOWN).is_ok(), "{place}");
                assert!(!engine.condition().broken, "{place}");
            }
        }
    }
}

#[test]
fn a_vault_cut_meanwhile_breaks_nothing() {
    let (device, engine) = usage_on();
    drop(engine);
    let header = device.disk.contents()["vault"][..256].to_vec();
    for access in 0.. {
        let rig = device.after_kill();
        let accesses = Arc::new(AtomicU64::new(0));
        let meanwhile: Meanwhile = {
            let (accesses, disk, header) = (accesses.clone(), rig.disk.clone(), header.clone());
            Arc::new(move |_| {
                if accesses.fetch_add(1, Ordering::SeqCst) == access {
                    disk.put("vault", header.clone());
                }
            })
        };
        let ports = Ports {
            files: Box::new(stalling(&rig.disk, meanwhile)),
            ..rig.ports()
        };
        let engine = Engine::open(policy(), ports, Options::default());
        let engine = engine.expect("the endpoints are allowed");
        let _ = engine.turn_off("crashes", Rig::SHOWN);
        assert!(!engine.condition().broken, "cut before access {access}");
        if accesses.load(Ordering::SeqCst) <= access {
            return;
        }
    }
}
