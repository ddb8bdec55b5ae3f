//! What must be there, besides the ledger, for anything to be open.
//!
//! Each (kind, scope, purpose) has a fixed slot with two random secrets, wrapped by the vault key
//! that lives in the platform's key store. Overwriting the slot is what makes an off durable: it
//! needs no key, no free space and one sync.

mod ids;
mod keys;
mod layout;
mod noes;
mod place;
mod raw;
mod slot;

pub(crate) use ids::{SlotId, SlotIds, SlotKind};
pub(crate) use keys::{Items, Keys, KeysError};
pub(crate) use layout::{VaultError, VaultFile};
pub(crate) use raw::RawSlot;
pub(crate) use slot::{OnDisk, Slot, Vouched};
