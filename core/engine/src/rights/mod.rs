//! What a person may ask for by law, told from what the other rooms own.

mod account;
mod age;
pub(crate) mod deletion;
mod export;
mod organisation;
mod preferences;
mod records;
mod signals;
mod ticket;
mod told;

pub(crate) use account::{account_deleted, erase};
pub(crate) use age::tell_age;
pub(crate) use export::export;
pub(crate) use organisation::{keys as organisation_keys, tell_organisation};
pub use signals::keys as signal_keys;
pub(crate) use signals::tell_signals;
pub(crate) use ticket::ticket;
pub use ticket::{Addressee, Ticket, TicketKind};
