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
mod rules;
mod sentence;
mod uses;
mod wording;

use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::ios::purpose::purposes;
use judged::{Judged, judged};
use rules::PS008;

pub(crate) use rules::RULES;

/// What this family looks for in sources.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    uses::words()
}

/// Holds the tree against the rules of this family.
pub(crate) fn run(context: &Context<'_>, findings: &mut Findings) {
    let project = context.ios();
    let mut example = ExampleOf::default();
    for target in &project.targets {
        let purposes = purposes(target);
        keys::check(target, &purposes, findings);
        pairs::check(&purposes, findings);
        locales::check(target, &purposes, findings);
        for judged in judged(target, &purposes) {
            form::check(target, &judged, findings);
            wording::check(&judged, findings);
            policy::check(context.policy, &judged, findings);
            example.see(&judged);
        }
    }
    example.tell(findings);
    uses::check(context, findings);
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
