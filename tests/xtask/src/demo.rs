//! The demo: a day of the example app, with each promise held or broken.

use crate::log::{Log, Trouble};
use crate::project::cargo;
use crate::report::Count;

/// The demo ends well, as a person would start it. That each of its rows can turn red is a matter of `cargo test`.
pub(crate) fn headless(log: &mut Log) -> Result<Count, Trouble> {
    let mut command = cargo(&["run", "--locked", "--package", "sordino-cli", "--"]);
    let held = log.run(command.args(["demo", "--headless"]))?;
    Ok(Count::one(held))
}
