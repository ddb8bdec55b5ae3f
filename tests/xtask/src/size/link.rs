//! Linking for Android without its NDK, with the linker that Rust's toolchain brings.
//!
//! The system's libraries are empty stand-ins and their symbols stay open, as they do in a shared library anyway.
//! This weighs a library; it does not make one that runs.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::project::target;

const SYSTEM_LIBRARIES: [&str; 4] = ["libc.so", "libm.so", "libdl.so", "liblog.so"];
const FLAGS: [&str; 3] = [
    "-Clinker-flavor=ld.lld",
    // Names in the newer form say for which types a generic function was made.
    "-Csymbol-mangling-version=v0",
    // Pieces shared between functions save code, but each needs an unwind table of its own: 16 kB more in all.
    "-Cllvm-args=-enable-machine-outliner=never",
];
const ARGUMENTS: [&str; 6] = [
    "--build-id",
    "--pack-dyn-relocs=android",
    "--unresolved-symbols=ignore-all",
    "--icf=all",
    "-soname=libsordino.so",
    "-zmax-page-size=16384",
];

/// Writes the stand-ins and gives the file with cargo's settings for this link.
pub(crate) fn without_an_ndk() -> io::Result<PathBuf> {
    let folder = target().join("tools/android-link");
    fs::create_dir_all(&folder)?;
    for library in SYSTEM_LIBRARIES {
        // The linker reads a text file as a linker script, and this one asks for nothing.
        fs::write(
            folder.join(library),
            "/* stands in for the system's library */\n",
        )?;
    }
    fs::write(folder.join("libunwind.a"), "!<arch>\n")?;

    let search = format!("-L{}", folder.display());
    let arguments = ARGUMENTS.into_iter().chain([search.as_str()]);
    let flags: Vec<String> = FLAGS
        .into_iter()
        .map(str::to_owned)
        .chain(arguments.map(|argument| format!("-Clink-arg={argument}")))
        .map(|flag| format!("{flag:?}"))
        .collect();
    let config = folder.join("config.toml");
    let text = format!(
        "[target.aarch64-linux-android]\nlinker = \"rust-lld\"\nrustflags = [{}]\n",
        flags.join(", ")
    );
    fs::write(&config, text)?;
    Ok(config)
}
