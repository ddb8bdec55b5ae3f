//! The Kotlin library: built by Maven over the host's native library, tested on the JVM, documented by Dokka.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bindings;
use crate::java;
use crate::log::{Log, Trouble};
use crate::programs;
use crate::project::{root, target};
use crate::report::Count;

/// Builds the library and runs its tests, at every Android that a Java of this machine can play.
pub(crate) fn tests(log: &mut Log) -> Result<Count, Trouble> {
    let mut maven = prepared(log, false)?;
    let has_google = has_google(log)?;
    if has_google {
        maven.arg("-Pgoogle");
    }
    maven.args(["-Pdocs", "verify"]);
    let held = log.run(&mut maven)?;
    let text = log.text();
    let mut count = sum(&text);
    if !held && count.failed == 0 {
        count.failed = 1;
        count.note = "did not build".into();
    } else if count.passed + count.failed == 0 {
        count.failed = 1;
        count.note = "ran no test".into();
    } else if held {
        match flaws(&text) {
            Some(0) => count.passed += 1,
            Some(flaws) => {
                count.failed += 1;
                count.note = format!("{flaws} warnings of Dokka's in target/xtask/Kotlin.log");
            }
            None => {
                count.failed += 1;
                count.note = "Dokka did not run".into();
            }
        }
    }
    if !has_google && count.note.is_empty() {
        count.note =
            "no manifest was merged: Maven has no repository with Google's artifacts".into();
    }
    Ok(count)
}

/// Whether Maven can have Google's merger of manifests and R8, which its usual repository may lack.
fn has_google(log: &mut Log) -> Result<bool, Trouble> {
    let mut maven = Command::new("mvn");
    maven.current_dir(root().join("android")).args([
        "--batch-mode",
        "--quiet",
        "-Pgoogle",
        "--projects=checks",
        "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:resolve",
    ]);
    log.run(&mut maven)
}

/// What calls cost, printed.
pub(crate) fn bench(log: &mut Log) -> Result<Count, Trouble> {
    let mut maven = prepared(log, true)?;
    maven.args([
        "-Pbench",
        "-DskipTests",
        "--projects=core,sordino",
        "verify",
    ]);
    let held = log.run(&mut maven)?;
    for line in log.text().lines().filter(|line| line.starts_with('|')) {
        println!("{line}");
    }
    Ok(Count::one(held))
}

/// Maven with what the tests need beside the library: the command that plays the vendors.
fn prepared(log: &mut Log, release: bool) -> Result<Command, Trouble> {
    let mut command = with_library(log, release)?;
    let sordino = programs::sordino(log)?;
    let assets = folder().join("assets/sordino");
    fs::create_dir_all(&assets)?;
    let mut generate = Command::new(&sordino);
    generate
        .current_dir(root())
        .args([
            "generate",
            "--policy",
            "examples/on-call/privacy.toml",
            "--out",
        ])
        .arg(assets);
    if !log.run(&mut generate)? {
        return Err(Trouble("the example's policy does not compile".into()));
    }
    command.arg(said("command", &sordino));
    Ok(command)
}

fn with_library(log: &mut Log, release: bool) -> Result<Command, Trouble> {
    let java = java::newest(log)?;
    let mut command = Command::new("mvn");
    if !matches!(log.run(command.arg("--version")), Ok(true)) {
        return Err(Trouble(
            "needs Maven 3.8 or newer as `mvn` on PATH: install it (Debian: apt-get install maven)"
                .into(),
        ));
    }
    let folder = folder();
    bindings::write(log, &folder.join("bindings"), release)?;
    let mut command = Command::new("mvn");
    command
        .current_dir(root().join("android"))
        .args(["--batch-mode", "--no-transfer-progress"])
        .arg(said("target", &folder))
        .arg(said("native", &folder.join("bindings").join("lib")))
        .args(java.words());
    Ok(command)
}

fn folder() -> PathBuf {
    target().join("kotlin")
}

fn said(name: &str, path: &Path) -> String {
    format!("-Dsordino.{name}={}", path.display())
}

/// The sums that Surefire prints at the end of each module.
fn sum(text: &str) -> Count {
    let mut count = Count::default();
    let mut skipped = 0;
    for line in text.lines() {
        let Some((_, counts)) = line.split_once("Tests run: ") else {
            continue;
        };
        // One line for each class says where and how long; those are in the sum already.
        if counts.contains("Time elapsed") {
            continue;
        }
        let numbers: Vec<u32> = counts
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|word| word.parse().ok())
            .collect();
        if let [run, failures, errors, passed_over] = numbers[..] {
            count.failed += failures + errors;
            count.passed += run - failures - errors - passed_over;
            skipped += passed_over;
        }
    }
    if skipped > 0 {
        count.note = format!("{skipped} skipped");
    }
    count
}

/// Members that the compiler gives to every enum. Dokka 2.2.0 takes them for undocumented, though nobody can document
/// them (its own issue 4443).
const OF_EVERY_ENUM: [&str; 3] = [
    "/values/#/ (JVM)",
    "/valueOf/#kotlin.String/ (JVM)",
    "/entries/#/ (JVM)",
];

/// How many errors and warnings Dokka had about what we wrote; none if it did not come to its end.
fn flaws(text: &str) -> Option<usize> {
    let (_, sums) = text.split_once("Generation completed with ")?;
    let (warnings, rest) = sums.split_once(" warnings and ")?;
    let (errors, _) = rest.split_once(" error")?;
    let all = warnings.parse::<usize>().ok()? + errors.parse::<usize>().ok()?;
    let not_ours = text.lines().filter(|line| {
        line.contains("Undocumented: ") && OF_EVERY_ENUM.iter().any(|end| line.ends_with(end))
    });
    all.checked_sub(not_ours.count())
}

#[cfg(test)]
mod tests {
    use super::{Count, flaws, sum};

    #[test]
    fn only_warnings_of_our_code_count() {
        let text = "\
            [WARNING] Undocumented: dev.sordino/StartupRepair/entries/#/ (JVM)\n\
            [WARNING] Undocumented: dev.sordino/Sordino/track/#/ (JVM)\n\
            [INFO] Generation completed with 2 warnings and 1 errors\n";
        assert_eq!(flaws(text), Some(2));
        assert_eq!(flaws("[INFO] BUILD SUCCESS"), None);
    }

    #[test]
    fn only_sums_of_modules_count() {
        let text = "\
            [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in dev.sordino.StartTest\n\
            [ERROR] Tests run: 9, Failures: 1, Errors: 2, Skipped: 1\n";
        let expected = Count {
            passed: 5,
            failed: 3,
            note: "1 skipped".into(),
        };
        assert_eq!(sum(text), expected);
    }
}
