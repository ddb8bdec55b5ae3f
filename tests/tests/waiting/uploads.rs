//! An upload that waits for a lock keeps nobody who records.

use std::thread;

use sordino_engine::Engine;
use sordino_engine::upload::{Answer, Reply, Reported};
use sordino_tests::Rig;
use sordino_tests::{offer, usage_on};

use crate::{another_process, at_once};

/// Records until somebody has done waiting for the lock. None of the records waits, and those that need no
/// new segment are accepted.
fn record_beside(engine: &Engine, is_done: impl Fn() -> bool) {
    for count in 0.. {
        let outcome = at_once(|| offer(engine));
        assert!(count >= 100 || Rig::is_accepted(&outcome), "{outcome:?}");
        if is_done() {
            break;
        }
        thread::yield_now();
    }
}

#[test]
fn a_report_behind_a_held_lock_keeps_no_record() {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&offer(&engine)));
    let request = Rig::begin(&engine).expect("something waits");
    let lock = another_process(&rig);
    thread::scope(|scope| {
        let report = scope.spawn(|| {
            let taken = Reply::Answered(Answer::of(200));
            engine.report(request.id, &taken)
        });
        record_beside(&engine, || report.is_finished());
        let reported = report.join().expect("it does not panic");
        assert_eq!(reported, Reported::Delivered);
    });
    drop(lock);
}

#[test]
fn a_look_for_uploads_keeps_no_record() {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&offer(&engine)));
    let next = rig.open();
    assert!(Rig::is_accepted(&offer(&next)));
    // Out of its time: the look removes it, and needs the lock for that.
    drop(engine);
    rig.clock.advance(40 * 86_400_000);
    assert!(Rig::is_accepted(&offer(&next)));
    let lock = another_process(&rig);
    thread::scope(|scope| {
        let look = scope.spawn(|| next.next_upload());
        record_beside(&next, || look.is_finished());
    });
    drop(lock);
}
