//! PC001 to PC023 and PC026 of a `privacy.toml` in the tree: what its own rules say.

use sordino_policy::{Policy, compile};

use super::rules::{PC023, PC026, RULES};
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
        let compiled = compile(&file.path, &text, context.today);
        if let Ok(policy) = &compiled {
            fallen_back(policy, &file.path, &text, findings);
        }
        for found in compiled.err().into_iter().flatten() {
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

/// A locale that neither the library nor the policy has words for sees English where it should not.
fn fallen_back(policy: &Policy, path: &str, text: &str, findings: &mut Findings) {
    for locale in &policy.locales {
        let words = policy.chrome(locale).fallen_back();
        let Some(first) = words.first() else { continue };
        let line = text.lines().position(|line| line.starts_with("locales"));
        let place = Place::new(path, line.unwrap_or_default() + 1);
        let message = format!(
            "The screens show {} texts in English to who reads `{locale}`, `{}` among them.",
            words.len(),
            first.key()
        );
        let fix = "Word them in `[screens]`; docs/policy.md says where the keys stand.";
        findings.add(&PC026, place, message, fix).because(locale);
    }
}
