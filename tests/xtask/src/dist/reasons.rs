//! What the library for Apple's systems calls for which Apple asks a reason, held against the privacy manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use object::read::archive::ArchiveFile;
use object::{Object, ObjectSymbol};
use sordino_paperwork::tables::apple_apis::{API_CATEGORIES, ApiCategory};

use super::apple::Slice;
use super::symbols;
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::Count;

const PAGE: &str = "docs/imports-apple.md";
const SWIFT: &str = "ios/Sources";
const MANIFEST: &str = "ios/Sources/Sordino/PrivacyInfo.xcprivacy";

/// Family of calls → what of it is called, and by what.
type Uses = BTreeMap<&'static str, BTreeSet<(String, &'static str)>>;

/// The static library of each of `slices` for each processor, and the Swift sources. The page is about the first one's.
pub(super) fn check(log: &mut Log, dist: &Path, slices: &[Slice]) -> Result<Count, Trouble> {
    let mut checks = Checks::default();
    let manifest = fs::read_to_string(root().join(MANIFEST))?;
    let mut first = None;
    for slice in slices {
        let archive = slice.library(dist);
        let unreadable = |error| Trouble(format!("{} cannot be read: {error}", archive.display()));
        let bytes = fs::read(&archive)?;
        for part in symbols::parts(&bytes).map_err(unreadable)? {
            let shown = format!("{}{}", slice.folder, part.shown());
            let calls = of_the_core(&imports(part.bytes).map_err(unreadable)?, &manifest);
            let missing = undeclared(&calls, &manifest);
            let what = match missing.first() {
                None => format!("{shown} calls nothing without a reason"),
                Some(name) => {
                    format!("{shown} calls {name}, for which {MANIFEST} gives no reason")
                }
            };
            checks.hold(log, missing.is_empty(), &what)?;
            first.get_or_insert(calls);
        }
    }
    let mut uses = first.unwrap_or_default();
    for file in swift(&root().join(SWIFT))? {
        let text = fs::read_to_string(file)?;
        of_swift(&mut uses, &text, &manifest);
    }
    for family in &API_CATEGORIES {
        let used = uses.get(family.id);
        let declared = manifest.contains(&format!("<string>{}</string>", family.id));
        let short = short(family.id);
        let what = match (used.and_then(BTreeSet::first), declared) {
            (Some((name, by)), false) => {
                format!("{by} calls {name}, for which {MANIFEST} gives no reason ({short})")
            }
            (None, true) => format!("{MANIFEST} gives a reason for {short}, which nothing calls"),
            _ => format!("{short} stands in the manifest as it is used"),
        };
        checks.hold(log, used.is_some() == declared, &what)?;
    }
    let page = page(&uses, &manifest);
    let stands = fs::read_to_string(root().join(PAGE)).is_ok_and(|text| text == page);
    let made = target().join("imports-apple.md");
    fs::write(&made, page)?;
    let what = match stands {
        true => format!("{PAGE} says what is called"),
        false => format!(
            "{PAGE} differs from what is called: copy {} there",
            made.display()
        ),
    };
    checks.hold(log, stands, &what)?;
    Ok(checks.into_count())
}

fn of_the_core(imports: &BTreeSet<String>, manifest: &str) -> Uses {
    let mut uses = Uses::new();
    for name in imports {
        note(&mut uses, manifest, name, "the core", |family| {
            family.c_symbols
        });
    }
    uses
}

/// Notes what a source names, by Swift's names and by those of C, which Swift calls as they are.
fn of_swift(uses: &mut Uses, text: &str, manifest: &str) {
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        note(uses, manifest, word, "Swift", |family| family.names);
        note(uses, manifest, word, "Swift", |family| family.c_symbols);
    }
}

/// What is called of the families that the manifest does not have.
fn undeclared<'a>(uses: &'a Uses, manifest: &str) -> Vec<&'a str> {
    let families = uses
        .iter()
        .filter(|(family, _)| !manifest.contains(**family));
    let names = families.flat_map(|(_, names)| names);
    names.map(|(name, _)| name.as_str()).collect()
}

/// Notes a name under its family; one of two families under that which the manifest has.
fn note(
    uses: &mut Uses,
    manifest: &str,
    name: &str,
    by: &'static str,
    names: impl Fn(&ApiCategory) -> &'static [&'static str],
) {
    let of = || {
        let families = API_CATEGORIES.iter();
        families.filter(|family| names(family).contains(&name))
    };
    let declared = of().find(|family| manifest.contains(family.id));
    if let Some(family) = declared.or_else(|| of().next()) {
        uses.entry(family.id)
            .or_default()
            .insert((name.to_owned(), by));
    }
}

/// What the library asks the system for, as C writes it.
fn imports(archive: &[u8]) -> object::Result<BTreeSet<String>> {
    let (mut asked, mut had) = (BTreeSet::new(), BTreeSet::new());
    for member in ArchiveFile::parse(archive)?.members() {
        // A member that is no object, as an index of names, has none.
        let Ok(file) = object::File::parse(member?.data(archive)?) else {
            continue;
        };
        for symbol in file.symbols().filter(ObjectSymbol::is_global) {
            let name = symbol.name()?.to_owned();
            match symbol.is_undefined() {
                true => asked.insert(name),
                false => had.insert(name),
            };
        }
    }
    // On Intel some names carry a variant behind a dollar sign.
    let plain = |name: &String| {
        let name = name.strip_prefix('_').unwrap_or(name);
        name.split('$').next().unwrap_or(name).to_owned()
    };
    Ok(asked.difference(&had).map(plain).collect())
}

fn swift(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.extension() {
            _ if path.is_dir() => files.extend(swift(&path)?),
            Some(ending) if ending == "swift" => files.push(path),
            _ => {}
        }
    }
    Ok(files)
}

fn short(id: &str) -> &str {
    id.strip_prefix("NSPrivacyAccessedAPICategory")
        .unwrap_or(id)
}

fn page(uses: &Uses, manifest: &str) -> String {
    let mut page = format!(
        "# What the library for Apple's systems calls that needs a reason

`cargo xtask test dist` writes this table from the static library for iOS and the Swift sources, and fails where the
[privacy manifest](../{MANIFEST}) gives no reason for a family of
calls that is used, or one for a family that is not. The families are Apple's (\"Describing use of required reason API\").

| Family | Called | By | Reason in the manifest |
|---|---|---|---|
"
    );
    for family in &API_CATEGORIES {
        let reason = family.reasons.iter().find(|reason| {
            let behind = manifest
                .split_once(family.id)
                .map_or("", |(_, behind)| behind);
            let own = behind.split("</dict>").next().unwrap_or_default();
            own.contains(**reason)
        });
        let reason = reason.map_or("none", |reason| reason);
        match uses.get(family.id) {
            None => page.push_str(&format!(
                "| {} | nothing | | {reason} |\n",
                short(family.id)
            )),
            Some(names) => {
                for (name, by) in names {
                    page.push_str(&format!(
                        "| {} | `{name}` | {by} | {reason} |\n",
                        short(family.id)
                    ));
                }
            }
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Uses, of_swift, of_the_core, undeclared};

    #[test]
    fn a_call_without_a_reason_is_named() {
        let manifest = "<string>NSPrivacyAccessedAPICategoryFileTimestamp</string>";
        let imports = ["fstat", "statfs", "mach_absolute_time", "write"].map(str::to_owned);
        let uses = of_the_core(&BTreeSet::from(imports), manifest);
        assert_eq!(
            undeclared(&uses, manifest),
            ["statfs", "mach_absolute_time"]
        );
    }

    #[test]
    fn a_call_of_c_in_swift_is_named() {
        let mut uses = Uses::new();
        let text = "let now = mach_absolute_time()\nvar told = statfs()\nlet start = info.systemUptime\nstatus()";
        of_swift(&mut uses, text, "");
        assert_eq!(
            undeclared(&uses, ""),
            ["statfs", "mach_absolute_time", "systemUptime"]
        );
    }
}
