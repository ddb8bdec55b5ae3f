//! Stage 2, and what memory knows of each purpose: its latch, its work, and whether it is kept shut.
//!
//! Memory answers "off" at once. "On" is what memory last knew: a permit carries the generation of
//! the vault's slot, and the queue compares it with the disk at the moment of effect. What the disk
//! says is judged in one place, [`verdict`]: opening, changing, recovering and adopting ask it.

mod cells;
mod latch;
mod permit;
mod verdict;

pub use permit::{Permit, Permitted};

pub(crate) use cells::{Gate, Work};
pub(crate) use permit::admit_provisionally;
pub(crate) use verdict::{Verdict, Why, hold_stands, is_fresh, may_wait, verdict};
