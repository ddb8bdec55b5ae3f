//! What a category is most likely called by the stores, by the words that people use for it in English and German.
//!
//! A proposal for `[stores]`, never a declaration: the author says what is declared.

/// Words of a category, Apple's data type without its prefix, Play's data type. The first match counts, so what is
/// special stands before what is general.
const WORDS: &[(&[&str], &str, &str)] = &[
    (&["crash", "absturz"], "CrashData", "PSL_CRASH_LOGS"),
    (
        &["email", "e mail", "mail address", "mailadresse"],
        "EmailAddress",
        "PSL_EMAIL",
    ),
    (
        &["ip address", "ip adresse"],
        "OtherDataTypes",
        "PSL_OTHER_PERSONAL",
    ),
    (
        &[
            "telephone",
            "phone number",
            "telefon",
            "rufnummer",
            "mobile number",
        ],
        "PhoneNumber",
        "PSL_PHONE",
    ),
    (
        &["postal address", "home address", "anschrift", "postadresse"],
        "PhysicalAddress",
        "PSL_ADDRESS",
    ),
    (
        &[
            "approximate location",
            "coarse location",
            "ungefährer standort",
        ],
        "CoarseLocation",
        "PSL_APPROX_LOCATION",
    ),
    (
        &["location", "standort", "gps"],
        "PreciseLocation",
        "PSL_PRECISE_LOCATION",
    ),
    (
        &[
            "user id",
            "customer id",
            "account id",
            "nutzerkennung",
            "kundennummer",
            "kundenkennung",
        ],
        "UserID",
        "PSL_USER_ACCOUNT",
    ),
    (
        &[
            "device id",
            "push token",
            "geräte id",
            "gerätekennung",
            "kennung des geräts",
            "installation id",
        ],
        "DeviceID",
        "PSL_DEVICE_ID",
    ),
    (
        &[
            "mood",
            "symptom",
            "health",
            "medication",
            "gesundheit",
            "medikament",
        ],
        "Health",
        "PSL_HEALTH",
    ),
    (
        &["workout", "fitness", "training", "steps", "schritte"],
        "Fitness",
        "PSL_FITNESS",
    ),
    (
        &["address book", "contacts", "adressbuch", "kontakte"],
        "Contacts",
        "PSL_CONTACTS",
    ),
    (
        &[
            "use of the",
            "usage",
            "pages opened",
            "interaction",
            "nutzung",
        ],
        "ProductInteraction",
        "PSL_USER_INTERACTION",
    ),
    (
        &["search", "suche", "suchbegriff"],
        "SearchHistory",
        "PSL_IN_APP_SEARCH_HISTORY",
    ),
    (
        &[
            "performance",
            "loading time",
            "ladezeit",
            "transferred data",
            "duration",
        ],
        "PerformanceData",
        "PSL_PERFORMANCE_DIAGNOSTICS",
    ),
    (
        &[
            "device type",
            "operating system",
            "app properties",
            "app settings",
            "device model",
            "diagnostic",
            "app version",
            "betriebssystem",
            "gerätetyp",
            "gerätemodell",
        ],
        "OtherDiagnosticData",
        "PSL_OTHER_PERFORMANCE",
    ),
    (
        &[
            "payment",
            "card number",
            "iban",
            "bank account",
            "zahlung",
            "kreditkarte",
            "kontonummer",
        ],
        "PaymentInfo",
        "PSL_CREDIT_DEBIT_BANK_ACCOUNT_NUMBER",
    ),
    (
        &["purchase", "order", "kauf", "bestellung"],
        "PurchaseHistory",
        "PSL_PURCHASE_HISTORY",
    ),
    (
        &["photo", "video", "picture", "foto", "bild"],
        "PhotosorVideos",
        "PSL_PHOTOS",
    ),
    (
        &["voice", "audio", "recording", "sprachnachricht"],
        "AudioData",
        "PSL_AUDIO",
    ),
    (
        &["support", "enquiry", "communication content", "anfrage"],
        "CustomerSupport",
        "PSL_OTHER_MESSAGES",
    ),
    (
        &["message", "chat", "nachricht"],
        "EmailsOrTextMessages",
        "PSL_OTHER_MESSAGES",
    ),
    (&["name"], "Name", "PSL_NAME"),
];

/// Returns the words of Apple and Play that a category most likely has; none for one that no word tells.
pub fn words_of(category: &str) -> Option<(&'static str, &'static str)> {
    let plain: String = category
        .to_lowercase()
        .chars()
        .map(|sign| if sign.is_alphanumeric() { sign } else { ' ' })
        .collect();
    // A word has to begin where a word of the category does: `order` is not in `border`.
    let spaced = format!(" {plain}");
    let (_, apple, play) = WORDS.iter().find(|(words, _, _)| {
        words
            .iter()
            .any(|word| spaced.contains(&format!(" {word}")))
    })?;
    Some((apple, play))
}

#[cfg(test)]
mod tests {
    use super::words_of;
    use crate::tables::{apple, play};

    #[test]
    fn every_proposed_word_is_one_of_the_stores() {
        for (words, in_apple, in_play) in super::WORDS {
            let manifest = format!("NSPrivacyCollectedDataType{in_apple}");
            assert!(
                apple::DATA_TYPES
                    .iter()
                    .any(|data| data.manifest == manifest),
                "{words:?}"
            );
            assert!(
                play::DATA_TYPES.iter().any(|data| data.id == *in_play),
                "{words:?}"
            );
        }
    }

    #[test]
    fn the_obvious_is_proposed_and_nothing_else() {
        for (category, apple) in [
            ("crash information", "CrashData"),
            ("E-Mail-Adresse", "EmailAddress"),
            ("Geräte-ID", "DeviceID"),
            ("use of the game", "ProductInteraction"),
            ("approximate location", "CoarseLocation"),
            ("mood and symptoms", "Health"),
            ("name", "Name"),
        ] {
            assert_eq!(
                words_of(category).map(|(word, _)| word),
                Some(apple),
                "{category}"
            );
        }
        for category in [
            "date and time",
            "border crossing",
            "completeness of the exchange",
            "Zeitpunkt",
        ] {
            assert_eq!(words_of(category), None, "{category}");
        }
    }
}
