//! The paper that stores and authorities ask for, written from the one policy of an app.

pub mod tables;
pub mod write;
