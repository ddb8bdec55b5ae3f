//! What an English or German string says: PS005 to PS007, PS010, PS011, PS017, PS018.

use super::judged::Judged;
use super::rules::{PS005, PS006, PS007, PS010, PS011, PS017, PS018};
use super::sentence::{is_closed, is_emoji, on_one_line, quoted, sentences};
use super::{english, german, keys};
use crate::finding::Findings;

/// One language's answers.
struct Tongue {
    has_purpose: fn(&str) -> bool,
    wants_access: fn(&str) -> bool,
    asks_access: fn(&str) -> bool,
    vague: fn(&str) -> Option<String>,
    promoting: fn(&str) -> Option<&'static str>,
    inactive: fn(&str) -> Option<&'static str>,
    denies: fn(&str) -> bool,
}

const ENGLISH: Tongue = Tongue {
    has_purpose: english::has_purpose,
    wants_access: english::wants_access,
    asks_access: english::asks_access,
    vague: english::vague,
    promoting: english::promoting,
    inactive: english::inactive,
    denies: english::denies,
};

const GERMAN: Tongue = Tongue {
    has_purpose: german::has_purpose,
    wants_access: german::wants_access,
    asks_access: german::asks_access,
    vague: german::vague,
    promoting: german::promoting,
    inactive: german::inactive,
    denies: german::denies,
};

fn tongue(language: &str) -> Option<Tongue> {
    match language {
        "en" => Some(ENGLISH),
        "de" => Some(GERMAN),
        _ => None,
    }
}

/// Whether a text says that nothing needs the access that its key asks for. Nothing else is worth saying
/// of such a text. Its file may name another language than it is in, and no words of a denial are both.
pub(super) fn is_denial(language: &str, text: &str) -> bool {
    let text = on_one_line(text);
    let tongues = ["en", "de"].into_iter().filter_map(tongue);
    tongue(language).is_some()
        && tongues
            .map(|tongue| tongue.denies)
            .any(|denies| denies(&text))
}

/// Notes what is wrong with the wording of a string. Returns `false` if nobody can judge its language.
pub(super) fn check(judged: &Judged<'_>, findings: &mut Findings) -> bool {
    let Some(tongue) = tongue(&judged.language) else {
        return judged.text.value.trim().is_empty();
    };
    let text = on_one_line(&judged.text.value);
    let key = judged.key;
    // What is empty or a placeholder is told by the rules of form; there is no wording to judge.
    if super::form::is_placeholder(&text, key) || text.is_empty() {
        return true;
    }
    let place = || judged.place();
    if is_denial(&judged.language, &text) {
        findings
            .add(
                &PS017,
                place(),
                format!(
                    "{key} asks for access that its own text denies: {}.",
                    quoted(&text)
                ),
                "Say what the access is used for, or remove key and use.",
            )
            .because(format!("{key} is denied"));
        return true;
    }
    let vague = (tongue.vague)(&text);
    if !(tongue.has_purpose)(&text) {
        let count = super::sentence::words(&text).len();
        let short = count < 4;
        // A longer text says something beside the access, though it may be no purpose.
        let restates =
            count <= 14 && (tongue.asks_access)(&text) && keys::names_resource(key, &text);
        if restates {
            let finding = findings.add(
                &PS005,
                place(),
                format!("{key} says only that access is wanted: {}.", quoted(&text)),
                "Say which feature of the app needs it and what it does with it.",
            );
            finding.because(&text).also.push(PS007.id);
        }
        // Whoever only restates the access states no purpose either; that is told once.
        if !restates && vague.is_none() && ((tongue.wants_access)(&text) || short) {
            findings
                .add(
                    &PS007,
                    place(),
                    format!("{key} states no purpose: {}.", quoted(&text)),
                    "Say what the access is for: “…, so that you …”.",
                )
                .because(&text);
        }
    }
    if let Some(phrase) = vague {
        findings
            .add(
                &PS006,
                place(),
                format!("{key} promises “{phrase}” and names no feature."),
                "Name the feature and what it does with the data.",
            )
            .because(&text);
    }
    if let Some(how) = (tongue.inactive)(&text) {
        findings
            .add(
                &PS010,
                place(),
                format!("{key} {how}: {}.", quoted(&text)),
                "Say who does what: “The app saves …”.",
            )
            .because(&text);
    }
    let count = sentences(&text);
    if !is_closed(&text) {
        findings.add(
            &PS011,
            place(),
            format!("{key} does not end in a full stop."),
            "Write one complete sentence with its full stop.",
        );
    } else if count > 1 {
        findings.add(
            &PS011,
            place(),
            format!("{key} has {count} sentences."),
            "Say it in one sentence.",
        );
    }
    let promoting = (tongue.promoting)(&text).map(|word| format!("“{word}”"));
    let mark = text.contains('!').then(|| "an exclamation mark".to_owned());
    let emoji = text.chars().any(is_emoji).then(|| "emoji".to_owned());
    if let Some(what) = promoting.or(mark).or(emoji) {
        findings.add(
            &PS018,
            place(),
            format!("{key} advertises: it has {what}."),
            "Say soberly what the access is for.",
        );
    }
    true
}
