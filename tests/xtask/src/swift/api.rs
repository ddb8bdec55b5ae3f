//! What the package offers to an app: a list that is committed, so that a change of it is seen, and its documentation.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::package;
use super::toolchain::Toolchain;
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::Count;

/// The committed list is what the package offers.
pub(crate) fn check(log: &mut Log) -> Result<Count, Trouble> {
    let offered = offered(log)?;
    let committed = fs::read_to_string(list()).unwrap_or_default();
    for line in offered.lines().filter(|line| !committed.contains(line)) {
        log.note(&format!("offered and not in the list: {line}"))?;
    }
    for line in committed.lines().filter(|line| !offered.contains(line)) {
        log.note(&format!("in the list and not offered: {line}"))?;
    }
    let mut count = Count::one(offered == committed);
    if count.failed > 0 {
        count.note =
            "ios/api/Sordino.txt is not what the package offers: if it should be, run `cargo xtask swift-api`".into();
    }
    Ok(count)
}

/// Writes the list anew.
pub(crate) fn write(log: &mut Log) -> Result<Count, Trouble> {
    let offered = offered(log)?;
    fs::create_dir_all(root().join("ios/api"))?;
    fs::write(list(), offered)?;
    Ok(Count::one(true))
}

/// The documentation has no broken link and no undocumented page.
pub(crate) fn documentation(log: &mut Log) -> Result<Count, Trouble> {
    let swift = Toolchain::ready(log)?;
    // In a folder of its own, so that the core's words, which the generator documents, are not held to these rules.
    let own = graphs().join("own");
    fs::create_dir_all(&own)?;
    fs::copy(
        graphs().join("Sordino.symbols.json"),
        own.join("Sordino.symbols.json"),
    )?;
    let output = target().join("swift/documentation");
    Ok(Count::one(log.run(&mut swift.command(&[
        "docc",
        "convert",
        "Sources/Sordino/Sordino.docc",
        "--additional-symbol-graph-dir",
        &own.display().to_string(),
        "--fallback-display-name",
        "Sordino",
        "--fallback-bundle-identifier",
        "dev.sordino",
        "--warnings-as-errors",
        "--output-path",
        &output.display().to_string(),
    ]))?))
}

fn list() -> PathBuf {
    root().join("ios/api/Sordino.txt")
}

fn graphs() -> PathBuf {
    target().join("swift/graphs")
}

/// One line for each public declaration, sorted by its path. The core's words that the package hands on are among them, and
/// what the product for direct writing offers.
fn offered(log: &mut Log) -> Result<String, Trouble> {
    let swift = Toolchain::ready(log)?;
    let library = package::made(log, package::Build::Debug)?;
    let built = log.run(&mut swift.command(&[
        &library,
        "swift",
        "build",
        "--scratch-path",
        &package::scratch(),
        "-Xswiftc",
        "-warnings-as-errors",
    ]))?;
    if !built {
        return Err(Trouble("the package does not build".into()));
    }
    let own = symbols(log, &swift, "Sordino")?;
    let handed_on: BTreeSet<String> = own.iter().filter_map(alias).collect();
    let core = symbols(log, &swift, "SordinoCore")?;
    let core = core
        .iter()
        .filter(|symbol| {
            handed_on.contains(symbol["pathComponents"][0].as_str().unwrap_or_default())
        })
        .map(|symbol| format!("core {}", line(symbol)));
    let contacts = symbols(log, &swift, "SordinoContacts")?;
    let contacts = contacts
        .iter()
        .map(|symbol| format!("contacts {}", line(symbol)));
    let mut lines: Vec<String> = own.iter().map(line).chain(core).chain(contacts).collect();
    lines.sort();
    lines.dedup();
    lines.push(String::new());
    Ok(lines.join("\n"))
}

/// What a module offers, by Swift's own tool.
fn symbols(log: &mut Log, swift: &Toolchain, module: &str) -> Result<Vec<Value>, Trouble> {
    let folder = graphs();
    fs::create_dir_all(&folder)?;
    let modules = format!("{}/debug/Modules", package::scratch());
    let map = root().join("ios/Sources/SordinoFFI/module.modulemap");
    let extract = format!(
        "exec swift-symbolgraph-extract -module-name {module} -I '{modules}' -Xcc '-fmodule-map-file={}' \
         -target \"$(swiftc -print-target-info | sed -n 's/.*\"triple\": \"\\(.*\\)\".*/\\1/p' | head -n 1)\" \
         -minimum-access-level public -skip-synthesized-members -skip-inherited-docs -output-dir '{}'",
        map.display(),
        folder.display()
    );
    if !log.run(&mut swift.command(&["sh", "-c", &extract]))? {
        return Err(Trouble(format!("what {module} offers cannot be read")));
    }
    let file = folder.join(format!("{module}.symbols.json"));
    let mut graph: Value = serde_json::from_slice(&fs::read(file)?)
        .map_err(|error| Trouble(format!("the symbol graph is no JSON: {error}")))?;
    match graph["symbols"].take() {
        Value::Array(symbols) => Ok(symbols),
        _ => Err(Trouble("the symbol graph names no symbols".into())),
    }
}

/// The type that a `typealias` stands for.
fn alias(symbol: &Value) -> Option<String> {
    if symbol["kind"]["identifier"] != "swift.typealias" {
        return None;
    }
    let last = symbol["declarationFragments"].as_array()?.last()?;
    last["spelling"].as_str().map(str::to_owned)
}

fn line(symbol: &Value) -> String {
    let texts = |list: &Value, member: &str| -> Vec<String> {
        let items = list.as_array().into_iter().flatten();
        let text = |item: &Value| {
            let text = if member.is_empty() {
                item
            } else {
                &item[member]
            };
            text.as_str().unwrap_or_default().to_owned()
        };
        items.map(text).collect()
    };
    let path = texts(&symbol["pathComponents"], "").join(".");
    let declared = texts(&symbol["declarationFragments"], "spelling").concat();
    format!(
        "{path}: {}",
        declared.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_one_line_under_its_path() {
        let symbol = serde_json::json!({
            "pathComponents": ["Sordino", "flush()"],
            "declarationFragments": [{"spelling": "final"}, {"spelling": " "}, {"spelling": "func flush()\n async"}],
        });
        assert_eq!(line(&symbol), "Sordino.flush(): final func flush() async");
    }
}
