//! One `build.gradle` or `build.gradle.kts`.

use std::collections::BTreeMap;

use super::catalog::Catalog;
use super::dependency::{
    Dependency, Exclusion, UsedModule, catalogued, configuration, exclusion, is_foreign, kebab,
    source_set,
};
use super::names::{Names, after, last_word, level};
use super::plugins::{Kind, kind, plugins};
use super::script::{Block, Statement, read, strings};

/// One module's script.
#[derive(Debug, Clone)]
pub(crate) struct GradleModule {
    pub(crate) path: String,
    pub(crate) kind: Kind,
    pub(crate) min_sdk: Option<u32>,
    pub(crate) target_sdk: Option<u32>,
    pub(crate) flavors: Vec<String>,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) projects: Vec<UsedModule>,
    pub(crate) excluded: Vec<Exclusion>,
    pub(crate) placeholders: BTreeMap<String, String>,
    /// Ids of the plugins that it applies.
    pub(crate) plugins: Vec<String>,
    /// A dependency that the file names in a way that only running it would settle.
    pub(crate) unsettled: bool,
}

/// What a script is read with: all that other files of the build give names to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Build {
    pub(crate) catalog: Catalog,
    pub(crate) names: Names,
    /// Bodies of the functions that build logic defines.
    pub(crate) functions: BTreeMap<String, Block>,
    /// What plugins of the build itself do, by id.
    pub(crate) conventions: BTreeMap<String, GradleModule>,
}

/// Functions that call functions are followed so deep.
const MAX_CALLS: usize = 4;

impl GradleModule {
    /// Reads a script.
    pub(crate) fn read(path: &str, text: &str, build: &Build) -> Self {
        let root = read(text);
        let plugins = plugins(&root, &build.catalog);
        let mut read = Self {
            path: path.to_owned(),
            kind: kind(&root, &plugins),
            min_sdk: None,
            target_sdk: None,
            flavors: Vec::new(),
            dependencies: Vec::new(),
            projects: Vec::new(),
            excluded: Vec::new(),
            placeholders: BTreeMap::new(),
            plugins,
            unsettled: false,
        };
        for android in root.named("android") {
            for config in android.named("defaultConfig") {
                for statement in &config.statements {
                    read.setting(statement, build);
                }
            }
            for flavors in android.named("productFlavors") {
                let named = flavors.blocks.iter().map(|flavor| {
                    let quoted = flavor.quoted().filter(|_| flavor.head.contains('('));
                    quoted.unwrap_or(flavor.word()).to_owned()
                });
                read.flavors.extend(named.filter(|name| !name.is_empty()));
                for statement in &flavors.statements {
                    let made = ["create(", "register("];
                    if made.iter().any(|word| statement.text.starts_with(word)) {
                        read.flavors
                            .extend(strings(&statement.text).next().map(str::to_owned));
                    }
                }
            }
        }
        read.walk(&root, false, build, 0);
        for id in read.plugins.clone() {
            if let Some(convention) = build.conventions.get(&id) {
                read.take_over(convention);
            }
        }
        read
    }

    /// What a plugin of the build does to the module that applies it.
    pub(crate) fn take_over(&mut self, convention: &Self) {
        if self.kind == Kind::Unknown {
            self.kind = convention.kind;
        }
        self.min_sdk = self.min_sdk.or(convention.min_sdk);
        self.target_sdk = self.target_sdk.or(convention.target_sdk);
        self.dependencies.extend(convention.dependencies.clone());
        self.projects.extend(convention.projects.clone());
        self.excluded.extend(convention.excluded.clone());
        self.plugins.extend(convention.plugins.clone());
        if self.flavors.is_empty() {
            self.flavors.clone_from(&convention.flavors);
        }
    }

    /// Looks for dependencies and exclusions, past source sets that are not Android's.
    fn walk(&mut self, block: &Block, inside: bool, build: &Build, depth: usize) {
        if is_foreign(&block.head) {
            return;
        }
        let begins = block.word() == "dependencies" || block.head.ends_with(".dependencies");
        let constraints = block.word() == "constraints";
        let inside = (inside || begins) && !constraints;
        if inside && !begins {
            self.dependency(&block.head, block.line, build, 0);
        }
        for statement in &block.statements {
            let text = statement.text.as_str();
            if text.starts_with("exclude") || text.contains(".exclude") {
                self.excluded.extend(exclusion(text, !inside));
            } else if inside || text.starts_with("dependencies.add(") {
                self.dependency(text, statement.line, build, 0);
            } else if let Some(body) = text
                .split_once('(')
                .and_then(|(name, _)| build.functions.get(name.trim()))
                .filter(|_| depth < MAX_CALLS)
            {
                self.logic(body, build, depth + 1);
            }
        }
        for inner in &block.blocks {
            self.walk(inner, inside, build, depth);
        }
    }

    /// What a function of the build's own adds, called beside `dependencies`: only what its body says there.
    fn logic(&mut self, body: &Block, build: &Build, depth: usize) {
        let mut own = body.clone();
        own.head.clear();
        self.walk(&own, false, build, depth);
    }

    fn setting(&mut self, statement: &Statement, build: &Build) {
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
                *slot = level(rest, &build.catalog, &build.names);
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

    fn dependency(&mut self, text: &str, line: usize, build: &Build, depth: usize) {
        let text = text.trim();
        let Some((word, rest)) = configuration(text) else {
            return;
        };
        let Some(set) = source_set(word) else {
            self.other_call(word, rest, build, depth);
            return;
        };
        let mut found = false;
        for module in catalogued(rest, &build.catalog) {
            found = true;
            let set = set.clone();
            self.dependencies.push(Dependency { module, line, set });
        }
        for text in strings(rest) {
            let mut parts = text.split(':');
            match (parts.next(), parts.next()) {
                (Some(""), Some(first)) => {
                    // `":$name"` may be any module.
                    self.unsettled |= first.is_empty() || first.starts_with('$');
                    self.projects.push(UsedModule {
                        folder: text[1..].replace(':', "/"),
                        set: set.clone(),
                    });
                }
                (Some(group), Some(artifact)) => {
                    let module = format!("{group}:{artifact}");
                    self.unsettled |= module.contains('$');
                    let set = set.clone();
                    self.dependencies.push(Dependency { module, line, set });
                }
                _ => continue,
            }
            found = true;
        }
        for name in after(rest, "projects.") {
            found = true;
            self.projects.push(UsedModule {
                folder: kebab(&name).replace('.', "/"),
                set: set.clone(),
            });
        }
        let local = [
            "fileTree",
            "files(",
            "kotlin(",
            "npm(",
            "compose.",
            "gradleApi",
        ];
        if !found && !rest.trim().is_empty() && !local.iter().any(|known| rest.contains(known)) {
            self.unsettled = true;
        }
    }

    /// A call that is no configuration: a function of the build's own, or something unknown.
    fn other_call(&mut self, word: &str, rest: &str, build: &Build, depth: usize) {
        if let Some(body) = build.functions.get(word).filter(|_| depth < MAX_CALLS) {
            let mut statements: Vec<(String, usize)> = Vec::new();
            body.each(&mut |block| {
                statements.push((block.head.clone(), block.line));
                let own = block.statements.iter();
                statements.extend(own.map(|one| (one.text.clone(), one.line)));
            });
            // The first head is that of the function itself.
            for (text, line) in statements.iter().skip(1) {
                self.dependency(text, *line, build, depth + 1);
            }
            return;
        }
        const KNOWN: [&str; 17] = [
            "kapt",
            "ksp",
            "annotationProcessor",
            "coreLibraryDesugaring",
            "lintChecks",
            "classpath",
            "detektPlugins",
            "lintPublish",
            "val",
            "def",
            "if",
            "modules",
            "platform",
            "attributes",
            "because",
            "constraints",
            "baselineProfile",
        ];
        let lower = word.to_lowercase();
        let known = KNOWN.contains(&word)
            || [
                "test",
                "kapt",
                "ksp",
                "annotationprocessor",
                "desugaring",
                "lint",
                "version",
            ]
            .iter()
            .any(|part| lower.contains(part));
        let loops = ["for", "forEach", "each", "apply", "with"].contains(&word);
        if !known && (loops || (rest.starts_with('(') && strings(rest).next().is_none())) {
            self.unsettled = true;
        }
    }
}

/// The functions that a file of build logic defines, by name.
pub(crate) fn functions(root: &Block) -> Vec<(String, Block)> {
    let mut found = Vec::new();
    root.each(&mut |block| {
        let head = block.head.as_str();
        let mut words = head.split_whitespace();
        let defines = words.any(|word| ["fun", "def", "void"].contains(&word));
        let before = head.split('(').next().unwrap_or_default();
        let name = last_word(before.trim());
        if defines && head.contains('(') && !name.is_empty() {
            found.push((name.to_owned(), block.clone()));
        }
    });
    found
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

    fn build() -> Build {
        let catalog = Catalog::read(
            "[versions]\nminimum = \"26\"\n[libraries]\nsentry-android = \"io.sentry:sentry-android:8.0\"\n[plugins]\npush = { id = \"com.google.gms.google-services\", version = \"4\" }\n",
        );
        let mut build = Build::default();
        build.catalog.add(catalog.expect("it is TOML"), "libs");
        build
            .names
            .learn("ext {\n  targetSdkVersion = 35\n}\nconst val OTHER = 3\n");
        let logic = read(
            "fun DependencyHandlerScope.readers() {\n add(\"implementation\", project(\":reader\"))\n}",
        );
        build.functions.extend(functions(&logic));
        let app = GradleModule::read("x", "plugins { id(\"com.android.application\") }", &build);
        build.conventions.insert("kestrel.app".to_owned(), app);
        build
    }

    fn module(text: &str) -> GradleModule {
        GradleModule::read("app/build.gradle", text, &build())
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
            assert_eq!(read.projects[0].folder, "core/net");
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
        assert!(module("dependencies { unheardOf() }").unsettled);
        assert!(!module("dependencies { ksp(libs.room) }").unsettled);
    }

    #[test]
    fn a_configuration_is_named_in_three_ways() {
        let read = module(
            "dependencies {\n implementation(\"a:one:1\")\n \"fullImplementation\"(\"a:two:1\")\n add(\"fullApi\", \"a:three:1\")\n debugImplementation(\"a:four:1\")\n \"testImplementation\"(\"a:five:1\")\n}",
        );
        let seen: Vec<(&str, &str)> = read
            .dependencies
            .iter()
            .map(|found| (found.module.as_str(), found.set.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                ("a:one", ""),
                ("a:two", "full"),
                ("a:three", "full"),
                ("a:four", "debug")
            ]
        );
    }

    #[test]
    fn source_sets_of_other_systems_are_passed_over() {
        let read = module(
            "kotlin { sourceSets { androidMain.dependencies { implementation(\"a:here:1\") }\n iosMain.dependencies { implementation(\"a:there:1\") }\n val desktopMain by getting { dependencies { implementation(\"a:there:1\") } } } }",
        );
        let seen: Vec<&str> = read
            .dependencies
            .iter()
            .map(|found| found.module.as_str())
            .collect();
        assert_eq!(seen, ["a:here"]);
    }

    #[test]
    fn functions_conventions_and_aliases_are_followed() {
        let read = module(
            "plugins { id(\"kestrel.app\"); alias(libs.plugins.push) }\ndependencies { readers() }",
        );
        assert_eq!(read.kind, Kind::Application);
        assert_eq!(read.projects[0].folder, "reader");
        assert!(
            read.plugins
                .iter()
                .any(|id| id == "com.google.gms.google-services")
        );
        assert!(!read.unsettled);
    }

    #[test]
    fn a_function_that_calls_itself_is_followed_to_an_end() {
        let logic =
            read("fun more() {\n more()\n dependencies.add(\"api\", project(\":reader\"))\n}");
        let mut build = build();
        build.functions.extend(functions(&logic));
        let read = GradleModule::read("app/build.gradle", "more()", &build);
        assert_eq!(read.projects[0].folder, "reader");
    }

    #[test]
    fn an_exclude_names_group_artifact_and_reach() {
        let read = module(
            "configurations.all { exclude(group = \"a.b\", module = \"c\") }\ndependencies { implementation(\"x:y:1\") { exclude group: 'a.b', module: 'd' } }",
        );
        let covers = |module: &str| read.excluded.iter().any(|one| one.covers(module));
        assert!(covers("a.b:c") && !covers("a.b:d") && !covers("a.b:e"));
        assert!(read.excluded.iter().any(|one| one.leaves_out("d")));
        assert_eq!(read.dependencies.len(), 1);
    }
}
