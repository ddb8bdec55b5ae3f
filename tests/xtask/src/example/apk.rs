//! The app's classes, resources, assets and libraries, packed, signed, and looked at.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::manifest;
use super::place::{generated, work};
use super::tools::{self, Aapt};
use crate::bindings;
use crate::checks::Checks;
use crate::dist::{Abi, Flavour};
use crate::log::{Log, Trouble};
use crate::project::root;
use crate::report::Count;

const MODULES: [&str; 3] = ["core", "sordino", "example"];
const PASSWORD: &str = "android";

/// Where it is written.
pub(super) fn path() -> PathBuf {
    work().join("on-call-debug.apk")
}

/// Writes the APK for developers with the libraries of `abis` that lie below `dist`.
pub(super) fn write(log: &mut Log, dist: &Path, abis: &[Abi]) -> Result<Count, Trouble> {
    let parts = work().join("apk");
    if parts.exists() {
        fs::remove_dir_all(&parts)?;
    }
    fs::create_dir_all(&parts)?;
    let aapt = Aapt::ready(log)?;
    link(log, &aapt, &parts)?;
    let jna = tools::copied(log, "jna", &tools::jna()?)?;
    dex(log, &jna, &parts)?;
    for abi in abis {
        let to = parts.join("lib").join(abi.name);
        fs::create_dir_all(&to)?;
        let ours = dist.join("android/jni").join(abi.name);
        fs::copy(ours.join("libsordino.so"), to.join("libsordino.so"))?;
        let theirs = jna.join("jni").join(abi.name).join("libjnidispatch.so");
        fs::copy(theirs, to.join("libjnidispatch.so"))?;
    }
    let unsigned = work().join("unsigned.apk");
    let tests = root().join("tests/apk");
    let mut pack = Command::new("python3");
    pack.arg(tests.join("pack.py")).arg(&parts).arg(&unsigned);
    done(log, &mut pack, "the APK cannot be packed")?;
    let mut sign = java(log, "apksig")?;
    sign.arg(tests.join("Sign.java"));
    sign.arg(key(log)?).arg(&unsigned).arg(path());
    let verified = log.capture(&mut sign)?;
    look(log, &aapt, abis, &verified)
}

/// Resources and manifest, as the framework reads them.
fn link(log: &mut Log, aapt: &Aapt, parts: &Path) -> Result<(), Trouble> {
    let base = work().join("resources.apk");
    let mut words = vec!["link".to_owned(), "-o".into()];
    words.extend([base.display().to_string(), "-I".into()]);
    words.extend([aapt.framework.display().to_string(), "--manifest".into()]);
    words.push(known(log, aapt)?.display().to_string());
    words.extend(["--version-code", "1", "--version-name", "0.1.0", "-A"].map(str::to_owned));
    words.push(
        generated()
            .join("android/src/main/assets")
            .display()
            .to_string(),
    );
    let resources = [
        generated().join("android/src/main/res"),
        root().join("examples/android/src/debug/res"),
    ];
    for (number, folder) in resources.iter().enumerate() {
        let compiled = work().join(format!("resources-{number}.zip"));
        let (from, to) = (folder.display().to_string(), compiled.display().to_string());
        let mut compile = aapt.call(&["compile", "--dir", &from, "-o", &to]);
        done(log, &mut compile, "the resources do not compile")?;
        words.extend(["-R".to_owned(), to]);
    }
    words.push("--auto-add-overlay".to_owned());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    done(log, &mut aapt.call(&words), "the resources do not link")?;
    let mut unpack = Command::new("jar");
    unpack.current_dir(parts).args(["--extract", "--file"]);
    done(
        log,
        unpack.arg(base),
        "needs `jar`: install a JDK of 17 or newer",
    )
}

/// The merged manifest, without what an old framework does not know.
fn known(log: &mut Log, aapt: &Aapt) -> Result<PathBuf, Trouble> {
    let merged = manifest::merged(log, Flavour::Debug)?;
    if !aapt.is_old {
        return Ok(merged);
    }
    let text = fs::read_to_string(merged)?;
    let lines = text.lines().map(|line| {
        let end = if line.trim_end().ends_with('>') {
            ">"
        } else {
            ""
        };
        match line.trim_start().starts_with("android:dataExtractionRules") {
            true => end.to_owned(),
            false => line.to_owned(),
        }
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let known = work().join("known-manifest.xml");
    fs::write(&known, text)?;
    log.note("without an Android SDK: android:dataExtractionRules is left out of the manifest")?;
    Ok(known)
}

/// Everything that is Java's, as Android runs it.
fn dex(log: &mut Log, jna: &Path, parts: &Path) -> Result<(), Trouble> {
    let bindings = work().join("bindings");
    bindings::write(log, &bindings, false)?;
    let target = work().join("kotlin");
    let mut maven = Command::new("mvn");
    maven
        .current_dir(root().join("android"))
        .args(["--batch-mode", "--no-transfer-progress", "-DskipTests"])
        .arg("--projects=core,sordino,../examples/android")
        .arg(format!("-Dsordino.target={}", target.display()))
        .arg(format!("-Dsordino.generated={}", bindings.display()))
        .arg("compile");
    done(log, &mut maven, "the Kotlin does not compile")?;
    let mut inputs = vec![jna.join("classes.jar")];
    for module in MODULES {
        let jar = work().join(format!("{module}.jar"));
        let mut pack = Command::new("jar");
        pack.args(["--create", "--file"]).arg(&jar).arg("-C");
        pack.arg(target.join(module).join("classes")).arg(".");
        done(log, &mut pack, "needs `jar`: install a JDK of 17 or newer")?;
        inputs.push(jar);
    }
    let kotlin = tools::jars_of(log, "kotlin", &tools::kotlin()?)?;
    inputs.extend(kotlin.split(':').map(PathBuf::from));
    let mut d8 = java(log, "r8")?;
    d8.args([
        "com.android.tools.r8.D8",
        "--debug",
        "--min-api",
        "26",
        "--lib",
    ]);
    d8.arg(home()?).arg("--output").arg(parts).args(inputs);
    done(log, &mut d8, "D8 does not take the classes")
}

fn java(log: &mut Log, tool: &str) -> Result<Command, Trouble> {
    let mut command = Command::new("java");
    command.arg("-cp").arg(tools::jars(log, tool)?);
    Ok(command)
}

/// The folder of the JDK that `java` is of.
fn home() -> Result<PathBuf, Trouble> {
    let paths = env::var_os("PATH").unwrap_or_default();
    let java = env::split_paths(&paths).map(|folder| folder.join("java"));
    let java = java.filter_map(|java| java.canonicalize().ok()).next();
    let home = java
        .as_deref()
        .and_then(Path::parent)
        .and_then(Path::parent);
    home.map(Path::to_owned)
        .ok_or_else(|| Trouble("needs a JDK of 17 or newer as `java` on PATH".into()))
}

/// The key that this checkout signs with, made once: an installed app takes an update under the same key only.
fn key(log: &mut Log) -> Result<PathBuf, Trouble> {
    let store = work().join("debug.p12");
    if !store.exists() {
        let mut make = Command::new("keytool");
        make.args(["-genkeypair", "-alias", "debug", "-keyalg", "RSA"]);
        make.args([
            "-keysize",
            "2048",
            "-validity",
            "10000",
            "-dname",
            "CN=On call debug",
        ]);
        make.args(["-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore"]);
        done(log, make.arg(&store), "keytool makes no key")?;
    }
    Ok(store)
}

/// What Android would see of it.
fn look(log: &mut Log, aapt: &Aapt, abis: &[Abi], verified: &str) -> Result<Count, Trouble> {
    let mut checks = Checks::default();
    let held = verified.contains("verified true v2 true v3 true");
    checks.hold(
        log,
        held,
        "Google's verifier takes the signatures v2 and v3",
    )?;
    let apk = path().display().to_string();
    let badging = log.capture(&mut aapt.call(&["dump", "badging", &apk]))?;
    let mut wanted: Vec<String> = [
        "package: name='dev.sordino.example'",
        "sdkVersion:'26'",
        "targetSdkVersion:'35'",
        "application-debuggable",
        "launchable-activity: name='dev.sordino.example.AlertsScreen'",
        "uses-permission: name='android.permission.INTERNET'",
    ]
    .map(str::to_owned)
    .into();
    wanted.extend(abis.iter().map(|abi| format!("'{}'", abi.name)));
    for wanted in wanted {
        let held = badging.contains(&wanted);
        checks.hold(log, held, &format!("badging says {wanted}"))?;
    }
    let asked = badging.matches("uses-permission: ").count();
    checks.hold(
        log,
        asked == 3,
        "the app asks for three permissions and no more",
    )?;
    let mut look = Command::new("python3");
    look.arg(root().join("tests/apk/look.py")).arg(path());
    let libraries = log.capture(&mut look)?;
    let aligned = libraries
        .lines()
        .filter(|line| line.ends_with(" 0"))
        .count();
    let held = aligned == abis.len() * 2 && aligned == libraries.lines().count();
    checks.hold(log, held, "every library begins at 16 KB, stored as it is")?;
    Ok(checks.into_count())
}

fn done(log: &mut Log, command: &mut Command, otherwise: &str) -> Result<(), Trouble> {
    match log.run(command)? {
        true => Ok(()),
        false => Err(Trouble(otherwise.to_owned())),
    }
}
