//! The wiring: the only place that sees every stage.
//!
//! `state.rs` is what the engine holds; every other file adds the calls of one subject to it.

mod batch;
mod cell;
mod change;
mod choose;
mod complete;
mod condition;
mod core;
mod erase;
mod export;
mod guard;
mod held;
mod hold;
mod load;
mod off;
mod offer;
mod open;
mod options;
mod recover;
mod replace;
mod send;
mod settle;
mod sign_in;
mod state;
mod store;
mod subject;
mod told;
mod working;

pub use choose::{ChoiceError, Shown, Turned};
pub use condition::{Condition, Counters, Found, NotReady};
pub use guard::is_inside;
pub use offer::{Accepted, Outcome};
pub use options::{OpenError, Options, Override};
pub use send::Queued;
pub use state::{Engine, Ports};
pub use told::Standing;
