//! What `dist` wrote, looked at: nothing that only tests may have, and what a phone asks for.

use std::fs;
use std::path::{Path, PathBuf};

use object::read::archive::ArchiveFile;
use object::read::elf::{ElfFile32, ElfFile64, FileHeader, ProgramHeader};
use object::read::macho::{FatArch, MachOFatFile32};
use object::{Architecture, Endianness, Object, ObjectSymbol, elf};

use super::toolchain::places;
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::report::Count;

/// Begin or are part of the names of what only tests may have.
const TESTS_ONLY: [&str; 4] = ["sordino_testing", "7testing", "7vectors", "7contract"];
/// Begins the names of what UniFFI writes for its generators alone: a description of each call, which no app reads.
pub(crate) const FOR_GENERATORS: &str = "UNIFFI_META";
/// A library of a phone must have it.
const DOOR: &str = "sordino_record";
const PAGE: u64 = 16 * 1024;

/// Every library under `dist`.
pub(super) fn check(log: &mut Log, dist: &Path) -> Result<Count, Trouble> {
    let mut checks = Checks::default();
    let mut libraries = Vec::new();
    find(dist, &mut libraries)?;
    checks.hold(log, !libraries.is_empty(), "dist holds a library")?;
    for path in libraries {
        let shown = path.strip_prefix(dist).unwrap_or(&path).display();
        let bytes = fs::read(&path)?;
        let unreadable = |error| Trouble(format!("{shown} cannot be read: {error}"));
        for part in parts(&bytes).map_err(unreadable)? {
            let shown = format!("{shown}{}", part.shown());
            let Symbols { names, .. } = symbols(part.bytes).map_err(unreadable)?;
            let door = names
                .iter()
                .any(|name| name.trim_start_matches('_') == DOOR);
            checks.hold(log, door, &format!("{shown} has its door"))?;
            let found = names.iter().find(|name| is_of_tests(name));
            let what = match found {
                Some(name) => format!("{shown} holds what only tests may have: {name}"),
                None => format!("{shown} holds nothing of the tests"),
            };
            checks.hold(log, found.is_none(), &what)?;
        }
        let told = places().into_iter().find(|(place, _)| {
            let place = place.display().to_string();
            memchr::memmem::find(&bytes, place.as_bytes()).is_some()
        });
        let what = format!("{shown} names no place of the machine that built it");
        checks.hold(log, told.is_none(), &what)?;
        if path.extension().is_some_and(|ending| ending == "so") {
            let aligned = is_aligned(&bytes).map_err(unreadable)?;
            checks.hold(log, aligned, &format!("{shown} is aligned to 16 KB"))?;
            let offered = offered(&bytes).map_err(unreadable)?;
            let what = match described(&offered) {
                Some(name) => format!("{shown} describes itself to generators: {name}"),
                None => format!("{shown} describes itself to no generator"),
            };
            checks.hold(log, described(&offered).is_none(), &what)?;
            let unwound = is_unwound(&bytes).map_err(unreadable)?;
            let what = format!("{shown} has its unwind tables in the segment of its code");
            checks.hold(log, unwound, &what)?;
        }
    }
    Ok(checks.into_count())
}

fn is_of_tests(name: &str) -> bool {
    TESTS_ONLY.iter().any(|word| name.contains(word))
}

/// The names that Android's linker finds in a library.
fn offered(bytes: &[u8]) -> object::Result<Vec<String>> {
    let file = object::File::parse(bytes)?;
    let symbols = file.dynamic_symbols().filter(ObjectSymbol::is_definition);
    symbols
        .map(|symbol| Ok(symbol.name()?.to_owned()))
        .collect()
}

/// The first name that is for generators alone.
fn described(names: &[String]) -> Option<&String> {
    names.iter().find(|name| name.contains(FOR_GENERATORS))
}

fn find(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), Trouble> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry?.path();
        match path.extension() {
            _ if path.is_dir() => find(&path, into)?,
            Some(ending) if ending == "so" || ending == "a" => into.push(path),
            _ => {}
        }
    }
    into.sort();
    Ok(())
}

/// A library, or that of one processor in a universal one.
pub(super) struct Part<'a> {
    /// What the universal header says it is for.
    processor: Option<Architecture>,
    pub(super) bytes: &'a [u8],
}

impl Part<'_> {
    /// What it is for, to be put behind the library's name.
    pub(super) fn shown(&self) -> String {
        let named = |processor| format!(" for {processor:?}");
        self.processor.map(named).unwrap_or_default()
    }
}

/// Whether a library has a part for this processor, and nothing of another one in it.
pub(super) fn is_for(library: &[u8], processor: Architecture) -> bool {
    let is_pure = |part: &Part<'_>| {
        part.processor.is_none_or(|named| named == processor)
            && symbols(part.bytes).is_ok_and(|symbols| {
                !symbols.processors.is_empty()
                    && symbols.processors.iter().all(|own| *own == processor)
            })
    };
    parts(library).is_ok_and(|parts| parts.iter().any(is_pure))
}

/// Each processor's library.
pub(super) fn parts(bytes: &[u8]) -> object::Result<Vec<Part<'_>>> {
    let Ok(universal) = MachOFatFile32::parse(bytes) else {
        let processor = None;
        return Ok(vec![Part { processor, bytes }]);
    };
    let part = |part: &object::macho::FatArch32| {
        Ok(Part {
            processor: Some(part.architecture()),
            bytes: part.data(bytes)?,
        })
    };
    universal.arches().iter().map(part).collect()
}

/// What a library defines, of functions offered and of functions inside, and what it is for.
#[derive(Default)]
struct Symbols {
    names: Vec<String>,
    processors: Vec<Architecture>,
}

fn symbols(bytes: &[u8]) -> object::Result<Symbols> {
    let mut symbols = Symbols::default();
    if let Ok(archive) = ArchiveFile::parse(bytes) {
        for member in archive.members() {
            // A member that is no object, as an index of names, has none.
            if let Ok(file) = object::File::parse(member?.data(bytes)?) {
                take(&file, &mut symbols);
            }
        }
        return Ok(symbols);
    }
    take(&object::File::parse(bytes)?, &mut symbols);
    Ok(symbols)
}

fn take(file: &object::File<'_>, into: &mut Symbols) {
    into.processors.push(file.architecture());
    let symbols = file.symbols().chain(file.dynamic_symbols());
    into.names.extend(
        symbols
            .filter(ObjectSymbol::is_definition)
            .filter_map(|symbol| Some(symbol.name().ok()?.to_owned())),
    );
}

/// Returns `true` if every part that is loaded begins at a page of 16 KB.
fn is_aligned(bytes: &[u8]) -> object::Result<bool> {
    Ok(loaded(bytes)?.iter().all(|part| part.alignment >= PAGE))
}

/// Returns `true` if nothing is loaded that is neither code nor writable: before API 29 Android's crash handler finds no
/// unwind table there.
fn is_unwound(bytes: &[u8]) -> object::Result<bool> {
    let is_data_alone = |flags: u32| flags & (elf::PF_X.0 | elf::PF_W.0) == 0;
    Ok(!loaded(bytes)?.iter().any(|part| is_data_alone(part.flags)))
}

/// A part of the file that is loaded.
struct Loaded {
    alignment: u64,
    flags: u32,
}

fn loaded(bytes: &[u8]) -> object::Result<Vec<Loaded>> {
    fn every<Elf: FileHeader<Endian = Endianness>>(
        header: &Elf,
        bytes: &[u8],
    ) -> object::Result<Vec<Loaded>> {
        let endian = header.endian()?;
        let segments = header.program_headers(endian, bytes)?;
        let segments = segments
            .iter()
            .filter(|segment| segment.p_type(endian) == elf::PT_LOAD);
        Ok(segments
            .map(|segment| Loaded {
                alignment: segment.p_align(endian).into(),
                flags: segment.p_flags(endian).0,
            })
            .collect())
    }
    if let Ok(file) = ElfFile64::<Endianness>::parse(bytes) {
        return every(file.elf_header(), bytes);
    }
    let file = ElfFile32::<Endianness>::parse(bytes)?;
    every(file.elf_header(), bytes)
}

#[cfg(test)]
mod tests {
    use super::{described, is_of_tests};

    #[test]
    fn a_name_for_generators_alone_is_found() {
        let needed = ["sordino_record", "uniffi_sordino_fn_func_receipt_json"];
        let mut names = needed.map(str::to_owned).to_vec();
        assert_eq!(described(&names), None);
        let written = "UNIFFI_META_SORDINO_FUNC_RECEIPT_JSON".to_owned();
        names.push(written.clone());
        assert_eq!(described(&names), Some(&written));
    }

    #[test]
    fn test_symbols_are_known_by_name() {
        for name in [
            "uniffi_sordino_testing_fn_func_vector_run",
            "_ZN7sordino7testing12panic_inside17h0123456789abcdefE",
            "_RNvNtCs8A4uqYR2taS_7sordino7testing3fix",
            "_RNvNtNtCs8A4uqYR2taS_14sordino_engine7vectors6answer6answer",
        ] {
            assert!(is_of_tests(name), "{name}");
        }
        for name in [
            "sordino_record",
            "uniffi_sordino_fn_method_engine_turn_off",
            "_ZN14sordino_engine6upload4gzip17h0123456789abcdefE",
        ] {
            assert!(!is_of_tests(name), "{name}");
        }
    }
}
