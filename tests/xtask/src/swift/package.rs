//! The package's own tests and its formatting.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::toolchain::Toolchain;
use crate::bindings;
use crate::log::{Log, Trouble};
use crate::programs;
use crate::project::{root, target};
use crate::report::Count;

/// Where `cargo xtask bindings` puts a file, and where the package has it. None of these is committed.
const GENERATED: [(&str, &str); 5] = [
    ("swift/SordinoCore.swift", "SordinoCore/SordinoCore.swift"),
    ("swift/SordinoFFI.h", "SordinoFFI/include/SordinoFFI.h"),
    ("swift/sordino_door.h", "SordinoFFI/include/sordino_door.h"),
    (
        "swift-testing/SordinoTesting.swift",
        "SordinoTesting/SordinoTesting.swift",
    ),
    (
        "swift-testing/SordinoTestingFFI.h",
        "SordinoTestingFFI/include/SordinoTestingFFI.h",
    ),
];

/// Each file is as swift-format writes it.
pub(crate) fn format(log: &mut Log) -> Result<Count, Trouble> {
    let swift = Toolchain::ready(log)?;
    let mut command = swift.command(&["swift", "format", "lint", "--strict", "--recursive"]);
    let ours = [
        "Package.swift",
        "AppleStubs",
        "Sources/Sordino",
        "Sources/SordinoContacts",
        "Sources/SordinoTestSupport",
        "Sample",
        "Example/OnCall",
        "Screens",
        "Tests",
    ];
    Ok(Count::one(log.run(command.args(ours))?))
}

/// The tests of the package, on the host's library; a warning is an error.
pub(crate) fn test(log: &mut Log) -> Result<Count, Trouble> {
    let swift = Toolchain::ready(log)?;
    let library = made(log, Build::Debug)?;
    let (command, policy) = made_beside(log)?;
    let before = log.text().len();
    let held = log.run(&mut swift.command(&[
        &library,
        &command,
        &policy,
        "swift",
        "test",
        "--scratch-path",
        &scratch(),
        "-Xswiftc",
        "-warnings-as-errors",
        "--no-parallel",
        "--disable-xctest",
    ]))?;
    let mut count = sum(&log.text()[before..]);
    if !held && count.failed == 0 {
        count.failed = 1;
        count.note = "did not build, or a test ended its process".into();
    } else if count.passed + count.failed == 0 {
        count.failed = 1;
        count.note = "ran no test".into();
    }
    Ok(count)
}

/// The package built with library evolution, as an app that is shipped as a framework builds it: the compiler reads the
/// module's interface back, which a type named as its module makes impossible, and asks for every switch to be open.
pub(crate) fn evolution(log: &mut Log) -> Result<Count, Trouble> {
    let swift = Toolchain::ready(log)?;
    let library = made(log, Build::Debug)?;
    let scratch = target().join("swift/evolution");
    // Reading back knows search paths only, not the flags for C's compiler.
    let headers = root().join("ios/Sources/SordinoFFI");
    let mut words: Vec<String> = [&library, "swift", "build", "--target", "SordinoContacts"]
        .map(str::to_owned)
        .into();
    words.extend(["--scratch-path".to_owned(), scratch.display().to_string()]);
    let headers = headers.display().to_string();
    for flag in [
        "-enable-library-evolution",
        "-emit-module-interface",
        "-I",
        &headers,
    ] {
        words.extend(["-Xswiftc".to_owned(), flag.to_owned()]);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Ok(Count::one(log.run(&mut swift.command(&words))?))
}

/// `cargo xtask bench-swift`: what a call costs its caller, in a release build.
pub(crate) fn bench(log: &mut Log) -> Result<Count, Trouble> {
    let swift = Toolchain::ready(log)?;
    let library = made(log, Build::Release)?;
    let (_, policy) = made_beside(log)?;
    let scratch = target().join("swift/release");
    let built = log.run(&mut swift.command(&[
        &library,
        "swift",
        "build",
        "--configuration",
        "release",
        "--product",
        "SordinoBench",
        "--scratch-path",
        &scratch.display().to_string(),
    ]))?;
    if !built {
        return Err(Trouble("the bench does not build".into()));
    }
    let home = target().join("swift/bench-home");
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    fs::create_dir_all(&home)?;
    let told = log.capture(&mut swift.command(&[
        &format!("HOME={}", home.display()),
        &scratch.join("release/SordinoBench").display().to_string(),
        policy.trim_start_matches("SORDINO_POLICY="),
    ]))?;
    println!("\n{told}");
    Ok(Count::one(true))
}

/// For the tests, or for the figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    Debug,
    Release,
}

/// Builds the host's library, puts what is generated in its place, and gives the variable that names the library's folder.
pub(crate) fn made(log: &mut Log, build: Build) -> Result<String, Trouble> {
    let (folder, library) = match build {
        Build::Debug => ("swift/bindings", "swift/library"),
        Build::Release => ("swift/bindings-release", "swift/library-release"),
    };
    let (folder, library) = (target().join(folder), target().join(library));
    bindings::write(log, &folder, build == Build::Release)?;
    for (from, to) in GENERATED {
        replace(&folder.join(from), &root().join("ios/Sources").join(to))?;
    }
    if replace(
        &folder.join("lib/static/libsordino.a"),
        &library.join("libsordino.a"),
    )? {
        // SwiftPM does not see that the library changed and would test what it linked before.
        let linked = Path::new(&scratch()).join("debug/SordinoPackageTests.xctest");
        // A program on Linux, a folder on a Mac.
        if linked.is_dir() {
            fs::remove_dir_all(linked)?;
        } else if linked.exists() {
            fs::remove_file(linked)?;
        }
    }
    Ok(format!("SORDINO_LIBRARY={}", library.display()))
}

/// Builds the `sordino` command and compiles the example's policy by it; gives the variables that name both.
fn made_beside(log: &mut Log) -> Result<(String, String), Trouble> {
    let command = programs::sordino(log)?;
    let folder = target().join("swift/policy");
    let policy = root().join("examples/on-call/privacy.toml");
    let mut generate = Command::new(&command);
    generate.args(["generate", "--policy"]).arg(policy);
    if !log.run(generate.arg("--out").arg(&folder))? {
        return Err(Trouble("the example's policy does not compile".into()));
    }
    Ok((
        format!("SORDINO_COMMAND={}", command.display()),
        format!("SORDINO_POLICY={}", folder.join("policy.json").display()),
    ))
}

/// Where SwiftPM builds.
pub(crate) fn scratch() -> String {
    target().join("swift/build").display().to_string()
}

/// Copies a file if it differs, so that nothing is built anew for a date. Whether it did.
fn replace(from: &Path, to: &PathBuf) -> Result<bool, Trouble> {
    let new = fs::read(from)?;
    if fs::read(to).is_ok_and(|old| old == new) {
        return Ok(false);
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, new)?;
    Ok(true)
}

/// What Swift Testing's lines add up to; one test is one line that begins with its mark.
fn sum(text: &str) -> Count {
    let count = |mark: &str| {
        let lines = text.lines().map(str::trim_start);
        let of_tests = lines.filter(|line| {
            line.strip_prefix(mark)
                .is_some_and(|rest| rest.starts_with(" Test ") && !rest.starts_with(" Test run "))
        });
        u32::try_from(of_tests.count()).unwrap_or(u32::MAX)
    };
    // Case by case a test tells its issues too; only the line that closes it says that it failed.
    let failed = text
        .lines()
        .filter(|line| line.trim_start().starts_with("✘ Test ") && line.contains(" failed after "))
        .filter(|line| !line.trim_start().starts_with("✘ Test run "))
        .count();
    Count {
        passed: count("✔"),
        failed: u32::try_from(failed).unwrap_or(u32::MAX),
        note: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_counts_once() {
        let text = "\
            ◇ Test \"a\" started.\n\
            ✔ Test \"a\" passed after 0.001 seconds.\n\
            ✘ Test b() recorded an issue at F.swift:3:5: Expectation failed\n\
            ✘ Test b() failed after 0.001 seconds with 1 issue.\n\
            ✘ Test run with 2 tests failed after 0.002 seconds with 1 issue.\n";
        let Count { passed, failed, .. } = sum(text);
        assert_eq!((passed, failed), (1, 1));
    }
}
