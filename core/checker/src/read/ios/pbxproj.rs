//! `project.pbxproj`: targets, their settings and the files that they carry.
//!
//! A reader of our own: what is wanted is the settings of each configuration with their lines, over
//! the one parser of the old style, and no crate on hand keeps lines.

use std::collections::{BTreeMap, BTreeSet};

use super::openstep::{Node, parse};
use super::settings::{Settings, clean};
use crate::read::tree::Tree;

/// An Xcode project.
#[derive(Debug)]
pub(crate) struct Pbxproj {
    /// Its path in the tree.
    pub(crate) path: String,
    /// The folder that its paths are relative to.
    folder: String,
    objects: BTreeMap<String, Node>,
    parents: BTreeMap<String, String>,
}

/// A target as the project states it.
#[derive(Debug)]
pub(crate) struct RawTarget {
    /// Its object's id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// `com.apple.product-type.application` without the common part.
    pub(crate) product: String,
    /// Its configurations, the one that ships first.
    pub(crate) configurations: Vec<Settings>,
    /// Paths of the files that end up in its product.
    pub(crate) resources: BTreeSet<String>,
    /// Tags of the localizations that these have.
    pub(crate) regions: BTreeSet<String>,
    /// Names of package products and frameworks that it links.
    pub(crate) linked: BTreeSet<String>,
}

impl Pbxproj {
    /// Reads the project at `path`.
    pub(crate) fn read(tree: &Tree, path: &str) -> Option<Self> {
        Self::parse(path, &tree.text(path)?)
    }

    /// Reads the project whose text this is.
    pub(crate) fn parse(path: &str, text: &str) -> Option<Self> {
        let root = parse(text)?;
        let objects: BTreeMap<String, Node> = root
            .get("objects")?
            .entries()
            .iter()
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect();
        let mut parents = BTreeMap::new();
        for (id, object) in &objects {
            for child in object.get("children").map_or(&[][..], Node::items) {
                if let Some(child) = child.text() {
                    parents.insert(child.to_owned(), id.clone());
                }
            }
        }
        let bundle = path.rsplit_once('/').map_or("", |(bundle, _)| bundle);
        let folder = bundle.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut project = Self {
            path: path.to_owned(),
            folder: folder.to_owned(),
            objects,
            parents,
        };
        let within = project
            .project()
            .and_then(|node| node.text_of("projectDirPath"));
        let within = clean(&format!("{folder}/{}", within.unwrap_or_default()));
        project.folder = within;
        Some(project)
    }

    fn project(&self) -> Option<&Node> {
        self.objects
            .values()
            .find(|object| object.text_of("isa") == Some("PBXProject"))
    }

    /// The project's development region.
    pub(crate) fn development_region(&self) -> Option<&str> {
        self.project()?.text_of("developmentRegion")
    }

    /// The folder that paths in build settings are relative to.
    pub(crate) fn folder(&self) -> &str {
        &self.folder
    }

    /// All targets that make something.
    pub(crate) fn targets(&self, tree: &Tree) -> Vec<RawTarget> {
        let native =
            |(_, object): &(&String, &Node)| object.text_of("isa") == Some("PBXNativeTarget");
        self.objects
            .iter()
            .filter(native)
            .map(|(id, object)| self.target(tree, id, object))
            .collect()
    }

    fn target(&self, tree: &Tree, id: &str, object: &Node) -> RawTarget {
        let name = object.text_of("name").unwrap_or_default().to_owned();
        let product = object.text_of("productType").unwrap_or_default();
        let mut target = RawTarget {
            id: id.to_owned(),
            configurations: self.configurations(tree, object, &name),
            name,
            product: product
                .trim_start_matches("com.apple.product-type.")
                .to_owned(),
            resources: BTreeSet::new(),
            regions: BTreeSet::new(),
            linked: BTreeSet::new(),
        };
        for phase in self.listed(object, "buildPhases") {
            match phase.text_of("isa") {
                Some("PBXResourcesBuildPhase") => {
                    for file in self.listed(phase, "files") {
                        if let Some(file) = file.text_of("fileRef") {
                            self.carry(file, &mut target);
                        }
                    }
                }
                Some("PBXFrameworksBuildPhase") => {
                    for file in self.listed(phase, "files") {
                        target.linked.extend(self.linked(file));
                    }
                }
                _ => {}
            }
        }
        for product in self.listed(object, "packageProductDependencies") {
            target
                .linked
                .extend(product.text_of("productName").map(str::to_owned));
        }
        self.synchronized(tree, object, &mut target);
        target
    }

    fn linked(&self, file: &Node) -> Option<String> {
        if let Some(product) = file.text_of("productRef") {
            return Some(
                self.objects
                    .get(product)?
                    .text_of("productName")?
                    .to_owned(),
            );
        }
        let reference = self.objects.get(file.text_of("fileRef")?)?;
        let path = reference.text_of("path").or(reference.text_of("name"))?;
        let name = path.rsplit('/').next()?;
        Some(name.split('.').next().unwrap_or(name).to_owned())
    }

    /// A file, or a group of its variants in locales.
    fn carry(&self, id: &str, target: &mut RawTarget) {
        let Some(object) = self.objects.get(id) else {
            return;
        };
        if object.text_of("isa") != Some("PBXVariantGroup") {
            target.resources.extend(self.path_of(id));
            return;
        }
        for child in object.get("children").map_or(&[][..], Node::items) {
            let Some(child) = child.text() else {
                continue;
            };
            let path = self.path_of(child);
            let tag = path.as_deref().and_then(region).map(str::to_owned);
            let named = self
                .objects
                .get(child)
                .and_then(|object| object.text_of("name"));
            target.regions.extend(tag.or(named.map(str::to_owned)));
            target.resources.extend(path);
        }
    }

    /// Folders whose files belong to the target without being listed.
    fn synchronized(&self, tree: &Tree, object: &Node, target: &mut RawTarget) {
        let own: Vec<&str> = ids(object, "fileSystemSynchronizedGroups").collect();
        for (id, group) in &self.objects {
            if group.text_of("isa") != Some("PBXFileSystemSynchronizedRootGroup") {
                continue;
            }
            let Some(folder) = self.path_of(id) else {
                continue;
            };
            let exceptions: Vec<String> = self
                .listed(group, "exceptions")
                .filter(|set| set.text_of("target") == Some(&target.id))
                .flat_map(|set| set.get("membershipExceptions").map_or(&[][..], Node::items))
                .filter_map(|path| path.text().map(str::to_owned))
                .collect();
            let owned = own.contains(&id.as_str());
            if !owned && exceptions.is_empty() {
                continue;
            }
            let start = format!("{folder}/");
            for file in tree.below(&folder) {
                let Some(within) = file.path.strip_prefix(&start) else {
                    continue;
                };
                if exceptions
                    .iter()
                    .any(|exception| excepts(exception, within))
                    != owned
                {
                    target.regions.extend(region(&file.path).map(str::to_owned));
                    target.resources.insert(file.path.clone());
                }
            }
        }
    }

    fn configurations(&self, tree: &Tree, object: &Node, name: &str) -> Vec<Settings> {
        let project = self.project().map(|node| self.by_configuration(node));
        let project = project.unwrap_or_default();
        let mut own = self.by_configuration(object);
        // What ships is the last that is not for debugging.
        own.sort_by_key(|(name, _)| {
            let name = name.to_ascii_lowercase();
            (
                name != "release",
                !name.contains("release"),
                name.contains("debug"),
            )
        });
        own.iter()
            .map(|(configuration, id)| {
                let mut settings = Settings::default();
                let root = format!("/{}", self.folder);
                for (key, value) in [
                    ("SRCROOT", self.folder.as_str()),
                    ("PROJECT_DIR", self.folder.as_str()),
                    ("SOURCE_ROOT", self.folder.as_str()),
                    ("TARGET_NAME", name),
                    ("CONFIGURATION", configuration),
                    ("PROJECT_FILE_PATH", &root),
                ] {
                    settings.default_to(key, value);
                }
                let inherited = project.iter().find(|(name, _)| name == configuration);
                for id in inherited.map(|(_, id)| id).into_iter().chain([id]) {
                    self.add_configuration(tree, id, &mut settings);
                }
                settings.default_to("PRODUCT_NAME", name);
                for key in ["EXECUTABLE_NAME", "PRODUCT_MODULE_NAME"] {
                    settings.default_to(key, "$(PRODUCT_NAME)");
                }
                settings.default_to(
                    "DEVELOPMENT_LANGUAGE",
                    self.development_region().unwrap_or("en"),
                );
                settings
            })
            .collect()
    }

    /// Name and id of each configuration of a project or target.
    fn by_configuration(&self, object: &Node) -> Vec<(String, String)> {
        let list = object
            .text_of("buildConfigurationList")
            .and_then(|id| self.objects.get(id));
        let Some(list) = list else {
            return Vec::new();
        };
        ids(list, "buildConfigurations")
            .filter_map(|id| {
                let name = self.objects.get(id)?.text_of("name")?;
                Some((name.to_owned(), id.to_owned()))
            })
            .collect()
    }

    fn add_configuration(&self, tree: &Tree, id: &str, settings: &mut Settings) {
        let Some(object) = self.objects.get(id) else {
            return;
        };
        let base = object.text_of("baseConfigurationReference");
        let anchored = object
            .text_of("baseConfigurationReferenceAnchor")
            .and_then(|anchor| self.path_of(anchor))
            .zip(object.text_of("baseConfigurationReferenceRelativePath"))
            .map(|(folder, path)| clean(&format!("{folder}/{path}")));
        match base.and_then(|base| self.path_of(base)).or(anchored) {
            Some(path) => settings.add_xcconfig(tree, &path),
            None if base.is_some() => settings.miss(),
            None => {}
        }
        if let Some(table) = object.get("buildSettings") {
            settings.add_table(table, &self.path);
        }
    }

    fn listed<'a>(&'a self, object: &'a Node, key: &str) -> impl Iterator<Item = &'a Node> {
        ids(object, key).filter_map(|id| self.objects.get(id))
    }

    /// Where a file or group lies in the tree.
    fn path_of(&self, id: &str) -> Option<String> {
        let mut parts = Vec::new();
        let mut at = id;
        // No tree is deeper; a circle of groups ends here.
        for _ in 0..64 {
            let object = self.objects.get(at)?;
            parts.extend(object.text_of("path"));
            match object.text_of("sourceTree") {
                Some("SOURCE_ROOT") => break,
                Some("<group>") | None => match self.parents.get(at) {
                    Some(parent) => at = parent,
                    None => break,
                },
                Some(_) => return None,
            }
        }
        parts.push(&self.folder);
        parts.reverse();
        Some(clean(&parts.join("/")))
    }
}

fn ids<'a>(object: &'a Node, key: &str) -> impl Iterator<Item = &'a str> {
    let items = object.get(key).map_or(&[][..], Node::items);
    items.iter().filter_map(Node::text)
}

/// The tag of the localization that a path lies in: `de` of `a/de.lproj/b`.
pub(crate) fn region(path: &str) -> Option<&str> {
    path.split('/')
        .rev()
        .find_map(|part| part.strip_suffix(".lproj"))
}

/// Whether an exception names this file; `/Localized/x` stands for `x` in every localization.
fn excepts(exception: &str, within: &str) -> bool {
    match exception.strip_prefix("/Localized/") {
        Some(name) => {
            let plain: Vec<_> = within
                .split('/')
                .filter(|part| !part.ends_with(".lproj"))
                .collect();
            plain.join("/") == name
        }
        None => within == exception || within.starts_with(&format!("{exception}/")),
    }
}
