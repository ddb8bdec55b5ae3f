//! `cargo xtask test swift`: the Swift package, built and tested on the host's library.

mod api;
mod availability;
mod catalyst;
mod package;
mod toolchain;

use std::process::ExitCode;

use crate::report::Report;

/// What fails soonest comes first.
pub(crate) fn steps(report: &mut Report) {
    report.step("Swift availability", availability::check);
    report.step("Swift formatting", package::format);
    report.step("Mac Catalyst", catalyst::check);
    report.step("Swift tests", package::test);
    report.step("Swift library evolution", package::evolution);
    // The list is made on Linux, where the stand-ins have UIKit too; on a Mac the package offers less.
    if cfg!(target_os = "linux") {
        report.step("Swift API", api::check);
        report.step("Swift documentation", api::documentation);
    }
}

/// `cargo xtask swift-api`: writes the list of what the package offers anew.
pub(crate) fn write_api() -> ExitCode {
    let mut report = Report::default();
    report.step("Swift API", api::write);
    report.close()
}

/// `cargo xtask bench-swift`: what a call costs its caller.
pub(crate) fn bench() -> ExitCode {
    let mut report = Report::default();
    report.step("Swift figures", package::bench);
    report.close()
}
