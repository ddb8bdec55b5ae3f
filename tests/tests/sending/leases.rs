//! Whose an upload is, over processes that are stopped, die or damage files.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use sordino_engine::ports::Files;
use sordino_engine::receipt::Stopped;
use sordino_engine::upload::{Answer, Cancel, Next, NotBegun, Reply, Reported, Request};
use sordino_engine::{Engine, Options, Ports};
use sordino_tests::{Rig, offer, on, policy, silence_asked_panics, stalling, usage_on};

const MINUTE: i64 = 60_000;
const TAKEN: Reply = Reply::Answered(Answer::of(200));

/// How a process says that it stands still, and hears that it goes on.
type StandsStill = (Sender<()>, Receiver<()>);

#[derive(Default)]
struct Flag(AtomicBool);

impl Cancel for Flag {
    fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Begins the next upload; its request, and whether it was cancelled.
fn begin(engine: &Engine) -> Result<(Request, Arc<Flag>), Option<NotBegun>> {
    let Next::Ready(ticket) = engine.next_upload() else {
        return Err(None);
    };
    let flag = Arc::new(Flag::default());
    let begun = engine.begin(ticket, Arc::clone(&flag) as Arc<dyn Cancel>);
    begun.map(|request| (request, flag)).map_err(Some)
}

/// A device with an upload under way to each recipient, and another process on it.
fn under_way() -> (Rig, Engine, Engine, Vec<(Request, Arc<Flag>)>) {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&offer(&engine)));
    let mut begun = Vec::new();
    while let Ok(one) = begin(&engine) {
        begun.push(one);
    }
    assert_eq!(begun.len(), 2, "one for each recipient");
    let other = rig.open();
    (rig, engine, other, begun)
}

#[test]
fn a_long_upload_is_on_another_processs_receipt() {
    let (rig, engine, other, begun) = under_way();
    for _ in 0..9 * 6 {
        rig.clock.advance(MINUTE / 6);
        engine.stop_revoked();
        assert!(begin(&other).is_err(), "it is begun only once");
    }
    let off = other.turn_off("usage", Rig::SHOWN).expect("it is on");
    assert_eq!(off.uploads.len(), 2);
    assert!(
        off.uploads
            .iter()
            .all(|one| one.outcome == Stopped::NotConfirmed)
    );
    engine.stop_revoked();
    assert!(begun.iter().all(|(_, flag)| flag.0.load(Ordering::SeqCst)));
}

#[test]
fn a_record_being_stored_delays_no_cancel() {
    let rig = Rig::default();
    let stands_still: Arc<Mutex<Option<StandsStill>>> = Arc::default();
    let ports = Ports {
        files: Box::new(stalling(&rig.disk, {
            let stands_still = Arc::clone(&stands_still);
            Arc::new(move |_| {
                let asked = stands_still.lock().expect("nobody panics").take();
                if let Some((stands, go_on)) = asked {
                    stands.send(()).expect("somebody listens");
                    let _ = go_on.recv();
                }
            })
        })),
        ..rig.ports()
    };
    let engine = Engine::open(policy(), ports, Options::default()).expect("it opens");
    on(&engine, "usage");
    assert!(Rig::is_accepted(&offer(&engine)));
    let (_, flag) = begin(&engine).expect("it waits to be sent");
    let other = rig.open();
    thread::scope(|scope| {
        let ((stands, hear), (go_on, told)) = (channel(), channel());
        *stands_still.lock().expect("nobody panics") = Some((stands, told));
        scope.spawn(|| offer(&engine));
        hear.recv().expect("a record touches the disk");
        drop(other.turn_off("usage", Rig::SHOWN).expect("it is on"));
        let (done, looked) = channel();
        let engine = &engine;
        scope.spawn(move || {
            engine.stop_revoked();
            done.send(()).expect("somebody listens");
        });
        let looked = looked.recv_timeout(Duration::from_secs(30));
        drop(go_on);
        assert!(looked.is_ok(), "it waited for the record");
        assert!(flag.0.load(Ordering::SeqCst));
    });
}

#[test]
fn a_wall_clock_set_ahead_takes_no_upload() {
    let (rig, engine, other, begun) = under_way();
    rig.clock.set(sordino_tests::START + 20 * MINUTE);
    assert!(begin(&other).is_err(), "it is begun only once");
    engine.stop_revoked();
    assert!(!begun.iter().any(|(_, flag)| flag.0.load(Ordering::SeqCst)));
    for (request, _) in begun {
        assert_eq!(engine.report(request.id, &TAKEN), Reported::Delivered);
    }
}

#[test]
fn a_stopped_process_finds_its_upload_taken() {
    let (rig, engine, other, begun) = under_way();
    // It is stopped; its sign of life runs out.
    rig.clock.advance(2 * MINUTE);
    assert!(begin(&other).is_ok(), "another one may begin");
    // It goes on, and looks before it connects.
    engine.stop_revoked();
    assert!(begun.iter().all(|(_, flag)| flag.0.load(Ordering::SeqCst)));
    // What it reports takes no row from the other one.
    for (request, _) in &begun {
        engine.report(request.id, &Reply::Cancelled);
    }
    let off = engine.turn_off("usage", Rig::SHOWN).expect("it is on");
    assert_eq!(off.uploads.len(), 1, "the other one's");
}

#[test]
fn a_killed_processs_upload_is_on_the_receipt() {
    let (rig, engine) = usage_on();
    offer(&engine);
    let first = begin(&engine).expect("one is ready").0;
    // It has handed its bytes over to the system, and dies.
    let rig = rig.after_kill();
    let second = rig.open();
    let again = begin(&second).expect("nobody waits for the dead").0;
    assert_eq!(again.recipient, first.recipient);
    assert_eq!(second.report(again.id, &TAKEN), Reported::Delivered);

    let off = second.turn_off("usage", Rig::SHOWN).expect("it is off");
    let uploads: Vec<_> = off.uploads.iter().collect();
    let [upload] = uploads[..] else {
        panic!("one may arrive yet: {uploads:?}")
    };
    assert_eq!(upload.outcome, Stopped::NotConfirmed);
    assert_eq!(upload.records, first.records);

    // A minute later it has arrived, or never will.
    second.turn_on("usage", Rig::SHOWN).expect("it is on");
    offer(&second);
    begin(&second).expect("one is ready");
    let rig = rig.after_kill();
    rig.clock.advance(60_000);
    let third = rig.open();
    let off = third.turn_off("usage", Rig::SHOWN).expect("it is off");
    assert_eq!(off.uploads, []);
}

#[test]
fn a_damaged_list_of_uploads_stops_nothing() {
    for damage in ["too long", "a folder", "random"] {
        let (rig, engine) = usage_on();
        assert!(Rig::is_accepted(&offer(&engine)));
        let generation = rig
            .disk
            .list("queue")
            .expect("something is queued")
            .remove(0);
        let path = format!("queue/{generation}/uploads");
        match damage {
            "too long" => rig.disk.put(&path, vec![7; 10_000]),
            "a folder" => rig.disk.create_folder(&path).expect("it can be made"),
            _ => rig
                .disk
                .put(&path, (0..700).map(|at| (at * 31 % 251) as u8).collect()),
        }
        assert_eq!(Rig::drain(&engine).len(), 2, "{damage}");
    }
}

#[test]
fn an_upload_never_reported_is_given_up() {
    let (rig, engine, _, begun) = under_way();
    rig.clock.advance(5 * MINUTE);
    assert!(
        matches!(engine.next_upload(), Next::Wait(_)),
        "it may still come"
    );
    rig.clock.advance(6 * MINUTE);
    assert!(
        matches!(engine.next_upload(), Next::Wait(_)),
        "after a pause"
    );
    assert!(begun.iter().all(|(_, flag)| flag.0.load(Ordering::SeqCst)));
    rig.clock.advance(MINUTE);
    assert_eq!(Rig::drain(&engine).len(), 2);
    let late = engine.report(begun[0].0.id, &TAKEN);
    assert_eq!(late, Reported::Unknown);
}

/// Turns off, or fails, while it is being stopped.
struct Turning {
    engine: Arc<Engine>,
    fails: bool,
    called: AtomicUsize,
}

impl Cancel for Turning {
    fn cancel(&self) {
        self.called.fetch_add(1, Ordering::SeqCst);
        if self.fails {
            panic!("a panic that was asked for");
        }
        let _ = self.engine.turn_off("usage", Rig::SHOWN);
        self.engine.stop_revoked();
    }
}

#[test]
fn a_cancel_may_turn_off_or_fail() {
    silence_asked_panics();
    for fails in [false, true] {
        let (_, engine) = usage_on();
        let engine = Arc::new(engine);
        assert!(Rig::is_accepted(&offer(&engine)));
        let Next::Ready(ticket) = engine.next_upload() else {
            panic!("something waits");
        };
        let turning = Arc::new(Turning {
            engine: Arc::clone(&engine),
            fails,
            called: AtomicUsize::new(0),
        });
        let begun = engine.begin(ticket, Arc::clone(&turning) as Arc<dyn Cancel>);
        begun.expect("it can begin");
        let off = engine.turn_off("usage", Rig::SHOWN).expect("it is on");
        assert_eq!(off.uploads.len(), 1);
        assert!(!engine.condition().broken);
        engine.stop_revoked();
        assert_eq!(turning.called.load(Ordering::SeqCst), 1, "at most once");
    }
}
