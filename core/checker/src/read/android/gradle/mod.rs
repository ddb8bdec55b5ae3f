//! What Gradle files say about a module, without running them.

mod catalog;
mod module;
mod script;

pub(crate) use catalog::Catalog;
pub(crate) use module::{GradleModule, Kind, Names};
