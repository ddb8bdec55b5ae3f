//! What the build itself defines for its modules: names, functions, plugins of its own.

use super::gradle::{Block, Build, Catalog, GradleModule, functions, read as cut, strings};
use crate::read::kind::Kind;
use crate::read::tree::{File, Tree};

const FOLDERS: [&str; 6] = [
    "buildSrc",
    "build-logic",
    "build-plugin",
    "buildLogic",
    "build-plugins",
    "gradle-plugins",
];

/// Whether a path lies in build logic.
pub(super) fn is_inside(path: &str) -> bool {
    path.split('/').any(|part| FOLDERS.contains(&part))
}

/// Reads the catalogues and the build logic of a tree.
pub(super) fn read(tree: &Tree) -> Build {
    let mut build = Build::default();
    for file in tree.of(Kind::VersionCatalog) {
        let text = tree.text(&file.path);
        if let Some(catalog) = text.and_then(|text| Catalog::read(&text)) {
            let accessor = file.name().trim_end_matches(".versions.toml");
            build.catalog.add(catalog, accessor);
        }
    }
    let sources = tree.of(Kind::AndroidSource);
    let sources: Vec<&File> = sources.filter(|file| is_inside(&file.path)).collect();
    let mut plugins: Vec<(String, String)> = Vec::new();
    for file in tree.of(Kind::Gradle).chain(sources.iter().copied()) {
        let Some(text) = tree.text(&file.path) else {
            continue;
        };
        build.names.learn(&text);
        if text.contains("fun ") || text.contains("def ") {
            build.functions.extend(functions(&cut(&text)));
        }
        if is_inside(&file.path) && text.contains("implementationClass") {
            registered(&cut(&text), &build, &mut plugins);
        }
    }
    // One plugin may apply another, so that those without a need for others are read first.
    for _ in 0..2 {
        for file in tree.of(Kind::Gradle).filter(|file| is_inside(&file.path)) {
            let name = file.name();
            let stem = name
                .strip_suffix(".gradle.kts")
                .or(name.strip_suffix(".gradle"));
            if let (Some(id), Some(text)) = (stem, tree.text(&file.path))
                && !["build", "settings"].contains(&id)
            {
                let read = GradleModule::read(&file.path, &text, &build);
                build.conventions.insert(id.to_owned(), read);
            }
        }
        for (id, class) in &plugins {
            let class = class.rsplit('.').next().unwrap_or(class);
            let file = sources
                .iter()
                .find(|file| file.name().split('.').next() == Some(class));
            if let Some(text) = file.and_then(|file| tree.text(&file.path)) {
                let path = file.map_or("", |file| file.path.as_str());
                let read = GradleModule::read(path, &text, &build);
                build.conventions.insert(id.clone(), read);
            }
        }
    }
    build
}

/// Ids and classes of the plugins that a script registers.
fn registered(root: &Block, build: &Build, plugins: &mut Vec<(String, String)>) {
    root.each(&mut |block| {
        let value = |name: &str| {
            let found = block
                .statements
                .iter()
                .find(|one| one.text.starts_with(name))?;
            let named = strings(&found.text).next().map(str::to_owned);
            named.or_else(|| {
                let at = found.text.find("plugins.")? + "plugins.".len();
                let name = found.text[at..].split(".get").next()?;
                build.catalog.plugin(name).map(str::to_owned)
            })
        };
        if let (Some(id), Some(class)) = (value("id"), value("implementationClass")) {
            plugins.push((id, class));
        }
    });
}
