//! Android.

mod advertising;
mod backup;
mod cleartext;
mod disclosure;
mod look;
mod native;
mod permissions;
mod restricted;
mod rules;
mod secrets;
mod services;
mod source;
mod texts;
mod vendors;

use std::collections::BTreeSet;

use crate::context::Context;
use crate::finding::{Findings, Place};
use cleartext::Reach;
use look::{Look, note};

/// The rules of this family.
pub(crate) use rules::RULES;

/// Holds the tree against them.
pub(crate) fn run(context: &Context<'_>, findings: &mut Findings) {
    let project = context.android();
    for broken in &project.broken {
        let message = format!("The file cannot be read: {}.", broken.what);
        let place = Place::new(&broken.path, broken.line);
        findings
            .add(&rules::AM026, place, message, "Mend the XML.")
            .because(&broken.path);
    }
    let channels = source::check(context, findings);
    let goers = services::goers(context);
    let mut spoken = BTreeSet::new();
    for app in project.apps() {
        for module in
            std::iter::once(app.module).chain(app.libraries.iter().map(|library| library.module))
        {
            if spoken.insert(&module.folder) {
                texts::check(context, module, findings);
            }
        }
        let mut variants = Vec::new();
        for variant in app.variants() {
            let name = variant.variant.clone();
            let mut look = Look::new(context, project, &app, variant, &channels);
            permissions::check(&mut look);
            advertising::check(&mut look);
            restricted::check(&mut look);
            if app.module.is_described {
                // Everything else is written by the tool that makes the project.
                variants.push((name, look.found()));
                continue;
            }
            services::check(&mut look, &goers);
            vendors::check(&mut look);
            backup::check(&mut look);
            cleartext::check(&mut look, Reach::Shipped);
            variants.push((name, look.found()));
        }
        let shipped = variants.clone();
        note(variants, findings);
        if let Some(debug) = app.debug() {
            let mut look = Look::new(context, project, &app, debug, &channels);
            cleartext::check(&mut look, Reach::Debug);
            let known = |place: &Place| {
                shipped
                    .iter()
                    .any(|(_, list)| list.iter().any(|finding| finding.place == *place))
            };
            let only = look
                .found()
                .into_iter()
                .filter(|finding| !known(&finding.place));
            note(vec![("debug".to_owned(), only.collect())], findings);
        }
    }
    native::check(context, findings);
    secrets::check(context, findings);
}
