//! A request for deletion that is not the first, that a clock is against, or whose file was lost.

use sordino_engine::upload::Reported;
use sordino_engine::{Account, DeletionStage, Engine, Options, Ports};
use sordino_tests::{Power, Rig, Unsynced, event, on, unpack};

use crate::deletion::{ENDPOINT, answer, body, known, named, open, policy, pseudonyms, stage};

const MINUTE: i64 = 60_000;

#[test]
fn what_goes_on_being_sent_stays_deletable() {
    let rig = Rig::default();
    let engine = known(&rig);
    let before = pseudonyms(&engine);
    engine.request_deletion().expect("it can be asked for");
    let first = Rig::begin(&engine).expect("it is ready");
    assert_eq!(answer(&engine, &first, 200), Reported::Delivered);

    rig.clock.advance(MINUTE);
    engine.record(&event("alert_opened", &[]));
    let sent = Rig::drain(&engine);
    assert!(!sent.is_empty(), "the purpose is on");

    let asked = engine.request_deletion().expect("it can be asked for");
    assert_eq!(asked.stage, DeletionStage::Owed);
    let second = Rig::begin(&engine).expect("it is ready");
    assert_eq!(second.url, ENDPOINT);
    let named = named(&body(&second));
    assert!(before.is_subset(&named), "{before:?} of {named:?}");

    // Once nothing can be sent under them, nobody need ask again.
    for purpose in ["usage", "crashes"] {
        engine.turn_off(purpose, Rig::SHOWN).expect("it is off");
    }
    assert_eq!(answer(&engine, &second, 200), Reported::Delivered);
    assert!(pseudonyms(&engine).is_empty());
}

#[test]
fn a_clock_set_back_hides_no_pseudonym() {
    for back in [1, MINUTE, 59 * MINUTE] {
        let rig = Rig::default();
        let engine = known(&rig);
        let before = pseudonyms(&engine);
        rig.clock.advance(-back);
        engine.request_deletion().expect("it can be asked for");
        let request = Rig::begin(&engine);
        let request = request.unwrap_or_else(|| panic!("{back} ms back: nothing was sent"));
        assert_eq!(named(&body(&request)), before, "{back} ms back");
        assert_eq!(stage(&engine), DeletionStage::Owed);
    }
}

#[test]
fn a_request_outlives_its_file() {
    for damage in [None, Some(vec![7; 8192]), Some(Vec::new())] {
        let rig = Rig::default();
        let engine = known(&rig);
        let before = pseudonyms(&engine);
        engine.request_deletion().expect("it can be asked for");
        drop(engine);
        let rig = rig.after_kill();
        match &damage {
            None => rig.disk.remove("flows"),
            Some(bytes) => rig.disk.put("flows", bytes.clone()),
        }
        let engine = open(&rig);
        assert_eq!(stage(&engine), DeletionStage::Owed, "{damage:?}");
        let request = Rig::begin(&engine).expect("it is owed still");
        assert_eq!(named(&body(&request)), before);
        assert_eq!(answer(&engine, &request, 200), Reported::Delivered);
        assert_eq!(stage(&engine), DeletionStage::Confirmed);
        let open = engine.status("requests").expect("it is declared").open;
        assert!(!open, "nothing is owed any more");
    }
}

#[test]
fn an_older_copy_of_its_file_hides_no_request() {
    let rig = Rig::default();
    let engine = known(&rig);
    engine.request_deletion().expect("it can be asked for");
    let first = Rig::begin(&engine).expect("it is ready");
    assert_eq!(answer(&engine, &first, 200), Reported::Delivered);
    let older = rig.disk.contents()["flows"].clone();

    rig.clock.advance(60 * MINUTE);
    engine.request_deletion().expect("it can be asked for");
    drop(engine);
    let rig = rig.after_kill();
    rig.disk.put("flows", older);
    let engine = open(&rig);
    assert_eq!(stage(&engine), DeletionStage::Owed);
    let second = Rig::begin(&engine).expect("it is owed still");
    assert_eq!(answer(&engine, &second, 200), Reported::Delivered);
    assert_eq!(stage(&open(&rig.after_kill())), DeletionStage::Confirmed);
}

#[test]
fn what_names_nobody_is_not_confirmed() {
    let rig = Rig::default();
    let engine = known(&rig);
    engine.request_deletion().expect("it can be asked for");
    drop(engine);
    let rig = rig.after_kill();
    rig.disk.remove("issued");
    rig.clock.advance(1_000);
    let engine = open(&rig);
    assert!(Rig::begin(&engine).is_none(), "it would name nobody");
    assert_eq!(stage(&engine), DeletionStage::GivenUp);
}

/// An engine over files that a power loss may take, whose `usage` is on.
fn powered() -> (Power, Rig, Engine) {
    let power = Power::default();
    let rig = Rig::default();
    let ports = Ports {
        files: Box::new(power.clone()),
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default());
    let engine = engine.expect("the endpoints are allowed");
    on(&engine, "usage");
    (power, rig, engine)
}

#[test]
fn a_request_survives_any_power_loss() {
    let (power, rig, engine) = powered();
    engine.record(&event("alert_opened", &[]));
    engine.request_deletion().expect("it can be asked for");
    let before = pseudonyms(&engine);
    for unsynced in [Unsynced::Lost, Unsynced::There, Unsynced::Some(7919)] {
        let rig = Rig {
            disk: power.lost_after(power.changes(), 0, unsynced),
            keys: rig.keys.image(),
            ..rig.clone()
        };
        let engine = open(&rig);
        assert_eq!(stage(&engine), DeletionStage::Owed, "{unsynced:?}");
        let request = Rig::begin(&engine).expect("it is owed still");
        assert_eq!(named(&body(&request)), before, "{unsynced:?}");
    }
}

#[test]
fn an_erasure_waits_for_no_look_at_a_request() {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::{Duration, Instant};

    let rig = Rig::default();
    let engine = known(&rig);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let looks = scope.spawn(|| {
            let mut failed = 0;
            while !is_over.load(Ordering::SeqCst) {
                failed += usize::from(engine.deletion().is_err());
            }
            failed
        });
        let mut longest = Duration::ZERO;
        for _ in 0..20 {
            let begun = Instant::now();
            let _ = engine.erase();
            longest = longest.max(begun.elapsed());
        }
        is_over.store(true, Ordering::SeqCst);
        assert_eq!(looks.join().ok(), Some(0), "it can be looked at");
        // Whoever waits for a lock that the other holds waits for two seconds.
        assert!(longest < Duration::from_millis(1900), "{longest:?}");
    });
}

#[test]
fn what_left_stays_named_after_power_loss() {
    let (power, rig, engine) = powered();
    for person in ["usr-4711", "usr-4712"] {
        let account = Account {
            user_id: Some(person.to_owned()),
            ..Account::default()
        };
        engine.sign_in(account, &[]);
        engine.record(&event("alert_opened", &[]));
        let sent = Rig::begin(&engine).expect("it is ready");
        let left = unpack(&sent.body);
        let left = String::from_utf8_lossy(&left);
        let given = pseudonyms(&engine).into_iter();
        let given: Vec<_> = given.filter(|one| left.contains(one)).collect();
        assert!(!given.is_empty(), "a recipient has them now: {left}");
        answer(&engine, &sent, 200);

        for unsynced in [Unsynced::Lost, Unsynced::Some(7919)] {
            let rig = Rig {
                disk: power.lost_after(power.changes(), 0, unsynced),
                keys: rig.keys.image(),
                ..rig.clone()
            };
            let engine = open(&rig);
            engine.request_deletion().expect("it can be asked for");
            let request = Rig::begin(&engine).expect("it is owed");
            assert_eq!(request.url, ENDPOINT, "{unsynced:?}");
            let named = named(&body(&request));
            assert!(
                given.iter().all(|one| named.contains(one)),
                "{person}, {unsynced:?}: {given:?} of {named:?}"
            );
        }
    }
}

#[test]
fn a_vault_put_back_forgets_no_request() {
    let rig = Rig::default();
    let engine = known(&rig);
    let before = pseudonyms(&engine);
    let older = rig.disk.contents()["vault"].clone();
    engine.request_deletion().expect("it can be asked for");
    rig.disk.put("vault", older);
    rig.clock.advance(2_000);
    engine.refresh();
    assert_eq!(stage(&engine), DeletionStage::Owed);
    let request = Rig::begin(&engine).expect("it is owed still");
    assert_eq!(request.url, ENDPOINT);
    assert_eq!(named(&body(&request)), before);
}
