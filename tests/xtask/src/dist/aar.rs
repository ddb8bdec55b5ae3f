//! The AAR, its POM and its sources.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::abi::Abi;
use super::flavour::Flavour;
use super::tree::{self, copy};
use crate::bindings;
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::Count;

/// So that the same sources make the same archive.
const DATE: &str = "--date=2026-01-01T00:00:00Z";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Packs the Kotlin with the libraries of `abis` that lie in `jni/`. The release's Kotlin is compiled anew; the debug AAR, which
/// is written after it, holds the same.
pub(super) fn write(
    log: &mut Log,
    dist: &Path,
    abis: &[Abi],
    flavour: Flavour,
) -> Result<Count, Trouble> {
    let android = root().join("android");
    if !android.join("pom.xml").exists() {
        return Err(Trouble(
            "android/pom.xml is not there: the AAR has no Kotlin".into(),
        ));
    }
    let work = target().join("tools/aar");
    let (parts, sources) = (work.join("parts"), work.join("sources"));
    if flavour == Flavour::Release {
        if work.exists() {
            fs::remove_dir_all(&work)?;
        }
        prepare(log, &android, &work)?;
    }
    tree::empty(&parts.join("jni"))?;
    copy(&dist.join("android/jni"), &parts.join("jni"), &|_| false)?;
    fs::copy(dist.join("android/LINKED.txt"), parts.join("LINKED.txt"))?;

    let name = flavour.artifact();
    let maven = dist.join("android/dev/sordino").join(name).join(VERSION);
    fs::create_dir_all(&maven)?;
    let file = |end: &str| maven.join(format!("{name}-{VERSION}{end}"));
    jar(log, &parts, &file(".aar"))?;
    jar(log, &sources, &file("-sources.jar"))?;
    fs::write(file(".pom"), pom(&android, name)?)?;

    let mut checks = Checks::default();
    let members = listed(log, &file(".aar"))?;
    let wanted = [
        "AndroidManifest.xml",
        "classes.jar",
        "proguard.txt",
        "R.txt",
    ];
    let wanted = wanted.map(str::to_owned).into_iter();
    let libraries = abis
        .iter()
        .map(|abi| format!("jni/{}/libsordino.so", abi.name));
    for wanted in wanted.chain(libraries) {
        let there = members.lines().any(|member| member == wanted);
        checks.hold(log, there, &format!("the AAR holds {wanted}"))?;
    }
    let classes = listed(log, &parts.join("classes.jar"))?;
    let of_tests = classes.lines().find(|class| class.contains("testing"));
    let what = match of_tests {
        Some(class) => format!("classes.jar holds what only tests may have: {class}"),
        None => "classes.jar holds nothing of the tests".to_owned(),
    };
    checks.hold(log, of_tests.is_none(), &what)?;
    Ok(checks.into_count())
}

/// Compiles the Kotlin, and puts together everything of the AAR but the libraries.
fn prepare(log: &mut Log, android: &Path, work: &Path) -> Result<(), Trouble> {
    compile(log, android, work)?;
    let (parts, classes) = (work.join("parts"), work.join("all-classes"));
    for module in ["core", "sordino"] {
        let compiled = work.join("target").join(module).join("classes");
        copy(&compiled, &classes, &|_| false)?;
    }
    fs::create_dir_all(&parts)?;
    jar(log, &classes, &parts.join("classes.jar"))?;
    let own = android.join("sordino");
    fs::copy(
        own.join("src/main/AndroidManifest.xml"),
        parts.join("AndroidManifest.xml"),
    )?;
    fs::copy(own.join("consumer-rules.pro"), parts.join("proguard.txt"))?;
    match own.join("src/main/res").exists() {
        true => copy(&own.join("src/main/res"), &parts.join("res"), &|_| false)?,
        false => fs::create_dir_all(parts.join("res"))?,
    }
    // The library has no resource that code names.
    fs::write(parts.join("R.txt"), "")?;
    let sources = work.join("sources");
    copy(&own.join("src/main/kotlin"), &sources, &|_| false)?;
    copy(&work.join("bindings/kotlin"), &sources, &|_| false)
}

/// Maven, over what was generated without anything that only tests may have.
fn compile(log: &mut Log, android: &Path, work: &Path) -> Result<(), Trouble> {
    bindings::write(log, &work.join("bindings"), false)?;
    let mut maven = Command::new("mvn");
    maven
        .current_dir(android)
        .args(["--batch-mode", "--no-transfer-progress", "-DskipTests"])
        .args(["--projects=core,sordino"])
        .arg(format!(
            "-Dsordino.target={}",
            work.join("target").display()
        ))
        .arg(format!(
            "-Dsordino.generated={}",
            work.join("bindings").display()
        ))
        .arg(format!(
            "-Dsordino.native={}",
            work.join("bindings/lib").display()
        ))
        .arg("compile");
    match log.run(&mut maven) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Trouble("the Kotlin library does not compile".into())),
        Err(_) => Err(Trouble(
            "needs Maven 3.8 or newer as `mvn` on PATH: install it (Debian: apt-get install maven)"
                .into(),
        )),
    }
}

fn jar(log: &mut Log, folder: &Path, archive: &Path) -> Result<(), Trouble> {
    let mut command = Command::new("jar");
    command
        .args(["--create", "--no-manifest", DATE, "--file"])
        .arg(archive)
        .arg("-C")
        .arg(folder)
        .arg(".");
    match log.run(&mut command) {
        Ok(true) => Ok(()),
        _ => Err(Trouble("needs `jar`: install a JDK of 17 or newer".into())),
    }
}

/// The paths in an archive, a line each.
fn listed(log: &mut Log, archive: &Path) -> Result<String, Trouble> {
    let mut list = Command::new("jar");
    log.capture(list.arg("--list").arg("--file").arg(archive))
}

/// What an app's build reads: the versions are those that the library was compiled against.
fn pom(android: &Path, name: &str) -> Result<String, Trouble> {
    let parent = fs::read_to_string(android.join("pom.xml"))?;
    let version = |property: &str| {
        let (_, rest) = parent.split_once(&format!("<{property}>"))?;
        rest.split('<').next()
    };
    let (Some(kotlin), Some(jna)) = (version("kotlin.library"), version("jna.version")) else {
        return Err(Trouble(
            "android/pom.xml names no kotlin.library or no jna.version".into(),
        ));
    };
    Ok(format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dev.sordino</groupId>
  <artifactId>{name}</artifactId>
  <version>{VERSION}</version>
  <packaging>aar</packaging>
  <name>Sordino</name>
  <licenses>
    <license><name>MIT OR Apache-2.0</name></license>
  </licenses>
  <dependencies>
    <dependency>
      <groupId>org.jetbrains.kotlin</groupId>
      <artifactId>kotlin-stdlib</artifactId>
      <version>{kotlin}</version>
      <scope>compile</scope>
    </dependency>
    <dependency>
      <groupId>net.java.dev.jna</groupId>
      <artifactId>jna</artifactId>
      <version>{jna}</version>
      <type>aar</type>
      <scope>compile</scope>
    </dependency>
  </dependencies>
</project>
"#
    ))
}
