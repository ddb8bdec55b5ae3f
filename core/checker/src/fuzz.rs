//! The readers as a fuzzer calls them: any bytes are read or refused, without a panic and in bounded time.

use std::path::Path;

use crate::config::Config;
use crate::read::android::fuzz as android;
use crate::read::conditional::unshipped;
use crate::read::ios::fuzz as ios;
use crate::read::tree::Tree;
use crate::read::yaml::Yaml;

/// Reads old-style property lists and projects, and what targets such a project has in an empty tree.
pub fn project(text: &str, empty: &Path) {
    if let Ok(tree) = Tree::walk(empty) {
        ios::project(text, &tree);
    }
}

/// Reads property lists of all forms.
pub fn plist(bytes: &[u8]) {
    ios::plist(bytes);
}

/// Reads a Gradle script, a version catalogue and build logic.
pub fn gradle(text: &str) {
    android::gradle(text);
}

/// Reads a manifest, backup rules and a network security configuration.
pub fn android_xml(text: &str) {
    android::xml(text);
}

/// Reads YAML, and finds what of a source ships in no build. Returns parts that lie in the text.
pub fn text(text: &str) {
    let _ = Yaml::read(text);
    for part in unshipped(text) {
        assert!(text.get(part).is_some(), "a part is cut inside a letter");
    }
}

/// Checks a whole folder.
pub fn folder(path: &Path) {
    let _ = crate::check(path, None, &Config::default(), &mut |_| {});
}
