//! Inside the engine, hook, layer and transport write nothing and take no lock.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::thread;

use crate::app::App;
use crate::device::SHOWN;
use crate::listener::PATIENCE;
use sordino_adapters::SystemClock;
use sordino_adapters::rust_app::{HandedOver, sentry};
use sordino_engine::ChoiceError;
use sordino_engine::ports::{Clock, Millis};

const QUIET: u8 = 0;
const LOGS_AND_PANICS: u8 = 1;
const REPORTS: u8 = 2;

/// A clock that fails as a port of an app may, on demand.
#[derive(Clone, Default)]
struct Trap(Arc<AtomicU8>);

impl Trap {
    fn set(&self, to: u8) {
        self.0.store(to, Ordering::SeqCst);
    }
}

impl Clock for Trap {
    fn now(&self) -> Millis {
        match self.0.swap(QUIET, Ordering::SeqCst) {
            LOGS_AND_PANICS => {
                tracing::error!("the clock stands still");
                panic!("the clock stands still");
            }
            REPORTS => {
                sentry::capture_message("the clock stands still", sentry::Level::Error);
            }
            _ => {}
        }
        SystemClock.now()
    }

    fn since_boot(&self) -> Option<Millis> {
        SystemClock.since_boot()
    }
}

#[test]
fn a_panic_inside_the_engine_is_not_reported() {
    let trap = Trap::default();
    let app = App::with_clock(Box::new(trap.clone()));
    app.turn_on();
    let before = app.device.files();
    let (held, done) = (Barrier::new(2), Barrier::new(2));
    let (tell, told) = channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            // The closure runs while the hub's stack is locked for writing.
            sentry::Hub::run(app.hub.clone(), || {
                sentry::configure_scope(|_| {
                    held.wait();
                    done.wait();
                });
            });
        });
        scope.spawn(|| {
            held.wait();
            trap.set(LOGS_AND_PANICS);
            app.run_traced(|| {
                let choice = app.engine.turn_on("usage", SHOWN);
                let _ = tell.send(choice.map(|turned| turned.open));
            });
        });
        let choice = told.recv_timeout(PATIENCE);
        done.wait();
        assert_eq!(choice, Ok(Err(ChoiceError::Broken)));
    });
    assert!(app.engine.condition().broken, "it is noted, by the engine");
    assert_eq!(app.gate.handed_over(), HandedOver::default());
    assert!(app.device.files() == before, "nothing is written");
}

#[test]
fn a_report_inside_the_engine_is_counted() {
    let trap = Trap::default();
    let app = App::with_clock(Box::new(trap.clone()));
    app.turn_on();
    trap.set(REPORTS);
    assert!(app.run(|| {
        let turned = app.engine.turn_on("usage", SHOWN);
        assert!(turned.is_ok());
    }));
    let dropped = HandedOver {
        inside: 1,
        ..HandedOver::default()
    };
    assert_eq!(app.gate.handed_over(), dropped);
    assert!(app.has_nothing_to_upload());
}

#[test]
fn a_failing_engine_does_not_end_the_process() {
    let trap = Trap::default();
    let app = App::with_clock(Box::new(trap.clone()));
    app.turn_on();
    assert!(!app.run(|| {
        trap.set(LOGS_AND_PANICS);
        panic!("no rota")
    }));
    assert!(app.engine.condition().broken, "and it says so");
    assert!(app.has_nothing_to_upload());
}
