//! Purpose strings: what an app says when the system asks a person for access.
//!
//! Rules of wording look at English and German, the others at every language. All of them ask one
//! place for "the string of this key in this locale".

mod english;
mod form;
mod german;
mod keys;
mod language;
mod locales;
mod pairs;
mod policy;
mod sentence;
mod uses;
mod wording;

use super::context::Context;
use super::finding::{Findings, Place, Severity};
use super::ios::localized::{Text, language as tongue};
use super::ios::purpose::{Purpose, purposes};
use super::ios::target::Target;
use super::rule::Rule;

const APPLE: &str = "App Review 5.1.1(ii), Write clear purpose strings";
const RESOURCES: &str = "Apple, Requesting access to protected resources";

macro_rules! rules {
    ($($id:ident $severity:ident $title:literal, $why:literal, $source:expr;)+) => {
        $(pub(super) const $id: Rule = Rule {
            id: stringify!($id),
            severity: Severity::$severity,
            title: $title,
            why: $why,
            source: $source,
        };)+
        /// The rules of this family.
        pub const RULES: &[Rule] = &[$($id),+];
    };
}

rules! {
    PS001 Error "a protected resource is used and its purpose key is missing",
        "The system ends the app at the first access, and an upload without the key is refused (ITMS-90683)", RESOURCES;
    PS002 Error "an empty purpose string",
        "The person is asked without being told why, and the review refuses it", APPLE;
    PS003 Error "a placeholder, or a variable that no build setting fills",
        "The person reads what was meant for the developer", APPLE;
    PS004 Warning "under 25 or over 200 characters (6 and 120 in Chinese and Japanese, 12 and 150 in Korean)",
        "Too short says no purpose, too long is not read; the limits are ours, Apple states none", "our own limit";
    PS005 Error "a string that only says that access is wanted",
        "Restating the resource tells the person nothing that the system's dialog does not say", APPLE;
    PS006 Error "a vague benefit without a feature",
        "A better experience can mean anything; the string must name the feature", APPLE;
    PS007 Error "no purpose: nothing that begins with to, so that, for, um zu, damit",
        "A purpose string states a purpose", APPLE;
    PS008 Advice "no purpose string of the app gives an example",
        "Apple asks for an example in most cases", APPLE;
    PS009 Warning "a string that does not name the feature that the policy names",
        "The person must recognise the feature that needs the access", APPLE;
    PS010 Warning "passive, or without a subject",
        "Apple asks for the active voice: who does what", APPLE;
    PS011 Warning "not one complete sentence with its full stop",
        "Apple asks for one concise, complete sentence", APPLE;
    PS012 Error "a locale that the app ships has no translation of the string",
        "A purpose string must be localised if the app is", APPLE;
    PS013 Error "a translation that is marked new or to be reviewed",
        "What nobody has read through is asked in the app's name", "Xcode, string catalogues";
    PS014 Warning "a translation that is the source text",
        "The person is asked in a language that they may not read", APPLE;
    PS015 Warning "a translation in another language than its locale",
        "The person is asked in a language that they may not read", APPLE;
    PS016 Error "one text for two resources",
        "Each resource has a purpose of its own", APPLE;
    PS017 Error "a string that denies the access it asks for, or names data that the policy excludes",
        "A person who consents to a text that is not true has not consented", "GDPR Art. 5(1)(a), 7";
    PS018 Warning "marketing: superlatives, exclamation marks, emoji",
        "Apple refuses marketing in a purpose string", APPLE;
    PS019 Error "a key for a resource that nothing uses",
        "A permission without a feature is more than is needed", "GDPR Art. 5(1)(c), App Review 5.1.1(iii)";
    PS020 Error "a string that names another purpose than the policy declares",
        "Data may be used for the declared purpose only", "GDPR Art. 5(1)(b)";
    PS021 Error "the key of Info.plist and the key that was translated differ",
        "Every translation stands under a key that the system does not ask for, and people read the source text", RESOURCES;
    PS022 Warning "a purpose key that does nothing",
        "The system knows no such key, so nobody ever reads its text", RESOURCES;
}

/// A string whose wording is judged.
pub(super) struct Judged<'a> {
    key: &'a str,
    text: &'a Text,
    /// `en`, `de`, …
    language: String,
}

impl Judged<'_> {
    fn place(&self) -> Place {
        place(self.text)
    }
}

/// What this family looks for in sources.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    uses::words()
}

pub(super) fn place(text: &Text) -> Place {
    Place::new(text.file.clone(), text.line)
}

/// Holds the tree against the rules of this family.
pub(super) fn run(context: &Context<'_>, findings: &mut Findings) {
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

/// Each distinct text of each key, the source first.
fn judged<'a>(target: &Target, purposes: &'a [Purpose]) -> Vec<Judged<'a>> {
    let mut out = Vec::new();
    for purpose in purposes {
        let base = purpose
            .base
            .iter()
            .map(|text| (target.development.as_str(), text));
        let locales = purpose
            .locales
            .iter()
            .map(|(tag, text)| (tag.as_str(), text));
        let mut seen: Vec<&str> = Vec::new();
        for (tag, text) in base.chain(locales) {
            if seen.contains(&text.value.as_str()) {
                continue;
            }
            seen.push(&text.value);
            // Not translated yet: the source is shown, and judged, instead.
            if text.state.as_deref() == Some("new") && tongue(tag) != tongue(&target.development) {
                continue;
            }
            let tag = if tag.eq_ignore_ascii_case("base") {
                &target.development
            } else {
                tag
            };
            // What is clearly another language is judged by no rule of wording.
            let language = match language::other_than(&tongue(tag), &text.value) {
                Some("German") => "de".to_owned(),
                Some("English") => "en".to_owned(),
                Some(_) => String::new(),
                None => tongue(tag),
            };
            out.push(Judged {
                key: &purpose.key,
                text,
                language,
            });
        }
    }
    out
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
