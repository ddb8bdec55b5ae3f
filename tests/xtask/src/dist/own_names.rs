//! What a static library for Apple's systems offers to the linker: names of ours only, so that it links beside any other.
//!
//! A static library has no list of exports: whatever is not local to one of its objects meets the names of every other
//! library of the app. Two Rust libraries both bring `rust_eh_personality` and what else the standard library cannot hide.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use object::read::archive::ArchiveFile;
use object::{Object, ObjectSection, ObjectSymbol};

use super::toolchain::{self, needs_target, objcopy};
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::Count;

/// What the names of ours begin with; the first is put before what is not.
const PREFIXES: [&str; 4] = [
    "_sordino",
    "_uniffi_sordino",
    "_ffi_sordino",
    "_UNIFFI_META",
];
/// Rust's own code in the compiler's form, for a linker that does not read it: half of the file, and no use to an app.
const BITCODE: [&str; 2] = ["__LLVM,__bitcode", "__LLVM,__cmdline"];

/// Puts every name that the library offers under our prefix, in all its objects alike, and strips the bitcode.
pub(super) fn give(log: &mut Log, library: &Path) -> Result<(), Trouble> {
    let bytes = fs::read(library)?;
    let list = library.with_extension("names");
    let lines = foreign(&bytes)
        .map_err(|error| unreadable(library, &error))?
        .into_iter()
        .map(|name| format!("{name} {}{name}\n", PREFIXES[0]));
    fs::write(&list, lines.collect::<String>())?;
    let mut command = objcopy(log)?;
    command.arg(format!("--redefine-syms={}", list.display()));
    command.args(BITCODE.map(|section| format!("--remove-section={section}")));
    match log.run(command.arg(library))? {
        true => Ok(()),
        false => Err(Trouble(
            "the toolchain's rust-objcopy did not rename what the library offers".into(),
        )),
    }
}

/// What a library is linked for.
#[derive(Clone, Copy)]
pub(super) struct Linked {
    /// Rust's name of it.
    pub(super) triple: &'static str,
    /// Apple's name of the processor.
    pub(super) processor: &'static str,
    /// The system, the oldest one that it is for, and that of the development kit.
    pub(super) system: [&'static str; 3],
}

/// Looks at what [`give`] left, and links the library beside a second one of Rust's. Where rustup has no standard library for
/// that one, the report says that it was not linked.
pub(super) fn check(log: &mut Log, library: &Path, linked: Linked) -> Result<Count, Trouble> {
    let triple = linked.triple;
    let mut checks = Checks::default();
    let bytes = fs::read(library)?;
    let foreign = foreign(&bytes).map_err(|error| unreadable(library, &error))?;
    let what = match foreign.first() {
        None => format!("{triple}: every name that the linker sees is ours"),
        Some(name) => format!(
            "{triple}: the linker sees {} names that are not ours, such as {name}",
            foreign.len()
        ),
    };
    checks.hold(log, foreign.is_empty(), &what)?;
    let sections = sections(&bytes).map_err(|error| unreadable(library, &error))?;
    let bitcode = sections.contains("__bitcode");
    checks.hold(log, !bitcode, &format!("{triple}: no bitcode is shipped"))?;
    let lines = sections.contains("__debug_line")
        && memchr::memmem::find(&bytes, b"core/engine/src").is_some();
    checks.hold(
        log,
        lines,
        &format!("{triple}: a crash in our code can be given its line"),
    )?;
    let mut unlinked = Count::default();
    if needs_target(log, triple).is_ok() {
        let linked = link(log, library, linked)?;
        let what = format!("{triple}: it links beside a second Rust library");
        checks.hold(log, linked, &what)?;
    } else {
        unlinked.note = format!(
            "NOT LINKED beside a second Rust library: {triple}, for which rustup has no standard library here"
        );
        log.note(&unlinked.note)?;
    }
    Ok(checks.into_count().and(unlinked))
}

/// Links all of both libraries into one. What the systems have is left open: no system's libraries are here.
fn link(log: &mut Log, library: &Path, linked: Linked) -> Result<bool, Trouble> {
    let triple = linked.triple;
    let work = target().join("tools/second");
    fs::create_dir_all(&work)?;
    let second = work.join(format!("{triple}.a"));
    let mut compile = Command::new("rustc");
    compile.current_dir(root());
    compile.args([
        "--edition=2024",
        "--crate-type=staticlib",
        "--crate-name=second",
        "--target",
        triple,
    ]);
    compile
        .arg(root().join("tests/shipped/second.rs"))
        .arg("-o")
        .arg(&second);
    if !log.run(&mut compile)? {
        return Err(Trouble("the second Rust library does not compile".into()));
    }
    let mut link = toolchain::linker(log)?;
    link.args(["-flavor", "darwin", "-arch", linked.processor]);
    link.arg("-platform_version").args(linked.system);
    link.args(["-dylib", "-undefined", "dynamic_lookup", "-o"])
        .arg(work.join("both.dylib"));
    link.arg("-force_load")
        .arg(library)
        .arg("-force_load")
        .arg(&second);
    log.run(&mut link)
}

/// Names that other libraries can meet and that are not ours.
fn foreign(archive: &[u8]) -> object::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for_each(archive, |file| {
        for symbol in file
            .symbols()
            .filter(|symbol| symbol.is_definition() && symbol.is_global())
        {
            if let Ok(name) = symbol.name()
                && !PREFIXES.iter().any(|own| name.starts_with(own))
            {
                names.insert(name.to_owned());
            }
        }
    })?;
    Ok(names)
}

fn sections(archive: &[u8]) -> object::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for_each(archive, |file| {
        names.extend(
            file.sections()
                .filter_map(|section| Some(section.name().ok()?.to_owned())),
        );
    })?;
    Ok(names)
}

fn for_each(archive: &[u8], mut look: impl FnMut(&object::File<'_>)) -> object::Result<()> {
    for member in ArchiveFile::parse(archive)?.members() {
        // A member that is no object, as an index of names, has none.
        if let Ok(file) = object::File::parse(member?.data(archive)?) {
            look(&file);
        }
    }
    Ok(())
}

fn unreadable(library: &Path, error: &object::Error) -> Trouble {
    Trouble(format!("{} cannot be read: {error}", library.display()))
}
