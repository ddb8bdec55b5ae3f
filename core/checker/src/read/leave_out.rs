//! Which folders are not the app.

use std::path::Path;

/// Why a folder is left out.
pub(super) enum Why {
    /// Version control and the like: nobody expects it to be looked at.
    Silent,
    /// It is said in the report.
    Told(&'static str),
}

const SILENT: [&str; 6] = [".git", ".hg", ".svn", ".idea", ".vscode", "__MACOSX"];
const FETCHED: [&str; 7] = [
    "node_modules",
    "Pods",
    "Carthage",
    ".dart_tool",
    "SourcePackages",
    ".pub-cache",
    ".symlinks",
];
const BUILT: [&str; 5] = ["DerivedData", ".gradle", ".build", ".cxx", "xcuserdata"];
/// A `build` folder is output only beside what builds it; the word is a common one.
const BUILDERS: [&str; 5] = [
    "build.gradle",
    "build.gradle.kts",
    "pubspec.yaml",
    "package.json",
    "Podfile",
];
const TESTS: [&str; 12] = [
    "test",
    "tests",
    "androidtest",
    "uitest",
    "uitests",
    "unittests",
    "integrationtests",
    "sharedtest",
    "testfixtures",
    "testdata",
    "mocks",
    "fixtures",
];
const SAMPLES: [&str; 8] = [
    "sample",
    "samples",
    "example",
    "examples",
    "demo",
    "demos",
    "benchmark",
    "macrobenchmark",
];

/// Why the folder `name` inside `parent` is left out, if it is.
pub(super) fn folder<'a>(
    name: &str,
    parent: &str,
    root: &Path,
    mut siblings: impl Iterator<Item = &'a str>,
) -> Option<Why> {
    if SILENT.contains(&name) {
        return Some(Why::Silent);
    }
    if FETCHED.contains(&name) {
        return Some(Why::Told("fetched dependencies"));
    }
    if BUILT.contains(&name) {
        return Some(Why::Told("build output"));
    }
    let lower = name.to_ascii_lowercase();
    if lower == "build" {
        let inside = root.join(parent).join(name);
        let output = ["intermediates", "outputs", "Products", "generated"];
        let built = siblings.any(|name| BUILDERS.contains(&name) || name.ends_with(".xcodeproj"))
            || output.iter().any(|name| inside.join(name).is_dir());
        return built.then_some(Why::Told("build output"));
    }
    if lower == "target" && root.join(parent).join(name).join("CACHEDIR.TAG").is_file() {
        return Some(Why::Told("build output"));
    }
    if is_in_a_source_set(parent) {
        return None;
    }
    if is_test(name, &lower) {
        return Some(Why::Told("test code"));
    }
    // `src/demo` beside `src/main` is a flavour, which ships.
    let flavour = parent.rsplit('/').next() == Some("src")
        && !lower.ends_with("benchmark")
        && siblings.any(|name| name == "main");
    (SAMPLES.contains(&lower.as_str()) && !flavour).then_some(Why::Told("a sample"))
}

/// Whether a folder lies in `src/SET`: there the source set says what is a test, and a folder's name is
/// that of a package.
fn is_in_a_source_set(parent: &str) -> bool {
    let mut parts = parent.split('/').skip_while(|part| *part != "src").skip(1);
    parts.next().is_some() && parts.next().is_some()
}

/// `Tests`, `AppTests`, `AppUITests`, and Android's source sets `test` and `androidTest` with their
/// variants; not `latest`.
fn is_test(name: &str, lower: &str) -> bool {
    TESTS.contains(&lower)
        || name.ends_with("Tests")
        || name.ends_with("_tests")
        || name.ends_with("-tests")
        || ["test", "androidTest"].iter().any(|set| {
            name.strip_prefix(set)
                .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
        })
}

#[cfg(test)]
mod tests {
    use super::{is_in_a_source_set, is_test};

    #[test]
    fn packages_in_source_sets_are_named_freely() {
        for parent in [
            "app/src/main/java",
            "src/main/kotlin/org",
            "a/src/full/java/com",
        ] {
            assert!(is_in_a_source_set(parent), "{parent}");
        }
        for parent in ["app/src", "app/src/main", "app", "lib/java/com", ""] {
            assert!(!is_in_a_source_set(parent), "{parent}");
        }
    }

    #[test]
    fn test_code_is_known_by_its_folder() {
        for name in [
            "Tests",
            "test",
            "AppUITests",
            "androidTest",
            "testDebug",
            "androidTestPro",
        ] {
            assert!(is_test(name, &name.to_ascii_lowercase()), "{name}");
        }
        for name in ["latest", "testimonials", "App", "Contest", "Testing"] {
            assert!(!is_test(name, &name.to_ascii_lowercase()), "{name}");
        }
    }
}
