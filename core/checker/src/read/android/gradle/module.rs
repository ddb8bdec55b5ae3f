//! One `build.gradle` or `build.gradle.kts`.

use std::collections::{BTreeMap, BTreeSet};

use super::catalog::Catalog;
use super::script::{Block, Statement, read, strings};

/// What a module becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Something that is installed.
    Application,
    /// Something that applications use.
    Library,
    /// The file does not say.
    Unknown,
}

/// Something a module uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// `group:artifact`.
    pub(crate) module: String,
    pub(crate) line: usize,
}

/// Numbers that scripts and properties give names to, gathered from the whole tree.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(BTreeMap<String, BTreeSet<u32>>);

impl Names {
    /// Learns `name = 24` wherever it stands in a script, a `.properties` file or Kotlin source.
    pub(crate) fn learn(&mut self, text: &str) {
        for line in text.lines() {
            let Some((left, right)) = line.split_once(['=', ':']) else {
                continue;
            };
            let left = left
                .trim()
                .trim_end_matches(|sign: char| "\"'])".contains(sign));
            let name = last_word(left);
            let right = right.trim().trim_start_matches(['"', '\'']);
            let digits = right
                .find(|sign: char| !sign.is_ascii_digit())
                .unwrap_or(right.len());
            let end = right[digits..].trim_start_matches(['"', '\'']).trim();
            let ends = end.is_empty() || end.starts_with([',', ')', ']', ';', '/', '#']);
            if let (true, false, Ok(number)) = (ends, name.is_empty(), right[..digits].parse()) {
                self.0
                    .entry(name.to_lowercase())
                    .or_default()
                    .insert(number);
            }
        }
    }

    /// The one number behind any of these names.
    pub(crate) fn only_of(&self, names: &[&str]) -> Option<u32> {
        let found = names
            .iter()
            .filter_map(|name| self.0.get(&name.to_lowercase()));
        let all: BTreeSet<u32> = found.flatten().copied().collect();
        let mut all = all.into_iter();
        let first = all.next();
        if all.next().is_some() { None } else { first }
    }

    fn only(&self, name: &str) -> Option<u32> {
        self.only_of(&[name])
    }
}

/// One module's script.
#[derive(Debug, Clone)]
pub(crate) struct GradleModule {
    pub(crate) path: String,
    pub(crate) kind: Kind,
    pub(crate) min_sdk: Option<u32>,
    pub(crate) target_sdk: Option<u32>,
    pub(crate) flavors: Vec<String>,
    pub(crate) dependencies: Vec<Dependency>,
    /// Folders of the modules of the same build that it uses: `core/network`.
    pub(crate) projects: Vec<String>,
    /// Artifacts that it leaves out of what it uses.
    pub(crate) excluded: Vec<String>,
    pub(crate) placeholders: BTreeMap<String, String>,
    /// A dependency that the file names in a way that only running it would settle.
    pub(crate) unsettled: bool,
}

impl GradleModule {
    /// Reads a script.
    pub(crate) fn read(path: &str, text: &str, catalog: &Catalog, names: &Names) -> Self {
        let root = read(text);
        let mut read = Self {
            path: path.to_owned(),
            kind: kind(&root),
            min_sdk: None,
            target_sdk: None,
            flavors: Vec::new(),
            dependencies: Vec::new(),
            projects: Vec::new(),
            excluded: Vec::new(),
            placeholders: BTreeMap::new(),
            unsettled: false,
        };
        for android in root.named("android") {
            for config in android.named("defaultConfig") {
                for statement in &config.statements {
                    read.setting(statement, catalog, names);
                }
            }
            for flavors in android.named("productFlavors") {
                let named = flavors.blocks.iter().map(|flavor| {
                    let quoted = flavor.quoted().filter(|_| flavor.head.contains('('));
                    quoted.unwrap_or(flavor.word()).to_owned()
                });
                read.flavors.extend(named.filter(|name| !name.is_empty()));
            }
        }
        root.each(&mut |block| {
            if block.word() == "dependencies" {
                block.each(&mut |inner| {
                    for statement in &inner.statements {
                        read.dependency(&statement.text, statement.line, catalog);
                    }
                    if inner.word() != "dependencies" {
                        read.dependency(&inner.head, inner.line, catalog);
                    }
                });
            }
            for statement in &block.statements {
                if statement.text.starts_with("exclude") {
                    read.excluded
                        .extend(strings(&statement.text).map(str::to_owned));
                }
            }
        });
        read
    }

    fn setting(&mut self, statement: &Statement, catalog: &Catalog, names: &Names) {
        let text = statement.text.as_str();
        for (word, slot) in [
            ("minSdk", &mut self.min_sdk),
            ("targetSdk", &mut self.target_sdk),
        ] {
            let Some(rest) = text.strip_prefix(word) else {
                continue;
            };
            let rest = rest.strip_prefix("Version").unwrap_or(rest);
            if !rest.starts_with(char::is_alphabetic) {
                *slot = level(rest, catalog, names);
            }
        }
        if let Some(rest) = text.strip_prefix("manifestPlaceholders") {
            let found: Vec<&str> = strings(rest).collect();
            if let [name, value] = found.as_slice() {
                self.placeholders
                    .insert((*name).to_owned(), (*value).to_owned());
            } else if let Some((name, value)) = bracketed(rest) {
                self.placeholders.insert(name, value);
            }
        }
    }

    fn dependency(&mut self, text: &str, line: usize, catalog: &Catalog) {
        let text = text.trim();
        let end = text.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
        let word = &text[..end.unwrap_or(text.len())];
        let lower = word.to_lowercase();
        let ends = [
            "implementation",
            "api",
            "compile",
            "runtimeonly",
            "compileonly",
        ];
        if lower.contains("test") || !ends.iter().any(|end| lower.ends_with(end)) {
            return;
        }
        let rest = &text[word.len()..];
        let mut found = false;
        for module in catalogued(rest, catalog) {
            found = true;
            self.dependencies.push(Dependency { module, line });
        }
        for text in strings(rest) {
            let mut parts = text.split(':');
            match (parts.next(), parts.next()) {
                (Some(""), Some(_)) => self.projects.push(text[1..].replace(':', "/")),
                (Some(group), Some(artifact)) => self.dependencies.push(Dependency {
                    module: format!("{group}:{artifact}"),
                    line,
                }),
                _ => continue,
            }
            found = true;
        }
        for name in after(rest, "projects.") {
            found = true;
            self.projects.push(kebab(&name).replace('.', "/"));
        }
        let local = ["fileTree", "files(", "kotlin(", "npm("];
        if !found && !local.iter().any(|known| rest.contains(known)) {
            self.unsettled = true;
        }
    }
}

fn kind(root: &Block) -> Kind {
    let mut said = Kind::Unknown;
    root.each(&mut |block| {
        let plugins = block.word() == "plugins";
        for statement in &block.statements {
            let text = statement.text.to_lowercase();
            if text.starts_with("applicationid ") || text.starts_with("applicationid=") {
                said = Kind::Application;
            }
            if !(plugins || text.starts_with("apply")) || text.contains("apply false") {
                continue;
            }
            let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).collect();
            let has = |word: &str| words.contains(&word);
            if has("application") || has("app") || text.contains("androidapp") {
                said = Kind::Application;
            } else if said == Kind::Unknown
                && (has("library")
                    || has("lib")
                    || has("feature")
                    || text.contains("androidlibrary"))
            {
                said = Kind::Library;
            }
        }
    });
    said
}

fn level(text: &str, catalog: &Catalog, names: &Names) -> Option<u32> {
    let text = text.trim_matches(|sign: char| " =()\"'".contains(sign));
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    if let Some(name) = after(text, "libs.versions.").next() {
        let name = name.trim_end_matches(".get").trim_end_matches(".toInt");
        return catalog.version(name.trim_end_matches(".get"))?.parse().ok();
    }
    let text = text
        .trim_end_matches(".toInteger")
        .trim_end_matches(".toInt");
    names.only(last_word(text))
}

/// `minSdk` of `rootProject.ext.minSdk`.
fn last_word(text: &str) -> &str {
    let mut words = text.rsplit(|sign: char| !sign.is_alphanumeric() && sign != '_');
    words.next().unwrap_or_default()
}

/// The dotted names that stand after `prefix`.
fn after<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = String> + 'a {
    text.match_indices(prefix).map(move |(at, _)| {
        let rest = &text[at + prefix.len()..];
        let end = rest.find(|sign: char| !sign.is_alphanumeric() && !"._".contains(sign));
        rest[..end.unwrap_or(rest.len())]
            .trim_end_matches('.')
            .to_owned()
    })
}

fn catalogued(text: &str, catalog: &Catalog) -> Vec<String> {
    let names = after(text, "libs.");
    let modules = names.flat_map(|name| {
        let found = catalog.modules(name.trim_end_matches(".get"));
        found.into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    modules.collect()
}

fn kebab(name: &str) -> String {
    let mut out = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !out.ends_with('.') && !out.is_empty() {
            out.push('-');
        }
        out.extend(sign.to_lowercase());
    }
    out
}

/// `name: "value"` of `manifestPlaceholders = [name: "value"]`.
fn bracketed(text: &str) -> Option<(String, String)> {
    let (name, _) = text.split_once(':')?;
    let name = name.trim_matches(|sign: char| " =[(\"'".contains(sign));
    Some((name.to_owned(), strings(text).last()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(text: &str) -> GradleModule {
        let catalog = Catalog::read(
            "[versions]\nminimum = \"26\"\n[libraries]\nsentry-android = \"io.sentry:sentry-android:8.0\"\n",
        );
        let mut names = Names::default();
        names.learn("ext {\n  targetSdkVersion = 35\n}\nconst val OTHER = 3\n");
        GradleModule::read("app/build.gradle", text, &catalog.expect("TOML"), &names)
    }

    #[test]
    fn groovy_and_kotlin_say_the_same() {
        let groovy = module(
            "apply plugin: 'com.android.application'\nandroid {\n defaultConfig {\n  minSdkVersion 26\n  targetSdkVersion rootProject.ext.targetSdkVersion\n  manifestPlaceholders = [clear: 'false']\n }\n productFlavors {\n  full { dimension 'd' }\n }\n}\ndependencies {\n implementation 'io.sentry:sentry-android:8.0'\n implementation project(':core:net')\n testImplementation 'a:b:1'\n}\n",
        );
        let kotlin = module(
            "plugins { alias(libs.plugins.android.application) }\nandroid {\n defaultConfig {\n  minSdk = libs.versions.minimum.get().toInt()\n  targetSdk = 35\n  manifestPlaceholders[\"clear\"] = \"false\"\n }\n productFlavors {\n  create(\"full\") { dimension = \"d\" }\n }\n}\ndependencies {\n implementation(libs.sentry.android)\n implementation(projects.core.net)\n}\n",
        );
        for read in [groovy, kotlin] {
            assert_eq!(read.kind, Kind::Application);
            assert_eq!((read.min_sdk, read.target_sdk), (Some(26), Some(35)));
            assert_eq!(read.flavors, ["full"]);
            assert_eq!(read.dependencies[0].module, "io.sentry:sentry-android");
            assert_eq!(read.dependencies.len(), 1);
            assert_eq!(read.projects, ["core/net"]);
            assert_eq!(
                read.placeholders.get("clear").map(String::as_str),
                Some("false")
            );
            assert!(!read.unsettled);
        }
    }

    #[test]
    fn what_a_script_computes_stays_unknown() {
        let read = module(
            "plugins { id(\"com.android.library\") }\nandroid { defaultConfig { minSdk = compute() } }\ndependencies { implementation(vendor(\"x\")) }",
        );
        assert_eq!(read.kind, Kind::Library);
        assert_eq!(read.min_sdk, None);
        assert!(read.unsettled);
    }
}
