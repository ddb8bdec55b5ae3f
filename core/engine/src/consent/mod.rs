//! Who may change what the person chose: ledger, vault and keys behind one mutex, and the lock over
//! all processes.
//!
//! # Design
//!
//! - [`Consent::exclusive`] gives an [`Exclusive`]: both locks are held, and what other processes wrote
//!   is read. Nothing is changed without one.
//! - **No key store and no vendor is called under either lock.** Where keys are needed that are not at
//!   hand, both are let go, the key store is asked, and everything is looked at again
//!   (`ask.rs`). Whoever stores or destroys a key holds a lock of its own for that.
//! - **Every change ends in one `commit`**, which an `Exclusive` that is dropped on the way does too:
//!   the lock over all processes is let go, the standings are published, and memory is fitted to what
//!   ledger and vault say by the one verdict of the gate.
//! - Whoever asks how a purpose stands reads what was published, and waits for nobody.
//! - Nothing here knows what memory holds: [`Memory`] is told.

mod ask;
mod core;
mod exclusive;
mod export;
mod former;
mod memory;
mod nos;
mod open;
mod published;
mod ready;
mod recheck;
mod recover;
mod replace;
mod settle;
mod slots;
mod stop;

pub(crate) use exclusive::{Consent, Exclusive, NotAtOnce};
pub(crate) use memory::{Fitting, Memory};
pub(crate) use nos::{Seen, note};
pub(crate) use published::Standings;
pub(crate) use ready::{Ready, VAULT};
pub(crate) use recover::unkeyed;
pub(crate) use replace::destroy_keys;
pub(crate) use settle::basis;
pub(crate) use slots::{turn_off, wipe};
