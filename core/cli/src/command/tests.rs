//! Every call of `sordino` and of `cargo xtask` that a page shows is one that they know.

use std::path::Path;
use std::{env, fs};

use clap::CommandFactory;
use clap::error::ErrorKind;

use super::Cli;

/// A call in a page, without the program: its words.
#[derive(Debug)]
struct Call {
    page: String,
    words: Vec<String>,
}

/// Every call of `program` that stands as code in a page.
fn calls(program: &str) -> Vec<Call> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut calls = Vec::new();
    for page in pages(&root) {
        let text = fs::read_to_string(&page).unwrap_or_default();
        for code in text.lines().flat_map(code) {
            if let Some(call) = code.trim().strip_prefix(program) {
                let page = page.strip_prefix(&root).unwrap_or(&page);
                calls.push(Call {
                    page: page.display().to_string(),
                    words: words(call),
                });
            }
        }
    }
    calls
}

fn pages(folder: &Path) -> Vec<std::path::PathBuf> {
    const NOT_OURS: [&str; 5] = ["target", ".git", "node_modules", ".build", "dist"];
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() && !NOT_OURS.iter().any(|other| name == *other) {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|end| end == "md") && name != "CHANGELOG.md" {
            found.push(path);
        }
    }
    found
}

/// What of a line is code: all of an indented one, else what stands between backticks.
fn code(line: &str) -> Vec<&str> {
    match line.strip_prefix("    ") {
        // What a call does may stand behind it.
        Some(call) => call.split("  ").take(1).collect(),
        None => line.split('`').skip(1).step_by(2).collect(),
    }
}

/// The words of a call: what may be left out is there, and of several the first.
fn words(call: &str) -> Vec<String> {
    let call = call.split('#').next().unwrap_or_default();
    let plain = call.replace(['[', ']'], " ").replace("...", "");
    plain
        .split_whitespace()
        .map(|word| word.split('|').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn every_call_of_the_command_in_a_page_is_known() {
    let own = calls("sordino ").into_iter();
    let mut calls: Vec<Call> = own.chain(calls("cargo run -p sordino-cli -- ")).collect();
    // Formats of files begin with the product's name too.
    calls.retain(|call| call.words.get(1).is_none_or(|word| word != "1"));
    assert!(calls.len() > 20, "{calls:#?}");
    for call in calls {
        // A word in capitals stands for a value: any number is one.
        let words = call.words.iter().map(|word| match word.as_str() {
            "N" => "8000",
            "SHELL" => "bash",
            other => other,
        });
        let read = Cli::command().try_get_matches_from(["sordino"].into_iter().chain(words));
        // A sentence may name a command or an option alone.
        let cut = [ErrorKind::MissingRequiredArgument, ErrorKind::InvalidValue];
        if let Err(error) = read {
            let known = cut.contains(&error.kind());
            assert!(known, "{}: {:?}: {error}", call.page, call.words);
        }
    }
}

#[test]
fn every_step_of_the_repository_in_a_page_is_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let main = fs::read_to_string(root.join("tests/xtask/src/main.rs")).expect("it is there");
    let calls = calls("cargo xtask ");
    assert!(calls.len() > 20, "{calls:#?}");
    for call in calls {
        let [first, rest @ ..] = call.words.as_slice() else {
            continue;
        };
        let second = rest.first().filter(|word| !word.starts_with('-'));
        let known = match second {
            Some(second) if first == "test" => format!("\n  {first} {second}"),
            _ => format!("\n  {first}"),
        };
        assert!(
            main.contains(&known),
            "{call:?} is no step of `cargo xtask`"
        );
    }
}
