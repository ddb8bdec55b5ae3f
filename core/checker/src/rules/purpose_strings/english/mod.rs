//! English words of the wording rules.

mod access;
mod words;

pub(super) use words::EXAMPLES;

use std::sync::LazyLock;

use regex::Regex;

use super::sentence::{holds, words};
use access::{ABOUT_THE_SETTING, ACCESSES, ASKING, ASKS, GIVING, NO_VERB, NOUNS, OF_ACCESS, WANTS};
use words::{CONNECTORS, FILLERS, HEADLESS, IMPERATIVES, MAIN_VERBS, PROMOTING, VAGUE};

/// Somebody, what they can, and the verb.
static CAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:you|we|it|they|users?|others|people|the app)\s+(?:can|may|could|are able to)\s+(?:then |also |only |easily |quickly )?([a-z]+)")
        .expect("the pattern is sound")
});
/// A benefit that could be any app's: a verb of improving or providing, and a noun without a feature.
static BENEFIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:improv\w+|enhanc\w+|optimi[sz]\w+|personali[sz]\w+|increas\w+|boost\w*|ensur\w+|provid\w+|offer\w*|deliver\w*|guarante\w*|support\w*|enabl\w+|give|giving)\b(?:\s+(?:you|users|people|the|our|your|this|a|an|all|its|more|better|best|possible|additional|more|good|great|safe|secure|reliable|full|high|smooth|smoother|seamless|richer|tailored|nicer|pleasant|optimal|perfect|complete|entire|personali[sz]ed|improved|of|and|user|customer|app|application|app's|app’s|overall|core|basic|certain|some|various|additional|with|performance|usability|quality))*\s+(?:experience|performance|usability|services?|quality|app|application|functionality|functions?|features?|stability|products?|usage|comfort|convenience)\b|\buse (?:it|them|this|these|those)(?: (?:in|with|within|inside) (?:the|our|this) app(?:lication)?)?(?:\.|$)")
        .expect("the pattern is sound")
});
/// That the app works, which is no feature of it.
static WORKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:function|work|run|operate|perform)s? (?:as expected|as intended|properly|correctly|smoothly|well|fully|normally)\b")
        .expect("the pattern is sound")
});
/// The denial of the access itself.
static DENIAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:does not|doesn['’]t|do not|don['’]t|will not|won['’]t|is not|isn['’]t|are not|aren['’]t|never|no longer)\s+(?:actually |currently |directly |ever |really |being |be )?(?:need|needs|needed|require|requires|required|use|uses|used|access|accesses|accessed|read|reads|write|writes|collect|collects|collected|track|tracks|request|requests|requested|ask|asks|want|wants)\b|\bno (?:access|need)\b(?: (?:for|to|of))?|\bmakes no use\b|\bnot (?:actually |currently )?(?:used|needed|required|accessed)\b|\bunused\b|\b(?:ha(?:s|ve) )?no use(?: for)?\b")
        .expect("the pattern is sound")
});

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
    // "With access to the microphone, callers hear you."
    let with = lower.starts_with("with ") && lower.contains(',');
    if with || is_a_use(&words) || says_who_can(&lower) {
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
                let verb = verb && !NO_VERB.contains(&after.to_lowercase().as_str());
                // "access to lock your diary" has a purpose, "access to speech recognition" has none.
                let noun = NOUNS.contains(&after.to_lowercase().as_str());
                let goes_on = words.len() > at + 2;
                verb && (!ACCESSES.contains(&before) || (!noun && goes_on))
            }
            // "permission for photos" asks, "permission for scanning codes" says what for.
            "for" => !ASKS.contains(&before) || (after.len() > 5 && after.ends_with("ing")),
            _ => false,
        }
    })
}

/// `Scanning codes on a meter`: the use is the whole text.
fn is_a_use(words: &[&str]) -> bool {
    let first = words.first().map(|word| word.to_lowercase());
    first.is_some_and(|first| {
        first.len() > 5 && first.ends_with("ing") && !OF_ACCESS.contains(&first.as_str())
    })
}

/// `… means that you can attach them`: somebody can do something by the access. That a person can change
/// the setting is no use of it.
fn says_who_can(lower: &str) -> bool {
    CAN.captures_iter(lower).any(|found| {
        let verb = found.get(1).map_or("", |verb| verb.as_str());
        !ABOUT_THE_SETTING.contains(&verb)
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
pub(super) fn vague(text: &str) -> Option<String> {
    let mut lower = text.to_lowercase();
    for filler in FILLERS {
        lower = lower.replace(filler, "");
    }
    let listed = WORKS.find(&lower).map(|found| found.range());
    let listed = listed.or_else(|| {
        let phrase = holds(&lower, VAGUE)?;
        let at = lower.find(phrase)?;
        Some(at..at + phrase.len())
    });
    let found = listed.or_else(|| BENEFIT.find(&lower).map(|found| found.range()))?;
    let (at, end) = (found.start, found.end);
    let phrase = lower[at..end].to_owned();
    let named = EXAMPLES.iter().any(|word| lower.contains(word)) || lower.contains(" like ");
    if named {
        return None;
    }
    // What stands before and after the clause with the vague words may name a feature.
    let start = ["to ", "for ", "so "]
        .iter()
        .filter_map(|word| lower[..end].rfind(word))
        .min()
        .unwrap_or(at)
        .min(at);
    // "to show a map and improve …" names a feature before the vague one.
    let clause = lower[start..at].split(" and ").next().unwrap_or_default();
    if lower[start..at].contains(" and ") && has_purpose(clause) {
        return None;
    }
    // A further sentence counts only if it says what for.
    let (own, further) = lower[end..].split_once(". ").unwrap_or((&lower[end..], ""));
    if has_purpose(further) {
        return None;
    }
    let rest = format!("{} {own}", &lower[..start]);
    let after = words(own);
    let goes_on = after
        .windows(2)
        .any(|pair| ["and", "or"].contains(&pair[0]) && IMPERATIVES.contains(&pair[1]));
    if goes_on {
        return None;
    }
    let by = own.contains(" by ");
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
    let main = words.iter().enumerate().skip(2).any(|(at, word)| {
        MAIN_VERBS.contains(word) && !["to", "and", "or", "that", "who"].contains(&words[at - 1])
    });
    if ["to", "for"].contains(&first) && !lower.contains(',') && !main {
        return Some("has no main clause");
    }
    // The clause before the purpose: what is done there, and is somebody doing it?
    let ends = ["to", "so", "because", "for", "if", "while", "which", "that"];
    let head: Vec<&str> = words
        .iter()
        .copied()
        .take_while(|word| !ends.contains(word))
        .collect();
    // `You can record a note, and it is attached to the report`: somebody does something first.
    let addressed = first == "you" && lower.contains(", and ");
    let passive = !addressed
        && head.iter().enumerate().any(|(at, word)| {
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

/// Whether a text denies the access that its key asks for, and says nothing that it is for.
pub(super) fn denies(text: &str) -> bool {
    let lower = text.to_lowercase();
    let qualified = [
        "without your",
        "without you",
        "unless",
        "except",
        "only if",
        "only when",
        "outside",
        "other than",
        "until",
        " but ",
    ];
    // Why the key is there all the same is no purpose.
    let rest = DENIAL
        .replace_all(&lower, "")
        .replace("by this app", "")
        .replace("because", "");
    rest.len() < lower.len()
        && !qualified.iter().any(|word| lower.contains(word))
        && !has_purpose(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_access_is_the_purpose() {
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
            "This app requires Face ID access to open your vault.",
            "Giving access to your photos means that you can send one to the fitter.",
            "With the microphone we can hear what the meter hums.",
            "Scanning the code on a meter",
            "Access to your location shows you the meters nearby.",
            "We require microphone access to let fitters hear you.",
            "With access to reminders, a reading that is due shows up in your lists.",
            "Kestrel needs Bluetooth permission for reading a meter.",
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
            "Kestrel needs access to photo library",
            "Kestrel needs the camera. You can change this in Settings.",
            "Kestrel needs access to speech recognition",
            "Kestrel needs access to local network devices",
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
            "We need your camera to offer a better experience for our users.",
            "Kestrel uses the microphone to improve the quality of the app.",
            "The camera is needed to support app features.",
            "Kestrel needs your contacts so that you can use them in our app.",
            "To provide a reliable service, Kestrel needs your location. Without it nothing works.",
            "Kestrel needs the microphone for the app to work.",
            "The location is used for internal purposes.",
            "Access to the microphone allows us to provide you with our services.",
            "Contacts are used so that Kestrel can function as expected.",
            "We need this to deliver the best possible service to you.",
            "The camera is needed for certain functions of the app.",
            "Kestrel uses Bluetooth to give you a smoother experience.",
        ] {
            assert!(vague(text).is_some(), "{text}");
        }
        for text in [
            "We use your location to show nearby meters and improve your experience.",
            "We use your location to improve the app, for example its map.",
            "We use your location to improve your experience and show meters near you.",
            "The camera scans codes.",
            "Kestrel uses the location to provide directions to a meter.",
            "The camera is used to improve the quality of scans by adding light.",
            "To provide a safe service we record your route. It is used to show it to the fitter.",
        ] {
            assert_eq!(vague(text), None, "{text}");
        }
    }

    #[test]
    fn passive_and_headless_texts_are_told() {
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
            "To read a code and show its meter Kestrel uses the camera.",
            "You can record a note, and it is attached to the meter.",
        ] {
            assert_eq!(inactive(text), None, "{text}");
        }
    }

    #[test]
    fn a_denial_is_told_from_a_limit() {
        for text in [
            "Kestrel does not need your contacts.",
            "Location is not used by this app.",
            "We don’t access your calendar.",
            "This app never reads your photos.",
            "Bluetooth is no longer required.",
            "Not used.",
            "Your calendar is currently not used by Kestrel.",
            "Kestrel has no use for your contacts.",
            "Kestrel has no need of your calendar.",
            "This is only here because a library names it; Kestrel never uses it.",
        ] {
            assert!(denies(text), "{text}");
        }
        for text in [
            "Kestrel does not read your photos without your consent.",
            "We do not use your location unless you share a meter.",
            "The camera scans codes.",
            "Kestrel does not read all your photos to show one.",
        ] {
            assert!(!denies(text), "{text}");
        }
    }
}
