//! The Android projects of a tree: modules, what they use, and the merged view of each variant.

use std::collections::BTreeMap;

use super::app::App;
use super::document::parse;
use super::gradle::{Build, GradleModule};
use super::manifest::Manifest;
use super::module::Module;
use super::source_set::{of_manifest, of_resource};
use super::uses::used_by;
use super::{build_logic, described};
use crate::read::kind::Kind;
use crate::read::tree::{LeftOut, Tree};
use crate::read::yaml::Yaml;

/// A manifest or resource that is no XML.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

/// What a tree holds of Android.
#[derive(Debug, Default)]
pub(crate) struct Project {
    pub(crate) modules: Vec<Module>,
    pub(crate) broken: Vec<Broken>,
    pub(super) build: Build,
    /// `group:artifact` of lockfiles, and packages of `package.json` and `pubspec.yaml`.
    pub(super) locked: BTreeMap<String, String>,
    /// Whether a lockfile lists everything that is linked.
    pub(super) has_lockfile: bool,
}

/// The scripts that a script of `folder` applies by path: `apply(from = "../gradle/x.gradle")`, `apply from: 'x.gradle'`.
fn applied(folder: &str, text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    let applied = lines.filter(|line| line.starts_with("apply") && line.contains("from"));
    let paths = applied.filter_map(|line| {
        let quote = line.find(['"', '\''])?;
        let sign = line[quote..].chars().next()?;
        let path = line[quote + 1..].split(sign).next()?;
        let from_root = [
            "$rootDir/",
            "${rootDir}/",
            "$rootProject.projectDir/",
            "${rootProject.projectDir}/",
        ]
        .iter()
        .find_map(|root| path.strip_prefix(root));
        let joined = match from_root {
            Some(path) => path.to_owned(),
            None => format!("{folder}/{path}"),
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in joined.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    });
    paths.collect()
}

impl Project {
    /// Reads all modules of `tree`.
    pub(crate) fn read(tree: &Tree) -> Self {
        let mut project = Self {
            build: build_logic::read(tree),
            ..Self::default()
        };
        project.read_locks(tree);
        let mut modules: BTreeMap<String, Module> = BTreeMap::new();
        for file in tree.of(Kind::AndroidManifest) {
            let Some((folder, set)) = of_manifest(&file.path) else {
                continue;
            };
            let binary = tree
                .head(&file.path)
                .is_some_and(|head| head.starts_with(&[3, 0, 8, 0]));
            let Some(text) = tree.text(&file.path).filter(|_| !binary) else {
                continue;
            };
            match Manifest::read(&file.path, &text) {
                Ok(manifest) => {
                    let module = modules.entry(folder.to_owned()).or_default();
                    module.sets.entry(set.to_owned()).or_default().manifest = Some(manifest);
                }
                Err(error) => project.broken.push(Broken {
                    path: file.path.clone(),
                    line: error.line,
                    what: error.what,
                }),
            }
        }
        for file in tree.of(Kind::AndroidResource) {
            if let Some((folder, set, kind)) = of_resource(&file.path) {
                if kind.starts_with("values") && file.name().contains("string") {
                    project.broken.extend(broken(tree, &file.path));
                }
                let module = modules.entry(folder.to_owned()).or_default();
                let set = module.sets.entry(set.to_owned()).or_default();
                set.resources.push(file.path.clone());
            }
        }
        for file in tree.of(Kind::Gradle) {
            let folder = file.folder();
            // A script at the top speaks of all modules, unless the top is one itself.
            let module = !folder.is_empty() || modules.contains_key(folder);
            if module
                && file.name().starts_with("build.gradle")
                && !build_logic::is_inside(&file.path)
                && let Some(text) = tree.text(&file.path)
            {
                let mut read = GradleModule::read(&file.path, &text, &project.build);
                for path in applied(folder, &text) {
                    if let Some(text) = tree.text(&path) {
                        read.take_over(&GradleModule::read(&path, &text, &project.build));
                    }
                }
                modules.entry(folder.to_owned()).or_default().gradle = Some(read);
            }
        }
        for (folder, module) in described::modules(tree) {
            modules.entry(folder).or_insert(module);
        }
        project.modules = modules
            .into_iter()
            .map(|(folder, module)| Module { folder, ..module })
            .collect();
        project
    }

    fn read_locks(&mut self, tree: &Tree) {
        for file in tree.of(Kind::GradleLock) {
            self.has_lockfile = true;
            for line in tree.text(&file.path).unwrap_or_default().lines() {
                let mut parts = line.split(':');
                if let (Some(group), Some(artifact), Some(_)) =
                    (parts.next(), parts.next(), parts.next())
                {
                    self.locked
                        .insert(format!("{group}:{artifact}"), file.path.clone());
                }
            }
        }
        for file in tree.files() {
            let names = match file.name() {
                "package.json" => npm(&tree.text(&file.path).unwrap_or_default()),
                "pubspec.yaml" => pub_packages(&tree.text(&file.path).unwrap_or_default()),
                _ => continue,
            };
            for name in names {
                self.locked.insert(name, file.path.clone());
            }
        }
    }

    /// The apps of the tree, and with no app in it each library on its own.
    pub(crate) fn apps(&self) -> Vec<App<'_>> {
        let shipped = |module: &&Module| !module.is_sample();
        let mut apps: Vec<&Module> = self
            .modules
            .iter()
            .filter(|module| module.is_app())
            .collect();
        if apps.is_empty() {
            let launched = |module: &&Module| module.manifests().any(Manifest::has_launcher);
            apps = self.modules.iter().filter(launched).collect();
        }
        if apps.is_empty() {
            return self
                .modules
                .iter()
                .filter(|module| module.manifests().next().is_some())
                .filter(shipped)
                .map(|module| self.app(module, true))
                .collect();
        }
        if apps.iter().any(shipped) {
            apps.retain(shipped);
        }
        apps.into_iter()
            .map(|module| self.app(module, false))
            .collect()
    }

    /// Apps that are there to show or measure others.
    pub(crate) fn left_out(&self) -> Vec<LeftOut> {
        let samples = self
            .modules
            .iter()
            .filter(|module| module.is_sample() && module.is_app());
        let left = samples.map(|module| LeftOut {
            path: module.folder.clone(),
            why: "a sample app",
        });
        left.collect()
    }

    fn app<'a>(&'a self, module: &'a Module, is_library: bool) -> App<'a> {
        let libraries = if is_library {
            Vec::new()
        } else {
            used_by(&self.modules, module)
        };
        let level = |gradle: Option<u32>, merged: Option<u32>, which: &str| {
            gradle
                .or(merged)
                .or_else(|| self.build.catalog.sdk(which, &module.folder))
                .or_else(|| {
                    self.build.names.only_of(&[
                        &format!("{which}Sdk"),
                        &format!("{which}SdkVersion"),
                        &format!("{which}_sdk_version"),
                    ])
                })
        };
        let gradle = module.gradle.as_ref();
        let own = module.set("main");
        App {
            module,
            min_sdk: level(
                gradle.and_then(|read| read.min_sdk),
                own.and_then(|read| read.min_sdk),
                "min",
            ),
            target_sdk: level(
                gradle.and_then(|read| read.target_sdk),
                own.and_then(|read| read.target_sdk),
                "target",
            ),
            libraries,
            is_library,
        }
    }
}

/// Why a resource with texts is no XML.
fn broken(tree: &Tree, path: &str) -> Option<Broken> {
    let error = parse(&tree.text(path)?).err()?;
    Some(Broken {
        path: path.to_owned(),
        line: error.line,
        what: error.what,
    })
}

fn npm(text: &str) -> Vec<String> {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
        return Vec::new();
    };
    let names = value
        .get("dependencies")
        .and_then(serde_json::Value::as_object);
    names
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect()
}

/// Returns the names below `dependencies:` of a `pubspec.yaml`.
fn pub_packages(text: &str) -> Vec<String> {
    let read = Yaml::read(text).ok();
    let listed = read.as_ref().and_then(|read| read.get("dependencies"));
    let names = listed.into_iter().flat_map(Yaml::entries);
    names.map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::read::android::Linked;

    const HEAD: &str = "<manifest xmlns:android='http://schemas.android.com/apk/res/android'>";

    fn tree(files: &[(&str, String)]) -> (tempfile::TempDir, Tree) {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("it has one")).expect("it is writable");
            fs::write(path, text).expect("it is writable");
        }
        let tree = Tree::walk(root.path()).expect("it is a folder");
        (root, tree)
    }

    fn manifest(body: &str) -> String {
        format!("{HEAD}{body}</manifest>")
    }

    #[test]
    fn a_library_counts_for_its_users_only() {
        let app = manifest("<application android:icon='x'/>");
        let library = manifest("<uses-permission android:name='P'/>");
        let script = |uses: &str| {
            format!(
                "plugins {{ id('com.android.application') }}\ndependencies {{ implementation(project(\":{uses}\")) }}"
            )
        };
        let (_root, tree) = tree(&[
            ("one/src/main/AndroidManifest.xml", app.clone()),
            ("one/build.gradle.kts", script("between")),
            (
                "between/build.gradle.kts",
                "dependencies { api(project(\":library\")) }".to_owned(),
            ),
            ("library/src/main/AndroidManifest.xml", library),
            ("two/src/main/AndroidManifest.xml", app),
            ("two/build.gradle.kts", script("nothing")),
        ]);
        let project = Project::read(&tree);
        let asked: Vec<bool> = project
            .apps()
            .iter()
            .map(|app| app.variants()[0].permission("P").is_some())
            .collect();
        assert_eq!(asked, [true, false]);
    }

    #[test]
    fn each_flavour_is_a_variant_debug_none() {
        let (_root, tree) = tree(&[
            (
                "app/src/main/AndroidManifest.xml",
                manifest("<application android:icon='x'/>"),
            ),
            (
                "app/src/full/AndroidManifest.xml",
                manifest("<application android:allowBackup='false'/>"),
            ),
            (
                "app/src/debug/AndroidManifest.xml",
                manifest("<application android:allowBackup='true'/>"),
            ),
        ]);
        let project = Project::read(&tree);
        let apps = project.apps();
        let variants = apps[0].variants();
        let names: Vec<&str> = variants
            .iter()
            .map(|variant| variant.variant.as_str())
            .collect();
        assert_eq!(names, ["full"]);
        let kept = variants[0].attribute("allowBackup").expect("it is set");
        assert_eq!(kept.1.value, "false");
        let debug = apps[0].debug().expect("there are files for it");
        assert_eq!(
            debug.attribute("allowBackup").expect("it is set").1.value,
            "true"
        );
    }

    #[test]
    fn only_a_lockfile_says_everything() {
        let app = manifest("<application android:icon='x'/>");
        let path = "app/src/main/AndroidManifest.xml";
        let (_root, bare) = tree(&[(path, app.clone())]);
        let project = Project::read(&bare);
        let apps = project.apps();
        assert_eq!(apps[0].target_sdk, None);
        assert_eq!(project.linked(&apps[0], "main", &["a:b"]), Linked::Unknown);
        let lock = "a:b:1.0=releaseRuntimeClasspath\n".to_owned();
        let (_root, locked) = tree(&[(path, app), ("app/gradle.lockfile", lock)]);
        let project = Project::read(&locked);
        let apps = project.apps();
        assert!(matches!(
            project.linked(&apps[0], "main", &["a:*"]),
            Linked::Yes { .. }
        ));
        assert_eq!(project.linked(&apps[0], "main", &["c:d"]), Linked::No);
    }
}
