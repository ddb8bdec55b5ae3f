//! Apple's privacy manifest: whether it can be read, says only what Apple knows, reaches the app, and
//! says what the code and the policy say.

mod accessed;
mod collected;
mod domains;
mod imports;
mod manifest;
mod packages;
mod policy;
mod rules;
mod sources;
mod stores;
mod top;

use crate::context::Context;
use crate::finding::Findings;
use crate::read::kind::Kind;
use manifest::Manifest;

pub(crate) use rules::RULES;

/// What this family looks for in sources.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    sources::words()
}

/// Holds the tree against the rules of this family.
pub(crate) fn run(context: &Context<'_>, findings: &mut Findings) {
    let mut manifests = Vec::new();
    for file in context.tree.of(Kind::PrivacyManifest) {
        let Some(manifest) = Manifest::read(context.tree, file, findings) else {
            continue;
        };
        top::check(&manifest, findings);
        domains::check(&manifest, findings);
        accessed::check(&manifest, findings);
        collected::check(&manifest, findings);
        manifests.push(manifest);
    }
    packages::check(context, &manifests, findings);
    imports::check(context, &manifests, findings);
    sources::check(context, &manifests, findings);
    policy::check(context, &manifests, findings);
    stores::check(context, &manifests, findings);
}
