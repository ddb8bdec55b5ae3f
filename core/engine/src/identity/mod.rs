//! Pseudonyms: the only form in which an id of a person or a device leaves; and who is signed in.
//!
//! HMAC-SHA-256 under a random key for each (purpose, scope, recipient, epoch), 128 bits of it
//! written as a UUID. The key is sealed under the slot's identity secret and dies with it; two
//! purposes at one recipient share no key, so their pseudonyms cannot be joined.

mod issued;
mod keys;
mod known;
mod people;
mod pseudonym;
mod subject;

pub use issued::Issued;
pub(crate) use keys::{EpochKey, IdentityKeys};
pub(crate) use known::KnownIds;
pub(crate) use people::{NoList, People};
pub(crate) use pseudonym::{PseudonymKey, uuid};
