//! Vendors without a switch, of another platform, or with one that cannot even say whose it is.

use std::sync::Arc;

use sordino_engine::ports::{
    VendorAbout, VendorAnswer, VendorReadBack, VendorReport, VendorSwitch, VendorThrew,
};
use sordino_engine::{Engine, Options, Ports};
use sordino_policy::Platform;
use sordino_tests::{Rig, offer, on, policy};

use crate::vendors::{OFF, off, only};

#[test]
fn a_vendor_without_switch_is_named() {
    let engine = Rig::default().open();
    on(&engine, "crashes");
    let completed = off(&engine);
    let outcome = only(&completed);
    assert_eq!(outcome.recipient, "vendor");
    assert_eq!(
        (outcome.answer, outcome.told),
        (VendorAnswer::NoSwitch, false)
    );
    assert!(!completed.is_complete(), "nobody can say that it is off");
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
    fn about(&self) -> VendorAbout {
        std::panic::panic_any("the vendor's own trouble")
    }

    fn create(&self) -> Result<(), VendorThrew> {
        Ok(())
    }

    fn apply(&self, _: &[String]) -> Result<VendorReport, VendorThrew> {
        Ok(VendorReport::default())
    }

    fn off_without_instance(&self) -> Result<VendorReport, VendorThrew> {
        Ok(VendorReport::default())
    }

    fn read_back(&self) -> Result<VendorReadBack, VendorThrew> {
        Ok(OFF)
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
    on(&engine, "crashes");
    assert_eq!(only(&off(&engine)).answer, VendorAnswer::NoSwitch);
    assert!(!engine.condition().broken);
}
