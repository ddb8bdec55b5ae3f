//! No use of an Apple symbol where its system does not have it: above the deployment target outside `#available`, of an
//! extension, or on a system that lacks it.
//!
//! A compiler on Linux does not look at availability, so the stand-ins carry what Apple's headers say as attributes and
//! this reads them. It reads text, not Swift: names are matched by word, and a check must open the block that it covers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::log::{Log, Trouble};
use crate::project::root;
use crate::report::Count;

/// First versions of iOS and macOS; none where Apple has the symbol on the other only.
type Versions = [Option<u32>; 2];

/// How a stand-in begins that the package does not call. Its names are not looked for in the package.
const FOR_THE_EXAMPLE: &str = "// What the example app calls";
/// How a declaration ends whose name is a word of ours too: it is not looked for, and its use is held by eye.
const ALSO_OURS: &str = "// a word of ours too";
/// The attribute of what an app extension must not call.
const NOT_IN_EXTENSIONS: &str = "@available(iOSApplicationExtension, unavailable)";
/// What `#if` says where code is compiled for one of the systems only, in the order of [`SYSTEMS`].
const ONLY_ON: [[&str; 2]; 2] = [
    ["canImport(UIKit)", "os(iOS)"],
    ["canImport(AppKit)", "os(macOS)"],
];

/// What a symbol asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Needs {
    versions: Versions,
    host_app: bool,
    /// A call of it has an argument list or a closure; a case of ours may have the same name.
    is_function: bool,
}

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
            broken.extend(without_source(&name, &text));
            if !text.starts_with(FOR_THE_EXAMPLE) {
                read(&name, &text, &mut symbols, &mut broken);
            }
        }
    }
    for module in ["Sordino", "SordinoContacts"] {
        for (name, text) in swift_files(&root().join("ios/Sources").join(module))? {
            uses(&name, &text, &symbols, target, &mut broken);
        }
    }
    for line in &broken {
        log.note(line)?;
    }
    let mut count = Count::one(broken.is_empty() && !symbols.is_empty());
    count.note = format!("{} symbols", symbols.len());
    Ok(count)
}

/// A stand-in says where Apple's own declaration can be read.
fn without_source(file: &str, text: &str) -> Option<String> {
    let named = text
        .lines()
        .any(|line| line.starts_with("// Source: ") && line.contains('.'));
    (!named).then(|| format!("{file}: no line begins with `// Source: ` and names Apple's own"))
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
fn read(file: &str, text: &str, symbols: &mut BTreeMap<String, Needs>, broken: &mut Vec<String>) {
    let mut attribute = None;
    let mut host_app = false;
    let mut around = Versions::default();
    for (at, line) in text.lines().enumerate() {
        if line.ends_with(ALSO_OURS) {
            continue;
        }
        let code = line.split("//").next().unwrap_or_default();
        if code.contains(NOT_IN_EXTENSIONS) {
            host_app = true;
        } else if let Some((_, rest)) = code.split_once("@available") {
            attribute = Some(versions(rest));
        }
        let Some((name, is_function)) = declared(code) else {
            continue;
        };
        let shown = code.contains("public ") || code.contains("open ") || attribute.is_some();
        let host_app = std::mem::take(&mut host_app);
        match attribute.take() {
            // A member as old as its type is reached by naming the type only.
            Some(versions) if code.starts_with(' ') && versions == around && !host_app => {}
            Some(versions) => {
                if !code.starts_with(' ') {
                    around = versions;
                }
                let needs = Needs {
                    versions,
                    host_app,
                    is_function,
                };
                symbols.insert(name, needs);
            }
            None if shown && !code.contains("typealias") => broken.push(format!(
                "{file}:{}: {name} has no @available with its first versions",
                at + 1
            )),
            None => {}
        }
    }
}

/// The name that a line declares, and whether it is a function's.
fn declared(code: &str) -> Option<(String, bool)> {
    let found = |word: &&str| Some((code.split_once(*word)?.1, *word == "func "));
    let (rest, is_function) = DECLARED.iter().find_map(found)?;
    let name: String = rest.chars().take_while(is_in_name).collect();
    (!name.is_empty()).then_some((name, is_function))
}

fn is_in_name(c: &char) -> bool {
    c.is_alphanumeric() || *c == '_'
}

/// The words of a line, each with whether a call may begin with it.
fn words(code: &str) -> impl Iterator<Item = (&str, bool)> {
    code.split(|c: char| !is_in_name(&c)).map(move |word| {
        let end = word.as_ptr() as usize - code.as_ptr() as usize + word.len();
        let rest = code.get(end..).unwrap_or_default().trim_start();
        (word, rest.starts_with(['(', '{', '<']))
    })
}

/// What holds inside a block.
#[derive(Clone, Copy)]
struct Block {
    has: Versions,
    host_app: bool,
}

/// Finds each use whose blocks do not allow it.
fn uses(
    file: &str,
    text: &str,
    symbols: &BTreeMap<String, Needs>,
    target: Versions,
    broken: &mut Vec<String>,
) {
    let outermost = Block {
        has: target,
        host_app: false,
    };
    let mut blocks = vec![outermost];
    let mut conditions: Vec<String> = Vec::new();
    let mut attribute: Option<Versions> = None;
    let mut host_app = false;
    for (at, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        directive(code.trim_start(), &mut conditions);
        for key in ["#available", "@available"] {
            if let Some((_, rest)) = code.split_once(key) {
                match code.contains(NOT_IN_EXTENSIONS) {
                    true => host_app = true,
                    false => attribute = Some(versions(rest)),
                }
            }
        }
        let around = *blocks.last().unwrap_or(&outermost);
        let here = Block {
            has: attribute.unwrap_or(around.has),
            host_app: host_app || around.host_app,
        };
        for (word, is_called) in words(code) {
            let needs = symbols.get(word);
            if let Some(needs) = needs.filter(|needs| is_called || !needs.is_function) {
                let faults = faults(*needs, here, &conditions);
                broken.extend(
                    faults
                        .iter()
                        .map(|fault| format!("{file}:{}: {word} {fault}", at + 1)),
                );
            }
        }
        for c in code.chars() {
            match c {
                '{' => {
                    blocks.push(here);
                    (attribute, host_app) = (None, false);
                }
                '}' => {
                    blocks.pop();
                }
                _ => {}
            }
        }
    }
}

/// Keeps the conditions of the `#if`s that are open.
fn directive(code: &str, conditions: &mut Vec<String>) {
    if let Some(condition) = code.strip_prefix("#if ") {
        conditions.push(condition.to_owned());
    } else if code.starts_with("#else") {
        // What holds there is that the condition does not.
        if let Some(last) = conditions.last_mut() {
            last.clear();
        }
    } else if code.starts_with("#endif") {
        conditions.pop();
    }
}

/// Why a symbol must not be used here.
fn faults(needs: Needs, here: Block, conditions: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, (system, _)) in SYSTEMS.iter().enumerate() {
        match (needs.versions[at], here.has[at]) {
            (Some(needs), Some(has)) if needs > has => {
                faults.push(format!("needs {system} {needs}; put it under #available"));
            }
            (None, _) if !is_only_on(1 - at, conditions) => {
                faults.push(format!("is not on {system}; put it under #if"));
            }
            _ => {}
        }
    }
    if needs.host_app && !here.host_app {
        faults.push(format!(
            "is not for extensions; its caller needs {NOT_IN_EXTENSIONS}"
        ));
    }
    faults
}

/// Whether an open `#if` leaves only the system of that number.
fn is_only_on(system: usize, conditions: &[String]) -> bool {
    conditions.iter().any(|condition| {
        ONLY_ON[system]
            .iter()
            .any(|word| condition.contains(word) && !condition.contains("||"))
    })
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

    const STUB: &str = "\
@available(iOS 27.0, macOS 27.0, *)
public final class Newer {
    public func loose() {}
}
@available(iOS 13.0, *)
public final class PhoneOnly {
    @available(iOS 13.0, *)
    @available(iOSApplicationExtension, unavailable)
    public func register() {}
}
";

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
    fn a_use_after_a_checked_block_is_found() {
        let source = "if #available(iOS 27.0, macOS 27.0, *) {\n    Newer()\n}\nNewer()\n";
        assert_eq!(found(source).len(), 2);
    }

    #[test]
    fn a_check_of_an_older_version_covers_nothing() {
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
    fn uncovered_calls_a_mac_lacks_are_found() {
        assert_eq!(found("PhoneOnly()\n").len(), 1);
        assert_eq!(
            found("#if canImport(UIKit)\nPhoneOnly()\n#else\nPhoneOnly()\n#endif\n").len(),
            1
        );
        assert_eq!(
            found("#if os(macOS) || os(Linux)\nPhoneOnly()\n#endif\n").len(),
            1
        );
    }

    #[test]
    fn what_extensions_lack_is_found_in_their_callers() {
        let marked = "@available(iOSApplicationExtension, unavailable)\n";
        let caller = "static func f() {\n    register()\n}\nstatic func g() {\n    register()\n}\n";
        let source = |mark: &str| format!("#if os(iOS)\n{mark}{caller}#endif\n");
        assert_eq!(found(&source("")).len(), 2);
        assert_eq!(found(&source(marked)).len(), 1);
    }

    #[test]
    fn a_case_with_a_functions_name_is_no_call() {
        assert_eq!(found("case .register: break\n"), Vec::<String>::new());
    }

    #[test]
    fn a_stand_in_without_its_source_is_found() {
        assert!(without_source("Stub.swift", STUB).is_some());
        assert!(without_source("Stub.swift", "// Source: NSException.h\n").is_none());
    }

    #[test]
    fn a_symbol_without_its_versions_is_found() {
        let mut broken = Vec::new();
        read("Stub.swift", STUB, &mut BTreeMap::new(), &mut broken);
        assert_eq!(broken.len(), 1);
    }
}
