//! Purpose strings: what an app says when the system asks a person for access.
//!
//! Rules of wording look at English and German, the others at every language. All of them ask one
//! place for "the string of this key in this locale".

mod english;
mod form;
mod german;
mod judged;
mod keys;
mod language;
mod locales;
mod pairs;
mod policy;
mod promised;
mod rules;
mod sentence;
mod uses;
mod wording;

use sordino_policy::Policy;

use crate::context::Context;
use std::collections::BTreeSet;

use crate::finding::{Findings, Place};
use crate::read::ios::localized::language;
use crate::read::ios::purpose::{Purpose, purposes};
use crate::read::ios::target::Target;
use judged::{Judged, judged};
use rules::{PS008, PS023};

pub(crate) use rules::RULES;

/// What this family looks for in sources.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    uses::words()
}

/// Holds the tree against the rules of this family.
pub(crate) fn run(context: &Context<'_>, findings: &mut Findings) {
    let project = context.ios();
    let mut example = ExampleOf::default();
    let mut unjudged = Unjudged::default();
    for target in &project.targets {
        let purposes = purposes(target);
        keys::check(target, &purposes, findings);
        // Of a text that denies its own access, that is said and nothing else.
        let meant: Vec<Purpose> = purposes
            .iter()
            .filter(|purpose| !is_denied(target, purpose))
            .cloned()
            .collect();
        pairs::check(&meant, findings);
        locales::check(target, &meant, findings);
        for judged in judged(target, &purposes) {
            if !wording::is_denial(&judged.language, &judged.text.value) {
                form::check(Some(target), &judged, findings);
                policy::check(context.policy, &judged, findings);
                example.see(&judged);
            }
            if !wording::check(&judged, findings) {
                unjudged.see(&judged);
            }
        }
    }
    example.tell(findings);
    unjudged.tell(findings);
    uses::check(context, findings);
}

/// Holds the strings of a policy against the rules, before anything is generated from them.
pub(crate) fn of_policy(policy: &Policy, file: &str, toml: &str, findings: &mut Findings) {
    let mut example = ExampleOf::default();
    promised::check(policy, file, toml, findings, |judged| example.see(judged));
    example.tell(findings);
}

/// Whether the text that people read in the source language denies the access.
fn is_denied(target: &Target, purpose: &Purpose) -> bool {
    let text = purpose.base.as_ref();
    text.is_some_and(|text| wording::is_denial(&language(&target.development), &text.value))
}

/// Strings in languages whose wording is judged by no rule; told once.
#[derive(Default)]
struct Unjudged {
    languages: BTreeSet<String>,
    places: Vec<Place>,
}

impl Unjudged {
    fn see(&mut self, judged: &Judged<'_>) {
        self.languages.insert(judged.tag.clone());
        self.places.push(judged.place());
    }

    fn tell(self, findings: &mut Findings) {
        let mut places = self.places.into_iter();
        let Some(first) = places.next() else {
            return;
        };
        let listed: Vec<String> = self.languages.into_iter().collect();
        let message = format!(
            "What the strings say in {} is judged by no rule; English and German are.",
            listed.join(", ")
        );
        let settles =
            "Somebody who reads these languages, with Apple's page on purpose strings, settles it.";
        let finding = findings.cannot_tell(&PS023, first, message, settles);
        for place in places {
            finding.at(place);
        }
    }
}

/// Whether any string of the app gives an example; told once, since hardly any app does.
#[derive(Default)]
struct ExampleOf {
    given: bool,
    first: Option<Place>,
}

impl ExampleOf {
    fn see(&mut self, judged: &Judged<'_>) {
        let text = judged.text.value.to_lowercase();
        match judged.language.as_str() {
            "en" => self.given |= english::EXAMPLES.iter().any(|word| text.contains(word)),
            "de" => self.given |= german::EXAMPLES.iter().any(|word| text.contains(word)),
            _ => return,
        }
        self.first.get_or_insert_with(|| judged.place());
    }

    fn tell(self, findings: &mut Findings) {
        if let Some(place) = self.first.filter(|_| !self.given) {
            findings.add(
                &PS008,
                place,
                "No purpose string of this app gives an example.",
                "Add one where it helps: “…; for example, …”.",
            );
        }
    }
}
