//! Which libraries from elsewhere an app links, and in which variant.

use super::app::{App, Linked, is_in};
use super::gradle::GradleModule;
use super::project::Project;

impl Project {
    /// Whether a script of the app, or of a module that it uses, does what only running it would show.
    pub(crate) fn is_unsettled(&self, app: &App<'_>) -> bool {
        scripts(app, "").any(|script| script.unsettled)
    }

    /// Where any module of the tree links one of these, written as for [`Self::linked`].
    pub(crate) fn links(&self, artifacts: &[&str]) -> Option<(&str, usize)> {
        let scripts = self
            .modules
            .iter()
            .filter_map(|module| module.gradle.as_ref());
        let said = scripts.flat_map(|script| {
            let lines = script.dependencies.iter();
            let shipped = lines.filter(|found| is_in("main", &found.set) || !is_debug(&found.set));
            shipped.map(|found| (found.module.as_str(), script.path.as_str(), found.line))
        });
        let locked = self
            .locked
            .iter()
            .map(|(name, file)| (name.as_str(), file.as_str(), 1));
        let found = said
            .chain(locked)
            .find(|(name, _, _)| fits(name, artifacts));
        found.map(|(_, file, line)| (file, line))
    }

    /// Whether a variant of `app` links one of these: `group:artifact`, a prefix of it that ends in `*`,
    /// or a package of npm or pub.
    pub(crate) fn linked(&self, app: &App<'_>, variant: &str, artifacts: &[&str]) -> Linked {
        let mut unsettled = false;
        let excluded = |module: &str| {
            let own = app.module.gradle.iter();
            own.flat_map(|gradle| &gradle.excluded)
                .any(|one| one.covers(module))
        };
        for script in scripts(app, variant) {
            unsettled |= script.unsettled;
            let mut linked = script.dependencies.iter();
            let found = linked.find(|found| {
                is_in(variant, &found.set)
                    && fits(&found.module, artifacts)
                    && !excluded(&found.module)
            });
            if let Some(found) = found {
                return Linked::Yes {
                    file: script.path.clone(),
                    line: found.line,
                };
            }
        }
        let mut locked = self.locked.iter();
        if let Some((_, file)) = locked.find(|(name, _)| fits(name, artifacts) && !excluded(name)) {
            return Linked::Yes {
                file: file.clone(),
                line: 1,
            };
        }
        if self.has_lockfile || (app.module.gradle.is_some() && !unsettled) {
            Linked::No
        } else {
            Linked::Unknown
        }
    }

    /// Whether a lockfile lists everything that is linked.
    pub(crate) fn is_locked(&self) -> bool {
        self.has_lockfile
    }

    /// Whether the app's script applies the plugin with this id.
    pub(crate) fn applies(&self, app: &App<'_>, id: &str) -> bool {
        let own = app.module.gradle.iter();
        own.flat_map(|gradle| &gradle.plugins)
            .any(|plugin| plugin == id)
    }
}

fn is_debug(set: &str) -> bool {
    super::source_set::role(set) == super::source_set::Role::Debug
}

/// The scripts of the app and of what a variant uses; of every variant where none is named.
fn scripts<'a>(app: &'a App<'a>, variant: &'a str) -> impl Iterator<Item = &'a GradleModule> {
    let libraries = app
        .libraries
        .iter()
        .filter(move |library| variant.is_empty() || is_in(variant, &library.set))
        .map(|library| library.module);
    std::iter::once(app.module)
        .chain(libraries)
        .filter_map(|module| module.gradle.as_ref())
}

fn fits(module: &str, artifacts: &[&str]) -> bool {
    let mut all = artifacts.iter();
    all.any(|wanted| match wanted.strip_suffix('*') {
        Some(prefix) => module.starts_with(prefix),
        None => module == *wanted,
    })
}
