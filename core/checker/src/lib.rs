//! `sordino check`: reads a real app's tree and says what contradicts the policy, the stores' rules
//! or the law.
//!
//! The tree is walked once ([`mod@read`]); each family of [`rules`] looks at the files that it
//! understands and notes what it finds ([`finding`]). What the tree does not settle is told as such,
//! never guessed. Nothing is sent anywhere, and nothing is written except by [`fix`].

mod address;
mod check;
pub mod config;
pub mod context;
mod excerpt;
pub mod finding;
pub mod fix;
#[cfg(feature = "fuzz")]
pub mod fuzz;
mod near;
pub mod read;
pub mod render;
pub mod rule;
pub mod rules;
mod secret;

pub use check::{Report, check, check_strings, check_successor};
pub use context::Seen;
