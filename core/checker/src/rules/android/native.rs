//! AM015: native libraries on devices with pages of 16 KB.

use super::rules::AM015;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::android::too_small;
use crate::read::kind::Kind;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for file in context.tree.of(Kind::NativeLibrary) {
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
