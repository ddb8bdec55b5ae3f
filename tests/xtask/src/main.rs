//! The task runner, called as `cargo xtask`.
//!
//! `cargo xtask test` is everything that has to be green; the other commands are its parts, or print figures.

mod bench;
mod bugsink;
mod cargo_tests;
mod deny;
mod envelope;
mod lint;
mod log;
mod project;
mod report;
mod servers;
mod test;
mod venv;

use std::env;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  test              everything; ends with the line `N passed, N failed`
  test rust         formatting, lints, dependencies, Rust tests
  test servers      what we send, held against servers that are not ours (needs python3 with venv)
  deny              the dependency rules and the advisory database (needs the network)
  bench [args]      cargo bench of the workspace; the arguments go to the benches";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] => test::everything(),
        ["test", "rust"] => test::rust(),
        ["test", "servers"] => test::servers(),
        ["deny"] => test::advisories(),
        ["bench", rest @ ..] => bench::run(rest),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
