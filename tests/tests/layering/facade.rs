//! Finds calls of the engine that stand outside its facade, where a rule could hide behind them.

use crate::modules::{ModulePath, Modules};

const ENGINE: &str = "Engine";
const FACADE: &str = "facade";

/// Returns `true` if the facade adds calls to the engine, so that the rule below looks at something.
pub(crate) fn has_calls(modules: &Modules) -> bool {
    calls(modules).any(|(path, _)| is_facade(path))
}

/// Returns the calls that files outside of the facade add to the engine.
pub(crate) fn calls_elsewhere(modules: &Modules) -> Vec<String> {
    calls(modules)
        .filter(|(path, _)| !is_facade(path))
        .map(|(path, method)| format!("{}: {ENGINE}::{method}", path.join("::")))
        .collect()
}

fn calls(modules: &Modules) -> impl Iterator<Item = (&ModulePath, &String)> {
    modules.iter().flat_map(|(path, module)| {
        let methods = module.methods.iter();
        let own = methods.filter(|(ty, _)| ty == ENGINE);
        own.map(move |(_, method)| (path, method))
    })
}

fn is_facade(path: &ModulePath) -> bool {
    path.first().is_some_and(|top| top == FACADE)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{calls_elsewhere, has_calls};
    use crate::modules::{self, Modules};

    fn read(upload: &str) -> Modules {
        let files = [
            ("src/lib.rs", "mod facade; mod upload;"),
            (
                "src/facade/mod.rs",
                "mod open; pub struct Engine; impl Engine { fn guarded(&self) {} }",
            ),
            (
                "src/facade/open.rs",
                "use super::Engine; impl Engine { fn open() {} }",
            ),
            ("src/upload.rs", upload),
        ];
        let find = |path: &Path| {
            let found = files.iter().find(|(name, _)| Path::new(name) == path);
            found.map(|(_, text)| (*text).to_owned())
        };
        modules::read(Path::new("src/lib.rs"), &find)
    }

    #[test]
    fn a_call_outside_the_facade_is_found() {
        let modules = read("use crate::facade::Engine; impl Engine { pub fn next(&self) {} }");
        assert_eq!(calls_elsewhere(&modules), ["upload: Engine::next"]);
    }

    #[test]
    fn the_facade_and_other_types_are_fine() {
        let modules = read("pub struct Uploads; impl Uploads { pub fn next(&self) {} }");
        assert!(has_calls(&modules));
        assert_eq!(calls_elsewhere(&modules), [""; 0]);
    }
}
