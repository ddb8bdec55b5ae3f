//! Missing, damaged, foreign and locked: closed, told, and mended without reinstalling.

use sordino_engine::ports::{KeyStore, KeyStoreError};
use sordino_engine::{NotReady, Outcome, Refusal, StartupRepair};
use sordino_tests::{Rig, is_open, offer};

/// A device whose `usage` was turned on and off again, and whose `crashes` is on.
fn turned_off() -> Rig {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("crashes", Rig::SHOWN)
        .expect("it can be turned on");
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    offer(&engine);
    engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    rig
}

pub(crate) fn works_again(rig: &Rig, what: &str) {
    let engine = rig.open();
    assert!(!is_open(&engine, "usage"), "{what}: open after an off");
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed), "{what}");
    let turned = engine.turn_on("usage", Rig::SHOWN);
    assert!(
        turned.is_ok_and(|turned| turned.open),
        "{what}: it cannot be turned on again"
    );
    assert!(Rig::is_accepted(&offer(&engine)), "{what}");
}

#[test]
fn a_cut_ledger_or_vault_opens_nothing() {
    let rig = turned_off();
    for name in ["ledger", "vault"] {
        let whole = rig.disk.contents()[name].clone();
        let step = (whole.len() / 150).max(1);
        for length in (0..whole.len()).step_by(step) {
            let cut = rig.after_kill();
            cut.disk.put(name, whole[..length].to_vec());
            works_again(&cut, &format!("{name} cut to {length}"));
        }
    }
}

/// Flips every byte of that file, one at a time.
fn every_flipped_byte(name: &str) {
    let rig = turned_off();
    let whole = rig.disk.contents()[name].clone();
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x40;
        let damaged = rig.after_kill();
        damaged.disk.put(name, flipped);
        let what = format!("{name} flipped at {at}");
        // That it works again takes longer to see than that it is closed, and of zeros in reserve one shows all.
        let often = if whole[at] == 0 { 611 } else { 13 };
        match at % often {
            0 => works_again(&damaged, &what),
            _ => assert!(!is_open(&damaged.open(), "usage"), "{what}"),
        }
    }
}

#[test]
fn a_flipped_byte_of_the_ledger_opens_nothing() {
    every_flipped_byte("ledger");
}

#[test]
fn a_flipped_byte_of_the_vault_opens_nothing() {
    every_flipped_byte("vault");
}

#[test]
fn an_older_image_opens_nothing() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    offer(&engine);
    let older = rig.after_kill();
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("it can be turned off");
    assert!(engine.complete(&receipt).files_gone);

    // All files of before, and the key store of now.
    let restored = Rig {
        disk: older.disk.after_kill(),
        keys: rig.keys.image(),
        ..rig.clone()
    };
    works_again(&restored, "an older image");

    // The same with the key store of before is the device as it was: nothing can tell it apart.
    assert!(
        is_open(&older.open(), "usage"),
        "the image itself was a good one"
    );
}

#[test]
fn files_of_another_phone_are_closed_and_told() {
    let rig = Rig::default();
    rig.open()
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let other = rig.after_kill();
    other.keys.clear();
    let engine = other.open();
    assert_eq!(engine.condition().found, [StartupRepair::Foreign]);
    assert!(!is_open(&engine, "usage"));
    drop(engine);
    works_again(&other.after_kill(), "another phone's files");
}

#[test]
fn another_versions_key_is_no_missing_key() {
    let rig = Rig::default();
    rig.open()
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let keys = rig.keys.image();
    for name in ["sordino.vault.a", "sordino.vault.b"] {
        if keys.load(name).is_ok_and(|item| item.is_some()) {
            rig.keys
                .store(name, &[7; 80])
                .expect("the key store takes it");
        }
    }
    let later = rig.after_kill();
    let engine = later.open();
    assert_eq!(engine.condition().not_ready, Some(NotReady::KeysFailed));
    drop(engine);
    let mended = Rig {
        keys,
        ..later.clone()
    };
    assert!(
        is_open(&mended.open(), "usage"),
        "vault and ledger were kept"
    );
}

#[test]
fn garbage_in_any_file_opens_nothing() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    offer(&engine);
    drop(engine);
    for path in rig.disk.contents().into_keys() {
        for garbage in [
            Vec::new(),
            vec![0xff; 3],
            vec![0; 5000],
            b"\xc3\x28 no UTF-8 \xa0\xa1".repeat(40),
        ] {
            let damaged = rig.after_kill();
            damaged.disk.put(&path, garbage);
            let engine = damaged.open();
            let _ = Rig::drain(&engine);
            let receipt = engine
                .turn_off("usage", Rig::SHOWN)
                .expect("it can be turned off");
            assert!(!is_open(&engine, "usage"), "{path}");
            assert!(engine.complete(&receipt).files_gone, "{path}");
            let turned = engine.turn_on("usage", Rig::SHOWN);
            assert!(turned.is_ok_and(|turned| turned.open), "{path}");
            assert!(Rig::is_accepted(&offer(&engine)), "{path}");
        }
    }
}

#[test]
fn a_locked_key_store_is_not_missing() {
    let rig = Rig::default();
    rig.open()
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let rig = rig.after_kill();
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let engine = rig.open();
    assert_eq!(engine.condition().not_ready, Some(NotReady::KeysLocked));
    assert_eq!(offer(&engine), Outcome::KeysNotReady);
    rig.keys.set_failing(None);
    assert_eq!(engine.retry().not_ready, None);
    assert!(
        Rig::is_accepted(&offer(&engine)),
        "the choice of before holds"
    );
}

#[test]
fn a_turn_off_before_the_first_unlock_holds() {
    let rig = Rig::default();
    rig.open()
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let rig = rig.after_kill();
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let engine = rig.open();
    let receipt = engine
        .turn_off("usage", Rig::SHOWN)
        .expect("a slot needs no key");
    assert!(
        !receipt.in_ledger,
        "the ledger is sealed; the next opening writes it"
    );
    let rig = rig.after_kill();
    rig.keys.set_failing(None);
    let engine = rig.open();
    assert!(
        engine
            .condition()
            .found
            .contains(&StartupRepair::OffCompleted)
    );
    assert!(!is_open(&engine, "usage"));
}

#[test]
fn without_randomness_nothing_opens() {
    let rig = Rig::default();
    rig.random.set_failing(true);
    let engine = rig.open();
    assert!(engine.condition().not_ready.is_some());
    assert!(engine.turn_on("usage", Rig::SHOWN).is_err());
    let contents = rig.disk.contents();
    let files: Vec<_> = contents.keys().filter(|path| *path != "clock").collect();
    assert_eq!(files, ["vault"]);
    assert_eq!(contents["vault"][..256], [0; 256], "places for a no alone");
}

#[test]
fn the_next_choice_undoes_no_missed_off() {
    for step in 0..8 {
        let rig = Rig::default();
        let engine = rig.open();
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        rig.disk
            .set_fault(step, sordino_testkit::memory::Fault::Fails);
        let off = engine.turn_off("usage", Rig::SHOWN);
        rig.disk.clear_fault();
        if off.is_err() {
            continue;
        }
        engine
            .turn_on("crashes", Rig::SHOWN)
            .expect("it can be turned on");
        assert!(
            !is_open(&engine, "usage"),
            "step {step}: another choice opened it"
        );
        assert_eq!(
            offer(&engine),
            Outcome::Refused(Refusal::Closed),
            "step {step}"
        );
        assert!(!is_open(&rig.after_kill().open(), "usage"), "step {step}");
    }
}
