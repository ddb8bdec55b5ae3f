//! Links what a phone would carry, to weigh it.
//!
//! One C function for each public call of the engine, so that the linker keeps the whole path. They
//! are not the binding's functions: arguments come from [`black_box`], which hides them from the
//! optimiser, and results end there.

use std::hint::black_box;
use std::sync::Arc;

use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::crash::{Source, Trace};
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::upload::{Cancel, Next, Reply};
use sordino_engine::{Account, Crash, Engine, Event, Facts, Options, Outcome, Ports, Shown, Value};
use sordino_policy::Policy;

struct Cancelled;

impl Cancel for Cancelled {
    fn cancel(&self) {
        black_box(());
    }
}

fn shown() -> Shown<'static> {
    black_box(Shown {
        locale: "en",
        how: "settings",
    })
}

/// Where a result ends.
fn end<T>(result: T) {
    black_box(&result);
}

fn id() -> &'static str {
    black_box("purpose")
}

/// Opens an engine on a folder.
#[unsafe(no_mangle)]
pub extern "C" fn sordino_open() {
    let folder = black_box("folder");
    let (Ok(policy), Ok(files), Ok(keys)) = (
        Policy::from_json(black_box(b"{}")),
        Folder::new(folder),
        KeyFile::new(folder),
    ) else {
        return;
    };
    let ports = Ports {
        files: Box::new(files),
        keys: Box::new(keys),
        clock: Box::new(SystemClock),
        random: Box::new(SystemRandom),
        vendors: Vec::new(),
    };
    if let Ok(engine) = Engine::open(policy, ports, black_box(Options::default())) {
        black_box(engine);
    }
}

/// Records an event, and asks for the ids under which it will be sent.
#[unsafe(no_mangle)]
pub extern "C" fn sordino_record(engine: &Engine) {
    let properties = black_box([("count", Value::from(3)), ("screen", Value::from("home"))]);
    let event = Event {
        name: id(),
        properties: &properties,
    };
    if let Outcome::Accepted(accepted) = black_box(engine.record(&event)) {
        black_box(engine.message_ids(&accepted));
    }
}

/// Takes the next upload, begins it, and reports an answer.
#[unsafe(no_mangle)]
pub extern "C" fn sordino_next_upload(engine: &Engine) {
    if let Next::Ready(ticket) = black_box(engine.next_upload())
        && let Ok(request) = engine.begin(ticket, Arc::new(Cancelled))
    {
        black_box(engine.report(black_box(&request).id, &black_box(Reply::Failed)));
    }
}

/// Turns a purpose off, and completes it.
#[unsafe(no_mangle)]
pub extern "C" fn sordino_turn_off(engine: &Engine) {
    if let Ok(receipt) = black_box(engine.turn_off(id(), shown())) {
        black_box(engine.complete(&receipt));
    }
}

macro_rules! call {
    ($($name:ident: |$engine:ident| $call:expr;)*) => {$(
        /// Makes the one call of the engine that its name says.
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($engine: &Engine) {
            end($call);
        }
    )*};
}

call! {
    sordino_turn_on: |engine| engine.turn_on(id(), shown());
    sordino_choose: |engine| engine.choose(id(), black_box(State::Deferred), shown());
    sordino_limit: |engine| engine.limit(black_box(Limiter::Os), black_box(Some(id())), black_box(true));
    sordino_erase: |engine| engine.erase();
    sordino_expire: |engine| engine.expire();
    sordino_look: |engine| engine.look();
    sordino_tidy: |engine| engine.tidy();
    sordino_retry: |engine| engine.retry();
    sordino_crash: |engine| engine.crash(&Crash {
        source: black_box(Source::Tombstone),
        report: black_box(b"report"),
        happened: black_box(None),
    });
    sordino_crash_trace: |engine| engine.crash_trace(&black_box(Trace::default()), black_box(None));
    sordino_stop_revoked: |engine| engine.stop_revoked();
    sordino_queued: |engine| engine.queued();
    sordino_queued_ids: |engine| engine.queued_ids();
    sordino_sign_in: |engine| engine.sign_in(black_box(Account::default()), black_box(&[]));
    sordino_sign_out: |engine| engine.sign_out();
    sordino_set_facts: |engine| engine.set_facts(black_box(Facts::default()));
    sordino_policy: |engine| engine.policy().content_hash();
    sordino_standing: |engine| engine.standing(id());
    sordino_condition: |engine| engine.condition();
    sordino_counters: |engine| engine.counters();
    sordino_export_ledger: |engine| engine.export_ledger();
    sordino_consent_record: |engine| engine.consent_record();
    sordino_issued: |engine| engine.issued();
}
