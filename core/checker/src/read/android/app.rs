//! One app of the tree: its variants and what is known of its build.

use super::merged::Merged;
use super::module::Module;
use super::source_set::{Role, of_resource};

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

/// One app, with the modules that are merged into it.
#[derive(Debug, Clone)]
pub(crate) struct App<'a> {
    pub(crate) module: &'a Module,
    pub(crate) libraries: Vec<&'a Module>,
    pub(crate) min_sdk: Option<u32>,
    pub(crate) target_sdk: Option<u32>,
    /// A library on its own, in a tree without an app.
    pub(crate) is_library: bool,
}

impl<'a> App<'a> {
    /// The merged view of each variant that is shipped.
    pub(crate) fn variants(&self) -> Vec<Merged<'a>> {
        let flavors: Vec<&str> = self.module.sets_of(Role::Flavor).collect();
        let flavors: Vec<&str> = flavors
            .into_iter()
            .filter(|name| self.module.set(name).is_some())
            .collect();
        let mut variants: Vec<Merged<'a>> = flavors.iter().map(|name| self.merged(name)).collect();
        let declared = self
            .module
            .gradle
            .as_ref()
            .map_or(&[][..], |gradle| &gradle.flavors);
        if flavors.is_empty()
            || declared
                .iter()
                .any(|name| !flavors.contains(&name.as_str()))
        {
            variants.insert(0, self.merged("main"));
        }
        variants
    }

    /// The merged view of a build that is not shipped, if the module has files for one.
    pub(crate) fn debug(&self) -> Option<Merged<'a>> {
        let name = self.module.sets_of(Role::Debug).next()?;
        Some(self.merged(name))
    }

    fn merged(&self, name: &str) -> Merged<'a> {
        let sets = self.sets(name);
        let own = sets.iter().filter_map(|set| self.module.set(set));
        let libraries = self
            .libraries
            .iter()
            .filter_map(|library| library.set("main").or_else(|| library.set("androidMain")));
        Merged {
            variant: name.to_owned(),
            manifests: own.chain(libraries).collect(),
        }
    }

    /// The source sets of a variant in falling priority.
    fn sets(&self, variant: &str) -> Vec<&'a str> {
        let lower = variant.to_lowercase();
        let mut sets: Vec<&str> = Vec::new();
        if variant != "main" {
            let own = self.module.sets.keys().map(String::as_str);
            sets.extend(own.filter(|name| *name == variant));
            let parts = self.module.sets_of(Role::Flavor);
            sets.extend(
                parts.filter(|part| *part != variant && lower.contains(&part.to_lowercase())),
            );
        }
        if super::source_set::role(variant) != Role::Debug {
            sets.extend(self.module.sets_of(Role::Release));
        }
        sets.extend(self.module.sets_of(Role::Main));
        sets
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
        let own = self
            .sets(variant)
            .into_iter()
            .map(|set| of(self.module, set));
        let libraries = self.libraries.iter().map(|library| of(library, "main"));
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
