//! `cargo bench` of the workspace.

use std::process::ExitCode;

use crate::project::cargo;

/// Runs every bench; `words` go to the benches, as a filter or as their own options.
pub(crate) fn run(words: &[&str]) -> ExitCode {
    let mut command = cargo(&["bench", "--workspace", "--benches"]);
    if !words.is_empty() {
        command.arg("--").args(words);
    }
    match command.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot start cargo: {error}");
            ExitCode::FAILURE
        }
    }
}
