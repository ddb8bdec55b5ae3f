//! What an app promised, as data.
//!
//! A developer writes `privacy.toml`; the feature `compile` turns it into a checked [`Policy`]
//! and `policy.json`; a phone reads that file back and nothing else.

mod model;

pub use model::*;
