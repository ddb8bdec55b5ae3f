//! Files, clock, randomness: implementations of the engine's ports.
//!
//! The feature `http` adds a blocking transport for hosts and `on_host`, which opens an engine there in one call; phones
//! bring their own. The feature
//! `rust-app` leads the sentry crate's client, panic hook and `tracing` layer through the gate, for
//! apps with Rust code of their own.

mod below;
mod clock;
mod folder;
#[cfg(feature = "http")]
mod host;
#[cfg(feature = "http")]
mod http;
mod key_file;
mod process;
mod random;
#[cfg(feature = "rust-app")]
pub mod rust_app;
mod spare;
mod visible_wait;

pub use clock::SystemClock;
pub use folder::Folder;
#[cfg(feature = "http")]
pub use host::{HostError, deliver_all, on_host};
#[cfg(feature = "http")]
pub use http::{Canceller, Http, Step, deliver};
pub use key_file::KeyFile;
pub use random::SystemRandom;
