//! The demo: a day of the example app, with each promise held or broken.

use std::process::Command;

use crate::log::{Log, Trouble};
use crate::programs::sordino;
use crate::project::root;
use crate::report::Count;

/// The demo ends well, as a person would start it. That each of its rows can turn red is a matter of `cargo test`.
pub(crate) fn play(log: &mut Log) -> Result<Count, Trouble> {
    let mut command = Command::new(sordino(log)?);
    let held = log.run(command.current_dir(root()).arg("demo"))?;
    Ok(Count::one(held))
}
