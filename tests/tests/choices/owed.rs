//! What vendors are told at a start, and what they are owed until it is done.

use std::sync::Arc;
use std::time::Duration;

use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::{Collecting, KeyStoreError, VendorReadBack, VendorSwitch, VendorThrew};
use sordino_engine::receipt::Erasure;
use sordino_engine::{Engine, Options, Ports};
use sordino_policy::Policy;
use sordino_testkit::memory::{Call, Sdk};
use sordino_tests::{Rig, offer, on, policy};

const DAY: i64 = 86_400_000;

/// The rig's policy, whose vendor serves three purposes.
fn wide() -> Policy {
    let mut policy = policy();
    let vendor = policy.recipients.iter_mut().find(|one| one.id == "vendor");
    let purposes = &mut vendor.expect("the rig has it").purposes;
    purposes.extend(["usage".to_owned(), "stability".to_owned()]);
    policy.hash = policy.content_hash();
    policy
}

fn opened(rig: &Rig, vendor: &Arc<Sdk>) -> Engine {
    opened_under(rig, vendor, wide())
}

fn opened_under(rig: &Rig, vendor: &Arc<Sdk>, policy: Policy) -> Engine {
    let ports = Ports {
        vendors: vec![Arc::clone(vendor) as Arc<dyn VendorSwitch>],
        ..rig.ports()
    };
    let options = Options {
        vendor_limit: Duration::from_secs(20),
        ..Options::default()
    };
    Engine::open(policy, ports, options).expect("the endpoints are allowed")
}

fn says(read: VendorReadBack) -> Arc<Sdk> {
    Arc::new(Sdk::that_says("vendor", read))
}

fn off() -> Arc<Sdk> {
    says(VendorReadBack::OFF)
}

/// A device whose `usage` was turned off over a record, and killed before anybody completed that.
fn killed_before_completion(vendor: &Arc<Sdk>) -> Rig {
    let rig = Rig::default();
    let engine = opened(&rig, vendor);
    on(&engine, "usage");
    offer(&engine);
    let receipt = engine.turn_off("usage", Rig::SHOWN);
    receipt.expect("it can be turned off");
    rig.after_kill()
}

#[test]
fn each_start_tells_which_purposes_are_open() {
    let (rig, vendor) = (Rig::default(), off());
    let engine = opened(&rig, &vendor);
    assert!(vendor.hears(&[]), "{:?}: nothing is open", vendor.words());
    on(&engine, "crashes");
    on(&engine, "usage");
    assert!(vendor.hears(&["usage", "crashes"]));

    let vendor = off();
    let _engine = opened(&rig.after_kill(), &vendor);

    assert!(vendor.hears(&["usage", "crashes"]), "{:?}", vendor.words());
    assert_eq!(vendor.words().len(), 1, "one word at a start");
}

#[test]
fn locked_keys_tell_vendors_nothing() {
    let (rig, vendor) = (Rig::default(), off());
    on(&opened(&rig, &vendor), "usage");
    let (rig, vendor) = (rig.after_kill(), off());
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let engine = opened(&rig, &vendor);
    rig.keys.set_failing(None);
    engine.retry();
    assert!(vendor.hears(&["usage"]), "{:?}", vendor.words());
    assert_eq!(vendor.words().len(), 1, "what is not known is not told");
}

#[test]
fn what_opens_again_is_told() {
    let (rig, vendor) = (Rig::default(), off());
    let engine = opened(&rig, &vendor);
    on(&engine, "usage");
    let limit = |allows| engine.limit(Limiter::Organisation, None, allows);
    limit(false).expect("it can be told");
    assert!(vendor.hears(&[]), "{:?}", vendor.words());
    limit(true).expect("it can be told");
    assert!(vendor.hears(&["usage"]), "{:?}", vendor.words());
    let informed = engine.choose("stability", State::Informed, Rig::SHOWN);
    informed.expect("the person can be told");
    let both = ["usage", "stability"];
    assert!(vendor.hears(&both), "{:?}", vendor.words());
}

#[test]
fn an_off_reaches_vendors_before_its_completion() {
    let (rig, vendor) = (Rig::default(), off());
    let engine = opened(&rig, &vendor);
    on(&engine, "usage");
    assert!(vendor.hears(&["usage"]));
    let receipt = engine.turn_off("usage", Rig::SHOWN);
    assert!(vendor.hears(&[]), "{:?}", vendor.words());
    let receipt = receipt.expect("it can be turned off");
    assert!(engine.complete(&receipt).is_complete());
}

#[test]
fn a_kill_before_completion_forgets_no_vendor() {
    let rig = killed_before_completion(&off());
    let vendor = off();
    let engine = opened(&rig, &vendor);

    let unfinished = engine.unfinished();

    let [receipt] = unfinished.as_slice() else {
        panic!("one off was cut short: {unfinished:?}");
    };
    assert_eq!(
        (receipt.purpose.as_str(), receipt.records.number()),
        ("usage", 2)
    );
    assert_eq!(receipt.vendors_pending, ["vendor"]);
    assert_eq!(receipt.erasure, Erasure::VaultReplaced, "by the opening");
    assert_eq!(engine.unfinished(), [], "each is given once");
    let completed = engine.complete(receipt);
    assert!(completed.is_complete(), "{completed:?}");
    let engine = opened(&rig.after_kill(), &off());
    assert_eq!(engine.unfinished(), [], "it is done");
}

#[test]
fn a_vendor_that_stays_on_is_owed_again() {
    let until_restart = VendorReadBack {
        collecting: Collecting::UntilRestart,
        ..VendorReadBack::OFF
    };
    for (said, owed) in [
        (VendorReadBack::ON, 1),
        (until_restart, 1),
        (VendorReadBack::UNKNOWN, 0),
    ] {
        assert_eq!(owed_after(says(said)), owed, "{said:?}");
    }
    let throws = Sdk::that_does("vendor", VendorReadBack::OFF, |call| match call {
        Call::OffWithoutInstance => Err(VendorThrew),
        _ => Ok(()),
    });
    assert_eq!(owed_after(Arc::new(throws)), 1, "nobody was told");
    let rig = killed_before_completion(&off());
    let receipts = rig.open_with(wide(), Options::default()).unfinished();
    assert_eq!(receipts.len(), 1, "without a switch nobody is told");
    let engine = opened(&rig.after_kill(), &off());
    assert_eq!(engine.unfinished().len(), 1);
}

/// How many receipts a later start has, where this vendor was told of an off by an earlier one.
fn owed_after(vendor: Arc<Sdk>) -> usize {
    let rig = killed_before_completion(&off());
    let engine = opened(&rig, &vendor);
    engine.complete(&engine.unfinished()[0]);
    opened(&rig.after_kill(), &off()).unfinished().len()
}

#[test]
fn erasing_keeps_what_vendors_are_owed() {
    let rig = killed_before_completion(&off());
    let engine = rig.open_with(wide(), Options::default());
    engine.erase().expect("all can be erased");
    let engine = opened(&rig.after_kill(), &off());
    let unfinished = engine.unfinished();
    assert_eq!(unfinished.len(), 1, "{unfinished:?}");
    assert!(engine.complete(&unfinished[0]).is_complete());
}

#[test]
fn a_yes_ends_what_vendors_are_owed() {
    let rig = killed_before_completion(&off());
    on(&rig.open_with(wide(), Options::default()), "usage");
    let vendor = off();
    let engine = opened(&rig.after_kill(), &vendor);
    assert_eq!(engine.unfinished(), []);
    assert!(vendor.hears(&["usage"]), "{:?}", vendor.words());
    engine.turn_off("usage", Rig::SHOWN).expect("it can be off");
    let engine = opened(&rig.after_kill(), &off());
    assert!(engine.unfinished().len() <= 1, "one purpose, one receipt");
}

#[test]
fn what_opening_closes_gives_a_receipt() {
    let mut newer = wide();
    (newer.version, newer.material) = ("8".into(), true);
    newer.hash = newer.content_hash();
    for (days, policy, state) in [
        (366, wide(), State::Expired),
        (0, newer, State::Invalidated),
    ] {
        let rig = Rig::default();
        let engine = opened(&rig, &off());
        on(&engine, "usage");
        offer(&engine);
        let rig = rig.after_kill();
        rig.clock.advance(days * DAY);
        let vendor = off();

        let engine = opened_under(&rig, &vendor, policy);

        let status = engine.status("usage").expect("it is declared");
        assert_eq!((status.open, status.state), (false, state));
        let unfinished = engine.unfinished();
        let [receipt] = unfinished.as_slice() else {
            panic!("{state:?}: one purpose was closed: {unfinished:?}");
        };
        assert_eq!(receipt.records.number(), 2, "{state:?}");
        assert!(receipt.in_ledger && !receipt.ledger_head.is_empty());
        assert!(vendor.hears(&[]), "{state:?}: {:?}", vendor.words());
        // Until it is completed it is owed.
        let again = opened(&rig.after_kill(), &off()).unfinished();
        assert_eq!(again.len(), 1, "{state:?}: {again:?}");
        let completed = engine.complete(receipt);
        assert!(completed.is_complete(), "{state:?}: {completed:?}");
        assert_eq!(opened(&rig.after_kill(), &off()).unfinished(), []);
    }
}

#[test]
fn damaged_debts_stop_nothing() {
    let whole = killed_before_completion(&off());
    let bytes = whole.disk.contents().remove("owed").expect("it is there");
    for at in 0..bytes.len() {
        let rig = whole.after_kill();
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        rig.disk.put("owed", damaged);
        let engine = opened(&rig, &off());
        assert_eq!(engine.unfinished(), [], "byte {at}");
        on(&engine, "usage");
        engine.turn_off("usage", Rig::SHOWN).expect("it can be off");
    }
}
