//! What a folder holds: its files, and what they say of an app for Android or for Apple's systems.
//! Reading judges nothing.

pub(crate) mod android;
pub(crate) mod conditional;
pub(crate) mod ios;
pub mod kind;
mod leave_out;
pub(crate) mod source;
pub mod tree;
pub(crate) mod yaml;
