//! Erasing everything leaves a tombstone with the refusals, and nothing else.

use sordino_engine::Account;
use sordino_engine::ledger::{State, What, verify};
use sordino_tests::{Rig, START, event, on};

#[test]
fn an_erasure_leaves_only_refusals() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine
        .turn_off("crashes", Rig::SHOWN)
        .expect("it can be refused");
    engine.record(&event("alert_opened", &[("minutes", 3.into())]));
    let before = engine.export_ledger().expect("there is one");

    let receipts = engine.erase().expect("it can be erased");

    assert_eq!(receipts.len(), 1, "one purpose was open");
    assert_eq!(receipts[0].records.number(), 2);
    assert!(engine.complete(&receipts[0]).files_gone);
    let after = engine.export_ledger().expect("there is a new one");
    assert_eq!(after.entries.len(), 1);
    let What::Tombstone {
        erased_head,
        backups_until,
        surviving,
        ..
    } = &after.entries[0].entry.what
    else {
        panic!("a chain after an erasure begins with a tombstone")
    };
    assert_eq!(*erased_head, before.head);
    assert_eq!(*backups_until, START + 30 * 86_400_000);
    assert_eq!(*surviving, [("crashes".to_owned(), State::Refused)]);
    let bytes = serde_json::to_vec(&after).expect("an export is JSON");
    assert_eq!(verify(&bytes).map(|found| found.entries), Ok(1));
    assert!(!engine.status("usage").expect("it is declared").open);

    let engine = rig.after_kill().open();
    let standing = |purpose: &str| engine.status(purpose).expect("it is declared").state;
    assert_eq!(
        standing("crashes"),
        State::Refused,
        "a no is not asked again"
    );
    assert_eq!(standing("usage"), State::Unknown);
    assert!(
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it works again")
            .open
    );
}

#[test]
fn after_a_deleted_account_nobody_is_known() {
    const CANARY: &str = "usr-canary-4711";
    let rig = Rig::default();
    let engine = rig.open();
    for purpose in ["usage", "crashes"] {
        on(&engine, purpose);
    }
    let account = Account {
        user_id: Some(CANARY.to_owned()),
        ..Account::default()
    };
    engine.sign_in(account, &["Anna Canary".to_owned()]);
    engine.record(&event("alert_opened", &[]));
    let users = || {
        let mut issued = engine.issued().expect("there is a list");
        issued.retain(|one| one.field == "user_id");
        issued
    };
    let before = users();
    assert_ne!(before, []);
    let receipts = engine.account_deleted().expect("it can be erased");
    assert_eq!(receipts.len(), 2);
    for receipt in &receipts {
        assert!(engine.complete(receipt).files_gone);
    }
    let document = engine.export_data().expect("a tombstone is left");
    assert_eq!(document["known"]["user_id"], serde_json::Value::Null);
    for word in [CANARY, "Anna Canary"] {
        assert!(!document.to_string().contains(word), "{word}");
    }
    on(&engine, "usage");
    engine.record(&event("alert_opened", &[]));
    assert_eq!(users(), before, "a new record is about nobody");
}

#[test]
fn an_erasure_cut_anywhere_opens_nothing() {
    for step in 0.. {
        let rig = Rig::default();
        let engine = rig.open();
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        engine.record(&event("alert_opened", &[]));
        let before = rig.disk.steps();
        rig.disk
            .set_fault(step, sordino_testkit::memory::Fault::CutThenKilled);
        // What it answers does not matter: the process is dead.
        let _ = engine.erase();
        let done = rig.disk.steps() - before < step;

        let after = rig.after_kill();
        let engine = after.open();
        let standing = engine.status("usage").expect("it is declared");
        assert!(step == 0 || !standing.open, "open after step {step}");
        assert!(
            engine
                .turn_on("usage", Rig::SHOWN)
                .expect("it works again")
                .open,
            "step {step}"
        );
        if done {
            break;
        }
    }
}

/// Every run of 32 bytes of the files below a folder, by where it begins in blocks of 32.
fn blocks(rig: &Rig, is_of: impl Fn(&str) -> bool) -> Vec<[u8; 32]> {
    let files = rig.disk.contents().into_iter();
    let files = files.filter(|(path, _)| is_of(path));
    let blocks = files.flat_map(|(_, bytes)| bytes.as_chunks::<32>().0.to_vec());
    blocks.filter(|block| *block != [0; 32]).collect()
}

#[test]
fn an_erasure_leaves_no_byte_of_what_was_held() {
    const CANARIES: [&str; 4] = [
        "usr-canary",
        "Canary Street",
        "canary-model",
        "canary@example.org",
    ];
    let rig = Rig::default();
    let engine = rig.open();
    for purpose in ["usage", "crashes", "stability"] {
        on(&engine, purpose);
    }
    let account = Account {
        user_id: Some(CANARIES[0].to_owned()),
        ..Account::default()
    };
    engine.sign_in(account, &[CANARIES[1].to_owned()]);
    for name in ["alert_opened", "connection_lost"] {
        let message = format!("{} wrote to {}", CANARIES[2], CANARIES[3]);
        engine.record(&event(name, &[("message", message.as_str().into())]));
    }
    engine.crash(&sordino_engine::Crash {
        source: sordino_engine::crash::Source::Jvm,
        report: b"java.lang.IllegalStateException: canary-model\n\tat a.B.c(B.kt:1)\n",
        happened: None,
    });
    // What is kept on purpose: the sealed list for requests for deletion, and what names no record.
    const KEPT: [&str; 5] = ["issued", "clock", "lock", "vault", "flows"];
    let held = |path: &str| KEPT.iter().all(|kept| !path.starts_with(kept));
    let before = blocks(&rig, held);
    assert!(before.len() > 100, "{} blocks", before.len());

    for receipt in engine.account_deleted().expect("it can be erased") {
        assert!(engine.complete(&receipt).files_gone);
    }
    assert!(engine.tidy());

    let after: std::collections::BTreeSet<_> = blocks(&rig, |_| true).into_iter().collect();
    let left = before.iter().filter(|block| after.contains(*block)).count();
    assert_eq!(left, 0, "blocks of {}", before.len());
    for (path, bytes) in rig.disk.contents() {
        for canary in CANARIES {
            let is_there = bytes
                .windows(canary.len())
                .any(|at| at == canary.as_bytes());
            assert!(!is_there && !path.contains(canary), "{canary} in {path}");
        }
    }
}
