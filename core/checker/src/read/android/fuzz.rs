//! Android's formats as a fuzzer calls them.

use super::backup::BackupRules;
use super::gradle::{Build, Catalog, GradleModule, functions, read};
use super::manifest::Manifest;
use super::network::NetworkConfig;

pub(crate) fn gradle(text: &str) {
    let mut build = Build::default();
    build.names.learn(text);
    build.functions.extend(functions(&read(text)));
    if let Some(catalog) = Catalog::read(text) {
        build.catalog.add(catalog, "libs");
    }
    let module = GradleModule::read("build.gradle.kts", text, &build);
    build.conventions.insert("x".to_owned(), module);
    let _ = GradleModule::read("build.gradle.kts", text, &build);
}

pub(crate) fn xml(text: &str) {
    let _ = Manifest::read("AndroidManifest.xml", text);
    let _ = BackupRules::read(text);
    let _ = NetworkConfig::read(text);
}
