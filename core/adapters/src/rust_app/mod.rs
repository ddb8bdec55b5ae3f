//! Errors and panics of an app's own Rust code, by the sentry crate and through our gate.
//!
//! The app keeps what it knows: `sentry::init`, hubs, scopes, `capture_error`, the panic hook, a
//! `tracing` layer. What changes is the end of it. The client's transport is ours: it opens no
//! connection, and hands errors to [`Engine::crash_trace`](sordino_engine::Engine::crash_trace),
//! where the person's choice, the policy's fields and the scrubber apply as to any crash report.
//!
//! # What passes
//!
//! | The client hands over | It becomes |
//! |---|---|
//! | an event with exceptions: a panic, `capture_error`, `tracing::error!` with an error as a field | a crash report with these exceptions and their frames |
//! | an event of level error or fatal with a message: `tracing::error!("…")`, `capture_message` | a crash report with one exception of the type `error`, the message as its text and the stack of the call |
//! | a message of a lower level | dropped, counted |
//! | sessions, transactions, attachments, check-ins, logs, metrics, client reports, anything else | dropped, counted |
//!
//! Of an event only exceptions, their frames and the images they lie in are read. User, tags,
//! extras, contexts, breadcrumbs, request, server name, release and the fields of a `tracing` event
//! are passed over: what the policy allows of these, the engine adds itself.
//!
//! The type of an error is text too, as the sentry crate takes it from what the error prints for
//! debugging. So it stands before the message, where it is scrubbed with it, and the type is
//! `error`; only a panic's stays `panic`.
//!
//! # Inside the engine
//!
//! Where [`is_inside`](sordino_engine::is_inside) holds, hook, layer and transport return at once:
//! no lock is taken and nothing is written, the panic's message on standard error included. The
//! engine catches its own panics and counts them.
//!
//! # Examples
//!
//! ```
//! use std::sync::Arc;
//! use sordino_adapters::rust_app::{GatedTransportFactory, sentry, tracing_layer};
//! use tracing_subscriber::layer::SubscriberExt;
//! # use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
//! # use sordino_engine::{Engine, Options, Ports};
//! # fn open_engine() -> Engine {
//! #     let text = include_str!("../../tests/hosts/policy.toml");
//! #     let today = "2026-11-24".parse().expect("it is a date");
//! #     let policy = sordino_policy::compile("privacy.toml", text, today).expect("it is valid");
//! #     let folder = tempfile::tempdir().expect("it can be made").keep();
//! #     let ports = Ports {
//! #         files: Box::new(Folder::new(folder.join("files")).expect("it can be made")),
//! #         keys: Box::new(KeyFile::new(folder.join("keys")).expect("it can be made")),
//! #         clock: Box::new(SystemClock),
//! #         random: Box::new(SystemRandom),
//! #         vendors: Vec::new(),
//! #     };
//! #     Engine::open(policy, ports, Options::default()).expect("its endpoints are https")
//! # }
//!
//! let engine = Arc::new(open_engine());
//! let gate = GatedTransportFactory::new(engine.clone());
//! let _client = sentry::init(gate.client_options());
//! let subscriber = tracing_subscriber::registry().with(tracing_layer());
//!
//! tracing::subscriber::with_default(subscriber, || tracing::error!("no rota for today"));
//! assert_eq!(gate.handed_over().reports, 1);
//! assert_eq!(engine.counters().accepted, 0, "the person has not said yes");
//! ```

mod counts;
mod hook;
mod images;
mod layer;
mod options;
mod report;
mod stack;
mod transport;

pub use counts::HandedOver;
pub use layer::{TracingLayer, tracing_layer};
pub use options::client_options;
pub use sentry;
pub use transport::{GatedTransport, GatedTransportFactory};
