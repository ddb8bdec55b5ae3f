//! The nouns of a policy. Names follow W3C DPV, the GDPR and the platforms' own words.

mod field;
mod permission;
mod policy;
mod purpose;
mod recipient;
mod text;

pub use field::{Coarsening, EventRule, Field, FieldRule};
pub use permission::{Importance, Permission, PermissionId, PushCategory};
pub use policy::{Contact, Controller, FORMAT, Limits, Policy, RequiredSignal};
pub use purpose::{
    Audience, BeforeChoice, DeviceAccess, LegalBasis, Purpose, PurposeKind, SpecialBasis,
};
pub use recipient::{
    DevicePseudonym, Epoch, Platform, QueueBounds, Recipient, RecipientKind, Role, TransferTool,
};
pub use text::Texts;
