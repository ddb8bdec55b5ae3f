//! Two threads of an app that never stop: one records, one uploads.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use sordino_adapters::{Canceller, Http};
use sordino_engine::upload::Next;
use sordino_engine::{Engine, Event, Outcome};

use super::sabotage::Sabotage;

/// How often each thread tries after it was told that the purpose is off, before it ends.
pub(crate) const TRIES: u64 = 1_000;
/// Longer than anything here takes: what ends an upload early is its being cancelled.
const TIMEOUT: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_secs(20);

/// Records accepted by calls that began before the turn-off returned, and by later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) before: u64,
    pub(crate) after: u64,
}

/// Both threads.
pub(crate) struct Workers {
    off: Arc<AtomicBool>,
    recorded: Arc<AtomicU64>,
    recorder: JoinHandle<Recorded>,
    uploader: JoinHandle<()>,
}

impl Workers {
    pub(crate) fn start(engine: &Arc<Engine>, event: &str, sabotage: Sabotage) -> Self {
        let off = Arc::new(AtomicBool::new(false));
        let recorded = Arc::new(AtomicU64::new(0));
        let recorder = {
            let (engine, off, recorded) = (engine.clone(), off.clone(), recorded.clone());
            let event = event.to_owned();
            thread::spawn(move || record(&engine, &event, &off, &recorded))
        };
        let uploader = {
            let (engine, off) = (engine.clone(), off.clone());
            thread::spawn(move || upload(&engine, &off, sabotage))
        };
        Self {
            off,
            recorded,
            recorder,
            uploader,
        }
    }

    /// Waits until the recorder has this many accepted, and `also` holds.
    pub(crate) fn wait_for(&self, records: u64, also: impl Fn() -> bool) -> Result<(), String> {
        let until = Instant::now() + PATIENCE;
        while self.recorded.load(Ordering::SeqCst) < records || !also() {
            if Instant::now() > until {
                return Err("nothing was recorded, or no upload reached the server".to_owned());
            }
            thread::yield_now();
        }
        Ok(())
    }

    /// Tells both that the turn-off has returned; each goes on trying.
    pub(crate) fn returned(&self) {
        self.off.store(true, Ordering::SeqCst);
    }

    /// Waits until both have tried enough.
    pub(crate) fn end(self) -> Result<Recorded, String> {
        let recorded = self.recorder.join().map_err(|_| "the recorder panicked")?;
        self.uploader.join().map_err(|_| "the uploader panicked")?;
        Ok(recorded)
    }
}

fn record(engine: &Engine, name: &str, off: &AtomicBool, recorded: &AtomicU64) -> Recorded {
    let event = Event {
        name,
        properties: &[],
    };
    let mut accepted = Recorded {
        before: 0,
        after: 0,
    };
    let mut tries = 0;
    while tries < TRIES {
        let is_off = off.load(Ordering::SeqCst);
        let let_in = u64::from(matches!(engine.record(&event), Outcome::Accepted(_)));
        match is_off {
            true => accepted.after += let_in,
            false => accepted.before += let_in,
        }
        tries += u64::from(is_off);
        recorded.store(accepted.before, Ordering::SeqCst);
        // Not faster than a very busy app: the queue must not be over its bounds.
        thread::yield_now();
    }
    accepted
}

/// An uploader as an app has one: it asks, begins, sends, reports, and starts again.
fn upload(engine: &Engine, off: &AtomicBool, sabotage: Sabotage) {
    let http = Http::new(TIMEOUT);
    let mut last = None;
    let mut tries = 0;
    while tries < TRIES {
        let is_off = off.load(Ordering::SeqCst);
        tries += u64::from(is_off);
        if let Some(request) = last.take_if(|_| is_off && sabotage.sends_after_off()) {
            http.send(&request, &Canceller::default());
        }
        let Next::Ready(ticket) = engine.next_upload() else {
            thread::yield_now();
            continue;
        };
        let canceller = Canceller::default();
        let Ok(request) = engine.begin(ticket, Arc::new(canceller.clone())) else {
            continue;
        };
        let reply = http.send(&request, &canceller);
        engine.report(request.id, &reply);
        last = Some(request);
    }
}
