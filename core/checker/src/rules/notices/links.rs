//! PC011 and PC013: names that lead elsewhere or no longer exist.

use super::notice::Notice;
use super::rules::{PC011, PC013};
use crate::finding::{Findings, Place};

/// Names of the German act of 2021 before its renaming.
const STALE: [&str; 4] = [
    "ttdsg",
    "telemedien-datenschutz",
    "telecommunications and telemedia data protection",
    "privatsphäre in der telekommunikation und bei telemedien",
];

/// Parties, what they and their stores are called, and the hosts that are theirs.
const PARTIES: [(&str, &[&str], &[&str]); 12] = [
    (
        "Google",
        &["google", "play store", "firebase"],
        &[
            "google.com",
            "google.de",
            "android.com",
            "firebase.com",
            "withgoogle.com",
        ],
    ),
    ("Apple", &["apple", "itunes"], &["apple.com", "icloud.com"]),
    ("HubSpot", &["hubspot"], &["hubspot.com", "hubspot.de"]),
    (
        "Segment",
        &["twilio", "segment.com"],
        &["segment.com", "segment.io", "twilio.com"],
    ),
    ("Sentry", &["sentry"], &["sentry.io"]),
    ("Stripe", &["stripe"], &["stripe.com"]),
    ("Microsoft", &["microsoft"], &["microsoft.com"]),
    (
        "Meta",
        &["facebook", "instagram"],
        &["facebook.com", "instagram.com", "meta.com"],
    ),
    ("LinkedIn", &["linkedin"], &["linkedin.com"]),
    (
        "Amazon",
        &["amazon"],
        &["amazon.com", "amazon.de", "aws.amazon.com"],
    ),
    ("Mixpanel", &["mixpanel"], &["mixpanel.com"]),
    ("Huawei", &["huawei", "appgallery"], &["huawei.com"]),
];
/// A name further before a link is about something else.
const NEAR: usize = 50;

pub(super) fn check(notice: &Notice, findings: &mut Findings) {
    for (line, text) in &notice.lines {
        let lower = text.to_lowercase();
        if STALE.iter().any(|name| lower.contains(name)) {
            let fix = "Cite the TDDDG (Telekommunikation-Digitale-Dienste-Datenschutz-Gesetz).";
            findings.add(
                &PC011,
                Place::new(&notice.path, *line),
                "The text cites the TTDSG.",
                fix,
            );
        }
        let mut begins = 0;
        for (at, _) in lower.match_indices("http") {
            if at < begins {
                continue;
            }
            let link = lower[at..].split_whitespace().next().unwrap_or_default();
            if let Some((named, linked)) = wrong(&lower[begins..at], link) {
                let message = format!("The text names {named}, and the link leads to {linked}.");
                findings.add(
                    &PC013,
                    Place::new(&notice.path, *line),
                    message,
                    "Correct the link.",
                );
            }
            begins = at + link.len();
        }
    }
}

/// The one party that stands right before a link, and the other one that the link belongs to.
fn wrong(label: &str, link: &str) -> Option<(&'static str, &'static str)> {
    let near: String = label
        .chars()
        .rev()
        .take(NEAR)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let mut named = PARTIES
        .iter()
        .filter(|(_, names, _)| names.iter().any(|name| near.contains(name)));
    let (one, other) = (named.next()?, named.next());
    let host = link
        .split("://")
        .nth(1)?
        .split(['/', ':', '?', '#', ')', ']', ','])
        .next()?;
    let owns = |end: &&str| host == *end || host.ends_with(&format!(".{end}"));
    let linked = PARTIES
        .iter()
        .find(|(_, _, hosts)| hosts.iter().any(owns))?;
    (other.is_none() && linked.0 != one.0).then_some((one.0, linked.0))
}
