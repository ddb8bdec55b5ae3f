//! Whose bytes a library is made of.

use std::collections::{BTreeMap, BTreeSet};

use object::read::elf::ElfFile64;
use object::{Endianness, Object, ObjectSection, ObjectSymbol, SectionKind, SymbolSection};

use crate::log::Trouble;

/// Begins the names of our crates.
const OURS: &str = "sordino_";
/// What another language calls, and what of the engine was drawn into it.
const EXPORTED: &str = "functions that other languages call (with what was drawn into them)";
/// Crates that weigh less than this are one row together.
const SMALL: u64 = 1_000;

/// The rows of the table, largest first, the crates that functions came from, and the functions that the library offers.
pub(crate) struct Items {
    pub(crate) crates: BTreeSet<String>,
    pub(crate) rows: Vec<(String, u64)>,
    pub(crate) exports: Vec<String>,
}

impl Items {
    /// Names come from the unstripped library, sizes of what no name covers from both.
    pub(crate) fn read(unstripped: &[u8], stripped: &[u8]) -> Result<Self, Trouble> {
        let file: ElfFile64<'_, Endianness> = ElfFile64::parse(unstripped)
            .map_err(|error| Trouble(format!("no ELF file: {error}")))?;
        let mut crates = named(&file);
        let named: u64 = crates.values().sum();
        let all = crates.keys().cloned().collect();

        let mut rest = BTreeMap::new();
        let mut covered = 0;
        for section in file.sections() {
            let bytes = section.file_range().map_or(0, |(_, length)| length);
            if let Some(row) = row_of(section.name().unwrap_or_default()) {
                *rest.entry(row).or_default() += bytes;
                covered += bytes;
            }
        }
        let nameless = "constants and texts without a name";
        let held = *rest.get(nameless).unwrap_or(&0);
        rest.insert(nameless, held.saturating_sub(named));
        let headers = (stripped.len() as u64).saturating_sub(covered);
        rest.insert("headers and padding", headers);

        let few: u64 = crates.values().filter(|bytes| **bytes < SMALL).sum();
        crates.retain(|_, bytes| *bytes >= SMALL);
        crates.insert(format!("crates under {SMALL} B each"), few);
        let rest = rest
            .into_iter()
            .map(|(name, bytes)| (format!("({name})"), bytes));
        let mut rows: Vec<(String, u64)> = crates.into_iter().chain(rest).collect();
        rows.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));

        let exports = file.dynamic_symbols().filter(ObjectSymbol::is_definition);
        let exports = exports
            .filter_map(|symbol| Some(symbol.name().ok()?.to_owned()))
            .collect();
        Ok(Self {
            crates: all,
            rows,
            exports,
        })
    }
}

/// Bytes of each crate's functions and named constants. Two names for one place count once.
fn named(file: &ElfFile64<'_, Endianness>) -> BTreeMap<String, u64> {
    let mut places = BTreeMap::new();
    for symbol in file.symbols().filter(|symbol| symbol.size() > 0) {
        let SymbolSection::Section(index) = symbol.section() else {
            continue;
        };
        let in_the_file = file
            .section_by_index(index)
            .is_ok_and(|section| section.kind() != SectionKind::UninitializedData);
        if in_the_file && let Ok(name) = symbol.name() {
            places.insert(symbol.address(), (symbol.size(), crate_of(name)));
        }
    }
    let mut crates = BTreeMap::new();
    for (size, name) in places.into_values() {
        *crates.entry(name).or_default() += size;
    }
    crates
}

/// The crate that a function was made for: the first of ours in its name, which for a generic function of another crate
/// is the one that asked for it; else the crate that the name begins with.
fn crate_of(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    if let Some(at) = name.find(OURS) {
        let ours = name[at..].split(|c: char| !is_of_a_word(c)).next();
        return ours
            .filter(|_| name.contains("::"))
            .unwrap_or(EXPORTED)
            .to_owned();
    }
    let start = name.trim_start_matches(|c: char| !is_of_a_word(c));
    let start = ["mut ", "dyn ", "const "]
        .iter()
        .fold(start, |name, word| name.trim_start_matches(word));
    match start.split_once("::") {
        Some((first, _)) if first.chars().all(is_of_a_word) => first.to_owned(),
        _ => "(C functions and compiler's own)".to_owned(),
    }
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The row that a section's bytes belong to; nothing for what a stripped library does not have.
fn row_of(section: &str) -> Option<&'static str> {
    match section {
        ".eh_frame" | ".eh_frame_hdr" | ".gcc_except_table" => Some("unwind tables"),
        ".rela.dyn" | ".rela.plt" | ".dynsym" | ".dynstr" | ".gnu.hash" | ".hash" | ".dynamic"
        | ".got" | ".got.plt" | ".plt" => Some("relocations and symbols"),
        ".text" | ".rodata" | ".data.rel.ro" | ".data" | ".tdata" | ".init_array"
        | ".fini_array" => Some("constants and texts without a name"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn a_symbol_counts_for_its_names_crate() {
        for (symbol, expected) in [
            (
                "_RNvNtNtCs8A4uqYR2taS_11miniz_oxide7inflate4core10decompress",
                "miniz_oxide",
            ),
            ("_ZN4core3fmt9Formatter3pad17h0123456789abcdefE", "core"),
            (
                "_RINvMs0_NtNtNtCs6YvSDYEE77W_3std12backtrace_rs9symbolize5gimliNtB6_5Cache11with_globalNCNvB6_7resolves_0EBc_",
                "std",
            ),
            (
                "_RINvNtCs6YvSDYEE77W_4core3ptr13drop_in_placeNtNtCs8A4uqYR2taS_14sordino_policy5model6PolicyEB1_",
                "sordino_policy",
            ),
            ("sordino_record", super::EXPORTED),
            ("memcpy", "(C functions and compiler's own)"),
        ] {
            assert_eq!(crate_of(symbol), expected);
        }
    }
}
