//! What each Android library asks the phone for, held against the oldest phone that it is for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use object::{Object, ObjectSymbol};

use super::abi::{Abi, MIN_SDK};
use super::names::{self, Library};
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::Count;

/// The page that shows what is asked for.
const PAGE: &str = "docs/imports-android.md";
const LITERAL: &[u8] = b"not supported";
/// What may say so: the end of the text, and why it is no call that a phone lacks.
const MAY_SAY: [(&str, &str); 2] = [
    (
        "pointer encoding not supported",
        "the unwinder, of tables that no compiler of ours writes",
    ),
    (
        "getrandom: this target is not supported",
        "a text of the crate, for a system that Android is not",
    ),
];

/// Every library under `dist/android/jni`, and the page about them.
pub(super) fn check(log: &mut Log, dist: &Path, abis: &[Abi]) -> Result<Count, Trouble> {
    let mut checks = Checks::default();
    let known = names::read()?;
    let mut asked: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for abi in abis {
        let bytes = fs::read(
            dist.join("android/jni")
                .join(abi.name)
                .join("libsordino.so"),
        )?;
        let imports = imports(&bytes)
            .map_err(|error| Trouble(format!("{}: cannot be read: {error}", abi.name)))?;
        let faults: Vec<String> = imports
            .iter()
            .filter_map(|import| fault(&known, import))
            .collect();
        let what = match faults.is_empty() {
            true => format!("{} asks for nothing that API {MIN_SDK} lacks", abi.name),
            false => format!("{}: {}", abi.name, faults.join("; ")),
        };
        checks.hold(log, faults.is_empty(), &what)?;
        let locks = imports.iter().any(|import| import.name == "flock");
        checks.hold(log, locks, &format!("{} locks files by flock", abi.name))?;
        let unsupported = unsupported(&bytes);
        let what = match unsupported.first() {
            None => format!("{} holds no call that the phone lacks", abi.name),
            Some(text) => format!("{} says `{text}`: a call that the phone lacks", abi.name),
        };
        checks.hold(log, unsupported.is_empty(), &what)?;
        for import in imports {
            asked.entry(import.name).or_default().insert(abi.name);
        }
    }
    let manifest = root().join("android/sordino/src/main/AndroidManifest.xml");
    let says = fs::read_to_string(manifest)?.contains(&format!("minSdkVersion=\"{MIN_SDK}\""));
    checks.hold(log, says, &format!("the manifest says API {MIN_SDK} too"))?;

    let page = page(&known, &asked, abis);
    let stands = fs::read_to_string(root().join(PAGE)).is_ok_and(|text| text == page);
    let made = target().join("imports-android.md");
    fs::write(&made, page)?;
    let what = match stands {
        true => format!("{PAGE} says what is asked for"),
        false => format!(
            "{PAGE} differs from what is asked for: copy {} there",
            made.display()
        ),
    };
    checks.hold(log, stands, &what)?;
    Ok(checks.into_count())
}

/// A name that the library asks for.
struct Import {
    name: String,
    /// It is null where the phone lacks it.
    weak: bool,
}

fn imports(bytes: &[u8]) -> object::Result<Vec<Import>> {
    let file = object::File::parse(bytes)?;
    let mut imports = Vec::new();
    for symbol in file
        .dynamic_symbols()
        .filter(|symbol| symbol.is_undefined())
    {
        let name = symbol.name()?.to_owned();
        if !name.is_empty() {
            let weak = symbol.is_weak();
            imports.push(Import { name, weak });
        }
    }
    Ok(imports)
}

/// What is wrong with asking for this.
fn fault(known: &[Library], import: &Import) -> Option<String> {
    let Import { name, weak } = import;
    match names::level(known, name) {
        None => Some(format!(
            "it asks for {name}, which android-names.txt does not have: look its level up in bionic's lists"
        )),
        Some(level) if level > MIN_SDK && !weak => Some(format!(
            "it asks for {name}, which Android has since API {level} only: phones from API {MIN_SDK} on cannot load it"
        )),
        Some(_) => None,
    }
}

/// Texts that end in `not supported`, but for those that may.
fn unsupported(bytes: &[u8]) -> Vec<String> {
    let may = |text: &str| MAY_SAY.iter().any(|(end, _)| text.ends_with(end));
    let found = memchr::memmem::find_iter(bytes, LITERAL);
    let text = found.map(|at| {
        let before = bytes[..at].iter().rev().take(48);
        let start = before
            .take_while(|byte| byte.is_ascii_graphic() || **byte == b' ')
            .count();
        String::from_utf8_lossy(&bytes[at - start..at + LITERAL.len()]).into_owned()
    });
    text.filter(|text| !may(text)).collect()
}

fn page(known: &[Library], asked: &BTreeMap<String, BTreeSet<&str>>, abis: &[Abi]) -> String {
    let mut page = format!(
        "# What the Android library asks the phone for

`cargo xtask test dist` writes this table from the libraries of the AAR and fails where it differs, where a name is in no list
of Android's, or where a phone of API {MIN_SDK} lacks it. Levels are those of bionic's own lists; 21 is where Android's 64-bit
libraries begin. A weak name is null on a phone that lacks it, and the library goes another way.

| Name | Library | Since API | Asked for by |
|---|---|---|---|
"
    );
    for library in known {
        for (level, name) in &library.names {
            let Some(by) = asked.get(name) else { continue };
            let by = match by.len() == abis.len() {
                true => "all".to_owned(),
                false => by.iter().copied().collect::<Vec<_>>().join(", "),
            };
            let weak = if *level > MIN_SDK { " (weak)" } else { "" };
            page.push_str(&format!(
                "| `{name}`{weak} | {} | {level} | {by} |\n",
                library.name
            ));
        }
    }
    page.push_str("\nTwo kinds of text in the library say \"not supported\" and are no call that a phone lacks:\n\n");
    for (text, why) in MAY_SAY {
        page.push_str(&format!("- `{text}`: {why}\n"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{Import, fault, unsupported};
    use crate::dist::names::Library;

    fn known() -> [Library; 1] {
        let names =
            [(21, "flock"), (28, "getrandom")].map(|(level, name)| (level, name.to_owned()));
        [Library {
            name: "libc".to_owned(),
            names: names.into(),
        }]
    }

    fn is_fault(name: &str, weak: bool) -> bool {
        let name = name.to_owned();
        fault(&known(), &Import { name, weak }).is_some()
    }

    #[test]
    fn a_name_the_oldest_phone_lacks_fails() {
        assert!(is_fault("getrandom", false));
        assert!(!is_fault("getrandom", true), "a weak one is null there");
        assert!(is_fault("memfd_create", true), "in no list");
        assert!(!is_fault("flock", false));
    }

    #[test]
    fn a_missing_call_is_found_by_text() {
        assert_eq!(
            unsupported(b"\0Lock\0try_lock() not supported\0"),
            ["try_lock() not supported"]
        );
        assert!(unsupported(b"DW_EH_PE_aligned pointer encoding not supported\0").is_empty());
    }
}
