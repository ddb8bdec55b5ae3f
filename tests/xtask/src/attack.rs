//! `cargo xtask attack`: real processes over one folder, killed, stopped and starved at random.

use std::process::{Command, ExitCode};

use crate::log::{Log, Trouble};
use crate::programs;
use crate::project::{root, target};
use crate::report::Count;

/// Minutes of a test run.
const MINUTES: &str = "2";

/// Attacks as long as `words` say (`--minutes N`), with its own words for the rest.
pub(crate) fn run(words: &[&str]) -> ExitCode {
    let built = Log::begin("attack, build").map_err(Trouble::from);
    if let Err(Trouble(text)) = built.and_then(|mut log| programs::build(&mut log)) {
        eprintln!("{text}");
        return ExitCode::FAILURE;
    }
    match attacker(words).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot start the attack: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The step of a test run. Its last line says what was done.
pub(crate) fn step(log: &mut Log) -> Result<Count, Trouble> {
    programs::build(log)?;
    let held = log.run(&mut attacker(&["--minutes", MINUTES]))?;
    let text = log.text();
    let told = text.lines().last().unwrap_or_default();
    Ok(Count {
        note: told.to_owned(),
        ..Count::one(held)
    })
}

fn attacker(words: &[&str]) -> Command {
    let mut command = Command::new(target().join("debug").join("attack"));
    command.args(words).current_dir(root());
    command
}
