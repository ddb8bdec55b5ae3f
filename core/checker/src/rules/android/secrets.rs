//! AM023: secrets of vendors' server APIs in the files that an Android app is built from.

use super::rules::AM023;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::kind::Kind;
use crate::read::tree::File;
use crate::secret::secrets;

/// Notes the secrets of the files that an Android app is built from. Those of source are noted as it
/// is read, those of keys and of Apple's files by IP012.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for file in context
        .tree
        .files()
        .iter()
        .filter(|file| is_looked_at(file))
    {
        if let Some(text) = context.tree.text(&file.path) {
            in_text(&file.path, &text, findings);
        }
    }
}

fn is_looked_at(file: &File) -> bool {
    let android = matches!(
        file.kind,
        Kind::Gradle
            | Kind::VersionCatalog
            | Kind::GoogleServices
            | Kind::AndroidManifest
            | Kind::AndroidResource
    );
    let name = file.name();
    android || (name.ends_with(".properties") && name != "sentry.properties")
}

/// Notes the secrets of one file.
pub(super) fn in_text(path: &str, text: &str, findings: &mut Findings) {
    for (line, what) in secrets(text) {
        findings.add(
            &AM023,
            Place::new(path, line),
            format!("This looks like {what}."),
            "Revoke it, and let a server of your own hold the new one.",
        );
    }
}
