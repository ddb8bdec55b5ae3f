//! The rules for dependencies, in `deny.toml`.

use std::path::Path;
use std::process::Command;

use crate::log::{Log, Trouble};
use crate::project::{cargo, root, target};
use crate::report::Count;

const VERSION: &str = "0.20.2";

/// Bans, licences and sources: what can be decided from the lock file alone.
pub(crate) fn rules(log: &mut Log) -> Result<Count, Trouble> {
    check(log, &["bans", "licenses", "sources"])
}

/// Known vulnerabilities. Needs the advisory database from the network.
pub(crate) fn advisories(log: &mut Log) -> Result<Count, Trouble> {
    check(log, &["advisories"])
}

fn check(log: &mut Log, what: &[&str]) -> Result<Count, Trouble> {
    let tools = target().join("tools");
    let own = tools.join("bin").join("cargo-deny");
    let mut command = if own.exists() {
        Command::new(own)
    } else if log.run(&mut cargo(&["deny", "--version"]))? {
        cargo(&["deny"])
    } else {
        install(log, &tools)?;
        Command::new(own)
    };
    command
        .current_dir(root())
        .args(["--workspace", "--all-features", "check"]);
    let held = log.run(command.args(what))?;
    Ok(Count::one(held))
}

/// A debug build without what a debugger reads: it starts minutes earlier, and reading one lock file needs no speed.
fn install(log: &mut Log, tools: &Path) -> Result<(), Trouble> {
    let mut command = cargo(&["install", "cargo-deny", "--version", VERSION]);
    command.args(["--locked", "--debug", "--root"]).arg(tools);
    command.env("CARGO_PROFILE_DEV_DEBUG", "false");
    if log.run(&mut command)? {
        return Ok(());
    }
    Err(Trouble(format!(
        "cargo-deny is missing and did not install: run `cargo install cargo-deny --locked --version {VERSION}`"
    )))
}
