//! English words of the wording rules.

mod words;

pub(super) use words::EXAMPLES;

use super::sentence::{holds, words};
use words::{
    ACCESSES, ASKING, ASKS, CONNECTORS, GIVING, HEADLESS, IMPERATIVES, NO_VERB, PROMOTING, VAGUE,
    WANTS,
};

/// Whether a text says what the access is for.
pub(super) fn has_purpose(text: &str) -> bool {
    let lower = text.to_lowercase();
    if holds(&lower, CONNECTORS).is_some() {
        return true;
    }
    let words = words(text);
    let first = words.first().map(|word| word.to_lowercase());
    if first.is_some_and(|first| IMPERATIVES.contains(&first.as_str())) {
        return true;
    }
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map(|at| words[at].to_lowercase());
        let before = before.as_deref().unwrap_or_default();
        let Some(after) = words.get(at + 1) else {
            return false;
        };
        match word.to_lowercase().as_str() {
            "to" if ["access", "use"].contains(&after.to_lowercase().as_str()) => {
                // "requires Face ID to access your notes", not "would like to access your camera".
                !ASKING.contains(&before) && !GIVING.iter().any(|word| lower.contains(word))
            }
            "to" => {
                let verb = after.chars().next().is_some_and(char::is_lowercase);
                verb && !ACCESSES.contains(&before)
                    && !NO_VERB.contains(&after.to_lowercase().as_str())
            }
            "for" => !ASKS.contains(&before),
            _ => false,
        }
    })
}

/// Whether a text asks for the access, and not only uses it.
pub(super) fn asks_access(text: &str) -> bool {
    let asks = [
        "access",
        "permission",
        "permissions",
        "need",
        "needs",
        "needed",
        "require",
        "requires",
        "required",
        "would like",
        "want",
        "wants",
        "allow",
    ];
    holds(&text.to_lowercase(), &asks).is_some()
}

/// Whether a text speaks of the access itself.
pub(super) fn wants_access(text: &str) -> bool {
    holds(&text.to_lowercase(), WANTS).is_some()
}

/// The vague benefit of a text that names no feature beside it.
pub(super) fn vague(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let phrase = holds(&lower, VAGUE)?;
    let named = EXAMPLES.iter().any(|word| lower.contains(word)) || lower.contains(" like ");
    if named {
        return None;
    }
    let at = lower.find(phrase)?;
    // What stands before and after the clause with the vague words may name a feature.
    let start = ["to ", "for ", "so "]
        .iter()
        .filter_map(|word| lower[..at + phrase.len()].rfind(word))
        .min()
        .unwrap_or(at)
        .min(at);
    // "to show a map and improve …" names a feature before the vague one.
    let clause = lower[start..at].split(" and ").next().unwrap_or_default();
    if lower[start..at].contains(" and ") && has_purpose(clause) {
        return None;
    }
    let rest = format!("{} {}", &lower[..start], &lower[at + phrase.len()..]);
    let after = words(&lower[at + phrase.len()..]);
    // A further sentence that says more is no vague text.
    let further = lower[at..]
        .split_once(". ")
        .map_or("", |(_, further)| further);
    if words(further).len() >= 5 {
        return None;
    }
    let goes_on = after
        .windows(2)
        .any(|pair| ["and", "or"].contains(&pair[0]) && IMPERATIVES.contains(&pair[1]));
    if goes_on {
        return None;
    }
    let by = lower[at + phrase.len()..].contains(" by ");
    (!by && !has_purpose(&rest)).then_some(phrase)
}

/// The promoting word of a text.
pub(super) fn promoting(text: &str) -> Option<&'static str> {
    holds(&text.to_lowercase(), PROMOTING)
}

/// Why a text is not in the active voice with a subject.
pub(super) fn inactive(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = words(&lower);
    let first = *words.first()?;
    if HEADLESS.contains(&first) {
        return Some("has no subject");
    }
    if ["to", "for"].contains(&first) && !lower.contains(',') {
        return Some("has no main clause");
    }
    // The clause before the purpose: what is done there, and is somebody doing it?
    let ends = ["to", "so", "because", "for", "if", "while", "which", "that"];
    let head: Vec<&str> = words
        .iter()
        .copied()
        .take_while(|word| !ends.contains(word))
        .collect();
    let passive = head.iter().enumerate().any(|(at, word)| {
        let forms = ["is", "are", "be", "being", "was", "were"];
        let adverbs = ["only", "not", "never", "also", "always", "then"];
        let after = head.get(at + 1).copied().unwrap_or_default();
        let after = if adverbs.contains(&after) || after.ends_with("ly") {
            head.get(at + 2).copied().unwrap_or_default()
        } else {
            after
        };
        forms.contains(word) && is_participle(after)
    });
    passive.then_some("is in the passive voice")
}

fn is_participle(word: &str) -> bool {
    let irregular = [
        "sent", "shown", "kept", "taken", "read", "written", "made", "given", "held", "found",
        "built",
    ];
    irregular.contains(&word) || (word.len() > 3 && word.ends_with("ed"))
}

/// Whether a text denies the access that its key asks for.
pub(super) fn denies(text: &str) -> bool {
    let lower = text.to_lowercase();
    let denied = [
        "does not access",
        "doesn't access",
        "do not access",
        "don't access",
        "never access",
        "never accesses",
        "does not read",
        "never reads",
        "does not use",
        "doesn't use",
        "do not use",
        "never uses",
        "does not write",
        "doesn't write",
        "never writes",
        "does not collect",
        "do not collect",
        "does not track",
        "never tracks",
        "does not require access",
        "does not need access",
        "no access",
    ];
    let qualified = ["without your", "unless", "except", "only if", "outside"];
    holds(&lower, &denied).is_some() && !qualified.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_known_by_what_follows_the_access() {
        for text in [
            "The app needs the camera to scan a code.",
            "Take photos and send them to the fitter.",
            "We need access to your location so the map can follow you.",
            "Location is used for routes.",
            "Reading tags allows you to start a rule.",
            "Give Kestrel permission to save photos",
            "The microphone lets you talk to a fitter.",
            "Access your photos to attach one to a report.",
            "Kestrel requires Face ID to access your saved readings.",
            "Face ID is used to access your app.",
            "Kestrel needs your location before being able to share it.",
            "The microphone is used in calls with a fitter",
        ] {
            assert!(has_purpose(text), "{text}");
        }
        for text in [
            "The app needs access to your camera.",
            "Kestrel would like to access your contacts.",
            "Kestrel requires contacts access",
            "Contact permission is required to access contact information.",
            "We access the user's photo library.",
            "Kestrel wants to use your camera",
            "Asks for permission for photos",
        ] {
            assert!(!has_purpose(text) && wants_access(text), "{text}");
        }
    }

    #[test]
    fn a_benefit_is_vague_only_without_a_feature() {
        for text in [
            "We use your location to improve your experience.",
            "Location is required for the app to function.",
            "The camera is used to provide a better experience.",
        ] {
            assert!(vague(text).is_some(), "{text}");
        }
        for text in [
            "We use your location to show nearby meters and improve your experience.",
            "We use your location to improve the app, for example its map.",
            "We use your location to improve your experience and show meters near you.",
            "The camera scans codes.",
        ] {
            assert_eq!(vague(text), None, "{text}");
        }
    }

    #[test]
    fn passive_and_headless_texts_are_told_from_active_ones() {
        for text in [
            "The camera is used to scan codes.",
            "Your data will be shared with a fitter.",
            "Used to scan codes.",
            "To scan codes.",
            "This permission is needed to scan.",
        ] {
            assert!(inactive(text).is_some(), "{text}");
        }
        for text in [
            "Kestrel scans codes so that nothing is typed.",
            "To scan codes, Kestrel uses the camera.",
            "Take photos of meters that were replaced.",
            "Kestrel needs the camera to scan codes.",
        ] {
            assert_eq!(inactive(text), None, "{text}");
        }
    }
}
