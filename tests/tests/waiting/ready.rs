//! What the first event after a start finds ready.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sordino_engine::ports::Mode;
use sordino_engine::{Engine, Options, Ports};
use sordino_testkit::front::{Access, Front, Fronted};
use sordino_tests::{Rig, offer, policy, usage_on};

/// Counts the files that are made.
#[derive(Default)]
struct Made(AtomicU64);

impl Front for Made {
    fn before(&self, _: &str, access: Access) -> io::Result<()> {
        if access == Access::Open(Mode::CreateNew) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }
}

#[test]
fn the_first_event_makes_no_file() {
    let (rig, engine) = usage_on();
    drop(engine);
    let made = Arc::new(Made::default());
    let ports = Ports {
        files: Box::new(Fronted::shared(rig.disk.clone(), made.clone())),
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default()).expect("it opens");
    engine.make_ready();
    let ready = made.0.load(Ordering::SeqCst);
    assert!(ready >= 2, "a segment for each recipient: {ready}");
    let given = engine.issued().expect("the list can be read");
    assert!(given.is_empty(), "nothing is given out by it: {given:?}");

    assert!(Rig::is_accepted(&offer(&engine)));
    assert_eq!(made.0.load(Ordering::SeqCst), ready);
    assert_eq!(engine.queued_ids().len(), 2);
}
