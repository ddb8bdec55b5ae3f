//! What an app promised, as data.
//!
//! A developer writes `privacy.toml`; the feature `compile` turns it into a checked [`Policy`]
//! and `policy.json`; a phone reads that file back and nothing else.

mod broken;
#[cfg(feature = "compile")]
mod build;
mod canonical;
#[cfg(feature = "compile")]
mod changes;
#[cfg(feature = "compile")]
mod check_table;
pub mod chrome;
#[cfg(feature = "compile")]
mod compile;
#[cfg(feature = "compile")]
mod day;
#[cfg(feature = "compile")]
mod finding;
mod invariants;
mod json;
mod locale;
#[cfg(feature = "compile")]
mod mistyped;
mod model;
#[cfg(feature = "compile")]
mod nearest;
mod own_fields;
#[cfg(feature = "compile")]
mod presets;
#[cfg(feature = "compile")]
mod raw;
#[cfg(feature = "compile")]
mod read;
#[cfg(feature = "compile")]
mod read_check_table;
#[cfg(feature = "compile")]
mod rules;
#[cfg(feature = "compile")]
mod schema;
mod shape;
#[cfg(feature = "compile")]
mod stores;
#[cfg(feature = "compile")]
mod successor;
#[cfg(feature = "compile")]
mod validate;

pub use broken::Broken;
pub use canonical::canonical_json;
#[cfg(feature = "compile")]
pub use changes::{Change, OtherChange, PurposeChanges};
#[cfg(feature = "compile")]
pub use check_table::{CheckAllow, CheckLevel, CheckSeverity, CheckTable};
#[cfg(feature = "compile")]
pub use compile::{compile, compile_all};
#[cfg(feature = "compile")]
pub use finding::Finding;
pub use json::{MAX_BYTES, PolicyError};
pub use model::*;
pub use own_fields::OWN_FIELDS;
#[cfg(feature = "compile")]
pub use read_check_table::read_check_table;
#[cfg(feature = "compile")]
pub use rules::{RULES, Rule};
#[cfg(feature = "compile")]
pub use schema::schema;
#[cfg(feature = "compile")]
pub use stores::{Compiled, KeptPermission, Placed, StoreData, StoreUse, Stores};
#[cfg(feature = "compile")]
pub use successor::{Forgotten, Growth};
