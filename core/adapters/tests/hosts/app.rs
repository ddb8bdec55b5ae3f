//! An app of Rust code with the client bound to a hub of its own, and a vendor of crash reports.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use crate::device::{Device, SHOWN};
use crate::listener::{Answer, Listener, PATIENCE};
use sordino_adapters::rust_app::{GatedTransportFactory, sentry, tracing_layer};
use sordino_adapters::{Http, Step, SystemClock, deliver};
use sordino_engine::Engine;
use sordino_engine::ports::Clock;
use sordino_engine::upload::Reported;
use tracing_subscriber::layer::SubscriberExt;

const TAKEN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

pub(crate) struct App {
    pub(crate) vendor: Listener,
    pub(crate) device: Device,
    pub(crate) engine: Arc<Engine>,
    pub(crate) gate: GatedTransportFactory,
    pub(crate) hub: Arc<sentry::Hub>,
}

impl App {
    pub(crate) fn new() -> Self {
        Self::with_options(|options| options)
    }

    pub(crate) fn turned_on() -> Self {
        let app = Self::new();
        app.turn_on();
        app
    }

    pub(crate) fn with_options(
        change: impl Fn(sentry::ClientOptions) -> sentry::ClientOptions,
    ) -> Self {
        Self::build(change, Box::new(SystemClock))
    }

    pub(crate) fn with_clock(clock: Box<dyn Clock>) -> Self {
        Self::build(|options| options, clock)
    }

    fn build(
        change: impl Fn(sentry::ClientOptions) -> sentry::ClientOptions,
        clock: Box<dyn Clock>,
    ) -> Self {
        let vendor = Listener::new(Answer::Text(TAKEN));
        let device = Device::new();
        let url = format!("{}/7", vendor.url);
        let engine = Arc::new(device.open_with(&[("sentry", url)], clock));
        let gate = GatedTransportFactory::new(engine.clone());
        let client = sentry::Client::from(change(gate.client_options()));
        let hub = sentry::Hub::new(Some(Arc::new(client)), Arc::default());
        Self {
            vendor,
            device,
            engine,
            gate,
            hub: Arc::new(hub),
        }
    }

    pub(crate) fn turn_on(&self) {
        let turned = self.engine.turn_on("crashes", SHOWN);
        assert!(turned.expect("it can be chosen").open);
    }

    /// Runs code of the app in a thread of its own; whether it came through without a panic.
    pub(crate) fn run(&self, code: impl FnOnce() + Send) -> bool {
        thread::scope(|scope| {
            let app = scope.spawn(|| {
                let code = || catch_unwind(AssertUnwindSafe(code)).is_ok();
                sentry::Hub::run(self.hub.clone(), code)
            });
            app.join().expect("the panic was caught")
        })
    }

    /// The same, with the layer in its subscriber.
    pub(crate) fn run_traced(&self, code: impl FnOnce() + Send) -> bool {
        let subscriber = tracing_subscriber::registry().with(tracing_layer());
        self.run(|| tracing::subscriber::with_default(subscriber, code))
    }

    /// Hands an envelope to the client.
    pub(crate) fn send(&self, envelope: sentry::Envelope) {
        let client = self.hub.client().expect("it is bound");
        client.send_envelope(envelope);
    }

    /// Uploads one record; the event that the vendor gets.
    pub(crate) fn upload(&self) -> serde_json::Value {
        let step = deliver(&self.engine, &Http::new(PATIENCE));
        assert_eq!(step, Step::Sent(Reported::Delivered));
        let body = String::from_utf8(self.vendor.next_body()).expect("it is text");
        let event = body.lines().nth(2).expect("two headers, one event");
        serde_json::from_str(event).expect("it is JSON")
    }

    pub(crate) fn has_nothing_to_upload(&self) -> bool {
        deliver(&self.engine, &Http::new(PATIENCE)) == Step::Idle
    }
}
