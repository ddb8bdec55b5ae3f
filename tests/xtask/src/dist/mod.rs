//! `cargo xtask dist`: what an app links, written to `dist/`.

mod aar;
mod abi;
mod android;
mod apple;
mod checksums;
mod flavour;
mod imports;
mod modules;
mod names;
mod own_names;
mod reasons;
mod shipped;
mod symbols;
mod sysroot;
mod toolchain;
mod tree;
mod universal;
mod xcframework;

use std::path::Path;
use std::process::ExitCode;

use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::{Count, Report};

pub(crate) use abi::{ARM64, Abi};
pub(crate) use android::{Std, library, linked};
pub(crate) use flavour::Flavour;
pub(crate) use symbols::FOR_GENERATORS;
pub(crate) use toolchain::strip;
pub(crate) use xcframework::NO_CATALYST;

/// The processor of this name alone, or all without one.
pub(crate) fn named(one: Option<&str>) -> Result<&'static [Abi], String> {
    const ALL: &[Abi] = &abi::ALL;
    let Some(one) = one else {
        return Ok(ALL);
    };
    let at = ALL.iter().position(|abi| abi.name == one);
    at.map(|at| &ALL[at..=at]).ok_or_else(|| {
        let names = ALL
            .iter()
            .map(|abi| abi.name)
            .collect::<Vec<_>>()
            .join(", ");
        format!("{one} is no processor that the library is built for: {names}")
    })
}

/// Android's libraries alone, into `dist`.
pub(crate) fn libraries(
    log: &mut Log,
    dist: &Path,
    abis: &[Abi],
    flavour: Flavour,
) -> Result<Count, Trouble> {
    android::build(log, dist, abis, flavour)
}

/// Everything, or one platform's part.
pub(crate) fn run(part: Option<&str>) -> ExitCode {
    let dist = root().join("dist");
    let mut report = Report::default();
    if part != Some("apple") {
        report.step("Android libraries", |log| {
            android::build(log, &dist, &abi::ALL, Flavour::Release)
        });
        report.step("AAR", |log| {
            aar::write(log, &dist, &abi::ALL, Flavour::Release)
        });
        report.step("Android's names", |log| {
            imports::check(log, &dist, &abi::ALL)
        });
        report.step("shipped libraries", |log| {
            shipped::play(log, &dist, &abi::ALL, Flavour::Release)
        });
        for_developers(&mut report, &dist, &abi::ALL);
    }
    if part != Some("android") {
        let slices = &apple::SLICES;
        report.step("Apple libraries", |log| {
            apple::build(log, &dist, slices, Flavour::Release)
        });
        report.step("XCFramework", |log| xcframework::write(log, &dist, slices));
        report.step("Apple's reasons", |log| reasons::check(log, &dist, slices));
        let (debug, simulator) = (Flavour::Debug.folder(&dist), &slices[apple::SIMULATOR]);
        report.step("Apple debug library", |log| {
            apple::build(log, &debug, simulator, Flavour::Debug)
        });
        report.step("debug XCFramework", |log| {
            xcframework::write(log, &debug, simulator)
        });
    }
    report.step("what was written", |log| symbols::check(log, &dist));
    report.step("checksums", |log| checksums::write(log, &dist));
    report.close()
}

/// Android's library for developers. Of what is written, the libraries alone differ.
fn for_developers(report: &mut Report, dist: &Path, abis: &[abi::Abi]) {
    let dist = Flavour::Debug.folder(dist);
    report.step("Android debug libraries", |log| {
        android::build(log, &dist, abis, Flavour::Debug)
    });
    report.step("debug AAR", |log| {
        aar::write(log, &dist, abis, Flavour::Debug)
    });
    report.step("debug library", |log| {
        shipped::play(log, &dist, flavour::this_machine(), Flavour::Debug)
    });
}

/// What a test run writes and looks at, into the build folder: Android's as it ships, Apple's for one processor.
pub(crate) fn steps(report: &mut Report) {
    let dist = target().join("dist");
    let (abis, slices) = (&abi::ALL, &apple::SLICES[..1]);
    report.step("Android libraries", |log| {
        android::build(log, &dist, abis, Flavour::Release)
    });
    report.step("AAR", |log| aar::write(log, &dist, abis, Flavour::Release));
    report.step("Android's names", |log| imports::check(log, &dist, abis));
    report.step("shipped libraries", |log| {
        shipped::play(log, &dist, abis, Flavour::Release)
    });
    for_developers(report, &dist, flavour::this_machine());
    report.step("iOS library", |log| {
        apple::build(log, &dist, slices, Flavour::Release)
    });
    report.step("XCFramework", |log| xcframework::write(log, &dist, slices));
    report.step("Apple's reasons", |log| reasons::check(log, &dist, slices));
    report.step("what an app links", |log| symbols::check(log, &dist));
}
