//! Where in a module a file lies, by its path.

use super::manifest::Manifest;

/// The files of one source set that the checker reads.
#[derive(Debug, Clone, Default)]
pub(crate) struct SourceSet {
    pub(crate) manifest: Option<Manifest>,
    /// Paths of resources below it.
    pub(crate) resources: Vec<String>,
}

/// What the build makes of a source set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// In every variant.
    Main,
    /// In every variant that is shipped.
    Release,
    /// Never shipped: debug builds, profiling, benchmarks.
    Debug,
    /// One flavour, or one flavour of one build type.
    Flavor,
}

/// What the build makes of the source set called `name`.
pub(crate) fn role(name: &str) -> Role {
    const UNSHIPPED: [&str; 4] = [
        "profile",
        "benchmark",
        "nonMinifiedRelease",
        "benchmarkRelease",
    ];
    match name {
        "main" | "androidMain" | "commonMain" => Role::Main,
        "release" => Role::Release,
        "debug" => Role::Debug,
        _ if name.ends_with("Debug") || UNSHIPPED.contains(&name) => Role::Debug,
        _ => Role::Flavor,
    }
}

/// Module folder and source set of the manifest at `path`.
pub(crate) fn of_manifest(path: &str) -> Option<(&str, &str)> {
    let folder = match path.strip_suffix("AndroidManifest.xml")? {
        "" => return Some(("", "main")),
        folder => folder.strip_suffix('/')?,
    };
    let mut parts = folder.rsplitn(3, '/');
    let (set, src) = (parts.next()?, parts.next());
    Some(match src {
        Some("src") => (parts.next().unwrap_or(""), set),
        _ => (folder, "main"),
    })
}

/// Module folder, source set and kind of folder (`xml`, `values-de`) of the resource at `path`.
pub(crate) fn of_resource(path: &str) -> Option<(&str, &str, &str)> {
    let (folder, _) = path.rsplit_once('/')?;
    let (above, kind) = folder.rsplit_once('/').unwrap_or(("", folder));
    let (above, res) = above.rsplit_once('/').unwrap_or(("", above));
    if !res.starts_with("res") {
        return None;
    }
    if let Some((before, set)) = above.rsplit_once('/')
        && let Some(module) = before.strip_suffix("src")
    {
        return Some((module.trim_end_matches('/'), set, kind));
    }
    Some((above, "main", kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_module_and_source_set() {
        assert_eq!(
            of_manifest("app/src/full/AndroidManifest.xml"),
            Some(("app", "full"))
        );
        assert_eq!(
            of_manifest("src/main/AndroidManifest.xml"),
            Some(("", "main"))
        );
        assert_eq!(
            of_manifest("old/AndroidManifest.xml"),
            Some(("old", "main"))
        );
        assert_eq!(of_manifest("AndroidManifest.xml"), Some(("", "main")));
        assert_eq!(
            of_resource("a/b/src/main/res/xml/x.xml"),
            Some(("a/b", "main", "xml"))
        );
        assert_eq!(
            of_resource("src/main/res/xml/x.xml"),
            Some(("", "main", "xml"))
        );
        assert_eq!(
            of_resource("old/res/values-de/s.xml"),
            Some(("old", "main", "values-de"))
        );
        assert_eq!(of_resource("old/other/values/s.xml"), None);
    }

    #[test]
    fn debug_and_profile_are_not_shipped() {
        for name in ["debug", "externalDebug", "profile"] {
            assert_eq!(role(name), Role::Debug, "{name}");
        }
        assert_eq!(role("internal"), Role::Flavor);
    }
}
