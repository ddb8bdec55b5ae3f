//! The rules of the layout, held against the tree. Beside each rule stands a tree that breaks it.

use std::collections::BTreeSet;
use std::path::PathBuf;

mod cycles;
mod dependencies;
mod facade;
mod modules;
mod shown;
mod skipped_stages;
mod snippets;
mod source;
mod sources;
mod tree;
mod words;

/// The one file of the product that may hold unsafe code.
const DOOR: &str = "bindings/src/door/call.rs";

/// Fails with one line for each place that breaks a rule.
fn none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

#[test]
fn no_module_cycle_inside_a_crate() {
    let mut broken = Vec::new();
    for target in tree::targets() {
        broken.extend(cycles::of(
            &target.name,
            &modules::read(&target.root, &tree::read),
        ));
    }
    none("modules of a crate use each other in a circle", &broken);
}

#[test]
fn only_the_facade_adds_to_the_engine() {
    let targets = tree::targets();
    let engine = targets
        .iter()
        .find(|target| target.root.ends_with("core/engine/src/lib.rs"));
    let root = &engine.expect("the engine is a crate").root;
    let modules = modules::read(root, &tree::read);
    assert!(facade::has_calls(&modules), "the rule looks at nothing");
    none(
        "the engine has calls outside its facade",
        &facade::calls_elsewhere(&modules),
    );
}

/// Else a circle could hide where the reader does not look.
#[test]
fn every_core_file_is_read_as_module() {
    let targets = tree::targets();
    let read: BTreeSet<PathBuf> = targets
        .iter()
        .flat_map(|target| modules::read(&target.root, &tree::read).into_values())
        .map(|module| module.file)
        .collect();
    let unread: Vec<String> = tree::core_files()
        .into_iter()
        .map(|file| file.path)
        .filter(|path| path.contains("/src/") && !path.ends_with("/tests.rs"))
        .filter(|path| !path.contains("/tests/") && !read.contains(&tree::absolute(path)))
        .collect();
    none("files that no crate declares as a module", &unread);
}

#[test]
fn dependencies_point_one_way() {
    none(
        "a crate depends on one that it may not know",
        &dependencies::against_the_arrows(&tree::packages()),
    );
}

/// The tree of the default features shows that the rule can fail.
#[test]
fn check_and_generate_build_without_the_engine() {
    let with_demo = dependencies::beyond_files(&tree::command(&[]));
    assert_eq!(with_demo.len(), 3, "{with_demo:?}");
    let without = dependencies::beyond_files(&tree::command(&["--no-default-features"]));
    none("`sordino check` and `generate` need", &without);
}

#[test]
fn no_phone_links_the_test_kit() {
    none(
        "a crate of the product is always built with the test kit",
        &dependencies::on_the_test_kit(&tree::packages()),
    );
}

#[test]
fn only_the_bindings_know_uniffi() {
    let mut broken = dependencies::on_uniffi(&tree::packages());
    for file in tree::files(".rs")
        .iter()
        .filter(|file| !file.path.starts_with("bindings/"))
    {
        broken.extend(sources::names_uniffi(file));
    }
    none("uniffi outside bindings", &broken);
}

#[test]
fn the_core_knows_no_platform() {
    let mut broken = dependencies::on_a_platform(&tree::packages());
    for file in tree::core_files() {
        broken.extend(sources::asks_for_a_phone(&file));
    }
    none(
        "the core asks which phone it is on, or names a crate that does",
        &broken,
    );
}

#[test]
fn the_core_has_no_unsafe_code() {
    let broken: Vec<_> = tree::core_files()
        .iter()
        .flat_map(sources::has_unsafe)
        .collect();
    none("unsafe in the core", &broken);
}

/// What UniFFI writes stands in no file of ours.
#[test]
fn unsafe_code_stands_at_the_narrow_door_only() {
    let files = tree::files(".rs").into_iter();
    let elsewhere = files.filter(|file| {
        file.path.starts_with("bindings/") && file.path.contains("/src/") && file.path != DOOR
    });
    let broken: Vec<_> = elsewhere
        .filter_map(|file| sources::has_unsafe(&file))
        .collect();
    none("unsafe outside the narrow door", &broken);
}

#[test]
fn no_file_is_over_400_lines() {
    let files = [".rs", ".kt", ".swift", ".py"].map(tree::files).concat();
    let broken: Vec<_> = files.iter().flat_map(sources::is_too_long).collect();
    none("files too long to read at once", &broken);
}

#[test]
fn every_crate_inherits_the_workspace_lints() {
    let broken: Vec<_> = tree::files("Cargo.toml")
        .iter()
        .flat_map(sources::goes_without_the_lints)
        .collect();
    none("crates with lints of their own", &broken);
}

#[test]
fn no_file_names_a_machine_or_registry() {
    let places = tree::places_of_this_machine();
    let broken: Vec<_> = tree::files("")
        .iter()
        .flat_map(|file| sources::names_a_place(file, &places))
        .collect();
    none("files that would read differently elsewhere", &broken);
}

#[test]
fn the_page_of_phones_names_tests_there_are() {
    let pages = tree::files("docs/phones.md");
    assert_eq!(pages.len(), 1, "the page is where the links lead");
    let files = [".rs", ".kt", ".swift"].map(tree::files).concat();
    let broken: Vec<_> = pages
        .iter()
        .flat_map(|page| shown::by_nothing(page, &files))
        .collect();
    none("tests that the page names and nobody has", &broken);
}

/// Flash may keep a copy of what was overwritten.
#[test]
fn no_text_promises_more_than_flash_does() {
    let files = [".rs", ".kt", ".swift", ".md"].map(tree::files).concat();
    let broken: Vec<_> = files
        .iter()
        .filter_map(words::promises_more_than_flash_does)
        .collect();
    none("texts that promise too much of an off", &broken);
}

#[test]
fn code_in_pages_stands_in_compiled_sources() {
    let sources = [".rs", ".kt", ".swift"].map(tree::files).concat();
    let pages = tree::files(".md");
    let broken = [
        snippets::stand_nowhere(&pages, &sources),
        snippets::excused_in_vain(&pages),
    ]
    .concat();
    none("code of pages that no test compiles", &broken);
}

#[test]
fn every_link_leads_to_a_file() {
    let exists = |path: &str| tree::absolute(path.trim_start_matches('/')).exists();
    let broken: Vec<_> = tree::files(".md")
        .iter()
        .flat_map(|page| sources::leads_nowhere(page, &exists))
        .collect();
    none("pages that point at nothing", &broken);
}
