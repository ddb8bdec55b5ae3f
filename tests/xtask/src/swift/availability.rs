//! No use of an Apple symbol above the deployment target outside `#available`.
//!
//! A compiler on Linux does not look at availability, so the stand-ins carry each symbol's first versions as attributes and
//! this reads them. It reads text, not Swift: names are matched by word, and a check must open the block that it covers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::log::{Log, Trouble};
use crate::project::root;
use crate::report::Count;

/// First versions of iOS and macOS; none where Apple has the symbol on the other only.
type Versions = [Option<u32>; 2];

const SYSTEMS: [(&str, &str); 2] = [("iOS", ".iOS(.v"), ("macOS", ".macOS(.v")];
const DECLARED: [&str; 8] = [
    "func ",
    "var ",
    "let ",
    "class ",
    "struct ",
    "enum ",
    "protocol ",
    "case ",
];

/// Holds our sources against the stand-ins, and the stand-ins against the rule that each symbol has its versions.
pub(crate) fn check(log: &mut Log) -> Result<Count, Trouble> {
    let target = deployment(&fs::read_to_string(root().join("ios/Package.swift"))?);
    let mut symbols = BTreeMap::new();
    let mut broken = Vec::new();
    for (name, text) in swift_files(&root().join("ios/AppleStubs"))? {
        // What the stand-ins do for tests is Apple's nowhere.
        if !name.starts_with("Fake") {
            read(&name, &text, &mut symbols, &mut broken);
        }
    }
    for (name, text) in swift_files(&root().join("ios/Sources/Sordino"))? {
        uses(&name, &text, &symbols, target, &mut broken);
    }
    for line in &broken {
        log.note(line)?;
    }
    let mut count = Count::one(broken.is_empty() && !symbols.is_empty());
    count.note = format!("{} symbols", symbols.len());
    Ok(count)
}

fn deployment(package: &str) -> Versions {
    SYSTEMS.map(|(_, word)| number(package.split_once(word)?.1))
}

/// The versions of `(iOS 15.0, macOS 12, *)`.
fn versions(text: &str) -> Versions {
    SYSTEMS.map(|(system, _)| {
        let parts = text.split(['(', ',']);
        parts
            .filter_map(|part| part.trim().strip_prefix(system))
            .find_map(|rest| number(rest.trim_start()))
    })
}

/// The whole part of the version that `text` begins with.
fn number(text: &str) -> Option<u32> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text[..end].parse().ok()
}

/// Takes each declaration with its versions; a public one without is against the rule.
fn read(
    file: &str,
    text: &str,
    symbols: &mut BTreeMap<String, Versions>,
    broken: &mut Vec<String>,
) {
    let mut attribute = None;
    let mut around = Versions::default();
    for (at, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        if let Some((_, rest)) = code.split_once("@available") {
            attribute = Some(versions(rest));
        }
        let Some(name) = declared(code) else {
            continue;
        };
        let shown = code.contains("public ") || code.contains("open ") || attribute.is_some();
        match attribute.take() {
            // A member as old as its type is reached by naming the type only.
            Some(versions) if code.starts_with(' ') && versions == around => {}
            Some(versions) => {
                if !code.starts_with(' ') {
                    around = versions;
                }
                symbols.insert(name, versions);
            }
            None if shown && !code.contains("typealias") => broken.push(format!(
                "{file}:{}: {name} has no @available with its first versions",
                at + 1
            )),
            None => {}
        }
    }
}

fn declared(code: &str) -> Option<String> {
    let (_, rest) = DECLARED.iter().find_map(|word| code.split_once(word))?;
    let name: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}

/// Finds each use above the target whose blocks no check covers.
fn uses(
    file: &str,
    text: &str,
    symbols: &BTreeMap<String, Versions>,
    target: Versions,
    broken: &mut Vec<String>,
) {
    let mut blocks = vec![target];
    let mut attribute: Option<Versions> = None;
    for (at, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for key in ["#available", "@available"] {
            if let Some((_, rest)) = code.split_once(key) {
                attribute = Some(versions(rest));
            }
        }
        let here = attribute.unwrap_or(*blocks.last().unwrap_or(&target));
        for word in code.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            let Some(needs) = symbols.get(word) else {
                continue;
            };
            for (system, (needs, has)) in SYSTEMS.iter().zip(needs.iter().zip(here)) {
                if let (Some(needs), Some(has)) = (needs, has)
                    && *needs > has
                {
                    broken.push(format!(
                        "{file}:{}: {word} needs {} {needs}; put it under #available",
                        at + 1,
                        system.0
                    ));
                }
            }
        }
        for c in code.chars() {
            match c {
                '{' => {
                    let outer = *blocks.last().unwrap_or(&target);
                    blocks.push(attribute.take().unwrap_or(outer));
                }
                '}' => {
                    blocks.pop();
                }
                _ => {}
            }
        }
    }
}

fn swift_files(folder: &Path) -> Result<Vec<(String, String)>, Trouble> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(swift_files(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "swift") {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.push((name.into_owned(), fs::read_to_string(&path)?));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUB: &str = "@available(iOS 27.0, macOS 27.0, *)\npublic final class Newer {\n    public func loose() {}\n}\n";

    fn found(source: &str) -> Vec<String> {
        let (mut symbols, mut broken) = (BTreeMap::new(), Vec::new());
        read("Stub.swift", STUB, &mut symbols, &mut broken);
        broken.clear();
        uses(
            "Use.swift",
            source,
            &symbols,
            [Some(15), Some(12)],
            &mut broken,
        );
        broken
    }

    #[test]
    fn a_use_above_the_target_is_found() {
        assert_eq!(found("func f() {\n    Newer()\n}\n").len(), 2);
    }

    #[test]
    fn a_use_after_the_block_of_a_check_is_found() {
        let source = "if #available(iOS 27.0, macOS 27.0, *) {\n    Newer()\n}\nNewer()\n";
        assert_eq!(found(source).len(), 2);
    }

    #[test]
    fn a_check_of_too_old_a_version_covers_nothing() {
        assert_eq!(
            found("if #available(iOS 16, macOS 27, *) {\n    Newer()\n}\n").len(),
            1
        );
    }

    #[test]
    fn a_use_under_a_check_is_let_through() {
        let source = "@available(iOS 27.0, macOS 27.0, *)\nfunc f() {\n    Newer()\n}\n";
        assert_eq!(found(source), Vec::<String>::new());
    }

    #[test]
    fn a_symbol_without_its_versions_is_found() {
        let mut broken = Vec::new();
        read("Stub.swift", STUB, &mut BTreeMap::new(), &mut broken);
        assert_eq!(broken.len(), 1);
    }
}
