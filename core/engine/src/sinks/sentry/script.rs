//! Bundles and scripts, by the names of their files.

/// Prefix under which React Native's tools upload bundles and their source maps.
const BUNDLE: &str = "app:///";
const SCRIPTS: [&str; 10] = [
    "[native code]",
    ".bundle",
    ".jsbundle",
    ".hbc",
    ".js",
    ".jsx",
    ".mjs",
    ".cjs",
    ".ts",
    ".tsx",
];

/// The name under which a bundle and its source map are uploaded.
pub(super) fn uploaded_as(file: &str) -> String {
    if file == SCRIPTS[0] {
        return file.to_owned();
    }
    format!("{BUNDLE}{file}")
}

/// Returns `true` for the name of a bundle or a script.
pub(super) fn is_script(file: &str) -> bool {
    SCRIPTS.iter().any(|end| file.ends_with(end))
}
