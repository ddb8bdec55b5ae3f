//! `cargo xtask dist`: what an app links, written to `dist/`.

mod aar;
mod abi;
mod android;
mod apple;
mod checksums;
mod symbols;
mod sysroot;
mod toolchain;
mod tree;
mod xcframework;

use std::process::ExitCode;

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
