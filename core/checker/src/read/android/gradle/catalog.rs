//! A version catalogue: `gradle/libs.versions.toml`.

use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

/// What the names of a catalogue stand for. Names are kept with dots: `androidx.core`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Catalog {
    versions: BTreeMap<String, String>,
    /// `group:artifact`.
    libraries: BTreeMap<String, String>,
    bundles: BTreeMap<String, Vec<String>>,
    /// Ids of plugins.
    plugins: BTreeMap<String, String>,
    /// What scripts call the catalogues that were read: `libs`.
    accessors: BTreeSet<String>,
}

fn dotted(name: &str) -> String {
    name.replace(['-', '_'], ".")
}

impl Catalog {
    /// Reads a catalogue; `None` if it is no TOML.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let table: toml::Table = text.parse().ok()?;
        let mut read = Self::default();
        let section = |name: &str| table.get(name).and_then(Value::as_table);
        for (name, value) in section("versions").into_iter().flatten() {
            let version = value.as_str().or_else(|| {
                let rich = value.as_table()?;
                rich.get("strictly")
                    .or(rich.get("require"))
                    .or(rich.get("prefer"))?
                    .as_str()
            });
            if let Some(version) = version {
                read.versions.insert(name.clone(), version.to_owned());
            }
        }
        for (name, value) in section("libraries").into_iter().flatten() {
            if let Some(module) = module(value) {
                read.libraries.insert(dotted(name), module);
            }
        }
        for (name, value) in section("bundles").into_iter().flatten() {
            let members = value.as_array().into_iter().flatten();
            let members = members.filter_map(|member| member.as_str().map(dotted));
            read.bundles.insert(dotted(name), members.collect());
        }
        for (name, value) in section("plugins").into_iter().flatten() {
            let id = match value {
                Value::Table(table) => table.get("id").and_then(Value::as_str),
                value => value.as_str().and_then(|text| text.split(':').next()),
            };
            if let Some(id) = id {
                read.plugins.insert(dotted(name), id.to_owned());
            }
        }
        Some(read)
    }

    /// Takes over another catalogue, which scripts call `accessor`.
    pub(crate) fn add(&mut self, other: Self, accessor: &str) {
        self.versions.extend(other.versions);
        self.libraries.extend(other.libraries);
        self.bundles.extend(other.bundles);
        self.plugins.extend(other.plugins);
        self.accessors.insert(format!("{accessor}."));
    }

    /// Returns what names of this catalogue begin with in a script: `libs.`.
    pub(crate) fn accessors(&self) -> impl Iterator<Item = &str> {
        let known = self.accessors.iter().map(String::as_str);
        known.chain((!self.accessors.contains("libs.")).then_some("libs."))
    }

    /// Returns the id behind `libs.plugins.NAME`.
    pub(crate) fn plugin(&self, name: &str) -> Option<&str> {
        self.plugins.get(&dotted(name)).map(String::as_str)
    }

    /// The modules (`group:artifact`) behind `libs.NAME`, without the `libs.`.
    pub(crate) fn modules(&self, name: &str) -> Vec<&str> {
        let name = dotted(name);
        if let Some(bundle) = name.strip_prefix("bundles.") {
            let members = self.bundles.get(bundle).into_iter().flatten();
            return members
                .filter_map(|member| self.libraries.get(member))
                .map(String::as_str)
                .collect();
        }
        self.libraries
            .get(&name)
            .map(String::as_str)
            .into_iter()
            .collect()
    }

    /// The version behind `libs.versions.NAME`.
    pub(crate) fn version(&self, name: &str) -> Option<&str> {
        let wanted = dotted(name);
        let mut all = self.versions.iter();
        all.find(|(known, _)| dotted(known) == wanted)
            .map(|(_, version)| version.as_str())
    }

    /// The SDK level that a catalogue gives for all modules: a version whose name says `min` (or
    /// `target`) and `sdk`, and nothing of another kind of module. `None` if there are two.
    pub(crate) fn sdk(&self, which: &str, module: &str) -> Option<u32> {
        let module = module.rsplit('/').next().unwrap_or_default().to_lowercase();
        let mut plain = Vec::new();
        let mut own = Vec::new();
        for (name, version) in &self.versions {
            let words = words(name);
            let has = |word: &str| words.iter().any(|found| found == word);
            if !has(which) || !has("sdk") {
                continue;
            }
            let Ok(level) = version.parse::<u32>() else {
                continue;
            };
            let known = ["android", "sdk", "version", which];
            if has(&module) {
                own.push(level);
            } else if words.iter().all(|word| known.contains(&word.as_str())) {
                plain.push(level);
            }
        }
        let found = if own.is_empty() { plain } else { own };
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

fn module(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        let mut parts = text.split(':');
        return Some(format!("{}:{}", parts.next()?, parts.next()?));
    }
    let table = value.as_table()?;
    let text = |name: &str| table.get(name).and_then(Value::as_str);
    let module = text("module").map(str::to_owned);
    module.or_else(|| Some(format!("{}:{}", text("group")?, text("name")?)))
}

/// `android`, `sdk`, `min` of `androidSdk-min` and `android_sdk_min` alike.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for sign in name.chars() {
        if !sign.is_alphanumeric() {
            words.push(String::new());
            continue;
        }
        if sign.is_uppercase() {
            words.push(String::new());
        }
        if let Some(last) = words.last_mut() {
            last.extend(sign.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
[versions]
androidSdk-min = "24"
androidSdk-wear-min = "30"
targetSdk = "36"
robolectric-target-sdk = "34"
[libraries]
firebase-crashlytics = { module = "com.google.firebase:firebase-crashlytics" }
core = "androidx.core:core-ktx:1.0"
other = { group = "a", name = "b" }
[bundles]
vendors = ["firebase-crashlytics", "other"]
"#;

    #[test]
    fn names_lead_to_modules_and_levels() {
        let catalog = Catalog::read(TEXT).expect("it is TOML");
        assert_eq!(
            catalog.modules("firebase.crashlytics"),
            ["com.google.firebase:firebase-crashlytics"]
        );
        assert_eq!(catalog.modules("bundles.vendors").len(), 2);
        assert_eq!(catalog.modules("core"), ["androidx.core:core-ktx"]);
        assert_eq!(catalog.sdk("min", "app"), Some(24));
        assert_eq!(catalog.sdk("min", "wear"), Some(30));
        assert_eq!(catalog.sdk("target", "app"), Some(36));
    }

    #[test]
    fn two_answers_are_none() {
        let text = "[versions]\nminSdk = \"21\"\nandroid-minSdk = \"24\"\n";
        assert_eq!(
            Catalog::read(text).expect("it is TOML").sdk("min", "app"),
            None
        );
        assert!(Catalog::read("not toml").is_none());
    }
}
