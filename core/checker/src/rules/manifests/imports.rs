//! What binaries import against what manifests declare: PM041, PM042, and which binaries have no
//! manifest at all: PM046, PM047, PM049.

use std::collections::{BTreeMap, BTreeSet};

use object::macho::{FatArch32, FatArch64};
use object::read::archive::ArchiveFile;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{FileKind, Object, ObjectSymbol, ReadRef};

use super::manifest::{Manifest, at};
use super::rules::{PM041, PM042, PM046, PM047, PM049};
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::kind::Kind;
use crate::read::tree::File;
use sordino_paperwork::tables::apple_apis::API_CATEGORIES;
use sordino_paperwork::tables::apple_sdks::LISTED_SDKS;

/// Notes what the binaries of the tree use and their manifests do not say.
pub(super) fn check(context: &Context<'_>, manifests: &[Manifest], findings: &mut Findings) {
    // A manifest outside every bundle is a resource of the app, or of a package.
    let reaches = manifests.iter().any(|manifest| manifest.bundle.is_none());
    let tree = context.tree;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for file in tree.of(Kind::MachO).chain(tree.of(Kind::Archive)) {
        let framework = within(&file.path, ".framework");
        let set = within(&file.path, ".xcframework");
        let own: Vec<&Manifest> = manifests
            .iter()
            .filter(|manifest| {
                framework.as_ref().is_some_and(|framework| {
                    manifest.list.path.starts_with(&format!("{framework}/"))
                })
            })
            .collect();
        let imports = imported(context, file);
        // An archive that holds nothing for Apple's systems belongs to another platform.
        if imports.is_none() && file.kind == Kind::Archive && set.is_none() {
            continue;
        }
        without(
            file,
            framework.as_deref(),
            set.as_deref(),
            !own.is_empty(),
            reaches,
            &mut seen,
            findings,
        );
        let Some(imports) = imports else {
            continue;
        };
        let declared: BTreeSet<String> = if own.is_empty() {
            let outer = manifests
                .iter()
                .filter(|manifest| manifest.bundle.is_none());
            outer.flat_map(Manifest::categories).collect()
        } else {
            own.iter()
                .flat_map(|manifest| manifest.categories())
                .collect()
        };
        undeclared(file, &imports, &declared, findings);
        for manifest in own {
            needless(manifest, &imports, findings);
        }
    }
}

/// The part of a path up to a folder that ends so.
fn within(path: &str, end: &str) -> Option<String> {
    let at = path.find(&format!("{end}/"))?;
    Some(path[..at + end.len()].to_owned())
}

fn without(
    file: &File,
    framework: Option<&str>,
    set: Option<&str>,
    own: bool,
    reaches: bool,
    seen: &mut BTreeSet<String>,
    findings: &mut Findings,
) {
    if own {
        return;
    }
    let name = framework.or(set).unwrap_or(&file.path);
    let stem = name.rsplit('/').next().unwrap_or(name);
    let stem = stem.split('.').next().unwrap_or(stem);
    let listed = listed(stem);
    // An SDK is told once, a framework of one's own once a slice.
    let once = if listed.is_some() { stem } else { name };
    if !seen.insert(once.to_owned()) {
        return;
    }
    let place = Place::new(file.path.clone(), 1);
    if let Some(listed) = listed.filter(|_| framework.is_some() || !reaches) {
        findings.add(
            &PM049,
            place,
            format!("{listed} is on Apple's list of SDKs and comes without a manifest."),
            "Take a version that brings its own PrivacyInfo.xcprivacy.",
        );
    } else if framework.is_some() && set.is_some() && !reaches {
        findings.add(
            &PM046,
            place,
            format!("The slice {name} has no manifest, and none reaches the app another way."),
            "Put PrivacyInfo.xcprivacy into the framework of every slice.",
        );
    } else if framework.is_none() && !reaches {
        findings.add(
            &PM047,
            place,
            format!(
                "{} is a static library, and no target that links it carries a manifest.",
                file.name()
            ),
            "Add PrivacyInfo.xcprivacy as a resource of the target that links the library.",
        );
    }
}

/// The name on Apple's list that a bundle or library has.
fn listed(stem: &str) -> Option<&'static str> {
    let plain = |name: &str| {
        name.eq_ignore_ascii_case(stem)
            || stem
                .strip_prefix("lib")
                .is_some_and(|stem| name.eq_ignore_ascii_case(stem))
    };
    LISTED_SDKS
        .iter()
        .copied()
        .find(|listed| listed.split(" / ").any(plain))
}

fn undeclared(
    file: &File,
    imports: &BTreeSet<String>,
    declared: &BTreeSet<String>,
    findings: &mut Findings,
) {
    let mut missing: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    for import in imports {
        let owners: Vec<&str> = API_CATEGORIES
            .iter()
            .filter(|category| uses(category, import))
            .map(|category| category.id)
            .collect();
        // Three functions belong to two families; one of the two is enough.
        if !owners.is_empty() && !owners.iter().any(|owner| declared.contains(*owner)) {
            missing.entry(owners).or_default().push(import);
        }
    }
    for (owners, symbols) in missing {
        findings.add(
            &PM041,
            Place::new(file.path.clone(), 1),
            format!(
                "{} imports {}, and no manifest declares {}.",
                file.name(),
                symbols.join(", "),
                owners.join(" or ")
            ),
            "Declare the category with its reason in the manifest that goes with this binary.",
        );
    }
}

fn needless(manifest: &Manifest, imports: &BTreeSet<String>, findings: &mut Findings) {
    for category in API_CATEGORIES
        .iter()
        .filter(|category| manifest.categories().contains(category.id))
    {
        if !imports.iter().any(|import| uses(category, import)) {
            let line = manifest.list.line_of_text(category.id, 1);
            findings.add(
                &PM042,
                at(manifest, line),
                format!(
                    "{} is declared, and the binary beside it imports nothing of it.",
                    category.id
                ),
                "Remove the entry if the API is not used.",
            );
        }
    }
}

/// Whether a symbol shows the use of a family: a function in C, or a class or constant.
fn uses(category: &sordino_paperwork::tables::apple_apis::ApiCategory, symbol: &str) -> bool {
    let name = symbol.split('$').next().unwrap_or(symbol);
    let class = symbol.strip_prefix("OBJC_CLASS_$_");
    category.c_symbols.contains(&name)
        || category.names.contains(&symbol)
        || class.is_some_and(|class| category.names.contains(&class))
}

/// What a binary imports, without the leading underscore; none where it cannot be read.
fn imported(context: &Context<'_>, file: &File) -> Option<BTreeSet<String>> {
    let bytes = context.tree.bytes(&file.path)?;
    let mut imports = BTreeSet::new();
    read(&bytes, &mut imports, 0)?;
    Some(imports)
}

fn read(bytes: &[u8], imports: &mut BTreeSet<String>, depth: usize) -> Option<()> {
    // A slice may be an archive, an archive holds objects; nothing real goes deeper.
    if depth > 4 {
        return None;
    }
    match FileKind::parse(bytes).ok()? {
        FileKind::Archive => {
            let archive = ArchiveFile::parse(bytes).ok()?;
            let mut any = false;
            for member in archive.members() {
                let data = member.ok()?.data(bytes).ok()?;
                // A member that is no object (an index, a bitcode file) has no symbols to ask.
                any |= read(data, imports, depth + 1).is_some();
            }
            if !any {
                return None;
            }
        }
        FileKind::MachOFat32 => {
            let fat = MachOFatFile32::parse(bytes).ok()?;
            slices::<FatArch32>(bytes, fat.arches(), imports, depth)?;
        }
        FileKind::MachOFat64 => {
            let fat = MachOFatFile64::parse(bytes).ok()?;
            slices::<FatArch64>(bytes, fat.arches(), imports, depth)?;
        }
        FileKind::MachO32 | FileKind::MachO64 => {
            let object = object::File::parse(bytes).ok()?;
            for symbol in object.symbols().filter(|symbol| symbol.is_undefined()) {
                if let Ok(name) = symbol.name() {
                    imports.insert(name.strip_prefix('_').unwrap_or(name).to_owned());
                }
            }
        }
        _ => return None,
    }
    Some(())
}

fn slices<Arch: FatArch>(
    bytes: &[u8],
    arches: &[Arch],
    imports: &mut BTreeSet<String>,
    depth: usize,
) -> Option<()> {
    for arch in arches {
        let (offset, size) = arch.file_range();
        let data = bytes.read_bytes_at(offset, size).ok()?;
        read(data, imports, depth + 1)?;
    }
    Some(())
}
