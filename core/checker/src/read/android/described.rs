//! Apps that Expo's `app.json` describes: the Gradle project is made from it.

use super::manifest::{Manifest, UsesPermission};
use super::module::Module;
use super::source_set::SourceSet;
use crate::read::tree::Tree;

/// Returns such apps by their folder, where no `android` folder lies beside the file.
pub(super) fn modules(tree: &Tree) -> Vec<(String, Module)> {
    let mut modules = Vec::new();
    let files = tree.files().iter();
    for file in files.filter(|file| file.name() == "app.json") {
        let beside = tree.below(file.folder()).iter().any(|other| {
            other.path[file.folder().len()..]
                .trim_start_matches('/')
                .starts_with("android/")
        });
        let text = tree.text(&file.path).unwrap_or_default();
        let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) else {
            continue;
        };
        let Some(expo) = json.get("expo").filter(|_| !beside) else {
            continue;
        };
        let android = expo.get("android");
        let listed = |key: &str| -> Vec<String> {
            let list = android.and_then(|android| android.get(key)?.as_array());
            let names = list.into_iter().flatten().filter_map(|name| name.as_str());
            names.map(whole).collect()
        };
        let line = |name: &str| {
            let short = name.rsplit('.').next().unwrap_or(name);
            let at = text.find(short).unwrap_or_default();
            text[..at].matches('\n').count() + 1
        };
        let asked = listed("permissions").into_iter().map(|name| (name, false));
        let blocked = listed("blockedPermissions")
            .into_iter()
            .map(|name| (name, true));
        let permissions: Vec<UsesPermission> = blocked
            .chain(asked)
            .map(|(name, removes)| UsesPermission {
                line: line(&name),
                name,
                removes,
                max_sdk: None,
            })
            .collect();
        let manifest = Manifest {
            path: file.path.clone(),
            permissions,
            ..Manifest::default()
        };
        let set = SourceSet {
            manifest: Some(manifest),
            resources: Vec::new(),
        };
        let module = Module {
            is_described: true,
            sets: [("main".to_owned(), set)].into(),
            ..Module::default()
        };
        modules.push((file.folder().to_owned(), module));
    }
    modules
}

/// Expo takes the names of Android's own permissions without their beginning.
fn whole(name: &str) -> String {
    if name.contains('.') {
        name.to_owned()
    } else {
        format!("android.permission.{name}")
    }
}
