//! What Gradle files say about a module, without running them.

mod catalog;
mod dependency;
mod module;
mod names;
mod plugins;
mod script;

pub(crate) use catalog::Catalog;
pub(crate) use module::{Build, GradleModule, functions};
pub(crate) use plugins::Kind;
pub(crate) use script::{Block, read, strings};
