//! The `sordino` command, started as a person would start it.

mod check;
mod demo;
mod diff;
mod help;
mod scrub;
mod servers;
mod stand_in;
mod verify;

use std::path::Path;
use std::process::{Command, Output};

/// Runs a subcommand to its end.
fn sordino(subcommand: &str, args: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_sordino"))
        .arg(subcommand)
        .args(args)
        .output();
    run.expect("the command can be started")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the path is UTF-8")
}
