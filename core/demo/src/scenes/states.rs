//! Promise 6: missing, damaged or foreign state is closed, told, and works again.

use std::fs;

use sordino_engine::{Engine, Event, Outcome, StartupRepair};

use super::copied::copy;
use super::device::Device;
use super::evidence::Evidence;
use super::sabotage::Sabotage;

/// Records that wait on a device before it is damaged.
const WAITING: usize = 3;

/// What is done to a device whose purpose is on, and what the engine must find then.
type Damage = (
    &'static str,
    fn(&Device, &Device, Sabotage) -> Result<(), String>,
    StartupRepair,
);

const DAMAGES: [Damage; 3] = [
    (
        "a backup restored without its keys",
        |from, to, sabotage| {
            copy(&from.files(), &to.files())?;
            match sabotage.restores_keys_with_a_backup() {
                true => copy(&from.keys(), &to.keys()),
                false => Ok(()),
            }
        },
        StartupRepair::Foreign,
    ),
    (
        "a ledger with one byte flipped",
        |from, to, _| damage(from, to, "ledger", |bytes| bytes[300] ^= 1),
        StartupRepair::LedgerCorrupt,
    ),
    (
        "a vault that is gone",
        |from, to, _| remove(from, to, "vault"),
        StartupRepair::VaultMissing,
    ),
];

/// What was seen of one damaged device.
struct Damaged {
    what: &'static str,
    wanted: StartupRepair,
    found: Vec<StartupRepair>,
    open: bool,
    accepted: bool,
    /// Records of before that can be read.
    readable: usize,
    /// Whether it could be turned on again and took a record then.
    mended: bool,
}

/// What was seen of all of them.
pub(crate) struct States(Vec<Damaged>);

/// Damages a device in each way and opens it again.
pub(crate) fn states(device: &Device, sabotage: Sabotage) -> Result<States, String> {
    let (purpose, name) = device.purpose_and_event()?;
    let sound = device.inside("sound");
    let engine = sound.open()?;
    sound.turn_on(&engine, &purpose)?;
    for _ in 0..WAITING {
        if !is_accepted(&engine, &name) {
            return Err("a sound device did not take a record".to_owned());
        }
    }
    drop(engine);
    let mut damaged = Vec::new();
    for (at, (what, damage, wanted)) in DAMAGES.into_iter().enumerate() {
        let device = device.inside(&at.to_string());
        damage(&sound, &device, sabotage)?;
        let engine = device.open()?;
        damaged.push(Damaged {
            what,
            wanted,
            found: engine.condition().found,
            open: is_open(&engine, &purpose),
            accepted: is_accepted(&engine, &name),
            readable: engine.queued_ids().len(),
            mended: device.turn_on(&engine, &purpose)? && is_accepted(&engine, &name),
        });
    }
    Ok(States(damaged))
}

fn is_open(engine: &Engine, purpose: &str) -> bool {
    engine.status(purpose).is_some_and(|it| it.open)
}

fn record(engine: &Engine, name: &str) -> Outcome {
    engine.record(&Event {
        name,
        properties: &[],
    })
}

fn is_accepted(engine: &Engine, name: &str) -> bool {
    matches!(record(engine, name), Outcome::Accepted(_))
}

fn damage(from: &Device, to: &Device, name: &str, change: fn(&mut Vec<u8>)) -> Result<(), String> {
    copy(&from.folder, &to.folder)?;
    let path = to.files().join(name);
    let mut bytes = fs::read(&path).map_err(|error| error.to_string())?;
    if bytes.len() < 400 {
        return Err(format!("the {name} is shorter than the demo thought"));
    }
    change(&mut bytes);
    fs::write(&path, bytes).map_err(|error| error.to_string())
}

fn remove(from: &Device, to: &Device, name: &str) -> Result<(), String> {
    copy(&from.folder, &to.folder)?;
    fs::remove_file(to.files().join(name)).map_err(|error| error.to_string())
}

impl States {
    /// What they show of the sixth promise.
    pub(crate) fn evidence(&self) -> Evidence {
        let mut row = Evidence::of(6);
        for one in &self.0 {
            let what = one.what;
            row.check(!one.open && !one.accepted, || {
                format!("{what}: the purpose is open")
            });
            row.check(one.readable == 0, || {
                format!("{what}: {} records of before can be read", one.readable)
            });
            row.check(one.found.contains(&one.wanted), || {
                format!("{what}: told as {:?}", one.found)
            });
            row.check(one.mended, || {
                format!("{what}: it cannot be turned on again")
            });
        }
        let names: Vec<&str> = self.0.iter().map(|one| one.what).collect();
        row.figure(format!(
            "{}: each closed, told, unreadable, and turned on again",
            names.join("; ")
        ));
        row
    }
}
