//! A slot opens only for the entry that it was written for, at its own place, in its own vault.

use sordino_engine::ledger::{Limiter, State, What};
use sordino_engine::{Engine, Outcome, Refusal, StartupRepair};
use sordino_testkit::memory::Counted;
use sordino_tests::{Rig, is_open, offer, on, policy};

/// As `docs/formats/vault.md` lays it out.
const SLOT: usize = 256;
const TAG: std::ops::Range<usize> = 64..80;
const GENERATION: std::ops::Range<usize> = 16..24;
const OFF_WORD: usize = 8;
const KEY_NUMBER: usize = 32;
const WRAPPED: std::ops::Range<usize> = 80..220;

fn off(engine: &Engine, purpose: &str) {
    engine
        .turn_off(purpose, Rig::SHOWN)
        .expect("it can be turned off");
}

fn file(rig: &Rig, name: &str) -> Vec<u8> {
    rig.disk.contents()[name].clone()
}

/// Opens what is there, finds `usage` closed, told and written down, and turns it on again.
fn is_closed_for(rig: &Rig, found: StartupRepair, what: &str) {
    let engine = rig.open();
    assert!(!is_open(&engine, "usage"), "{what}");
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed), "{what}");
    assert_eq!(engine.queued_ids(), [], "{what}");
    assert!(
        engine.condition().found.contains(&found),
        "{what}: {:?}",
        engine.condition()
    );
    let engine = rig.open();
    assert!(!is_open(&engine, "usage"), "{what}, at the next opening");
    on(&engine, "usage");
    assert!(Rig::is_accepted(&offer(&engine)), "{what}");
}

#[test]
fn an_older_yes_opens_no_newer_slot() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    let older = file(&rig, "ledger");
    off(&engine, "usage");
    on(&engine, "usage");
    offer(&engine);
    drop(engine);
    let rig = rig.after_kill();
    rig.disk.put("ledger", older);
    is_closed_for(&rig, StartupRepair::SlotUnvouched, "the first yes");
}

#[test]
fn a_shortened_ledger_opens_nothing() {
    let rig = Rig::default();
    let engine = rig.open();
    let mut ends = Vec::new();
    for _ in 0..3 {
        on(&engine, "usage");
        ends.push(file(&rig, "ledger"));
        off(&engine, "usage");
        ends.push(file(&rig, "ledger"));
    }
    on(&engine, "usage");
    drop(engine);
    for (at, older) in ends.into_iter().enumerate() {
        let rig = rig.after_kill();
        rig.disk.put("ledger", older);
        assert!(!is_open(&rig.open(), "usage"), "after {at} more entries");
    }
    assert!(
        is_open(&rig.after_kill().open(), "usage"),
        "the whole opens"
    );
}

#[test]
fn a_closing_for_its_slot_is_written() {
    for (purpose, told, recovered) in [
        ("usage", None, State::Withdrawn),
        ("stability", Some(State::Informed), State::Objected),
    ] {
        let rig = Rig::default();
        let engine = rig.open();
        let opens = |engine: &Engine| match told {
            None => on(engine, purpose),
            Some(state) => drop(engine.choose(purpose, state, Rig::SHOWN)),
        };
        opens(&engine);
        let older = file(&rig, "ledger");
        off(&engine, purpose);
        opens(&engine);
        drop(engine);
        let rig = rig.after_kill();
        rig.disk.put("ledger", older);
        let engine = rig.open();
        assert!(!is_open(&engine, purpose));
        let ledger = engine.export_ledger().expect("there is one");
        let last = ledger.entries.last().expect("it has entries");
        let What::Choice { state, .. } = &last.entry.what else {
            panic!("the last entry is a choice")
        };
        assert_eq!(*state, recovered, "{purpose}");
    }
}

#[test]
fn an_older_slot_opens_nothing() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    offer(&engine);
    let older = rig.disk.contents();
    off(&engine, "usage");
    on(&engine, "usage");
    drop(engine);
    let rig = rig.after_kill();
    for (path, bytes) in older {
        // Vault and queue of before; the ledger has gone on.
        if path != "ledger" {
            rig.disk.put(&path, bytes);
        }
    }
    is_closed_for(&rig, StartupRepair::SlotUnvouched, "the first slot");
}

/// Behind the places of the policy's purposes and that of limits.
fn ledgers_slot() -> usize {
    SLOT * (1 + policy().purposes.len() + 1)
}

#[test]
fn an_erased_chains_slot_opens_nothing() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    offer(&engine);
    let older = file(&rig, "vault");
    let sequence = |engine: &Engine| engine.export_ledger().expect("a ledger").entries.len();
    let first = sequence(&engine);
    engine.erase().expect("it can be erased");
    on(&engine, "usage");
    assert_eq!(sequence(&engine), first, "the same place in the next chain");
    drop(engine);
    let rig = rig.after_kill();
    let mut vault = file(&rig, "vault");
    for at in (SLOT..vault.len()).step_by(SLOT) {
        // Only the purpose's: the chain's own slot stays today's.
        let slot = at..at + SLOT;
        if at != ledgers_slot() {
            vault[slot.clone()].copy_from_slice(&older[slot]);
        }
    }
    rig.disk.put("vault", vault);
    is_closed_for(
        &rig,
        StartupRepair::SlotUnvouched,
        "the erased chain's slot",
    );
}

#[test]
fn a_slot_out_of_place_opens_nothing() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "stability");
    offer(&engine);
    drop(engine);
    let vault = file(&rig, "vault");
    let slots: Vec<usize> = (SLOT..vault.len())
        .step_by(SLOT)
        .filter(|at| vault[*at..][GENERATION] != [0; 8])
        .collect();
    let stability = *slots.first().expect("it is the only purpose that is on");
    let engine = rig.after_kill().open();
    assert!(is_open(&engine, "stability"), "as it is, it opens");
    drop(engine);

    type Changes = fn(&mut [u8], usize);
    let changes: [(&str, Changes); 5] = [
        ("after another off", |vault, at| {
            vault[at + OFF_WORD] ^= 1;
        }),
        ("moved", |vault, at| {
            vault.copy_within(at..at + SLOT, at + SLOT);
            vault[at..at + SLOT].fill(0);
        }),
        ("under a higher generation", |vault, at| {
            vault[at..][GENERATION][0] += 1;
        }),
        ("under another key's number", |vault, at| {
            vault[at + KEY_NUMBER] += 1;
        }),
        ("with another's secrets", |vault, at| {
            let other = ledgers_slot();
            let other = other + WRAPPED.start..other + WRAPPED.end;
            vault.copy_within(other, at + WRAPPED.start);
        }),
    ];
    for (what, change) in changes {
        let rig = rig.after_kill();
        let mut changed = vault.clone();
        change(&mut changed, stability);
        rig.disk.put("vault", changed);
        let engine = rig.open();
        assert!(!is_open(&engine, "stability"), "{what}");
        on(&engine, "stability");
    }
}

#[test]
fn two_purposes_cannot_exchange_their_slots() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    on(&engine, "stability");
    let limit = |allows| {
        engine
            .limit(Limiter::Os, None, allows)
            .expect("it is written");
    };
    limit(false);
    limit(true);
    drop(engine);
    let mut vault = file(&rig, "vault");
    let slots: Vec<usize> = (SLOT..vault.len())
        .step_by(SLOT)
        .filter(|at| vault[*at..][GENERATION] != [0; 8])
        .collect();
    let [one, other, ..] = slots[..] else {
        panic!("both have one")
    };
    let tag = |at: usize| at + TAG.start..at + TAG.end;
    let first: Vec<u8> = vault[tag(one)].to_vec();
    vault.copy_within(tag(other), one + TAG.start);
    vault[tag(other)].copy_from_slice(&first);
    let rig = rig.after_kill();
    rig.disk.put("vault", vault);
    let engine = rig.open();
    assert!(!is_open(&engine, "usage") && !is_open(&engine, "stability"));
}

#[test]
fn files_with_foreign_keys_are_closed() {
    let rig = Rig::default();
    on(&rig.open(), "usage");
    let other = Rig {
        random: Counted::from(4711),
        ..Rig::default()
    };
    on(&other.open(), "usage");
    let restored = Rig {
        keys: other.keys.image(),
        ..rig.after_kill()
    };
    is_closed_for(&restored, StartupRepair::Foreign, "a restored backup");
    let engine = other.after_kill().open();
    assert!(
        is_open(&engine, "usage"),
        "on the other phone it stays as it was"
    );
}
