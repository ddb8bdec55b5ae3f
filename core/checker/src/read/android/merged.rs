//! The manifest of one variant, as the build would merge it from the files of the tree.
//!
//! What libraries outside the tree add is not seen; whoever asks must say so.

use super::document::Attribute;
use super::manifest::{Manifest, MetaData, Service, UsesPermission};

/// Manifests in falling priority: build type, flavour, main, then the modules it uses.
#[derive(Debug, Clone)]
pub(crate) struct Merged<'a> {
    /// `main`, or the name of the flavour or build type that it is the merged view of.
    pub(crate) variant: String,
    pub(crate) manifests: Vec<&'a Manifest>,
}

impl<'a> Merged<'a> {
    /// The permission, unless nothing asks for it or a manifest of higher priority removes it.
    pub(crate) fn permission(&self, name: &str) -> Option<(&'a Manifest, &'a UsesPermission)> {
        let (manifest, found) = self.manifests.iter().find_map(|manifest| {
            let found = manifest
                .permissions
                .iter()
                .find(|asked| asked.name == name)?;
            Some((*manifest, found))
        })?;
        (!found.removes).then_some((manifest, found))
    }

    /// Whether a manifest removes the permission, whoever adds it.
    pub(crate) fn removes_permission(&self, name: &str) -> bool {
        let mut all = self
            .manifests
            .iter()
            .flat_map(|manifest| &manifest.permissions);
        all.any(|asked| asked.name == name && asked.removes)
    }

    /// An attribute of `application`: of two values that of higher priority stands.
    pub(crate) fn attribute(&self, name: &str) -> Option<(&'a Manifest, &'a Attribute)> {
        for manifest in &self.manifests {
            let Some(application) = &manifest.application else {
                continue;
            };
            if let Some(found) = application.android(name) {
                return Some((manifest, found));
            }
            let removed = application.tools("remove").unwrap_or_default();
            if removed
                .split(',')
                .any(|one| one.trim() == format!("android:{name}"))
            {
                return None;
            }
        }
        None
    }

    /// A `meta-data` of the application that is not removed.
    pub(crate) fn meta_data(&self, name: &str) -> Option<(&'a Manifest, &'a MetaData)> {
        let (manifest, found) = self.manifests.iter().find_map(|manifest| {
            let found = manifest.meta_data.iter().find(|found| found.name == name)?;
            Some((*manifest, found))
        })?;
        (!found.removes).then_some((manifest, found))
    }

    /// Whether the provider is removed or switched off.
    pub(crate) fn without_provider(&self, name: &str) -> bool {
        let mut all = self
            .manifests
            .iter()
            .flat_map(|manifest| &manifest.providers);
        all.any(|found| found.name == name && (found.removes || found.disabled))
    }

    /// The services that are not removed; of two elements of one name that of higher priority.
    pub(crate) fn services(&self) -> impl Iterator<Item = (&'a Manifest, &'a Service)> {
        let mut seen: Vec<&str> = Vec::new();
        let all = self
            .manifests
            .iter()
            .flat_map(|manifest| manifest.services.iter().map(|one| (*manifest, one)));
        let mut kept = Vec::new();
        for (manifest, service) in all {
            let class = service.name.rsplit('.').next().unwrap_or(&service.name);
            if !seen.contains(&class) {
                seen.push(class);
                if !service.removes {
                    kept.push((manifest, service));
                }
            }
        }
        kept.into_iter()
    }

    /// Where an intent filter names the action.
    pub(crate) fn action(&self, name: &str) -> Option<(&'a Manifest, usize)> {
        self.manifests.iter().find_map(|manifest| {
            let found = manifest.actions.iter().find(|(action, _)| action == name)?;
            Some((*manifest, found.1))
        })
    }

    /// The place to speak of the application as a whole: file and line.
    pub(crate) fn application(&self) -> (&'a str, usize) {
        let found = self.manifests.iter().rev().find_map(|manifest| {
            let application = manifest.application.as_ref()?;
            manifest
                .looks_like_an_app()
                .then_some((manifest.path.as_str(), application.line))
        });
        let any = || {
            self.manifests.iter().find_map(|manifest| {
                let application = manifest.application.as_ref()?;
                Some((manifest.path.as_str(), application.line))
            })
        };
        let first = || {
            self.manifests
                .first()
                .map(|manifest| (manifest.path.as_str(), 1))
        };
        found.or_else(any).or_else(first).unwrap_or(("", 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, body: &str) -> Manifest {
        let head = "<manifest xmlns:android='http://schemas.android.com/apk/res/android' xmlns:tools='http://schemas.android.com/tools'>";
        Manifest::read(path, &format!("{head}{body}</manifest>")).expect("it is well-formed")
    }

    #[test]
    fn a_flavour_takes_away_what_a_library_adds() {
        let flavour = read(
            "f",
            "<uses-permission android:name='A' tools:node='remove'/><application android:allowBackup='false'/>",
        );
        let library = read(
            "l",
            "<uses-permission android:name='A'/><uses-permission android:name='B'/><application android:allowBackup='true'/>",
        );
        let merged = Merged {
            variant: "f".to_owned(),
            manifests: vec![&flavour, &library],
        };
        assert!(merged.permission("A").is_none());
        assert!(merged.permission("B").is_some());
        let kept = merged.attribute("allowBackup").expect("both set it");
        assert_eq!(kept.1.value, "false");
        let main_alone = Merged {
            variant: "main".to_owned(),
            manifests: vec![&library],
        };
        assert!(main_alone.permission("A").is_some());
    }
}
