//! AM015: native libraries on devices with pages of 16 KB.

use super::rules::AM015;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::android::too_small;
use crate::read::kind::Kind;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for file in context.tree.of(Kind::NativeLibrary) {
        if !is_packed(&file.path) {
            continue;
        }
        let bytes = context.tree.bytes(&file.path);
        let Some(align) = bytes.and_then(|bytes| too_small(&bytes)) else {
            continue;
        };
        findings.add(
            &AM015,
            Place::new(&file.path, 1),
            format!("A loadable segment is aligned to {align} bytes only."),
            "Link it with -Wl,-z,max-page-size=16384, or with NDK r28 or later; for a vendor's library, take a newer one.",
        );
    }
}

/// Whether a library's place makes it part of an Android app: `jniLibs`, or a folder that is called as
/// Android calls a processor. Libraries for desktops lie elsewhere.
fn is_packed(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let has = |names: &[&str]| parts.iter().any(|part| names.contains(part));
    let desktop = [
        "linux",
        "windows",
        "macos",
        "darwin",
        "desktop",
        "jvmMain",
        "desktopMain",
        "win32",
    ];
    has(&["jniLibs"]) || (has(&["arm64-v8a", "x86_64"]) && !has(&desktop))
}

#[cfg(test)]
mod tests {
    use super::is_packed;

    #[test]
    fn a_library_is_packed_by_its_place() {
        for path in [
            "app/src/main/jniLibs/arm64-v8a/liba.so",
            "app/libs/x86_64/liba.so",
            "lib/arm64-v8a/liba.so",
        ] {
            assert!(is_packed(path), "{path}");
        }
        for path in [
            "desktop/src/main/resources/linux/liba.so",
            "natives/linux/x86_64/liba.so",
            "tools/liba.so",
        ] {
            assert!(!is_packed(path), "{path}");
        }
    }
}
