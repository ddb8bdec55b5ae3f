//! `cargo xtask dist`: what an app links, written to `dist/`.

mod aar;
mod abi;
mod android;
mod apple;
mod checksums;
mod symbols;
mod sysroot;
mod xcframework;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::log::{Log, Trouble};
use crate::project::root;
use crate::report::Report;

/// Everything, or one platform's part.
pub(crate) fn run(part: Option<&str>) -> ExitCode {
    let dist = root().join("dist");
    let mut report = Report::default();
    if part != Some("apple") {
        report.step("Android libraries", |log| android::build(log, &dist));
        report.step("AAR", |log| aar::write(log, &dist));
    }
    if part != Some("android") {
        report.step("Apple libraries", |log| apple::build(log, &dist));
        report.step("XCFramework", |log| xcframework::write(log, &dist));
    }
    report.step("what was written", |log| symbols::check(log, &dist));
    report.step("checksums", |log| checksums::write(log, &dist));
    report.close()
}

/// Adds a target's standard library where rustup has it.
fn needs_target(log: &mut Log, triple: &str) -> Result<(), Trouble> {
    if sysroot(log)?.join("lib/rustlib").join(triple).exists() {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    match log.run(add.args(["target", "add", triple]).current_dir(root())) {
        Ok(true) => Ok(()),
        _ => Err(Trouble(format!(
            "needs a part of the Rust toolchain: run `rustup target add {triple}`"
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

/// Strips a copy with the tool that Rust's toolchain brings.
fn strip(log: &mut Log, library: &Path, stripped: &Path) -> Result<(), Trouble> {
    let toolchain = sysroot(log)?;
    let tool = fs::read_dir(toolchain.join("lib/rustlib"))?
        .filter_map(|target| Some(target.ok()?.path().join("bin/rust-objcopy")))
        .find(|tool| tool.exists())
        .ok_or_else(|| Trouble("the Rust toolchain brings no rust-objcopy".into()))?;
    let mut command = Command::new(tool);
    command.arg("--strip-all").arg(library).arg(stripped);
    // The tool looks for the toolchain's own LLVM.
    command.env("LD_LIBRARY_PATH", toolchain.join("lib"));
    command.env("DYLD_FALLBACK_LIBRARY_PATH", toolchain.join("lib"));
    match log.run(&mut command)? {
        true => Ok(()),
        false => Err(Trouble(
            "the toolchain's rust-objcopy did not strip the library".into(),
        )),
    }
}

/// Copies a folder with all that is in it, but for files whose name `leaves_out`.
fn copy(from: &Path, to: &Path, leaves_out: &dyn Fn(&str) -> bool) -> Result<(), Trouble> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if leaves_out(&name.to_string_lossy()) {
            continue;
        }
        let target = to.join(&name);
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target, leaves_out)?,
            false => drop(fs::copy(entry.path(), target)?),
        }
    }
    Ok(())
}
