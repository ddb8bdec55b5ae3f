//! The size of the library that an arm64 Android phone would carry, item by item, against its budget.

mod items;
mod link;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{cargo, root, target};
use crate::report::{Count, Report};

use items::Items;

/// Half of what the closest peer weighs on arm64: see the figures in `docs/`.
const BUDGET: u64 = 991_000;
const PEER: u64 = 1_983_000;
/// Over the budget still: what was reached so far must not be lost again. Lower it with every gain.
const REACHED: u64 = 1_320_000;
/// The path itself, which must stand in any case.
const PATH: [&str; 3] = ["record", "turn_off", "next_upload"];
/// The unwinder that an NDK links in, built once from LLVM's sources and measured.
const UNWINDER: u64 = 25_080;
/// Where the public calls of the engine are written.
const CALLS: &str = "core/engine/src/engine";
/// Calls that the proxy makes inside another one, on what that one gave.
const WITHIN: [&str; 5] = ["begin", "report", "message_ids", "complete", "is_inside"];
const TRIPLE: &str = "aarch64-linux-android";

/// Which standard library is linked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Std {
    /// The one that Rust ships: built for speed, and with what prints backtraces with names.
    Shipped,
    /// One built here, for size and without that. The pinned toolchain calls this unstable.
    BuiltForSize,
}

/// `cargo xtask size`: prints the table.
pub(crate) fn print(std: Std) -> ExitCode {
    let mut table = String::new();
    let mut report = Report::default();
    report.step("size", |log| {
        let (count, text) = weigh(log, std)?;
        table = text;
        Ok(count)
    });
    println!("{table}");
    report.close()
}

/// The library links, holds the whole path and weighs no more than it did.
pub(crate) fn check(log: &mut Log) -> Result<Count, Trouble> {
    let (count, table) = weigh(log, Std::Shipped)?;
    log.note(&table)?;
    Ok(count)
}

fn weigh(log: &mut Log, std: Std) -> Result<(Count, String), Trouble> {
    let library = build(log, std)?;
    let unstripped = fs::read(&library)?;
    let stripped = fs::read(strip(log, &library)?)?;
    let items = Items::read(&unstripped, &stripped)?;

    let mut checks = Checks::default();
    let stands = |name: &str| items.exports.contains(&format!("sordino_{name}"));
    for name in PATH {
        checks.hold(log, stands(name), &format!("the library exports {name}"))?;
    }
    let missing: Vec<String> = public_calls()?
        .into_iter()
        .filter(|name| !stands(name))
        .collect();
    let what = format!("the proxy makes every public call of the engine (missing: {missing:?})");
    checks.hold(log, missing.is_empty(), &what)?;
    let size = stripped.len() as u64 + UNWINDER;
    checks.hold(
        log,
        size <= REACHED.max(BUDGET),
        "the library weighs no more than it did",
    )?;

    let table = table(&items, size);
    let mut count = checks.into_count();
    if count.failed == 0 {
        count.note = format!(
            "{} kB, {} the budget of {} kB",
            size / 1000,
            side(size),
            BUDGET / 1000
        );
    }
    Ok((count, table))
}

fn side(size: u64) -> &'static str {
    if size <= BUDGET { "within" } else { "OVER" }
}

/// The names of the engine's public calls, read from its sources.
fn public_calls() -> Result<Vec<String>, Trouble> {
    let mut calls = Vec::new();
    for file in fs::read_dir(root().join(CALLS))? {
        for line in fs::read_to_string(file?.path())?.lines() {
            let name = line
                .trim_start()
                .strip_prefix("pub fn ")
                .and_then(|rest| rest.split('(').next());
            calls.extend(
                name.filter(|name| !WITHIN.contains(name))
                    .map(str::to_owned),
            );
        }
    }
    Ok(calls)
}

fn build(log: &mut Log, std: Std) -> Result<PathBuf, Trouble> {
    let installed = sysroot(log)?.join("lib/rustlib").join(TRIPLE);
    if !installed.exists() {
        rustup(log, &["target", "add", TRIPLE])?;
    }
    let config = link::without_an_ndk()?;
    let mut command = cargo(&["build", "--locked", "--package", "sordino-size-proxy"]);
    command
        .args(["--profile", "size", "--target", TRIPLE, "--config"])
        .arg(config);
    if std == Std::BuiltForSize {
        rustup(log, &["component", "add", "rust-src"])?;
        command.args([
            "-Zbuild-std=std,panic_unwind",
            "-Zbuild-std-features=optimize_for_size",
        ]);
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    if !log.run(&mut command)? {
        return Err(Trouble(format!("the library does not link for {TRIPLE}")));
    }
    Ok(target().join(TRIPLE).join("size/libsordino_size_proxy.so"))
}

/// Adds what the toolchain lacks.
fn rustup(log: &mut Log, words: &[&str]) -> Result<(), Trouble> {
    let mut command = Command::new("rustup");
    match log.run(command.args(words).current_dir(root())) {
        Ok(true) => Ok(()),
        _ => Err(Trouble(format!(
            "needs a part of the Rust toolchain: run `rustup {}`",
            words.join(" ")
        ))),
    }
}

/// Strips a copy with the tool that Rust's toolchain brings.
fn strip(log: &mut Log, library: &Path) -> Result<PathBuf, Trouble> {
    let toolchain = sysroot(log)?;
    let tool = fs::read_dir(toolchain.join("lib/rustlib"))?
        .filter_map(|target| Some(target.ok()?.path().join("bin/rust-objcopy")))
        .find(|tool| tool.exists())
        .ok_or_else(|| Trouble("the Rust toolchain brings no rust-objcopy".into()))?;
    let stripped = library.with_extension("stripped.so");
    let mut command = Command::new(tool);
    command.arg("--strip-all").arg(library).arg(&stripped);
    // The tool looks for the toolchain's own LLVM.
    command.env("LD_LIBRARY_PATH", toolchain.join("lib"));
    command.env("DYLD_FALLBACK_LIBRARY_PATH", toolchain.join("lib"));
    if !log.run(&mut command)? {
        return Err(Trouble(
            "the toolchain's rust-objcopy did not strip the library".into(),
        ));
    }
    Ok(stripped)
}

fn table(items: &Items, size: u64) -> String {
    let share = |bytes: u64, of: u64| bytes as f64 * 100.0 / of as f64;
    let mut lines = vec![
        format!("{TRIPLE}, stripped, profile `size`; a proxy link: no NDK, stub system libraries,"),
        "and the unwinder that an NDK links in is added as measured once".to_owned(),
        String::new(),
    ];
    for (name, bytes) in &items.rows {
        lines.push(format!(
            "{bytes:>9} B {:>5.1} %  {name}",
            share(*bytes, size)
        ));
    }
    lines.push(format!(
        "{UNWINDER:>9} B {:>5.1} %  (unwinder)",
        share(UNWINDER, size)
    ));
    lines.push(format!("{size:>9} B 100.0 %  in all"));
    lines.push(String::new());
    lines.push(format!(
        "{:.1} % of the budget of {} kB, {:.1} % of the peer's {} kB",
        share(size, BUDGET),
        BUDGET / 1000,
        share(size, PEER),
        PEER / 1000
    ));
    lines.join("\n")
}

/// Where the Rust toolchain lies.
fn sysroot(log: &mut Log) -> Result<PathBuf, Trouble> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(rustc);
    let text = log.capture(command.args(["--print", "sysroot"]).current_dir(root()))?;
    Ok(PathBuf::from(text.trim()))
}
