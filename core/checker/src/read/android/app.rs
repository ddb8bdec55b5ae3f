//! One app of the tree: its variants and what is known of its build.

use super::merged::Merged;
use super::module::Module;
use super::source_set::{Role, of_resource, role};

/// Whether something is linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Linked {
    /// This line says so.
    Yes {
        /// Where it is said.
        file: String,
        /// Its line.
        line: usize,
    },
    /// The build says everything, and not this.
    No,
    /// The tree does not say.
    Unknown,
}

/// A module that an app uses.
#[derive(Debug, Clone)]
pub(crate) struct Library<'a> {
    pub(crate) module: &'a Module,
    /// The source set of the app for which it is used; empty for all.
    pub(crate) set: String,
}

/// Whether what is used for the source set `set` is part of `variant`.
pub(super) fn is_in(variant: &str, set: &str) -> bool {
    match role(set) {
        _ if set.is_empty() => true,
        Role::Debug => role(variant) == Role::Debug,
        Role::Release => role(variant) != Role::Debug,
        _ => variant
            .to_lowercase()
            .contains(&set.to_lowercase().replace("release", "")),
    }
}

/// One app, with the modules that are merged into it.
#[derive(Debug, Clone)]
pub(crate) struct App<'a> {
    pub(crate) module: &'a Module,
    pub(crate) libraries: Vec<Library<'a>>,
    pub(crate) min_sdk: Option<u32>,
    pub(crate) target_sdk: Option<u32>,
    /// A library on its own, in a tree without an app.
    pub(crate) is_library: bool,
}

impl<'a> App<'a> {
    /// The merged view of each variant that is shipped: of each flavour, whether it has a manifest of its
    /// own or not, and of `main` where there is none.
    pub(crate) fn variants(&self) -> Vec<Merged<'a>> {
        let declared = self
            .module
            .gradle
            .as_ref()
            .map_or(&[][..], |gradle| &gradle.flavors);
        let with_manifest = self.module.sets_of(Role::Flavor);
        let with_manifest = with_manifest.filter(|name| self.module.set(name).is_some());
        let mut names: Vec<&str> = declared.iter().map(String::as_str).collect();
        for name in with_manifest {
            let lower = name.to_lowercase();
            // `fullRelease` is a variant of the flavour `full`, which stands for it.
            let known = names.iter().any(|known| lower == known.to_lowercase());
            if !known {
                names.push(name);
            }
        }
        if names.is_empty() {
            names.push("main");
        }
        names.into_iter().map(|name| self.merged(name)).collect()
    }

    /// The merged view of a build that is not shipped, if the module has files for one.
    pub(crate) fn debug(&self) -> Option<Merged<'a>> {
        let name = self.module.sets_of(Role::Debug).next()?;
        Some(self.merged(name))
    }

    fn merged(&self, name: &str) -> Merged<'a> {
        let sets = sets_of(self.module, name);
        let own = sets.iter().filter_map(|set| self.module.set(set));
        let libraries = self
            .libraries
            .iter()
            .filter(|library| is_in(name, &library.set))
            .flat_map(|library| {
                let sets = sets_of(library.module, name).into_iter();
                sets.filter_map(|set| library.module.set(set))
            });
        Merged {
            variant: name.to_owned(),
            manifests: own.chain(libraries).collect(),
        }
    }

    /// The files that `@xml/name` can mean in a variant: those of the set of highest priority that
    /// has any.
    pub(crate) fn xml(&self, variant: &str, name: &str) -> Vec<&'a str> {
        let wanted = format!("{name}.xml");
        let of = |module: &'a Module, set: &str| -> Vec<&'a str> {
            let resources = module.sets.get(set).map_or(&[][..], |set| &set.resources);
            let found = resources.iter().map(String::as_str).filter(|path| {
                let kind = of_resource(path).map_or("", |(_, _, kind)| kind);
                (kind == "xml" || kind.starts_with("xml-"))
                    && path.rsplit('/').next() == Some(&wanted)
            });
            found.collect()
        };
        let all = |module: &'a Module| {
            let sets = sets_of(module, variant).into_iter();
            sets.map(move |set| of(module, set))
        };
        let own = all(self.module);
        let used = self
            .libraries
            .iter()
            .filter(|library| is_in(variant, &library.set));
        let libraries = used.flat_map(|library| all(library.module));
        own.chain(libraries)
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The value of a manifest attribute with its placeholder filled in; `None` if it has one that
    /// the build file does not fill.
    pub(crate) fn filled<'b>(&'b self, value: &'b str) -> Option<&'b str> {
        let Some(name) = value
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}'))
        else {
            return (!value.starts_with('@') && !value.contains("${")).then_some(value);
        };
        let gradle = self.module.gradle.as_ref()?;
        gradle.placeholders.get(name).map(String::as_str)
    }
}

/// The source sets of a module that are part of a variant, in falling priority.
fn sets_of<'a>(module: &'a Module, variant: &str) -> Vec<&'a str> {
    let lower = variant.to_lowercase();
    let mut sets: Vec<&str> = Vec::new();
    if variant != "main" {
        let own = module.sets.keys().map(String::as_str);
        sets.extend(own.filter(|name| *name == variant));
        let parts = module.sets_of(Role::Flavor);
        let parts = parts.filter(|part| *part != variant && lower.contains(&part.to_lowercase()));
        sets.extend(parts);
    }
    if role(variant) == Role::Debug {
        sets.extend(module.sets_of(Role::Debug).filter(|name| *name == "debug"));
    } else {
        sets.extend(module.sets_of(Role::Release));
    }
    sets.extend(module.sets_of(Role::Main));
    sets.dedup();
    sets
}
