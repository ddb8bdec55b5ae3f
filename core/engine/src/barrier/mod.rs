//! The barrier: what runs when something changes, whoever changed it, in one order.
//!
//! Closing: memory, then the slot, then the ledger, then everything that was under way, then the
//! receipt. Opening runs the other way round: ledger, slot, memory. What follows a receipt, off the
//! caller's thread, is [`complete`](complete::complete).
//!
//! A call over several purposes tries every one of them: what could be done is done and told, also where
//! another could not.

mod change;
mod choose;
mod closing;
mod complete;
mod erase;
mod opened;
mod request;
mod says;
mod waits;

pub(crate) use choose::{choose, expire, import_refusal, limit, turn_off, turn_on};
pub(crate) use complete::{close_lanes, complete, tidy};
pub(crate) use erase::erase;
pub(crate) use opened::{follow_opening, follow_reading, take_unfinished};
pub(crate) use request::{close_after_request, open_for_request};
