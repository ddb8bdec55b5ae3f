//! The library for Android, once for each kind of processor.

use std::env;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::abi::Abi;
use super::flavour::Flavour;
use super::toolchain::{linker as own_linker, needs_source, needs_target, rustflags, strip};
use super::{sysroot, tree};
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{cargo, target};
use crate::report::Count;

const ARGUMENTS: [&str; 7] = [
    "--build-id",
    // Before API 29 the crash handler finds no unwind table of a library whose code lies in a segment of its own.
    "--no-rosegment",
    "--pack-dyn-relocs=android",
    "--icf=all",
    // Android reads the newer table alone from API 23 on.
    "--hash-style=gnu",
    "-soname=libsordino.so",
    "-zmax-page-size=16384",
];

/// Takes names out of the list of those that are kept, and calls the linker.
const LINK: &str = r#"#!/bin/sh
set -eu
for argument; do
    case $argument in
    *--version-script=*)
        list=${argument#*--version-script=}
        grep -v -e UNIFFI_META -e ffi_sordino_rust_future "$list" >"$list.kept"
        mv "$list.kept" "$list"
        ;;
    esac
done
exec 'LINKER' "$@"
"#;

/// Which standard library is linked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Std {
    /// The one that Rust ships: built for speed, and with what prints backtraces with names.
    Shipped,
    /// One built here, for size and without that. The pinned toolchain calls this unstable.
    BuiltForSize,
}

/// How the libraries of this machine are linked, as the artifacts say it.
pub(crate) fn linked() -> &'static str {
    match ndk() {
        Some(_) => "linked by the compiler of an Android NDK",
        None => {
            "linked without an Android NDK: LLVM's unwinder built from source, stand-ins for the system's libraries; \
             run on Linux beside a stand-in for Android's libc (tests/shipped), never on a phone"
        }
    }
}

/// Builds one for each of `abis` into `jni/`.
pub(super) fn build(
    log: &mut Log,
    dist: &Path,
    abis: &[Abi],
    flavour: Flavour,
) -> Result<Count, Trouble> {
    tree::empty(&dist.join("android"))?;
    let mut checks = Checks::default();
    for abi in abis {
        let library = library(log, abi, Std::Shipped, flavour)?;
        let folder = dist.join("android/jni").join(abi.name);
        fs::create_dir_all(&folder)?;
        strip(log, &library, &folder.join("libsordino.so"))?;
        // With names, for who symbolicates a crash of ours.
        let named = dist.join("android/symbols").join(abi.name);
        fs::create_dir_all(&named)?;
        fs::copy(&library, named.join("libsordino.so"))?;
        checks.hold(log, true, &format!("{} links", abi.name))?;
    }
    fs::write(dist.join("android/LINKED.txt"), format!("{}\n", linked()))?;
    Ok(checks.into_count())
}

/// The library that a phone of this kind carries, with its names.
pub(crate) fn library(
    log: &mut Log,
    abi: &Abi,
    std: Std,
    flavour: Flavour,
) -> Result<PathBuf, Trouble> {
    needs_target(log, abi.triple)?;
    let mut command = cargo(&["rustc", "--locked", "--package=sordino-bindings", "--lib"]);
    command
        .args(["--crate-type=cdylib", "--profile=size", "--target"])
        .arg(abi.triple)
        .args(flavour.features())
        // Names in the newer form say for which types a generic function was made.
        .arg("--config")
        .arg(rustflags(
            abi.triple,
            &["-Csymbol-mangling-version=v0"],
        ));
    if std == Std::BuiltForSize {
        needs_source(log)?;
        command.args([
            "-Zbuild-std=std,panic_unwind",
            "-Zbuild-std-features=optimize_for_size",
        ]);
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    command
        .arg("--")
        // Pieces shared between functions save code, but each needs an unwind table of its own.
        .arg("-Cllvm-args=-enable-machine-outliner=never")
        .args(link(log, abi)?);
    if !log.run(&mut command)? {
        return Err(Trouble(format!(
            "the library does not link for {}; a name that no library has belongs into android-names.txt",
            abi.name
        )));
    }
    Ok(target().join(abi.triple).join("size/libsordino.so"))
}

/// How it is linked. For the last crate only: what it depends on is built once for every way.
fn link(log: &mut Log, abi: &Abi) -> Result<Vec<String>, Trouble> {
    if let Some(ndk) = ndk() {
        let clang = compiler(&ndk, abi)?;
        let through = |argument: &&str| match argument.strip_prefix("-z") {
            Some(word) => format!("-Clink-arg=-Wl,-z,{word}"),
            None => format!("-Clink-arg=-Wl,{argument}"),
        };
        return Ok([through_script(&clang)?]
            .into_iter()
            .chain(ARGUMENTS.iter().map(through))
            .collect());
    }
    let own = sysroot::of(log, abi)?;
    let own = own.display();
    let lld = own_linker(log)?;
    let mut arguments = vec![
        through_script(Path::new(lld.get_program()))?,
        "-Clinker-flavor=ld.lld".to_owned(),
        format!("-Clink-arg={own}/crtbegin_so.o"),
        format!("-Clink-arg=-L{own}"),
        "-Clink-arg=--no-undefined".to_owned(),
    ];
    arguments.extend(
        ARGUMENTS
            .iter()
            .map(|argument| format!("-Clink-arg={argument}")),
    );
    Ok(arguments)
}

/// A linker that leaves out what UniFFI writes for its generators alone, a description of each call and record with its
/// documentation, and its functions for calls that a coroutine waits for, of which there are none. Rust asks the linker to keep every name that is exported, and these are.
fn through_script(linker: &Path) -> io::Result<String> {
    let tools = target().join("tools");
    fs::create_dir_all(&tools)?;
    let script = tools.join("link-android.sh");
    let text = LINK.replace("LINKER", &linker.display().to_string());
    fs::write(&script, text)?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
    Ok(format!("-Clinker={}", script.display()))
}

fn ndk() -> Option<PathBuf> {
    env::var_os("ANDROID_NDK_HOME").map(PathBuf::from)
}

fn compiler(ndk: &Path, abi: &Abi) -> Result<PathBuf, Trouble> {
    let hosts = ndk.join("toolchains/llvm/prebuilt");
    let found = fs::read_dir(&hosts).ok().and_then(|hosts| {
        hosts
            .filter_map(|host| {
                Some(
                    host.ok()?
                        .path()
                        .join("bin")
                        .join(format!("{}-clang", abi.ndk)),
                )
            })
            .find(|clang| clang.exists())
    });
    found.ok_or_else(|| {
        Trouble(format!(
            "ANDROID_NDK_HOME has no {}-clang under {}: point it at an NDK of r27 or newer, or unset it",
            abi.ndk,
            hosts.display()
        ))
    })
}
