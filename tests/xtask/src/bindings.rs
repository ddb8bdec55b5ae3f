//! The host's library for the tests of Kotlin and Swift, and the code that calls it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::log::{Log, Trouble};
use crate::programs;
use crate::project::{cargo, root, target};
use crate::report::{Count, Report};

/// The names under which Kotlin and Swift look for it, beside those that cargo gives.
const LIBRARIES: [(&str, &str); 3] = [
    ("libsordino_testing.so", "libsordino.so"),
    ("libsordino_testing.dylib", "libsordino.dylib"),
    // Swift links the static one, which must not lie beside a shared one of its name.
    ("libsordino_testing.a", "static/libsordino.a"),
];

/// `cargo xtask bindings --out FOLDER`.
pub(crate) fn run(folder: &str) -> ExitCode {
    let mut report = Report::default();
    report.step("bindings", |log| write(log, Path::new(folder), false));
    report.close()
}

/// Builds the library with what only tests may have, and writes it, its header and the generated
/// code to `folder`. With `release`, as the figures want it.
pub(crate) fn write(log: &mut Log, folder: &Path, release: bool) -> Result<Count, Trouble> {
    if release {
        let mut build = cargo(&["build", "--locked", "--release"]);
        build.args(["--package=sordino-testing", "--package=sordino-generator"]);
        if !log.run(&mut build)? {
            return Err(Trouble("the library does not build".into()));
        }
    } else {
        programs::build(log)?;
    }
    let built = target().join(if release { "release" } else { "debug" });
    fs::create_dir_all(folder.join("lib/static"))?;
    for (from, to) in LIBRARIES {
        if built.join(from).exists() {
            fs::copy(built.join(from), folder.join("lib").join(to))?;
        }
    }
    let library = shared(&built)?;
    let mut generate = std::process::Command::new(built.join("sordino-generator"));
    if !log.run(generate.arg(library).arg(folder))? {
        return Err(Trouble(
            "Kotlin, Swift and Python cannot be generated".into(),
        ));
    }
    fs::copy(
        root().join("bindings/include/sordino_door.h"),
        folder.join("swift/sordino_door.h"),
    )?;
    Ok(Count::one(true))
}

fn shared(built: &Path) -> Result<PathBuf, Trouble> {
    let names = ["libsordino_testing.so", "libsordino_testing.dylib"];
    let mut paths = names.iter().map(|name| built.join(name));
    paths
        .find(|path| path.exists())
        .ok_or_else(|| Trouble("the build left no shared library".into()))
}
