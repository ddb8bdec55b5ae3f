//! The checkout as the rules see it: files that git knows or would add, packages, build targets.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::dependencies::Package;
use crate::source::Source;

/// A library or program of the workspace.
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) root: PathBuf,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the root")
        .to_owned()
}

/// Where a file is that git names.
pub(crate) fn absolute(path: &str) -> PathBuf {
    root().join(path)
}

/// Reads a file, if it is there and is text.
pub(crate) fn read(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// The text files whose path ends in `ending`.
pub(crate) fn files(ending: &str) -> Vec<Source> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .current_dir(root())
        .output()
        .expect("git is installed and this is a checkout");
    assert!(
        output.status.success(),
        "git could not list the files of this checkout"
    );
    String::from_utf8(output.stdout)
        .expect("paths are UTF-8")
        .split_terminator('\0')
        .filter(|path| path.ends_with(ending))
        .filter_map(|path| Some(Source::new(path, &read(&root().join(path))?)))
        .collect()
}

/// The Rust files of the product.
pub(crate) fn core_files() -> Vec<Source> {
    let mut files = files(".rs");
    files.retain(|file| file.path.starts_with("core/"));
    assert!(!files.is_empty(), "a rule over no file would always hold");
    files
}

/// The packages of the workspace.
pub(crate) fn packages() -> Vec<Package> {
    let root = root();
    metadata()
        .iter()
        .map(|package| Package {
            name: text(&package["name"]),
            folder: Path::new(&text(&package["manifest_path"]))
                .parent()
                .and_then(|folder| folder.strip_prefix(&root).ok())
                .expect("members lie in the checkout")
                .to_string_lossy()
                .into_owned(),
            needs: items(&package["dependencies"])
                .iter()
                .map(|need| text(&need["name"]))
                .collect(),
            always: items(&package["dependencies"])
                .iter()
                .filter(|need| need["kind"].is_null() && need["optional"] == false)
                .map(|need| text(&need["name"]))
                .collect(),
        })
        .collect()
}

/// The libraries and programs of the workspace, without tests, benches and examples.
pub(crate) fn targets() -> Vec<Target> {
    let mut targets = Vec::new();
    for package in metadata() {
        for target in items(&package["targets"]) {
            let kinds: Vec<String> = items(&target["kind"]).iter().map(text).collect();
            if kinds
                .iter()
                .any(|kind| kind.ends_with("lib") || kind == "bin")
            {
                targets.push(Target {
                    name: text(&target["name"]),
                    root: text(&target["src_path"]).into(),
                });
            }
        }
    }
    targets
}

/// Where this checkout and the home folder are: words that no file may hold.
pub(crate) fn places_of_this_machine() -> Vec<String> {
    let mut places = vec![root().to_string_lossy().into_owned()];
    let home = env::var("HOME").unwrap_or_default();
    if home.len() > 1 {
        places.push(format!("{home}/"));
    }
    places
}

fn metadata() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("the cargo that built this test is there");
    let all: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    items(&all["packages"]).to_vec()
}

/// What the command is built of, each crate once, with these features.
pub(crate) fn command(features: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "sordino-cli"])
        .args(["--edges", "normal", "--prefix", "none"])
        .args(features)
        .current_dir(root())
        .output()
        .expect("the cargo that built this test is there");
    String::from_utf8(output.stdout).expect("names of crates are UTF-8")
}

fn items(value: &Value) -> &[Value] {
    value.as_array().expect("cargo metadata has a list here")
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .expect("cargo metadata has a text here")
        .to_owned()
}
