//! PC024: advertising, which no kind of a purpose stands for.
//!
//! `generate` writes a privacy manifest that says "no tracking" and removes the permission for the advertising id. An app
//! with advertising has to say the opposite, so a policy that speaks of it is refused instead of being declared wrongly.

use crate::finding::Report;
use crate::raw::{Policy, list};
use crate::read::At;
use crate::rules::PC024;

/// Words of an id or a category that speak of advertising.
const WORDS: &[&str] = &[
    "ads",
    "advert",
    "adverts",
    "advertising",
    "advertisement",
    "advertisements",
    "advertiser",
    "idfa",
    "aaid",
    "gaid",
    "remarketing",
    "retargeting",
    "adid",
    "werbung",
    "werbeid",
    "werbekennung",
    "anzeigenwerbung",
];
/// Two words in a row that do.
const PAIRS: &[(&str, &str)] = &[
    ("ad", "id"),
    ("ad", "identifier"),
    ("ad", "impressions"),
    ("ad", "personalisation"),
    ("ad", "personalization"),
    ("ad", "targeting"),
    ("werbe", "id"),
];
/// Words beside them that say the opposite: an app sells the removal of its ads.
const DENIALS: &[&str] = &[
    "no",
    "not",
    "remove",
    "removal",
    "without",
    "free",
    "block",
    "blocker",
    "ohne",
    "keine",
    "frei",
    "entfernen",
];
/// Parts of the names under which networks of advertising and those that measure its success sell what they do.
const NETWORKS: &[&str] = &[
    "admob",
    "google ads",
    "ad manager",
    "doubleclick",
    "audience network",
    "applovin",
    "unity ads",
    "ironsource",
    "levelplay",
    "vungle",
    "liftoff",
    "inmobi",
    "chartboost",
    "adcolony",
    "mintegral",
    "pangle",
    "smaato",
    "criteo",
    "taboola",
    "outbrain",
    "startapp",
    "tapjoy",
    "digital turbine",
];
const FIX: &str = "Take it out, and do not ship what `generate` writes for the stores with an advertising SDK in the app: such an \
    app has to declare `NSPrivacyTracking` true with its tracking domains, ask by App Tracking Transparency, declare the \
    permission `AD_ID` and \"Advertising or marketing\" in Play's form, and ask for consent to advertising by itself";

pub(super) fn validate(file: &Policy, report: &mut Report) {
    for purpose in list(&file.purpose) {
        words("The purpose", purpose.id.as_ref(), report);
        for category in list(&purpose.data) {
            words("The category", Some(category), report);
        }
    }
    for field in list(&file.field) {
        words("The field", field.name.as_ref(), report);
    }
    for recipient in list(&file.recipient) {
        let Some(name) = &recipient.name else {
            continue;
        };
        let plain = name.value.to_lowercase();
        if NETWORKS.iter().any(|network| plain.contains(network)) {
            let what = format!(
                "The recipient `{}` serves advertising, which a policy cannot declare",
                name.value
            );
            report.add(PC024, &name.span, what, FIX);
        }
    }
}

fn words(noun: &str, name: Option<&At<String>>, report: &mut Report) {
    if let Some(name) = name
        && is_advertising(&name.value)
    {
        let what = format!(
            "{noun} `{}` is about advertising, which a policy cannot declare",
            name.value
        );
        report.add(PC024, &name.span, what, FIX);
    }
}

fn is_advertising(name: &str) -> bool {
    let plain = name.to_lowercase();
    let words: Vec<&str> = plain
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let denied = words.iter().any(|word| DENIALS.contains(word));
    let named = words.iter().any(|word| WORDS.contains(word))
        || words
            .windows(2)
            .any(|pair| PAIRS.contains(&(pair[0], pair[1])));
    named && !denied
}

#[cfg(test)]
mod tests {
    use super::is_advertising;

    #[test]
    fn what_only_sounds_like_advertising_is_none() {
        for name in [
            "ads",
            "advertising ID",
            "Werbe-ID",
            "ad_id",
            "personalised ads",
            "IDFA",
            "ad impressions",
        ] {
            assert!(is_advertising(name), "{name}");
        }
        for name in [
            "remove_ads",
            "ad-free version",
            "ad hoc report",
            "address",
            "uploads",
            "Bewerbung",
            "threads",
            "adverse events",
            "load_id",
            "no ads",
        ] {
            assert!(!is_advertising(name), "{name}");
        }
    }
}
