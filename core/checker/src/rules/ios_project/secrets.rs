//! Vendors' secrets in the files and sources of an iOS project: IP012.

use super::rules::IP012;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::kind::Kind;
use crate::read::tree::File;
use crate::secret::{secret, secrets, words};

/// Notes secrets that only a server may hold, the first of each file.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let files = context.tree.files().iter();
    for file in files.filter(|file| is_looked_at(file)) {
        if let Some(text) = context.tree.text(&file.path)
            && let Some((line, what)) = secrets(&text).first()
        {
            tell(what, Place::new(file.path.clone(), *line), findings);
        }
    }
    let starts: Vec<&str> = words().collect();
    for hit in context.sources().of(&starts) {
        // A key stands on the lines below its delimiter, which the hit does not hold.
        if hit.word.starts_with("-----BEGIN") {
            let text = context.tree.text(&hit.place.file).unwrap_or_default();
            let found = secrets(&text).into_iter();
            let here = found.filter(|(line, _)| *line == hit.place.line);
            for (_, what) in here {
                tell(what, hit.place.clone(), findings);
            }
        } else if let Some(what) = secret(&hit.line) {
            tell(what, hit.place.clone(), findings);
        }
    }
}

fn tell(what: &str, place: Place, findings: &mut Findings) {
    findings.add(
        &IP012,
        place,
        format!("This looks like {what}."),
        "Withdraw it at the vendor, remove it here and from the history, and keep the new one on a server.",
    );
}

/// Files of an iOS project, and keys whatever they belong to.
fn is_looked_at(file: &File) -> bool {
    let name = file.name();
    let apple = matches!(
        file.kind,
        Kind::Plist | Kind::Xcconfig | Kind::Strings | Kind::Pbxproj | Kind::Entitlements
    );
    let key = name.ends_with(".p8")
        || name == "sentry.properties"
        || name == ".sentryclirc"
        || name == ".env";
    let account =
        name.ends_with(".json") && name.contains("service") && !name.starts_with("google-services");
    apple || key || account
}
