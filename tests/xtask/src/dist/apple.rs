//! The static libraries for Apple's systems. Nothing is linked, so that no Mac is needed.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::toolchain::{needs_source, needs_target};
use super::tree;
use super::universal::{self, Processor};
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{cargo, target};
use crate::report::Count;

/// One slice of the XCFramework.
pub(super) struct Slice {
    /// Its processors, each with Rust's name.
    pub(super) processors: &'static [(Processor, &'static str)],
    /// Its folder.
    pub(super) folder: &'static str,
    /// Apple's name of the system.
    pub(super) platform: &'static str,
    /// Whether it is for the simulator of that system.
    pub(super) simulator: bool,
    /// The oldest system, as the compiler of C code takes it.
    oldest: (&'static str, &'static str),
}

pub(super) const SLICES: [Slice; 3] = [
    Slice {
        processors: &[(Processor::Arm64, "aarch64-apple-ios")],
        folder: "ios-arm64",
        platform: "ios",
        simulator: false,
        oldest: ("IPHONEOS_DEPLOYMENT_TARGET", "15.0"),
    },
    Slice {
        processors: &[
            (Processor::X86_64, "x86_64-apple-ios"),
            (Processor::Arm64, "aarch64-apple-ios-sim"),
        ],
        folder: "ios-arm64_x86_64-simulator",
        platform: "ios",
        simulator: true,
        oldest: ("IPHONEOS_DEPLOYMENT_TARGET", "15.0"),
    },
    Slice {
        processors: &[(Processor::Arm64, "aarch64-apple-darwin")],
        folder: "macos-arm64",
        platform: "macos",
        simulator: false,
        oldest: ("MACOSX_DEPLOYMENT_TARGET", "12.0"),
    },
];

/// Builds the library of each of `slices`.
pub(super) fn build(log: &mut Log, dist: &Path, slices: &[Slice]) -> Result<Count, Trouble> {
    tree::empty(&dist.join("apple"))?;
    let mut checks = Checks::default();
    for slice in slices {
        let mut parts = Vec::new();
        for (processor, triple) in slice.processors {
            let built = library(log, slice, triple)?;
            let what = format!("{} builds for {}", slice.folder, processor.name());
            checks.hold(log, built.is_some(), &what)?;
            parts.extend(built.map(|library| (*processor, library)));
        }
        if parts.len() == slice.processors.len() {
            let folder = dist.join("apple/Sordino.xcframework").join(slice.folder);
            fs::create_dir_all(&folder)?;
            universal::write(&parts, &folder.join("libsordino.a"))?;
        }
    }
    Ok(checks.into_count())
}

/// The library for one processor; none if it does not build.
fn library(log: &mut Log, slice: &Slice, triple: &str) -> Result<Option<Vec<u8>>, Trouble> {
    let mut command = cargo(&["rustc", "--locked", "--package=sordino-bindings", "--lib"]);
    command
        .args(["--crate-type=staticlib", "--profile=size", "--target"])
        .arg(triple)
        .env(slice.oldest.0, slice.oldest.1);
    if needs_target(log, triple).is_err() {
        // rustup's server offers no simulator; its standard library is built here then.
        with_own_std(log, &mut command)?;
    }
    if !log.run(&mut command)? {
        return Ok(None);
    }
    let built = target().join(triple).join("size/libsordino.a");
    Ok(Some(fs::read(built)?))
}

fn with_own_std(log: &mut Log, command: &mut Command) -> Result<(), Trouble> {
    needs_source(log)?;
    command.arg("-Zbuild-std=std,panic_unwind");
    // The pinned toolchain calls this unstable.
    command.env("RUSTC_BOOTSTRAP", "1");
    Ok(())
}
