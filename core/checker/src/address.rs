//! Paths as addresses.

use std::path::Path;

/// Returns a folder as a `file:` address that ends in a slash.
pub(crate) fn address(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let shown = whole.to_string_lossy().replace('\\', "/");
    format!("file://{}/", uri(shown.trim_end_matches('/')))
}

/// A path as a relative URI: what is not plain is percent-encoded.
pub(crate) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
