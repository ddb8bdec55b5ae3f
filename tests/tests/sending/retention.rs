//! Records go when their retention ends, whether or not anybody uploads.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sordino_engine::{Engine, Options, Ports};
use sordino_testkit::front::{Access, Front, Fronted};
use sordino_testkit::memory::Disk;
use sordino_tests::{Rig, event, offer, on, policy, usage_on};

const DAY: i64 = 86_400_000;

/// A device with one record that is over its retention of 30 days.
fn over_its_time() -> (Rig, Engine) {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&offer(&engine)));
    rig.clock.advance(31 * DAY);
    (rig, engine)
}

/// Segments on the disk.
fn segments(rig: &Rig) -> usize {
    let contents = rig.disk.contents();
    contents
        .keys()
        .filter(|path| path.ends_with(".seg"))
        .count()
}

#[test]
fn retention_is_kept_at_opening() {
    let (rig, engine) = over_its_time();
    assert_eq!(segments(&rig), 2, "one for each recipient");
    drop(engine);
    let engine = rig.open();
    assert_eq!(segments(&rig), 0);
    assert_eq!(engine.counters().expired, 2);
}

#[test]
fn retention_is_kept_at_the_front() {
    let (rig, engine) = over_its_time();
    engine.expire().expect("nothing fails");
    assert_eq!(segments(&rig), 0);
    assert_eq!(engine.counters().expired, 2);
}

#[test]
fn retention_is_kept_while_recording() {
    let (rig, engine) = over_its_time();
    assert!(Rig::is_accepted(&offer(&engine)));
    assert_eq!(engine.counters().expired, 2);
    assert_eq!(engine.queued_ids().len(), 2);
    engine.refresh();
    assert_eq!(segments(&rig), 2, "the new record's");
}

/// Counts the segments that are removed, and those of them that hold a byte which is not zero.
struct Removals {
    disk: Disk,
    all: AtomicU64,
    readable: AtomicU64,
}

impl Front for Removals {
    fn before(&self, path: &str, access: Access) -> io::Result<()> {
        if access == Access::RemoveFile && path.ends_with(".seg") {
            let contents = self.disk.contents();
            let bytes = contents.get(path).map_or(&[][..], Vec::as_slice);
            self.all.fetch_add(1, Ordering::SeqCst);
            if bytes.iter().any(|byte| *byte != 0) {
                self.readable.fetch_add(1, Ordering::SeqCst);
            }
        }
        Ok(())
    }
}

#[test]
fn what_makes_room_is_overwritten_first() {
    let rig = Rig::default();
    let removals = Arc::new(Removals {
        disk: rig.disk.clone(),
        all: AtomicU64::new(0),
        readable: AtomicU64::new(0),
    });
    let mut policy = policy();
    for recipient in &mut policy.recipients {
        recipient.queue.max_records = 64;
    }
    let ports = Ports {
        files: Box::new(Fronted::shared(rig.disk.clone(), removals.clone())),
        ..rig.ports()
    };
    let engine = Engine::open(policy, ports, Options::default()).expect("it opens");
    on(&engine, "stability");
    for _ in 0..64 + 200 {
        let outcome = engine.record(&event("connection_lost", &[]));
        assert!(Rig::is_accepted(&outcome), "{outcome:?}");
    }
    let seen = |count: &AtomicU64| count.load(Ordering::SeqCst);
    assert!(seen(&removals.all) > 0, "more made room than may wait");
    assert_eq!(seen(&removals.readable), 0);
}
