//! `cargo xtask test`: which steps, in which order. What fails soonest comes first.

use std::process::ExitCode;

use crate::report::Report;
use crate::{attack, cargo_tests, demo, deny, dist, kotlin, lint, paperwork, servers, size, swift};
use crate::{collector, relay};

/// All parts.
pub(crate) fn everything() -> ExitCode {
    let mut report = Report::default();
    rust_steps(&mut report);
    kotlin_steps(&mut report);
    dist_steps(&mut report);
    swift::steps(&mut report);
    server_steps(&mut report);
    report.close()
}

/// What needs nothing but the Rust toolchain and a C compiler.
pub(crate) fn rust() -> ExitCode {
    let mut report = Report::default();
    rust_steps(&mut report);
    report.close()
}

/// The attack alone.
pub(crate) fn attack() -> ExitCode {
    let mut report = Report::default();
    report.step("attack", attack::step);
    report.close()
}

/// What needs Swift, which is fetched where there is none.
pub(crate) fn swift() -> ExitCode {
    let mut report = Report::default();
    swift::steps(&mut report);
    report.close()
}

/// What needs Python, for the servers and readers that are not ours.
pub(crate) fn servers() -> ExitCode {
    let mut report = Report::default();
    server_steps(&mut report);
    report.close()
}

/// The Kotlin library.
pub(crate) fn kotlin() -> ExitCode {
    let mut report = Report::default();
    kotlin_steps(&mut report);
    report.close()
}

/// What an app links, written and looked at, and its size.
pub(crate) fn dist() -> ExitCode {
    let mut report = Report::default();
    dist_steps(&mut report);
    report.close()
}

/// `cargo xtask bench-kotlin`.
pub(crate) fn bench_kotlin() -> ExitCode {
    let mut report = Report::default();
    report.step("Kotlin calls", kotlin::bench);
    report.close()
}

/// `cargo xtask deny`: with the advisory database, which a test run must not depend on.
pub(crate) fn advisories() -> ExitCode {
    let mut report = Report::default();
    report.step("dependency rules", deny::rules);
    report.step("advisories", deny::advisories);
    report.close()
}

fn rust_steps(report: &mut Report) {
    report.step("formatting", lint::format);
    report.step("dependency rules", deny::rules);
    report.step("clippy", lint::clippy);
    report.step("cargo test", cargo_tests::workspace);
    report.step("concurrency model", cargo_tests::model);
    report.step("demo", demo::play);
    report.step("attack", attack::step);
}

fn kotlin_steps(report: &mut Report) {
    report.step("Kotlin", kotlin::tests);
}

fn server_steps(report: &mut Report) {
    report.step("generated files", paperwork::readers);
    report.step("Bugsink", servers::bugsink);
    report.step("Relay", relay::read);
    report.step("Collector", collector::step);
}

fn dist_steps(report: &mut Report) {
    dist::steps(report);
    report.step("size", size::check);
}
