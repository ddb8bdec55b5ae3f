//! Formatting and lints.

use crate::log::{Log, Trouble};
use crate::project::cargo;
use crate::report::Count;

/// Every file is as rustfmt writes it.
pub(crate) fn format(log: &mut Log) -> Result<Count, Trouble> {
    let held = log.run(&mut cargo(&[
        "fmt",
        "--all",
        "--check",
        "--",
        "--color=never",
    ]))?;
    Ok(Count::one(held))
}

/// No warning from rustc or clippy in any target of any crate.
pub(crate) fn clippy(log: &mut Log) -> Result<Count, Trouble> {
    let everything = ["--workspace", "--all-targets"];
    let model = [
        "--workspace",
        "--features=sordino-tests/model",
        "--test=model",
    ];
    let mut held = true;
    for what in [&everything[..], &model] {
        let mut command = cargo(&["clippy", "--locked"]);
        held &= log.run(command.args(what).args(["--", "-D", "warnings"]))?;
    }
    Ok(Count::one(held))
}
