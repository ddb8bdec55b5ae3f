//! What an app promised, as data.
//!
//! A developer writes `privacy.toml`; the feature `compile` turns it into a checked [`Policy`]
//! and `policy.json`; a phone reads that file back and nothing else.

mod invariants;
mod json;
mod model;
mod shape;

pub use invariants::Broken;
pub use json::{MAX_BYTES, PolicyError};
pub use model::*;
