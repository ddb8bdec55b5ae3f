//! The paper that stores and authorities ask for, written from the one policy of an app, and a checker of real apps.

pub mod check;
pub mod tables;
pub mod write;
