//! What an Android library is linked against where there is no NDK.
//!
//! The unwinder is LLVM's, built here from the sources that the package `ziglang` carries. The
//! system's libraries are stand-ins that define the names we use and nothing else; the phone has the
//! real ones. A name that is missing here fails the link, since nothing may stay open.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::{Abi, MIN_SDK};
use super::names::{self, Library};
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::venv;

const OWN: &str = "tests/xtask/src/dist";
const LIBUNWIND: [&str; 6] = [
    "libunwind.cpp",
    "Unwind-EHABI.cpp",
    "UnwindLevel1.c",
    "UnwindLevel1-gcc-ext.c",
    "UnwindRegistersRestore.S",
    "UnwindRegistersSave.S",
];
const FLAGS: [&str; 11] = [
    "-c",
    "-Os",
    "-fPIC",
    "-fvisibility=hidden",
    "-funwind-tables",
    "-fno-sanitize=all",
    "-DNDEBUG",
    "-D__ANDROID__",
    "-D_LIBUNWIND_HIDE_SYMBOLS",
    // Android's name for where `errno` is; the headers are musl's.
    "-D__errno_location=__errno",
    "-w",
];

/// The Python that has zig in it, a compiler of C for every processor.
pub(super) fn zig(log: &mut Log) -> Result<PathBuf, Trouble> {
    Ok(venv::with(log, "zig", &root().join(OWN).join("zig.txt"))?.join("bin/python"))
}

/// Where zig's own headers and sources lie.
pub(super) fn zig_folder(log: &mut Log, python: &Path) -> Result<PathBuf, Trouble> {
    let mut ask = Command::new(python);
    ask.args([
        "-c",
        "import ziglang, os; print(os.path.dirname(ziglang.__file__))",
    ]);
    Ok(PathBuf::from(log.capture(&mut ask)?.trim()))
}

/// The folder with unwinder, beginning and stand-ins for `abi`.
pub(super) fn of(log: &mut Log, abi: &Abi) -> Result<PathBuf, Trouble> {
    let python = zig(log)?;
    let folder = target().join("tools/android-sysroot").join(abi.name);
    fs::create_dir_all(&folder)?;
    let zig = Zig { python, abi };

    let sources = zig.sources(log)?;
    let mut objects = Vec::new();
    for name in LIBUNWIND {
        let object = folder.join(format!("{name}.o"));
        let language: &[&str] = match name.rsplit_once('.') {
            Some((_, "cpp")) => &["-std=c++17", "-fno-exceptions", "-fno-rtti", "-nostdinc++"],
            _ => &[],
        };
        let mut compile = zig.command("cc");
        compile.args(FLAGS).args(language);
        compile.arg("-I").arg(sources.join("include"));
        compile
            .arg(sources.join("src").join(name))
            .arg("-o")
            .arg(&object);
        run(log, &mut compile, "the unwinder does not compile")?;
        objects.push(object);
    }
    let archive = folder.join("libunwind.a");
    if archive.exists() {
        fs::remove_file(&archive)?;
    }
    let mut pack = zig.command("ar");
    pack.arg("rcs").arg(&archive).args(&objects);
    run(log, &mut pack, "the unwinder cannot be packed")?;

    let mut begin = zig.command("cc");
    begin
        .args(FLAGS)
        .arg(root().join(OWN).join("crtbegin_so.c"))
        .arg("-o")
        .arg(folder.join("crtbegin_so.o"));
    run(log, &mut begin, "the library's beginning does not compile")?;
    stand_ins(log, &zig, &folder)?;
    Ok(folder)
}

/// One shared library for each section of `android-names.txt`.
fn stand_ins(log: &mut Log, zig: &Zig<'_>, folder: &Path) -> Result<(), Trouble> {
    for Library {
        name: library,
        names,
    } in names::read()?
    {
        let mut text = String::from(".text\n");
        // What is newer than the oldest phone must not be found here: asked for other than weakly, it fails the link.
        for (_, name) in names.iter().filter(|(level, _)| *level <= MIN_SDK) {
            text.push_str(&format!(
                ".globl {name}\n.type {name},%function\n{name}: .long 0\n"
            ));
        }
        let source = folder.join(format!("{library}.s"));
        fs::write(&source, text)?;
        let mut link = zig.command("cc");
        link.args(["-shared", "-nostdlib"])
            .arg(format!("-Wl,-soname,{library}.so"))
            .arg(&source)
            .arg("-o")
            .arg(folder.join(format!("{library}.so")));
        run(
            log,
            &mut link,
            "a stand-in for the system's library does not link",
        )?;
    }
    Ok(())
}

struct Zig<'a> {
    python: PathBuf,
    abi: &'a Abi,
}

impl Zig<'_> {
    fn command(&self, tool: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-m", "ziglang", tool]);
        if tool == "cc" {
            command.args(self.abi.zig);
        }
        command
    }

    fn sources(&self, log: &mut Log) -> Result<PathBuf, Trouble> {
        Ok(zig_folder(log, &self.python)?.join("lib/libunwind"))
    }
}

fn run(log: &mut Log, command: &mut Command, otherwise: &str) -> Result<(), Trouble> {
    match log.run(command)? {
        true => Ok(()),
        false => Err(Trouble(otherwise.to_owned())),
    }
}
