//! The words that stores and vendors understand, each table with its source and the day it was read.
//!
//! A word that is in none of these tables is refused: ids that no store knows circulate widely.

pub mod apple;
pub mod apple_apis;
pub mod apple_sdks;
pub mod backup;
pub mod obvious;
pub mod play;
pub mod vendors;

/// Where a table was read, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Title or address.
    pub what: &'static str,
    /// `YYYY-MM-DD`.
    pub read: &'static str,
}
