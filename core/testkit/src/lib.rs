//! What the tests of every crate share. No library that a phone carries links it.
//!
//! - [`memory`]: the engine's ports in memory, with every fault that a phone can have
//! - [`contract`]: what every implementation of a port must keep
//! - [`vectors`]: cases that every language must answer alike, and their player
//! - [`mutate`]: inputs changed at random, for a reader that must answer any bytes

pub mod mutate;

pub use sordino_engine::ports::{contract, memory};
pub use sordino_engine::vectors;
