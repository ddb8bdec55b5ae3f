//! What `sordino generate` writes, read by readers that are not ours.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::programs;
use crate::project::{root, target};
use crate::report::Count;
use crate::venv;

const POLICY: &str = "examples/on-call/privacy.toml";
/// Fewer checks mean that the script did not get to its end.
const LEAST: usize = 20;

/// The example's paper is generated twice, the same both times, and others' readers accept it.
pub(crate) fn readers(log: &mut Log) -> Result<Count, Trouble> {
    let recipe = root().join("tests/paperwork");
    let bin = venv::with(log, "paperwork-venv", &recipe.join("requirements.txt"))?.join("bin");
    let folder = target().join("xtask").join("paperwork");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let sordino = programs::sordino(log)?;
    let mut checks = Checks::default();
    for what in [
        "the example's paper is generated",
        "nothing is in the way of the same paper",
    ] {
        let mut command = Command::new(&sordino);
        command
            .current_dir(root())
            .args(["generate", "--policy", POLICY, "--out"])
            .arg(&folder);
        let held = log.run(&mut command)?;
        checks.hold(log, held, what)?;
    }
    let mut command = Command::new(bin.join("python"));
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    let said = log.capture(command.arg(recipe.join("read.py")).arg(&folder))?;
    for line in said.lines() {
        let check: Value = serde_json::from_str(line)
            .map_err(|error| Trouble(format!("read.py printed no JSON line: {error}")))?;
        let what = check["what"].as_str().unwrap_or_default();
        checks.hold(log, check["held"] == true, what)?;
    }
    checks.hold(log, said.lines().count() >= LEAST, "all readers were asked")?;
    let asked = android(log, &folder, &mut checks)?;
    let mut count = checks.into_count();
    if !asked {
        count
            .note
            .push_str("no aapt2 on the path, so Android's own compiler was not asked");
    }
    Ok(count)
}

/// Android's resource compiler takes the resources. It is no requirement, so it may be missing.
fn android(log: &mut Log, folder: &Path, checks: &mut Checks) -> Result<bool, Trouble> {
    if log.run(Command::new("aapt2").arg("version")).is_err() {
        return Ok(false);
    }
    let mut command = Command::new("aapt2");
    command
        .args(["compile", "--dir"])
        .arg(folder.join("android/src/main/res"));
    let held = log.run(command.arg("-o").arg(folder.with_extension("compiled.zip")))?;
    checks.hold(log, held, "aapt2 compiles the resources")?;
    Ok(true)
}
