//! PC011, PC013, PC014 and PC015: what texts may not say; PC103: what they may not hold.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::Report;
use crate::raw::{Policy, Texts, list};
use crate::read::At;
use crate::rules::{PC011, PC013, PC014, PC015, PC103};

pub(super) fn validate(file: &Policy, tree: &DeTable<'_>, report: &mut Report) {
    for (_, value) in tree.iter() {
        every_string(value, report);
    }
    for purpose in list(&file.purpose) {
        for texts in [&purpose.title, &purpose.text] {
            third_parties(texts, purpose.id.as_ref(), file, report);
        }
    }
    for permission in list(&file.permission) {
        for texts in [&permission.feature, &permission.purpose_string] {
            third_parties(texts, permission.purpose.as_ref(), file, report);
        }
    }
    for recipient in list(&file.recipient) {
        if let (Some(name), Some(endpoint)) = (&recipient.name, &recipient.endpoint)
            && let Some((named, linked)) = wrong_link(&name.value, &endpoint.value)
        {
            let what = format!(
                "The endpoint belongs to {linked}, but the recipient is called after {named}"
            );
            report.add(
                PC013,
                &endpoint.span,
                what,
                "Correct the endpoint or the name",
            );
        }
    }
}

fn every_string(value: &Spanned<DeValue<'_>>, report: &mut Report) {
    match value.get_ref() {
        DeValue::String(text) => string(text, value, report),
        DeValue::Array(items) => items.iter().for_each(|item| every_string(item, report)),
        DeValue::Table(table) => table
            .iter()
            .for_each(|(_, value)| every_string(value, report)),
        _ => {}
    }
}

/// Names of the German act of 2021, which got a new name and number on 14 May 2024.
const STALE: &[&str] = &[
    "ttdsg",
    "telemedien-datenschutz",
    "telecommunications and telemedia",
    "bei telemedien",
];

/// Whether no file of a platform can hold the character; XML 1.0 has the narrowest bounds.
fn is_unwritable(sign: char) -> bool {
    (sign.is_control() && !matches!(sign, '\n' | '\r' | '\t'))
        || matches!(sign, '\u{fffe}' | '\u{ffff}')
}

fn string(text: &str, value: &Spanned<DeValue<'_>>, report: &mut Report) {
    if text.contains(is_unwritable) {
        let what =
            "The text holds a control character, which the files of the platforms cannot hold";
        report.add(PC103, &value.span(), what, "Remove it");
    }
    let lower = text.to_lowercase();
    if STALE.iter().any(|name| lower.contains(name)) {
        report.add(
            PC011,
            &value.span(),
            "The text cites the TTDSG, which was replaced in May 2024",
            "Cite the TDDDG",
        );
    }
    if sentences(&lower).any(implies_consent) {
        let what = "The text takes the use of the app for consent";
        report.add(
            PC015,
            &value.span(),
            what,
            "Remove the sentence; ask, and wait for an answer",
        );
    }
    let mut label_start = 0;
    let links = text.match_indices("http").map(|(start, _)| start);
    for start in links.filter(|start| {
        text[*start..].starts_with("http://") || text[*start..].starts_with("https://")
    }) {
        let link = text[start..]
            .split(char::is_whitespace)
            .next()
            .unwrap_or_default();
        if let Some(label) = text.get(label_start..start)
            && let Some((named, linked)) = wrong_link(label, link)
        {
            let what = format!("The text names {named}, but the link leads to {linked}");
            report.add(PC013, &value.span(), what, "Correct the link");
        }
        label_start = start + link.len();
    }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', ';', '\n'])
}

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn implies_consent(sentence: &str) -> bool {
    const ALWAYS: &[&str] = &[
        "continued use",
        "continuing to use",
        "continuing using",
        "by continuing",
        "weitere nutzung",
        "weiteren nutzung",
        "weiterer nutzung",
        "weiternutzung",
        "fortgesetzte nutzung",
        "fortgesetzten nutzung",
    ];
    const USE: &[&str] = &[
        "continue to use",
        "by using",
        "by installing",
        "by opening",
        "if you use",
        "weiter nutz",
        "weiterhin nutz",
        "durch die nutzung",
        "durch nutzung",
        "mit der nutzung",
        "wenn sie die app nutzen",
        "indem sie",
    ];
    const AGREE: &[&str] = &[
        "you agree",
        "you consent",
        "you accept",
        "your consent",
        "acknowledg",
        "bound by",
        "einverstanden",
        "stimmen sie",
        "stimmst du",
        "willigen sie",
        "willigst du",
        "akzeptier",
        "gilt als",
        "einwilligung",
    ];
    any(sentence, ALWAYS) || (any(sentence, USE) && any(sentence, AGREE))
}

/// A text that denies third parties, on a purpose that has recipients.
fn third_parties(
    texts: &Option<At<Texts>>,
    purpose: Option<&At<String>>,
    file: &Policy,
    report: &mut Report,
) {
    let serves = |served: &At<String>| purpose.is_some_and(|purpose| purpose.value == served.value);
    let recipient = list(&file.recipient)
        .iter()
        .find(|known| list(&known.purposes).iter().any(serves));
    let (Some(texts), Some(id)) = (texts, recipient.and_then(|recipient| recipient.id.as_ref()))
    else {
        return;
    };
    for text in texts.value.values() {
        if sentences(&text.value.to_lowercase()).any(denies_third_parties) {
            let what = format!(
                "The text says that no third party gets data, but `{}` does",
                id.value
            );
            report.add(PC014, &text.span, what, "Name the recipient, or remove it");
        }
    }
}

fn denies_third_parties(sentence: &str) -> bool {
    const PARTIES: &[&str] = &["third part", "third-part", "dritte", "drittanbieter"];
    const NO: &[&str] = &[
        "no ", "not ", "never ", "n't ", "without ", "kein", "nicht", "nie ", "niemals", "ohne ",
    ];
    const BUT: &[&str] = &[
        "other than",
        "except",
        "unless",
        "außer",
        "bis auf",
        "es sei denn",
        "nur ",
    ];
    let padded = format!("{sentence} ");
    any(&padded, PARTIES) && any(&padded, NO) && !any(&padded, BUT)
}

/// Parties that texts name and link to: what they are called, and the hosts that are theirs.
const KNOWN: &[(&str, &[&str], &[&str])] = &[
    (
        "Google",
        &["google", "play store", "firebase"],
        &["google.com", "google.de", "android.com", "firebase.com"],
    ),
    (
        "Apple",
        &["apple", "app store", "itunes"],
        &["apple.com", "icloud.com"],
    ),
    ("HubSpot", &["hubspot"], &["hubspot.com", "hubspot.de"]),
    (
        "Segment",
        &["segment", "twilio"],
        &["segment.com", "segment.io", "segmentapis.com", "twilio.com"],
    ),
    ("Sentry", &["sentry"], &["sentry.io"]),
    ("Stripe", &["stripe"], &["stripe.com"]),
    ("Microsoft", &["microsoft"], &["microsoft.com"]),
    (
        "Meta",
        &["facebook", "instagram"],
        &["facebook.com", "instagram.com", "meta.com"],
    ),
];

/// The party that `label` names last and the other one that `link` leads to, if they differ.
fn wrong_link(label: &str, link: &str) -> Option<(&'static str, &'static str)> {
    let label = label.to_lowercase();
    let last = |(_, names, _): &&(&str, &[&str], &[&str])| {
        names.iter().filter_map(|name| label.rfind(name)).max()
    };
    let named = KNOWN
        .iter()
        .filter(|party| last(party).is_some())
        .max_by_key(last)?;
    let host = link
        .split("://")
        .nth(1)?
        .split(['/', ':', '?', '#'])
        .next()?
        .to_lowercase();
    let owns = |host: &str, end: &str| host == end || host.ends_with(&format!(".{end}"));
    let linked = KNOWN
        .iter()
        .find(|(_, _, hosts)| hosts.iter().any(|end| owns(&host, end)))?;
    (linked.0 != named.0).then_some((named.0, linked.0))
}
