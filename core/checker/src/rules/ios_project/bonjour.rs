//! IP015: searching the local network.

use super::rules::IP015;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::rules::local_network::SEARCHES;

const KEY: &str = "NSBonjourServices";

/// The words that are looked for.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    SEARCHES.into_iter()
}

/// Notes the first search where no app says what it searches for.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let project = context.ios();
    let apps: Vec<_> = project.apps().filter(|target| target.phone).collect();
    let says = apps
        .iter()
        .filter_map(|target| target.info.as_ref())
        .any(|info| info.get(KEY).is_some());
    let Some(hit) = context.sources().of(&SEARCHES).next() else {
        return;
    };
    if says || apps.is_empty() {
        return;
    }
    let at = Place::new(hit.place.file.clone(), hit.place.line);
    if apps.iter().any(|target| target.info.is_some()) {
        findings.add(
            &IP015,
            at,
            format!(
                "The code searches the local network here, and no app lists its types in {KEY}."
            ),
            "List each type in Info.plist, for example _printer._tcp.",
        );
    }
}
