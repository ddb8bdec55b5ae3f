//! PC001 to PC023 of a `privacy.toml` in the tree: what its own rules say.

use sordino_policy::compile;

use super::rules::{PC023, RULES};
use crate::context::Context;
use crate::finding::{Findings, Place};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for file in context
        .tree
        .files()
        .iter()
        .filter(|file| file.name() == "privacy.toml")
    {
        let Some(text) = context.tree.text(&file.path) else {
            continue;
        };
        for found in compile(&file.path, &text, context.today)
            .err()
            .into_iter()
            .flatten()
        {
            let place = Place::new(&file.path, found.line);
            let fix = format!("{}.", found.fix);
            match RULES.iter().find(|rule| rule.id == found.rule) {
                Some(rule) => findings.add(rule, place, format!("{}.", found.what), fix),
                None => findings.add(
                    &PC023,
                    place,
                    format!("{}: {}.", found.rule, found.what),
                    fix,
                ),
            };
        }
    }
}
