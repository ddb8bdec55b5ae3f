//! The XCFramework's headers as clang takes them: beside a second framework that is made alike, by explicit modules.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{sysroot, tree};
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::Count;

/// The module that Swift imports; its headers lie in a folder of the same name, as explicit modules want it.
pub(super) const OURS: &str = "SordinoFFI";
const SECOND: &str = "SecondFFI";

/// An app's file that imports both.
const BOTH: &str = "\
@import SordinoFFI;
@import SecondFFI;
int32_t both(uint64_t engine) { return sordino_record(engine, 0, 0); }
";

/// Writes `Headers/MODULE/` with its module map.
pub(super) fn write(
    headers: &Path,
    module: &str,
    files: &[(PathBuf, String)],
) -> Result<(), Trouble> {
    let folder = headers.join(module);
    fs::create_dir_all(&folder)?;
    let mut map = format!("module {module} {{\n");
    for (from, name) in files {
        fs::copy(from, folder.join(name))?;
        map.push_str(&format!("    header \"{name}\"\n"));
    }
    map.push_str("    export *\n}\n");
    Ok(fs::write(folder.join("module.modulemap"), map)?)
}

/// Our headers: what UniFFI wrote and the door.
pub(super) fn ours(generated: &Path) -> [(PathBuf, String); 2] {
    [
        (
            generated.join("swift/SordinoFFI.h"),
            "SordinoFFI.h".to_owned(),
        ),
        (
            root().join("bindings/include/sordino_door.h"),
            "sordino_door.h".to_owned(),
        ),
    ]
}

/// Compiles a file that imports our module and a second one, each made once and named in the call.
pub(super) fn check(log: &mut Log, headers: &Path, generated: &Path) -> Result<Count, Trouble> {
    let work = target().join("tools/apple-modules");
    tree::empty(&work)?;
    let second = work.join("second");
    let header = generated.join("swift/SordinoFFI.h");
    write(&second, SECOND, &[(header, format!("{SECOND}.h"))])?;
    let mut checks = Checks::default();

    // Xcode copies every framework's headers into one folder, and stops at two files of one name.
    let include = work.join("include");
    fs::create_dir_all(&include)?;
    let mut collisions = Vec::new();
    for from in [headers, second.as_path()] {
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            if include.join(&name).exists() {
                collisions.push(name.to_string_lossy().into_owned());
            } else if from.join(&name).is_dir() {
                tree::copy(&from.join(&name), &include.join(&name), &|_| false)?;
            } else {
                fs::copy(from.join(&name), include.join(&name))?;
            }
        }
    }
    let what = match collisions.is_empty() {
        true => "two frameworks made alike share no file of their headers".to_owned(),
        false => format!(
            "two frameworks made alike both bring {}",
            collisions.join(", ")
        ),
    };
    checks.hold(log, collisions.is_empty(), &what)?;

    let python = sysroot::zig(log)?;
    let builtin = sysroot::zig_folder(log, &python)?.join("lib/include");
    let clang = |words: &[&str]| {
        let mut command = Command::new(&python);
        command.current_dir(&work);
        command.args([
            "-m",
            "ziglang",
            "clang",
            "-cc1",
            "-triple",
            "arm64-apple-ios15.0",
        ]);
        command.args(["-x", "objective-c", "-fmodules", "-fno-implicit-modules"]);
        command.arg("-ffreestanding").arg("-isystem").arg(&builtin);
        command.args(words);
        command
    };
    for module in [OURS, SECOND] {
        let map = format!("include/{module}/module.modulemap");
        let name = format!("-fmodule-name={module}");
        let made = format!("{module}.pcm");
        let words = ["-emit-module", &name, &map, "-o", &made];
        let held = log.run(&mut clang(&words))?;
        checks.hold(log, held, &format!("clang makes the module {module}"))?;
    }
    fs::write(work.join("both.m"), BOTH)?;
    let named = [OURS, SECOND].map(|module| format!("-fmodule-file={module}={module}.pcm"));
    let words = [
        &*named[0],
        &*named[1],
        "-I",
        "include",
        "-fsyntax-only",
        "both.m",
    ];
    let held = log.run(&mut clang(&words))?;
    checks.hold(
        log,
        held,
        "clang imports both modules, none of them looked for",
    )?;
    Ok(checks.into_count())
}
