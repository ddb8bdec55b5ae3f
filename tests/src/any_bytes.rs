//! What must hold for any bytes in place of a file of ours. `tests/fuzz` gives them bytes that a
//! fuzzer makes, `tests/tests/random` some thousands on every run.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::Value as Json;
use sordino_engine::ledger::{LedgerExport, verify};
use sordino_engine::{Engine, Outcome};
use sordino_policy::Policy;

use crate::{Rig, event, policy, unpack};

/// The rig's `policy.json`.
pub fn policy_seeds() -> Vec<Vec<u8>> {
    vec![policy().to_json()]
}

/// A `policy.json` is read back as it was written, or refused.
///
/// # Panics
///
/// If neither is so.
pub fn policy_json(bytes: &[u8]) {
    if let Ok(policy) = Policy::from_json(bytes) {
        let again = Policy::from_json(&policy.to_json()).expect("a policy reads what it wrote");
        assert_eq!(again, policy);
    }
}

/// The exported ledger of a device with a few choices.
pub fn export_seeds() -> Vec<Vec<u8>> {
    let engine = device().rig.after_kill().open();
    let export = engine.export_ledger().expect("its ledger is whole");
    vec![serde_json::to_vec(&export).expect("it is JSON")]
}

/// An export is verified or refused; one that is verified has as many entries as was said.
///
/// # Panics
///
/// If neither is so.
pub fn ledger_export(bytes: &[u8]) {
    if let Ok(verified) = verify(bytes) {
        let export: LedgerExport = serde_json::from_slice(bytes).expect("it was verified");
        assert_eq!(export.entries.len(), verified.entries);
    }
}

/// A device whose `usage` is on with records that wait, and whose `early` was turned off.
struct Device {
    rig: Rig,
    segments: Vec<String>,
    accepted: BTreeSet<String>,
}

fn device() -> &'static Device {
    static DEVICE: OnceLock<Device> = OnceLock::new();
    DEVICE.get_or_init(|| {
        let rig = Rig::default();
        let engine = rig.open();
        let on = |purpose| {
            let turned = engine.turn_on(purpose, Rig::SHOWN);
            turned.expect("it can be turned on");
        };
        on("usage");
        on("early");
        let off = engine.turn_off("early", Rig::SHOWN);
        off.expect("it can be turned off");
        let mut accepted = BTreeSet::new();
        for _ in 0..3 {
            if let Outcome::Accepted(one) = engine.record(&event("alert_opened", &[])) {
                accepted.extend(engine.message_ids(&one).into_iter().map(|(_, id)| id));
            }
        }
        assert!(accepted.len() > 2, "a device without records shows nothing");
        drop(engine);
        let files = rig.disk.contents().into_keys();
        let segments = files.filter(|path| path.ends_with(".seg")).collect();
        Device {
            rig,
            segments,
            accepted,
        }
    })
}

/// The ledger of that device as it lies on the disk.
pub fn ledger_seeds() -> Vec<Vec<u8>> {
    vec![device().rig.disk.contents()["ledger"].clone()]
}

/// With any bytes as its ledger a device opens nothing that was off, and can be used again.
///
/// # Panics
///
/// If that is not so.
pub fn ledger_file(bytes: &[u8]) {
    let rig = device().rig.after_kill();
    rig.disk.put("ledger", bytes.to_vec());
    used_again(&rig);
}

/// A segment of that device as it lies on the disk.
pub fn segment_seeds() -> Vec<Vec<u8>> {
    let contents = device().rig.disk.contents();
    let segments = device().segments.iter();
    segments.map(|path| contents[path].clone()).collect()
}

/// With any bytes as a segment a device sends only what was accepted, and can be used again.
///
/// # Panics
///
/// If that is not so.
pub fn segment_file(bytes: &[u8]) {
    let device = device();
    let rig = device.rig.after_kill();
    rig.disk.put(&device.segments[0], bytes.to_vec());
    let engine = rig.open();
    for request in Rig::drain(&engine) {
        let body: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
        for message in body["batch"].as_array().into_iter().flatten() {
            let id = message["messageId"].as_str().unwrap_or_default();
            assert!(device.accepted.contains(id), "{message} was never accepted");
        }
    }
    drop(engine);
    used_again(&rig);
}

/// What was off is off, and a yes is taken.
fn used_again(rig: &Rig) {
    let engine: Engine = rig.open();
    let refused = engine.record(&event("first_seen", &[]));
    assert!(!Rig::is_accepted(&refused), "an off opened: {refused:?}");
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on again");
    let taken = engine.record(&event("alert_opened", &[]));
    assert!(Rig::is_accepted(&taken), "{taken:?}");
}
