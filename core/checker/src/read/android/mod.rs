//! Android projects: manifests and their merged view, resources, Gradle files, native libraries.

mod app;
mod backup;
mod build_logic;
mod described;
mod document;
mod elf;
#[cfg(feature = "fuzz")]
pub(crate) mod fuzz;
mod gradle;
mod linked;
mod manifest;
mod merged;
mod module;
mod network;
mod project;
mod source_set;
mod strings;
mod uses;

pub(crate) use app::{App, Linked};
pub(crate) use backup::{BackupRules, Scheme, Section};
pub(crate) use elf::too_small;
pub(crate) use manifest::{Service, UsesPermission};
pub(crate) use merged::Merged;
pub(crate) use module::Module;
pub(crate) use network::{NetworkConfig, is_local};
pub(crate) use project::Project;
pub(crate) use source_set::{SourceSet, of_resource};
pub(crate) use strings::{locale, read as texts};
