//! Which crate may know which: the arrows of the layout.

use std::collections::BTreeSet;

/// A package of the workspace and the names of all that its manifest asks for, of every kind.
pub(crate) struct Package {
    pub(crate) name: String,
    /// From the root, `core/engine`.
    pub(crate) folder: String,
    pub(crate) needs: Vec<String>,
    /// Those of them that it is always built with: no test's, and no feature's.
    pub(crate) always: Vec<String>,
}

const PREFIX: &str = "sordino-";
const TEST_KIT: &str = "sordino-testkit";

/// What each crate of the product may depend on, directly or not.
const ARROWS: [(&str, &[&str]); 14] = [
    ("policy", &[]),
    ("scrub", &[]),
    ("seal", &[]),
    ("flows", &[]),
    ("engine", &["policy", "scrub", "seal", "flows"]),
    ("testkit", &["policy", "scrub", "engine"]),
    ("adapters", &["policy", "scrub", "engine", "testkit"]),
    (
        "bindings",
        &["policy", "scrub", "engine", "adapters", "testkit"],
    ),
    ("generator", &[]),
    // What only tests link; nothing may know it.
    ("testing", &["policy", "engine", "bindings", "testkit"]),
    ("paperwork", &["policy", "scrub"]),
    ("checker", &["policy", "paperwork"]),
    (
        "demo",
        &["policy", "scrub", "engine", "adapters", "testkit"],
    ),
    (
        "cli",
        &["policy", "scrub", "engine", "paperwork", "checker", "demo"],
    ),
];

/// What `sordino check` and `sordino generate` are built without.
const LEFT_OUT: [&str; 3] = ["sordino-engine", "axum", "tokio"];

/// What is built with the test kit always. Others have it for their tests, or behind a feature.
const TEST_TOOLS: [&str; 3] = ["demo", "testkit", "testing"];

/// Begin the names of crates that speak to a phone's system.
const PLATFORM: [&str; 9] = [
    "jni",
    "ndk",
    "objc",
    "block2",
    "android",
    "apple-",
    "core-foundation",
    "security-framework",
    "oslog",
];

/// Dependencies that no arrow allows.
pub(crate) fn against_the_arrows(packages: &[Package]) -> Vec<String> {
    let mut broken = Vec::new();
    for package in packages.iter().filter(|package| is_product(package)) {
        let own = package.name.trim_start_matches(PREFIX);
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == own) else {
            broken.push(format!("{} has no place in the layout", package.name));
            continue;
        };
        for need in &package.needs {
            let known = need.strip_prefix(PREFIX);
            if known.is_some_and(|need| need != own && !allowed.contains(&need)) {
                broken.push(format!("{} depends on {need}", package.name));
            }
        }
    }
    broken
}

/// Packages of the product that are always built with the test kit.
pub(crate) fn on_the_test_kit(packages: &[Package]) -> Vec<String> {
    let product = packages.iter().filter(|package| {
        is_product(package) && !TEST_TOOLS.contains(&package.name.trim_start_matches(PREFIX))
    });
    let always = product.filter(|package| package.always.iter().any(|need| need == TEST_KIT));
    always.map(|package| package.name.clone()).collect()
}

/// Packages outside `bindings/` that ask for UniFFI.
pub(crate) fn on_uniffi(packages: &[Package]) -> Vec<String> {
    let outside = packages
        .iter()
        .filter(|package| !package.folder.starts_with("bindings"));
    asking(outside, |need| need.starts_with("uniffi"))
}

/// Packages of the core that ask for a crate of one platform.
pub(crate) fn on_a_platform(packages: &[Package]) -> Vec<String> {
    let core = packages
        .iter()
        .filter(|package| package.folder.starts_with("core"));
    asking(core, |need| {
        PLATFORM.iter().any(|start| need.starts_with(start))
    })
}

/// Crates in the tree of a build, one a line, that a command of files alone has no use for.
pub(crate) fn beyond_files(tree: &str) -> Vec<String> {
    let names: BTreeSet<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let found = LEFT_OUT.into_iter().filter(|name| names.contains(name));
    found.map(str::to_owned).collect()
}

fn is_product(package: &Package) -> bool {
    package.folder.starts_with("core") || package.folder.starts_with("bindings")
}

fn asking<'a>(
    packages: impl Iterator<Item = &'a Package>,
    unwanted: fn(&str) -> bool,
) -> Vec<String> {
    let mut broken = Vec::new();
    for package in packages {
        for need in package.needs.iter().filter(|need| unwanted(need)) {
            broken.push(format!("{} depends on {need}", package.name));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, need: &str) -> [Package; 1] {
        [Package {
            name: format!("{PREFIX}{name}"),
            folder: format!("core/{name}"),
            needs: vec![need.to_owned()],
            always: vec![need.to_owned()],
        }]
    }

    #[test]
    fn an_arrow_turned_round_is_found() {
        assert_eq!(
            against_the_arrows(&package("engine", "sordino-policy")),
            [""; 0]
        );
        assert_eq!(
            against_the_arrows(&package("adapters", "sordino-adapters")),
            [""; 0]
        );
        for (name, need) in [
            ("policy", "engine"),
            ("engine", "adapters"),
            ("paperwork", "engine"),
            ("paperwork", "checker"),
            ("checker", "engine"),
            ("scrub", "policy"),
        ] {
            let broken = against_the_arrows(&package(name, &format!("{PREFIX}{need}")));
            assert_eq!(broken.len(), 1, "{name} -> {need}");
        }
    }

    #[test]
    fn a_product_with_the_test_kit_is_found() {
        assert_eq!(on_the_test_kit(&package("bindings", TEST_KIT)).len(), 1);
        assert_eq!(on_the_test_kit(&package("demo", TEST_KIT)), [""; 0]);
        assert_eq!(on_the_test_kit(&package("bindings", "serde")), [""; 0]);
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        assert_eq!(against_the_arrows(&package("helpers", "serde")).len(), 1);
    }

    #[test]
    fn uniffi_and_platform_crates_are_found() {
        assert_eq!(on_uniffi(&package("engine", "uniffi_core")).len(), 1);
        assert_eq!(on_a_platform(&package("adapters", "jni-sys")).len(), 1);
        assert_eq!(on_a_platform(&package("adapters", "serde")), [""; 0]);
    }
}
