//! The static libraries for Apple's systems. Nothing is linked, so that no Mac is needed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::flavour::Flavour;
use super::toolchain::{needs_source, needs_target, rustflags};
use super::universal::{self, Processor};
use super::{own_names, tree};
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
    /// The same as the linker takes it, with the system's development kit.
    system: [&'static str; 3],
}

/// Where the simulator's is among [`SLICES`]: an app in the simulator reaches servers on its Mac.
pub(super) const SIMULATOR: std::ops::Range<usize> = 1..2;

pub(super) const SLICES: [Slice; 3] = [
    Slice {
        processors: &[(Processor::Arm64, "aarch64-apple-ios")],
        folder: "ios-arm64",
        platform: "ios",
        simulator: false,
        oldest: ("IPHONEOS_DEPLOYMENT_TARGET", "15.0"),
        system: ["ios", "15.0", "18.0"],
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
        system: ["ios-simulator", "15.0", "18.0"],
    },
    Slice {
        processors: &[
            (Processor::X86_64, "x86_64-apple-darwin"),
            (Processor::Arm64, "aarch64-apple-darwin"),
        ],
        folder: "macos-arm64_x86_64",
        platform: "macos",
        simulator: false,
        oldest: ("MACOSX_DEPLOYMENT_TARGET", "12.0"),
        system: ["macos", "12.0", "15.0"],
    },
];

impl Slice {
    /// Where its library lies below `dist`.
    pub(super) fn library(&self, dist: &Path) -> PathBuf {
        let framework = dist.join("apple/Sordino.xcframework");
        framework.join(self.folder).join("libsordino.a")
    }
}

/// Builds the library of each of `slices`.
pub(super) fn build(
    log: &mut Log,
    dist: &Path,
    slices: &[Slice],
    flavour: Flavour,
) -> Result<Count, Trouble> {
    tree::empty(&dist.join("apple"))?;
    let mut checks = Checks::default();
    let mut count = Count::default();
    for slice in slices {
        let mut parts = Vec::new();
        for (processor, triple) in slice.processors {
            let built = library(log, slice, triple, flavour)?;
            let what = format!("{} builds for {}", slice.folder, processor.name());
            checks.hold(log, built.is_some(), &what)?;
            let Some(built) = built else { continue };
            let linked = own_names::Linked {
                triple,
                processor: processor.name(),
                system: slice.system,
            };
            count = count.and(own_names::check(log, &built, linked)?);
            parts.push((*processor, fs::read(built)?));
        }
        if parts.len() == slice.processors.len() {
            let library = slice.library(dist);
            if let Some(folder) = library.parent() {
                fs::create_dir_all(folder)?;
            }
            universal::write(&parts, &library)?;
        }
    }
    Ok(checks.into_count().and(count))
}

/// The library for one processor, with names of ours only; none if it does not build.
fn library(
    log: &mut Log,
    slice: &Slice,
    triple: &str,
    flavour: Flavour,
) -> Result<Option<PathBuf>, Trouble> {
    let mut command = cargo(&["rustc", "--locked", "--package=sordino-bindings", "--lib"]);
    command
        .args(["--crate-type=staticlib", "--profile=size", "--target"])
        .arg(triple)
        .args(flavour.features())
        .env(slice.oldest.0, slice.oldest.1)
        // For the dSYM: which line of ours a crash was in. They stay in the app's debug files and weigh nothing in the app.
        .env("CARGO_PROFILE_SIZE_DEBUG", "line-tables-only")
        .arg("--config")
        .arg(rustflags(triple, &[]));
    if needs_target(log, triple).is_err() {
        // rustup's server offers no simulator; its standard library is built here then.
        with_own_std(log, &mut command)?;
    }
    if !log.run(&mut command)? {
        return Ok(None);
    }
    let built = target().join(triple).join("size/libsordino.a");
    let own = built.with_extension("own.a");
    fs::copy(built, &own)?;
    own_names::give(log, &own)?;
    Ok(Some(own))
}

fn with_own_std(log: &mut Log, command: &mut Command) -> Result<(), Trouble> {
    needs_source(log)?;
    command.arg("-Zbuild-std=std,panic_unwind");
    // The pinned toolchain calls this unstable.
    command.env("RUSTC_BOOTSTRAP", "1");
    Ok(())
}
