//! The rig that the promise tests share: a small policy, a disk, keys and a clock in memory.

pub mod any_bytes;
mod collector;
mod person;
mod power;
mod rig;
mod silence;
mod stalled;

pub use collector::collector_policy;
pub use person::{is_open, offer, on, usage_on};
pub use power::{Power, Unsynced};
pub use rig::{POLICY, Rig, START, event, policy, unpack};
pub use silence::silence_asked_panics;
pub use stalled::{Meanwhile, impatient, stalling, unwritable, without_handles};
