//! What the tests of every crate share. No library that a phone carries links it.
//!
//! All of it is built on the engine's public interface. Unit tests inside the engine's crate cannot use
//! it: they would meet a second copy of the engine's types. A test that opens an engine stands in `tests/`.
//!
//! - [`memory`]: the engine's ports in memory, with every fault that a phone can have
//! - [`front`]: a disk in front of another that differs in what a test says
//! - [`contract`]: what every implementation of a port must keep
//! - [`vectors`]: cases that every language must answer alike, and their player
//! - [`otlp`]: a reader of what leaves for an OpenTelemetry collector
//! - [`mutate`]: inputs changed at random, for a reader that must answer any bytes

pub mod contract;
pub mod front;
pub mod memory;
pub mod mutate;
pub mod otlp;
pub mod vectors;
