//! What hosts give the engine: folders, key files, HTTP, and the `sentry` crate behind the gate.

#[cfg(all(feature = "rust-app", feature = "http"))]
mod app;
mod contracts;
#[cfg(feature = "http")]
mod device;
#[cfg(target_os = "linux")]
mod foreign;
#[cfg(feature = "http")]
mod host;
#[cfg(feature = "http")]
mod http;
#[cfg(all(feature = "rust-app", feature = "http"))]
mod inside;
#[cfg(feature = "http")]
mod listener;
#[cfg(all(feature = "rust-app", feature = "http"))]
mod rust_app;
#[cfg(feature = "http")]
mod turn_off;
mod visible_wait;
