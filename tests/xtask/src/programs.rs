//! The workspace's libraries and programs, built once for every step that starts one.

use std::path::PathBuf;

use crate::log::{Log, Trouble};
use crate::project::{cargo, target};

/// Builds all libraries and programs of the workspace at once.
///
/// One package built alone has fewer features joined, and Cargo would compile its dependencies
/// anew; all together share what `cargo test --workspace` left.
pub(crate) fn build(log: &mut Log) -> Result<(), Trouble> {
    let mut command = cargo(&["build", "--locked", "--workspace", "--lib", "--bins"]);
    if log.run(&mut command)? {
        return Ok(());
    }
    Err(Trouble("the workspace does not build".into()))
}

/// Builds them and returns the path of the `sordino` command.
pub(crate) fn sordino(log: &mut Log) -> Result<PathBuf, Trouble> {
    build(log)?;
    Ok(target().join("debug").join("sordino"))
}
