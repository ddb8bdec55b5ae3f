//! German words of the wording rules.

use super::sentence::{holds, words};

pub(super) const EXAMPLES: [&str; 8] = [
    "zum beispiel",
    "beispielsweise",
    "z. b.",
    "z.b.",
    "etwa ",
    "wie etwa",
    "wie z",
    "zb.",
];

const CONNECTORS: &[&str] = &[
    "damit",
    "sodass",
    "so dass",
    "dass du",
    "weil",
    "wenn du",
    "wenn sie",
    "falls",
    "um",
    "kannst du",
    "können sie",
    "ermöglicht",
    "ermöglichen",
    "erlaubt das",
    "erlaubt dir",
    "erlaubt ihnen",
    "lässt dich",
    "hilft",
    "dient",
    "beim",
    "zwecks",
    "dadurch",
];
/// Before "zum", "zur" and "für": what follows is the access, not its purpose.
const ASKS: &[&str] = &["zugriff", "zugang", "berechtigung", "erlaubnis"];
/// After "für": the same.
const WANTS: &[&str] = &[
    "zugriff",
    "zugang",
    "berechtigung",
    "erlaubnis",
    "benötigt",
    "benötigen",
    "braucht",
    "brauchen",
    "möchte",
    "möchten",
    "verwendet",
    "nutzt",
    "erforderlich",
    "greift",
    "zugreifen",
    "fordert",
];
const VAGUE: &[&str] = &[
    "bessere erfahrung",
    "besseres erlebnis",
    "bestes erlebnis",
    "beste erlebnis",
    "nutzererlebnis",
    "nutzungserlebnis",
    "benutzererfahrung",
    "benutzererlebnis",
    "app zu verbessern",
    "dienste zu verbessern",
    "service zu verbessern",
    "angebot zu verbessern",
    "richtig funktioniert",
    "ordnungsgemäß funktioniert",
    "korrekt funktioniert",
    "einwandfrei funktioniert",
    "alle funktionen",
    "vollen funktionsumfang",
    "verschiedene funktionen",
    "bestimmte funktionen",
];
const PROMOTING: &[&str] = &[
    "beste",
    "besten",
    "bestes",
    "bester",
    "toll",
    "tolle",
    "tolles",
    "großartig",
    "großartige",
    "einzigartig",
    "einzigartige",
    "perfekt",
    "perfekte",
    "perfektes",
    "ultimativ",
    "ultimative",
    "exklusiv",
    "exklusive",
    "fantastisch",
    "unschlagbar",
];
const HEADLESS: &[&str] = &[
    "wird",
    "werden",
    "benötigt",
    "erforderlich",
    "notwendig",
    "ermöglicht",
    "erlaubt",
    "verwendet",
];

/// Whether a text says what the access is for.
pub(super) fn has_purpose(text: &str) -> bool {
    let lower = text.to_lowercase();
    if holds(&lower, CONNECTORS).is_some() {
        return true;
    }
    let words = words(&lower);
    let named = words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        ["zum", "zur", "für"].contains(word) && !ASKS.contains(&before) && at + 1 < words.len()
    });
    named || wishes_to_do(&words) || (!wants_access(text) && ends_in_infinitive(&words))
}

/// `Die App möchte Bilder speichern`: the wish is for a use, not for the access.
fn wishes_to_do(words: &[&str]) -> bool {
    let access = [
        "zugreifen",
        "verwenden",
        "nutzen",
        "benutzen",
        "haben",
        "erhalten",
        "bekommen",
        "gewähren",
    ];
    let wishes = words
        .iter()
        .any(|word| ["möchte", "möchten"].contains(word));
    let last = words.last().copied().unwrap_or_default();
    wishes && ends_in_infinitive(words) && !access.contains(&last)
}

/// `Fotos aufnehmen und teilen`: the use is the whole text.
fn ends_in_infinitive(words: &[&str]) -> bool {
    words.len() > 1
        && words.last().is_some_and(|word| {
            word.ends_with("en") || word.ends_with("ln") || word.ends_with("rn")
        })
}

/// Whether a text asks for the access, and not only uses it.
pub(super) fn asks_access(text: &str) -> bool {
    let asks = WANTS
        .iter()
        .copied()
        .filter(|word| !["verwendet", "nutzt"].contains(word));
    holds(&text.to_lowercase(), &asks.collect::<Vec<_>>()).is_some()
}

/// Whether a text speaks of the access itself.
pub(super) fn wants_access(text: &str) -> bool {
    holds(&text.to_lowercase(), WANTS).is_some()
}

/// The vague benefit of a text that names no feature beside it.
pub(super) fn vague(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let phrase = holds(&lower, VAGUE)?;
    let named = EXAMPLES.iter().any(|word| lower.contains(word)) || lower.contains("indem");
    let at = lower.find(phrase)?;
    let start = ["um ", "für ", "damit ", "zur "]
        .iter()
        .filter_map(|word| lower[..at].rfind(word))
        .min()
        .unwrap_or(at);
    let rest = format!("{} {}", &lower[..start], &lower[at + phrase.len()..]);
    (!named && !has_purpose(&rest)).then_some(phrase)
}

/// The promoting word of a text.
pub(super) fn promoting(text: &str) -> Option<&'static str> {
    holds(&text.to_lowercase(), PROMOTING)
}

/// Why a text is not in the active voice with a subject.
pub(super) fn inactive(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words = words(&lower);
    let first = *words.first()?;
    if HEADLESS.contains(&first) {
        return Some("has no subject");
    }
    if ["um", "zum", "zur", "für", "damit"].contains(&first)
        && !lower.contains(',')
        && !words.iter().any(|word| WANTS.contains(word))
    {
        return Some("has no main clause");
    }
    let ends = ["um", "damit", "weil", "sodass", "wenn"];
    let head: Vec<&str> = words
        .iter()
        .copied()
        .skip(usize::from(ends.contains(&first)))
        .take_while(|word| !ends.contains(word))
        .collect();
    let auxiliary = head
        .iter()
        .any(|word| ["wird", "werden", "wurde", "wurden"].contains(word));
    let passive = auxiliary && head.iter().any(|word| is_participle(word));
    passive.then_some("is in the passive voice")
}

fn is_participle(word: &str) -> bool {
    let others = [
        "benötigt",
        "verwendet",
        "erhoben",
        "verarbeitet",
        "übertragen",
        "übermittelt",
        "erfasst",
        "verbunden",
        "erfordert",
        "bereitgestellt",
    ];
    let ends = word.ends_with('t') || word.ends_with("en");
    others.contains(&word)
        || (word.len() > 5 && word.starts_with("ge") && ends)
        || word.ends_with("geladen")
        || word.ends_with("gesendet")
        || word.ends_with("geteilt")
}

/// Whether a text denies the access that its key asks for.
pub(super) fn denies(text: &str) -> bool {
    let lower = text.to_lowercase();
    let denied = [
        "kein zugriff",
        "keinen zugriff",
        "nicht auf ihre",
        "nicht auf deine",
        "liest keine",
        "schreibt keine",
        "greift nicht",
        "verwendet keine",
        "nutzt keine",
        "erhebt keine",
    ];
    let qualified = [
        "ohne ihre",
        "ohne deine",
        "außer",
        "nur wenn",
        "es sei denn",
    ];
    holds(&lower, &denied).is_some() && !qualified.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_known_by_what_follows_the_access() {
        for text in [
            "Die App benötigt die Kamera, um Codes zu lesen.",
            "Fotos aufnehmen und senden.",
            "Kestrel braucht Ihren Standort zum Finden der Zähler.",
            "Damit kannst du Codes lesen.",
            "Kestrel möchte Bilder in Ihrer Mediathek speichern.",
            "Zugriff auf Fotos, damit Sie eines anhängen können.",
        ] {
            assert!(has_purpose(text), "{text}");
        }
        for text in [
            "Die App benötigt Zugriff auf die Kamera.",
            "Kestrel möchte auf Ihre Kontakte zugreifen.",
            "Zugriff auf Fotos erforderlich.",
        ] {
            assert!(!has_purpose(text) && wants_access(text), "{text}");
        }
    }

    #[test]
    fn passive_and_headless_texts_are_told_from_active_ones() {
        for text in [
            "Die Kamera wird verwendet, um Codes zu lesen.",
            "Wird benötigt, um Codes zu lesen.",
            "Um Codes zu lesen.",
        ] {
            assert!(inactive(text).is_some(), "{text}");
        }
        for text in [
            "Kestrel liest Codes, damit nichts getippt werden muss.",
            "Um Codes zu lesen, benötigt Kestrel die Kamera.",
        ] {
            assert_eq!(inactive(text), None, "{text}");
        }
    }

    #[test]
    fn a_benefit_is_vague_only_without_a_feature() {
        assert!(vague("Wir nutzen den Standort, um die App zu verbessern.").is_some());
        assert_eq!(vague("Wir nutzen den Standort, um Zähler zu zeigen."), None);
    }
}
