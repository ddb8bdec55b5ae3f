//! The libraries of the AAR, played byte for byte as they lie in it: loaded, opened, killed, opened again, locked out.
//!
//! `tests/shipped/libc.c` stands where Android's `libc.so` stands; a processor that is not this machine's is played by
//! QEMU. It is a test of our libraries and none of Android: [the page](../../../shipped/README.md) says what it leaves out.

use std::env::consts::{ARCH, OS};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::Abi;
use super::flavour::Flavour;
use super::sysroot;
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::Count;

const OWN: &str = "tests/shipped";
const IS_MISSING: &str = "needs a Debian with apt and dpkg-deb, from which QEMU and Python for other processors are unpacked, which \
     failed here (see the log)";
const FLAGS: [&str; 8] = [
    "-shared",
    "-fPIC",
    "-O1",
    "-g0",
    "-fno-sanitize=all",
    "-Wall",
    "-Wextra",
    "-Werror",
];

/// Opens, kills and locks out each library of the AAR.
pub(super) fn play(
    log: &mut Log,
    dist: &Path,
    abis: &[Abi],
    flavour: Flavour,
) -> Result<Count, Trouble> {
    if OS != "linux" {
        return Err(Trouble(
            "the shipped libraries are played on Linux only: nothing else loads them".into(),
        ));
    }
    let tools = target().join("tools/shipped");
    fs::create_dir_all(&tools)?;
    // Two runs must not fetch at once; the lock goes with the process.
    let lock = File::create(tools.join("lock"))?;
    lock.lock()?;
    let python = sysroot::zig(log)?;
    let mut checks = Checks::default();
    for abi in abis {
        let library = unpacked(log, dist, abi, &tools, flavour)?;
        let shipped = fs::read(
            dist.join("android/jni")
                .join(abi.name)
                .join("libsordino.so"),
        )?;
        let same = fs::read(library.join("libsordino.so"))? == shipped;
        let what = format!(
            "{}: the library of the AAR is the one that was looked at",
            abi.name
        );
        checks.hold(log, same, &what)?;
        let shim = shim(log, &python, abi, &tools)?;
        let mut play = Command::new(&python);
        play.arg(root().join(OWN).join("play.py"));
        play.arg(&library).arg(root()).arg("--");
        if flavour == Flavour::Debug {
            play.env("SORDINO_PLAYS", "debug");
        }
        guest(log, &mut play, &python, abi, &tools, &shim)?;
        let said = log.capture(&mut play)?;
        let mut lines = 0;
        for line in said.lines() {
            if let Some((word, what)) = line.split_once(": ") {
                lines += 1;
                checks.hold(log, word == "held", &format!("{}: {what}", abi.name))?;
            }
        }
        checks.hold(
            log,
            lines > 0,
            &format!("{}: something was played", abi.name),
        )?;
    }
    Ok(checks.into_count())
}

/// A folder with the library as the AAR has it, and the Python that calls it.
fn unpacked(
    log: &mut Log,
    dist: &Path,
    abi: &Abi,
    tools: &Path,
    flavour: Flavour,
) -> Result<PathBuf, Trouble> {
    let folder = tools
        .join("unpacked")
        .join(flavour.artifact())
        .join(abi.name);
    fs::create_dir_all(&folder)?;
    let (name, version) = (flavour.artifact(), env!("CARGO_PKG_VERSION"));
    let archive = dist
        .join("android/dev/sordino")
        .join(name)
        .join(version)
        .join(format!("{name}-{version}.aar"));
    let member = format!("jni/{}/libsordino.so", abi.name);
    let mut jar = Command::new("jar");
    jar.current_dir(&folder).arg("--extract").arg("--file");
    if !log.run(jar.arg(&archive).arg(&member))? {
        return Err(Trouble(format!("{member} cannot be taken out of the AAR")));
    }
    fs::rename(folder.join(&member), folder.join("libsordino.so"))?;
    let generated = target().join("tools/aar/bindings/python/sordino.py");
    fs::copy(generated, folder.join("sordino.py"))?;
    Ok(folder)
}

/// The folder with what stands for Android's own libraries.
fn shim(log: &mut Log, python: &Path, abi: &Abi, tools: &Path) -> Result<PathBuf, Trouble> {
    let folder = tools.join("shim").join(abi.name);
    fs::create_dir_all(&folder)?;
    let nothing = folder.join("nothing.c");
    fs::write(&nothing, "")?;
    for (name, source) in [
        ("libc.so", root().join(OWN).join("libc.c")),
        ("libdl.so", nothing),
    ] {
        let mut compile = Command::new(python);
        compile.args(["-m", "ziglang", "cc"]).args(abi.glibc);
        compile.args(FLAGS).arg(format!("-Wl,-soname,{name}"));
        compile.arg(source).arg("-o").arg(folder.join(name));
        if !log.run(&mut compile)? {
            return Err(Trouble(format!("the stand-in for {name} does not compile")));
        }
    }
    Ok(folder)
}

/// Adds what starts Python for the library's processor.
fn guest(
    log: &mut Log,
    play: &mut Command,
    python: &Path,
    abi: &Abi,
    tools: &Path,
    shim: &Path,
) -> Result<(), Trouble> {
    let libraries = format!("LD_LIBRARY_PATH={}", shim.display());
    if ARCH == abi.processor {
        play.arg("env").arg(libraries).arg(python);
        return Ok(());
    }
    let qemu = folder_of(log, tools, "qemu", "here", &["qemu-user-static"])?;
    let packages = ["python3.11-minimal", "libpython3.11-stdlib"];
    let debian = folder_of(log, tools, abi.debian, abi.debian, &packages)?;
    play.arg(qemu.join(format!("usr/bin/qemu-{}-static", abi.qemu)));
    play.arg("-L").arg(&debian).arg("-E").arg(libraries);
    play.arg(debian.join("usr/bin/python3.11"));
    Ok(())
}

/// A folder with packages of Debian's; made anew when the recipe changed.
fn folder_of(
    log: &mut Log,
    tools: &Path,
    name: &str,
    processor: &str,
    packages: &[&str],
) -> Result<PathBuf, Trouble> {
    let folder = tools.join(name);
    let stamp = tools.join(format!("{name}.txt"));
    let script = root().join(OWN).join("make_root.sh");
    let recipe = format!("{packages:?}\n{}", fs::read_to_string(&script)?);
    if fs::read_to_string(&stamp).is_ok_and(|made| made == recipe) {
        return Ok(folder);
    }
    let mut make = Command::new("sh");
    make.arg(script).arg(&folder).arg(processor).args(packages);
    match log.run(&mut make) {
        Ok(true) => {
            fs::write(stamp, recipe)?;
            Ok(folder)
        }
        _ => Err(Trouble(IS_MISSING.into())),
    }
}
