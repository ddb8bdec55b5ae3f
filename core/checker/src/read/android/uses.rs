//! Which modules of the tree an app uses, and in which variant.

use std::collections::BTreeMap;

use super::app::Library;
use super::gradle::{GradleModule, Kind as Becomes};
use super::module::Module;

/// The modules whose manifests are merged into `app`'s: those that its scripts name, one
/// through another, and all libraries of the tree where no script is there to ask.
pub(super) fn used_by<'a>(modules: &'a [Module], app: &'a Module) -> Vec<Library<'a>> {
    let others = || modules.iter().filter(|module| module.folder != app.folder);
    let Some(gradle) = &app.gradle else {
        let libraries = others().filter(|module| !module.is_app() && !module.is_sample());
        return libraries
            .map(|module| Library {
                module,
                set: String::new(),
            })
            .collect();
    };
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open: Vec<(&GradleModule, String)> = vec![(gradle, String::new())];
    let mut used: Vec<Library<'a>> = Vec::new();
    while let Some((gradle, above)) = open.pop() {
        for named in &gradle.projects {
            let set = if above.is_empty() { &named.set } else { &above };
            for module in named_by(&named.folder, others()) {
                match seen.get(module.folder.as_str()) {
                    None => {
                        seen.insert(&module.folder, used.len());
                        used.push(Library {
                            module,
                            set: set.clone(),
                        });
                    }
                    // Used in one variant before, and in all of them now.
                    Some(at) if set.is_empty() && !used[*at].set.is_empty() => {
                        used[*at].set.clear();
                    }
                    Some(_) => continue,
                }
                open.extend(module.gradle.as_ref().map(|gradle| (gradle, set.clone())));
            }
        }
    }
    features(modules, app, &mut used);
    used
}

/// The modules that a script names: one, or all that fit where a part of the name is put together, as in `features/$it`.
fn named_by<'a>(name: &str, others: impl Iterator<Item = &'a Module>) -> Vec<&'a Module> {
    if !has_gaps(name) {
        let ends = |module: &&Module| {
            module.folder == name || module.folder.ends_with(&format!("/{name}"))
        };
        return others
            .filter(ends)
            .min_by_key(|module| module.folder.len())
            .into_iter()
            .collect();
    }
    let fits = |module: &&Module| {
        let (mut parts, mut folder) = (name.rsplit('/'), module.folder.rsplit('/'));
        parts.all(|part| {
            let begins = part.split('$').next().unwrap_or_default();
            let has_gap = part.is_empty() || part.contains('$');
            let is_there = folder.next();
            is_there.is_some_and(|is| is == part || has_gap && is.starts_with(begins))
        })
    };
    others.filter(fits).collect()
}

/// Whether a part of a module's name is known only to who runs the script: `features/$it`, `features/` before a `+`.
fn has_gaps(name: &str) -> bool {
    name.contains('$') || name.ends_with('/')
}

/// Dynamic features name their app; they are installed with it.
fn features<'a>(modules: &'a [Module], app: &Module, used: &mut Vec<Library<'a>>) {
    let name = app.folder.as_str();
    for module in modules {
        let feature = module.gradle.as_ref().is_some_and(|gradle| {
            gradle.kind == Becomes::Library
                && gradle
                    .plugins
                    .iter()
                    .any(|id| id == "com.android.dynamic-feature")
                && gradle.projects.iter().any(|used| used.folder == name)
        });
        if feature
            && used
                .iter()
                .all(|known| known.module.folder != module.folder)
        {
            used.push(Library {
                module,
                set: String::new(),
            });
        }
    }
}
