//! A Python environment under the build folder with pinned packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::log::{Log, Trouble};
use crate::project::target;

const PYTHON_IS_MISSING: &str =
    "needs Python 3.10 or newer with its venv module: install python3 and python3-venv";

/// The environment `name` with exactly the packages of `requirements`; made anew when that file changed.
pub(crate) fn with(log: &mut Log, name: &str, requirements: &Path) -> Result<PathBuf, Trouble> {
    let folder = target().join("tools").join(name);
    let stamp = folder.join("installed.txt");
    let wanted = fs::read_to_string(requirements)?;
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    let made = log.run(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    );
    if !matches!(made, Ok(true)) {
        return Err(Trouble(PYTHON_IS_MISSING.into()));
    }
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args([
        "install",
        "--disable-pip-version-check",
        "--no-deps",
        "--requirement",
    ]);
    if !log.run(pip.arg(requirements))? {
        return Err(Trouble(format!(
            "pip could not install {}: is the package index reachable?",
            requirements.display()
        )));
    }
    fs::write(stamp, wanted)?;
    Ok(folder)
}
