//! German words of the wording rules.

use std::sync::LazyLock;

use regex::Regex;

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
    "bedeutet, dass",
    "heißt, dass",
    "dass wir",
    "dass die app",
    "kann die app",
    "können wir",
    "kann ich",
    "könnt ihr",
    "während",
    "sobald",
    "indem",
    "dafür",
];
/// A verb with `zu`: what is done with the access.
static INFINITIVE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\bzu (\p{L}+(?:en|ern|eln))\b").expect("the pattern is sound"));
/// After `zu`: the access itself.
const OF_ACCESS: &[&str] = &[
    "verwenden",
    "nutzen",
    "benutzen",
    "haben",
    "erhalten",
    "bekommen",
];
/// A benefit that could be any app's.
static BENEFIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:leistung|bedienbarkeit|nutzbarkeit|benutzerfreundlichkeit|dienste?|services?|qualität|app|anwendung|funktionen|funktionalität|angebote?|komfort|stabilität|erlebnis|erfahrung)\b(?:\s+(?:der|dieser|unserer|unserem|in|von|für|app|anwendung|sie|dich|und|qualität|leistung|bedienbarkeit|benutzerfreundlichkeit))*\s+(?:zu\s+)?(?:verbessern|optimieren|erhöhen|steigern|personalisieren|bereitzustellen|bereitstellen|bieten|anzubieten|anbieten|gewährleisten|sicherzustellen|sicherstellen|unterstützen)\b|\b(?:optimierung|verbesserung|personalisierung)\s+(?:der|dieser|unserer|deiner|ihrer)\s+(?:app|anwendung|dienste|services|angebote|erfahrung|nutzung)\b|\bin (?:der|dieser|unserer) (?:app|anwendung) (?:verwenden|nutzen|benutzen)\b")
        .expect("the pattern is sound")
});
/// The denial of the access itself.
static DENIAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:benötig\w*|brauch\w*|verwende\w*|nutz\w*|greif\w*|lies\w*|schreib\w*|erheb\w*|verlang\w*)\b(?:\s+\S+){0,4}?\s+(?:nicht|keine\w*|kein|nie|niemals|keinerlei)\b|\b(?:nicht|keine\w*|kein|nie|niemals|keinerlei)\b(?:\s+\S+){0,3}?\s+(?:benötigt|gebraucht|verwendet|genutzt|benutzt|angefordert|ausgelesen|gelesen|abgerufen|erforderlich|notwendig|nötig|zugriff|zugegriffen)\b|\bkeinen? zugriff\b")
        .expect("the pattern is sound")
});
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
    "app funktioniert",
    "app zu funktionieren",
    "funktionieren kann",
    "betrieb der app",
    "interne zwecke",
    "internen zwecken",
    "technische zwecke",
    "optimale nutzung",
    "reibungslos",
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
    states_purpose(&lower) || (!wants_access(text) && ends_in_infinitive(&words(&lower)))
}

/// Whether words of a text begin a purpose. It is in small letters.
fn states_purpose(lower: &str) -> bool {
    if holds(lower, CONNECTORS).is_some() {
        return true;
    }
    let words = words(lower);
    let named = words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        ["zum", "zur", "für"].contains(word) && !ASKS.contains(&before) && at + 1 < words.len()
    });
    let does = INFINITIVE
        .captures_iter(lower)
        .any(|found| !OF_ACCESS.contains(&&found[1]));
    named || does || wishes_to_do(&words)
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
pub(super) fn vague(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let listed = holds(&lower, VAGUE).and_then(|phrase| {
        let at = lower.find(phrase)?;
        Some(at..at + phrase.len())
    });
    let found = listed.or_else(|| BENEFIT.find(&lower).map(|found| found.range()))?;
    let named = EXAMPLES.iter().any(|word| lower.contains(word)) || lower.contains("indem");
    let (at, end) = (found.start, found.end);
    let start = ["um ", "für ", "damit ", "zur "]
        .iter()
        .filter_map(|word| lower[..at].rfind(word))
        .min()
        .unwrap_or(at);
    let rest = format!("{} {}", &lower[..start], &lower[end..]);
    (!named && !has_purpose(&rest)).then(|| lower[at..end].to_owned())
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
    let waits = match first {
        "damit" => !begins_a_main_clause(&words),
        first => ["um", "zum", "zur", "für"].contains(&first),
    };
    if waits && !lower.contains(',') && !words.iter().any(|word| WANTS.contains(word)) {
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

/// `Damit kannst du …`: the verb stands second, so that this is no clause that waits for another.
fn begins_a_main_clause(words: &[&str]) -> bool {
    let verbs = [
        "kann",
        "können",
        "könnt",
        "lässt",
        "lassen",
        "wird",
        "werden",
        "darf",
        "dürfen",
        "ist",
        "sind",
        "macht",
        "speichert",
        "liest",
        "zeigt",
        "scannt",
        "findet",
        "hilft",
        "schützt",
    ];
    words.get(1).is_some_and(|second| {
        verbs.contains(second) || (second.len() > 3 && second.ends_with("st"))
    })
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

/// Whether a text denies the access that its key asks for, and says nothing that it is for.
pub(super) fn denies(text: &str) -> bool {
    let lower = text.to_lowercase();
    let qualified = [
        "ohne ihre",
        "ohne deine",
        "außer",
        "nur wenn",
        "es sei denn",
        "sondern",
        " aber ",
        "solange",
    ];
    let rest = DENIAL.replace_all(&lower, "");
    rest.len() < lower.len()
        && !qualified.iter().any(|word| lower.contains(word))
        && !states_purpose(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_access_is_the_purpose() {
        for text in [
            "Die App benötigt die Kamera, um Codes zu lesen.",
            "Fotos aufnehmen und senden.",
            "Kestrel braucht Ihren Standort zum Finden der Zähler.",
            "Damit kannst du Codes lesen.",
            "Kestrel möchte Bilder in Ihrer Mediathek speichern.",
            "Zugriff auf Fotos, damit Sie eines anhängen können.",
            "Zugriff auf die Fotos bedeutet, dass Sie eines an eine Meldung hängen.",
            "Kestrel braucht die Kamera, den Code am Zähler zu lesen.",
        ] {
            assert!(has_purpose(text), "{text}");
        }
        for text in [
            "Die App benötigt Zugriff auf die Kamera.",
            "Kestrel möchte auf Ihre Kontakte zugreifen.",
            "Zugriff auf Fotos erforderlich.",
            "Kestrel benötigt die Erlaubnis, Ihre Kontakte zu verwenden.",
        ] {
            assert!(!has_purpose(text) && wants_access(text), "{text}");
        }
    }

    #[test]
    fn passive_and_headless_texts_are_told() {
        for text in [
            "Die Kamera wird verwendet, um Codes zu lesen.",
            "Wird benötigt, um Codes zu lesen.",
            "Um Codes zu lesen.",
            "Damit du Codes lesen kannst.",
        ] {
            assert!(inactive(text).is_some(), "{text}");
        }
        for text in [
            "Kestrel liest Codes, damit nichts getippt werden muss.",
            "Um Codes zu lesen, benötigt Kestrel die Kamera.",
            "Damit findest du den Zähler im Keller.",
        ] {
            assert_eq!(inactive(text), None, "{text}");
        }
    }

    #[test]
    fn a_benefit_is_vague_only_without_a_feature() {
        for text in [
            "Wir nutzen den Standort, um die App zu verbessern.",
            "Kestrel nutzt das Mikrofon, um die Leistung der App zu steigern.",
            "Kestrel braucht Fotos, damit Sie diese in unserer App verwenden können.",
            "Kestrel benötigt den Standort, damit die App funktioniert.",
        ] {
            assert!(vague(text).is_some(), "{text}");
        }
        for text in [
            "Wir nutzen den Standort, um Zähler zu zeigen.",
            "Kestrel nutzt Siri, um Kurzbefehlen den Weg in die App zu ermöglichen.",
        ] {
            assert_eq!(vague(text), None, "{text}");
        }
    }

    #[test]
    fn a_denial_is_told_from_a_limit() {
        for text in [
            "Kestrel benötigt Ihre Kontakte nicht.",
            "Diese App verwendet keine Standortdaten.",
            "Der Kalender wird nicht verwendet.",
            "Die Kontakte werden von Kestrel nicht ausgelesen.",
            "Kein Zugriff auf Fotos.",
        ] {
            assert!(denies(text), "{text}");
        }
        for text in [
            "Kestrel liest Ihre Fotos nicht ohne Ihre Zustimmung.",
            "Kestrel liest Codes.",
        ] {
            assert!(!denies(text), "{text}");
        }
    }
}
