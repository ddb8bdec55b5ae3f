//! Vendors' own SDKs: told, asked back, and never able to hold anything up.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sordino_engine::ports::{VendorAnswer, VendorSwitch};
use sordino_engine::{Engine, Options, Ports};
use sordino_policy::Platform;
use sordino_tests::{Rig, offer, on, policy};

/// What a vendor's SDK does when it is told to stop.
enum Does {
    Answers(VendorAnswer),
    Panics,
    /// Waits until the test is over.
    Hangs(Mutex<Receiver<()>>),
}

struct Vendor {
    does: Does,
    told_on: Mutex<Sender<()>>,
}

impl VendorSwitch for Vendor {
    fn recipient(&self) -> &str {
        "vendor"
    }

    fn apply(&self, open_purposes: &[String]) -> VendorAnswer {
        if !open_purposes.is_empty() {
            let told = self.told_on.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = told.send(());
            return VendorAnswer::StillOn;
        }
        match &self.does {
            Does::Answers(answer) => *answer,
            Does::Panics => std::panic::panic_any("the vendor's own trouble"),
            Does::Hangs(end) => {
                let _ = end.lock().unwrap_or_else(PoisonError::into_inner).recv();
                VendorAnswer::Off
            }
        }
    }
}

/// An engine with one vendor's switch, and what tells that it was turned on.
fn engine_with(rig: &Rig, does: Does) -> (Engine, Receiver<()>) {
    // Only one that hangs is waited for; a panic takes as long as its hook.
    let vendor_limit = match does {
        Does::Hangs(_) => Duration::from_millis(100),
        Does::Answers(_) | Does::Panics => Duration::from_secs(60),
    };
    let (sender, told) = channel();
    let vendor = Vendor {
        does,
        told_on: Mutex::new(sender),
    };
    let ports = Ports {
        vendors: vec![Arc::new(vendor)],
        ..rig.ports()
    };
    let options = Options {
        vendor_limit,
        ..Options::default()
    };
    let engine = Engine::open(policy(), ports, options).expect("the endpoints are allowed");
    (engine, told)
}

#[test]
fn a_vendors_answer_stands_on_the_receipt() {
    for answer in [
        VendorAnswer::Off,
        VendorAnswer::StillOn,
        VendorAnswer::RecordsUntilRestart,
        VendorAnswer::CannotTell,
    ] {
        let rig = Rig::default();
        let (engine, told_on) = engine_with(&rig, Does::Answers(answer));
        engine
            .turn_on("crashes", Rig::SHOWN)
            .expect("it can be turned on");
        told_on
            .recv_timeout(Duration::from_secs(10))
            .expect("it is told when the purpose opens");
        let receipt = engine
            .turn_off("crashes", Rig::SHOWN)
            .expect("it can be turned off");
        assert_eq!(receipt.vendors_pending, ["vendor"]);
        let completed = engine.complete(&receipt);
        assert_eq!(completed.vendors, [("vendor".to_owned(), answer)]);
        assert_eq!(completed.is_complete(), answer == VendorAnswer::Off);
    }
}

#[test]
fn a_broken_vendor_breaks_only_itself() {
    let (end, ended) = channel();
    for (does, answer) in [
        (Does::Panics, VendorAnswer::CannotTell),
        (Does::Hangs(Mutex::new(ended)), VendorAnswer::TimedOut),
    ] {
        let rig = Rig::default();
        let (engine, _told_on) = engine_with(&rig, does);
        engine
            .turn_on("crashes", Rig::SHOWN)
            .expect("it can be turned on");
        let receipt = engine
            .turn_off("crashes", Rig::SHOWN)
            .expect("it can be turned off");
        let completed = engine.complete(&receipt);
        assert_eq!(completed.vendors, [("vendor".to_owned(), answer)]);
        assert!(completed.files_gone && !engine.condition().broken);
        assert!(
            engine
                .turn_on("usage", Rig::SHOWN)
                .expect("it goes on")
                .open
        );
    }
    drop(end);
}

#[test]
fn a_vendor_without_switch_is_named() {
    let engine = Rig::default().open();
    engine
        .turn_on("crashes", Rig::SHOWN)
        .expect("it can be turned on");
    let receipt = engine
        .turn_off("crashes", Rig::SHOWN)
        .expect("it can be turned off");
    let completed = engine.complete(&receipt);
    assert_eq!(
        completed.vendors,
        [("vendor".to_owned(), VendorAnswer::NoSwitch)]
    );
    assert!(!completed.is_complete(), "nobody can say that it is off");
}

/// A vendor that keeps every word, and says what it was told last.
#[derive(Default)]
struct Keeps {
    words: Mutex<Vec<Vec<String>>>,
    /// Holds up its first word until the test lets it go on.
    slow: Mutex<Option<Receiver<()>>>,
}

impl VendorSwitch for Keeps {
    fn recipient(&self) -> &str {
        "vendor"
    }

    fn apply(&self, open_purposes: &[String]) -> VendorAnswer {
        let slow = self
            .slow
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(slow) = slow {
            let _ = slow.recv();
        }
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        words.push(open_purposes.to_vec());
        match open_purposes {
            [] => VendorAnswer::Off,
            _ => VendorAnswer::StillOn,
        }
    }
}

impl Keeps {
    fn last(&self) -> Option<Vec<String>> {
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        words.last().cloned()
    }
}

fn engine_that_tells(vendor: &Arc<Keeps>) -> Engine {
    let ports = Ports {
        vendors: vec![Arc::clone(vendor) as Arc<dyn VendorSwitch>],
        ..Rig::default().ports()
    };
    let options = Options {
        vendor_limit: Duration::from_secs(60),
        ..Options::default()
    };
    Engine::open(policy(), ports, options).expect("the endpoints are allowed")
}

#[test]
fn completing_after_a_new_yes_turns_nothing_off() {
    let vendor = Arc::new(Keeps::default());
    let engine = engine_that_tells(&vendor);
    let on = || engine.turn_on("crashes", Rig::SHOWN);
    on().expect("it can be turned on");
    let receipt = engine.turn_off("crashes", Rig::SHOWN);
    on().expect("it can be turned on again");

    let completed = engine.complete(&receipt.expect("it can be turned off"));

    assert_eq!(vendor.last(), Some(vec!["crashes".to_owned()]));
    let answer = ("vendor".to_owned(), VendorAnswer::OnForOthers);
    assert_eq!(completed.vendors, [answer]);
}

#[test]
fn a_slow_vendors_last_word_is_off() {
    let (go_on, slow) = channel();
    let vendor = Arc::new(Keeps {
        slow: Mutex::new(Some(slow)),
        ..Keeps::default()
    });
    let engine = engine_that_tells(&vendor);
    engine
        .turn_on("crashes", Rig::SHOWN)
        .expect("it can be turned on");
    let receipt = engine
        .turn_off("crashes", Rig::SHOWN)
        .expect("it can be turned off");
    go_on.send(()).expect("it is told");

    let completed = engine.complete(&receipt);

    assert_eq!(
        completed.vendors,
        [("vendor".to_owned(), VendorAnswer::Off)]
    );
    assert_eq!(vendor.last(), Some(Vec::new()), "off is its last word");
}

#[test]
fn another_platforms_recipient_is_not_asked() {
    let mut policy = policy();
    for recipient in &mut policy.recipients {
        if ["vendor", "mirror"].contains(&recipient.id.as_str()) {
            recipient.only_on = Some(Platform::Ios);
        }
    }
    for (platform, here) in [
        (Some(Platform::Android), false),
        (Some(Platform::Ios), true),
        (None, true),
    ] {
        let rig = Rig::default();
        let options = Options {
            platform,
            ..Options::default()
        };
        let engine = Engine::open(policy.clone(), rig.ports(), options).expect("it opens");
        on(&engine, "usage");
        assert!(Rig::is_accepted(&offer(&engine)));
        let waits = engine
            .queued()
            .iter()
            .any(|queued| queued.recipient == "mirror" && queued.records.number() > 0);
        assert_eq!(waits, here, "{platform:?}: what waits for it");
        on(&engine, "crashes");
        let receipt = engine.turn_off("crashes", Rig::SHOWN).expect("it is off");
        let completed = engine.complete(&receipt);
        assert_eq!(!receipt.vendors_pending.is_empty(), here, "{platform:?}");
        assert_eq!(
            completed.is_complete(),
            !here,
            "{platform:?}: no switch is here"
        );
    }
}

/// A vendor's switch that cannot even say whose it is.
struct Nameless;

impl VendorSwitch for Nameless {
    fn recipient(&self) -> &str {
        std::panic::panic_any("the vendor's own trouble")
    }

    fn apply(&self, _: &[String]) -> VendorAnswer {
        VendorAnswer::Off
    }
}

#[test]
fn a_switch_that_names_nobody_breaks_nothing() {
    let rig = Rig::default();
    let ports = Ports {
        vendors: vec![Arc::new(Nameless)],
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default());
    let engine = engine.expect("the endpoints are allowed");
    let turned = engine.turn_on("crashes", Rig::SHOWN);
    assert!(turned.expect("it can be turned on").open);
    let off = engine.turn_off("crashes", Rig::SHOWN);
    let completed = engine.complete(&off.expect("it is on"));
    let answers: Vec<_> = completed
        .vendors
        .iter()
        .map(|(_, answer)| *answer)
        .collect();
    assert_eq!(answers, [VendorAnswer::NoSwitch]);
    assert!(!engine.condition().broken);
}
