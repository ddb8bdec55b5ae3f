//! What an app's own tests link: the Kotlin over a Sordino without a phone, with the library for this machine.
//!
//! It is played as an app has it: the archives that are shipped on a class path, and nothing of Android beside them.

use std::env::consts::ARCH;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::aar::{POM_END, jar, pom_head, version};
use super::flavour::Flavour;
use super::toolchain::{rustflags, strip};
use super::tree::{self, copy};
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::programs;
use crate::project::{cargo, root, target};
use crate::report::Count;

const NAME: &str = "sordino-testing";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes the archive with its POM and sources, beside the AAR whose Kotlin was compiled just now.
pub(super) fn write(log: &mut Log, dist: &Path) -> Result<Count, Trouble> {
    let (work, host) = (target().join("tools/aar"), host());
    let parts = work.join("testing-parts");
    tree::empty(&parts)?;
    let compiled = work.join("target/testing/classes");
    // Maven put the library there that our own tests have, with what only they may have.
    copy(&compiled, &parts, &|name| name == host)?;
    fs::create_dir_all(parts.join(&host))?;
    let library = library(log)?;
    strip(log, &library, &parts.join(&host).join("libsordino.so"))?;

    let maven = dist.join("android/dev/sordino").join(NAME).join(VERSION);
    fs::create_dir_all(&maven)?;
    let file = |end: &str| maven.join(format!("{NAME}-{VERSION}{end}"));
    jar(log, &parts, &file(".jar"))?;
    let sources = root().join("android/testing/src/main/kotlin");
    jar(log, &sources, &file("-sources.jar"))?;
    fs::write(file(".pom"), pom()?)?;

    let mut checks = Checks::default();
    let held = play(log, &work, &file(".jar"))?;
    checks.hold(log, held, "an app's test passes with what is shipped")?;
    Ok(checks.into_count())
}

/// JNA's name of this machine: where it looks for a library on a class path.
fn host() -> String {
    format!("linux-{}", ARCH.replace('_', "-"))
}

/// The library for this machine, as a debug build of an app links it: its options may ask for plain HTTP.
fn library(log: &mut Log) -> Result<PathBuf, Trouble> {
    if !cfg!(target_os = "linux") {
        return Err(Trouble(
            "sordino-testing is packed on Linux: it carries the library of the machine that packs it".into(),
        ));
    }
    let triple = format!("{ARCH}-unknown-linux-gnu");
    let mut command = cargo(&["rustc", "--locked", "--package=sordino-bindings", "--lib"]);
    command
        .args(["--crate-type=cdylib", "--profile=size", "--target", &triple])
        .args(Flavour::Debug.features())
        .arg("--config")
        .arg(rustflags(&triple, &[]));
    match log.run(&mut command)? {
        true => Ok(target().join(triple).join("size/libsordino.so")),
        false => Err(Trouble(
            "the library does not build for this machine".into(),
        )),
    }
}

/// It names no `sordino`: an app has that one, or the one for developers.
fn pom() -> Result<String, Trouble> {
    let jna = "    <dependency>
      <groupId>net.java.dev.jna</groupId>
      <artifactId>jna</artifactId>
      <version>JNA</version>
      <scope>compile</scope>
    </dependency>
";
    let android = root().join("android");
    let jna = jna.replace("JNA", &version(&android, "jna.version")?);
    Ok(format!(
        "{}{jna}{POM_END}",
        pom_head(&android, NAME, "jar")?
    ))
}

/// Runs an app's test in Java, on the archives as they are shipped.
fn play(log: &mut Log, work: &Path, testing: &Path) -> Result<bool, Trouble> {
    let mut path = vec![work.join("parts/classes.jar"), testing.to_owned()];
    for (name, property) in [
        ("net.java.dev.jna:jna", "jna.version"),
        ("org.jetbrains.kotlin:kotlin-stdlib", "kotlin.library"),
    ] {
        path.push(fetched(log, name, property, &work.join("jars"))?);
    }
    let path = std::env::join_paths(path)
        .map_err(|error| Trouble(format!("a class path cannot hold that: {error}")))?;
    let policy = work.join("policy");
    let mut generate = Command::new(programs::sordino(log)?);
    generate.args(["generate", "--policy"]);
    generate.arg(root().join("examples/on-call/privacy.toml"));
    if !log.run(generate.arg("--out").arg(&policy))? {
        return Err(Trouble("the example's policy does not compile".into()));
    }
    let mut java = Command::new("java");
    java.arg("-cp").arg(path);
    java.arg(root().join("tests/shipped/AppTest.java"));
    log.run(java.arg(policy.join("policy.json")))
}

/// An archive of Maven's central repository, in the version that the library was compiled against.
fn fetched(log: &mut Log, name: &str, property: &str, into: &Path) -> Result<PathBuf, Trouble> {
    let android = root().join("android");
    let version = version(&android, property)?;
    let mut maven = Command::new("mvn");
    maven.current_dir(android).args([
        "--batch-mode",
        "--quiet",
        "--non-recursive",
        "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy",
        &format!("-Dartifact={name}:{version}"),
        &format!("-DoutputDirectory={}", into.display()),
    ]);
    if !log.run(&mut maven)? {
        return Err(Trouble(format!("Maven has no {name}:{version}")));
    }
    let file = name.rsplit(':').next().unwrap_or(name);
    Ok(into.join(format!("{file}-{version}.jar")))
}
