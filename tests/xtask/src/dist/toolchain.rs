//! What the Rust toolchain brings.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::log::{Log, Trouble};
use crate::project::root;

/// Adds a target's standard library where rustup has it.
pub(super) fn needs_target(log: &mut Log, triple: &str) -> Result<(), Trouble> {
    match sysroot(log)?.join("lib/rustlib").join(triple).exists() {
        true => Ok(()),
        false => add(log, &["target", "add", triple]),
    }
}

/// Adds the sources of the standard library.
pub(super) fn needs_source(log: &mut Log) -> Result<(), Trouble> {
    add(log, &["component", "add", "rust-src"])
}

fn add(log: &mut Log, words: &[&str]) -> Result<(), Trouble> {
    let mut rustup = Command::new("rustup");
    match log.run(rustup.args(words).current_dir(root())) {
        Ok(true) => Ok(()),
        _ => Err(Trouble(format!(
            "needs a part of the Rust toolchain: run `rustup {}`",
            words.join(" ")
        ))),
    }
}

/// Where the Rust toolchain lies.
fn sysroot(log: &mut Log) -> Result<PathBuf, Trouble> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(rustc);
    let text = log.capture(command.args(["--print", "sysroot"]).current_dir(root()))?;
    Ok(PathBuf::from(text.trim()))
}

/// Where the checkout and Cargo's folder lie on this machine, and what is written in their place.
pub(super) fn places() -> Vec<(PathBuf, &'static str)> {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let cargo = cargo.map(|folder| (folder, "cargo"));
    [(root(), "")].into_iter().chain(cargo).collect()
}

/// A setting for cargo's `--config`: how Rust compiles for a phone. Texts and debug files are the same wherever they are made.
pub(super) fn rustflags(triple: &str, more: &[&str]) -> String {
    let remapped = places()
        .into_iter()
        .map(|(place, name)| format!("--remap-path-prefix={}={name}", place.display()));
    let flags = more.iter().map(|flag| (*flag).to_owned()).chain(remapped);
    let flags: Vec<String> = flags.map(|flag| format!("'{flag}'")).collect();
    format!("target.{triple}.rustflags=[{}]", flags.join(","))
}

/// Strips a copy with the tool that Rust's toolchain brings.
pub(crate) fn strip(log: &mut Log, library: &Path, stripped: &Path) -> Result<(), Trouble> {
    let mut command = objcopy(log)?;
    command.arg("--strip-all").arg(library).arg(stripped);
    match log.run(&mut command)? {
        true => Ok(()),
        false => Err(Trouble(
            "the toolchain's rust-objcopy did not strip the library".into(),
        )),
    }
}

/// A call of LLVM's `objcopy`, which Rust's toolchain brings.
pub(super) fn objcopy(log: &mut Log) -> Result<Command, Trouble> {
    own(log, "rust-objcopy")
}

/// A call of LLVM's linker, which Rust's toolchain brings.
pub(super) fn linker(log: &mut Log) -> Result<Command, Trouble> {
    own(log, "rust-lld")
}

fn own(log: &mut Log, name: &str) -> Result<Command, Trouble> {
    let toolchain = sysroot(log)?;
    let tool = fs::read_dir(toolchain.join("lib/rustlib"))?
        .filter_map(|target| Some(target.ok()?.path().join("bin").join(name)))
        .find(|tool| tool.exists())
        .ok_or_else(|| Trouble(format!("the Rust toolchain brings no {name}")))?;
    let mut command = Command::new(tool);
    // The tool looks for the toolchain's own LLVM.
    command.env("LD_LIBRARY_PATH", toolchain.join("lib"));
    command.env("DYLD_FALLBACK_LIBRARY_PATH", toolchain.join("lib"));
    Ok(command)
}
