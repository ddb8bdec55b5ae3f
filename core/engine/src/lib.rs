//! The path: record, gate, minimise, queue, upload.
//!
//! One module a stage, in that order. Each owns an output type that only it can make, so that a
//! stage cannot be skipped and still compile. The ledger and the vault decide together whether a
//! purpose is open; the wiring in `engine` is the only place that sees every stage.

pub mod record;

pub mod gate;

pub mod minimise;

pub mod queue;

pub mod upload;

mod sinks;

mod engine;

pub mod crash;
pub mod ledger;
pub mod ports;
pub mod receipt;

mod catalog;
mod civil;
mod digest;
mod facts;
mod identity;
mod json;
mod scope;
mod seal;
mod sync;
mod value;
mod vault;

#[cfg(feature = "vectors")]
pub mod vectors;

pub use engine::{
    Accepted, ChoiceError, Condition, Counters, Engine, Found, NotReady, OpenError, Options,
    Outcome, Override, Ports, Queued, Shown, Standing, Turned, is_inside,
};
pub use facts::{Account, Facts};
pub use identity::Issued;
pub use record::{Crash, Event, Refusal};
pub use scope::Scope;
pub use value::Value;
