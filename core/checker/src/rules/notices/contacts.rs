//! PC012: who can be reached, and whether all places agree on it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::notice::Notice;
use super::rules::PC012;
use super::words::{AUTHORITY, COMPLAINT};
use crate::finding::{Findings, Place, Severity};

static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}").expect("the pattern is sound")
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\+|\b0)[0-9][0-9 ()/.-]{6,}[0-9]").expect("the pattern is sound")
});
static COMPANY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([\p{L}0-9][\p{L}0-9&.\- ]{0,50}?)\s+(GmbH(?: & Co\. KG)?|AG|UG|KG|OHG|SE|Ltd\.?|Limited|LLC|Inc\.?|Corp\.?|B\.V\.|S\.A\.|SAS|e\.V\.)[,;]?$").expect("the pattern is sound")
});
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[A-Z]{1,2}-)?(\d{4,5})\s+\p{L}").expect("the pattern is sound")
});
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\p{L}[\p{L}.\- ]{2,40}\s+\d{1,4}\s?[a-zA-Z]?[,;]?$")
        .expect("the pattern is sound")
});

/// Lines that belong to a contact after its first.
const REACH: usize = 7;

/// A place, and what stands there in a form that can be compared.
#[derive(Debug, Clone)]
struct Fact {
    place: Place,
    value: String,
}

pub(super) fn check(notices: &[Notice], findings: &mut Findings) {
    let mut phones: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    let mut addresses: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    for notice in notices {
        officers(notice, &mut phones);
        companies(notice, &mut addresses);
        authority(notice, findings);
        reachable(notice, findings);
    }
    differing(phones, "telephone number of the same contact", findings);
    differing(addresses, "address of the same company", findings);
}

/// Telephone numbers that stand with a mail address.
fn officers(notice: &Notice, phones: &mut BTreeMap<String, Vec<Fact>>) {
    for (index, (_, text)) in notice.lines.iter().enumerate() {
        let Some(mail) = MAIL.find(text) else {
            continue;
        };
        let near = index.saturating_sub(3)..(index + 3).min(notice.lines.len());
        for (line, text) in &notice.lines[near] {
            if text.to_lowercase().contains("fax") {
                continue;
            }
            for phone in PHONE.find_iter(text) {
                let digits: String = phone
                    .as_str()
                    .chars()
                    .filter(char::is_ascii_digit)
                    .collect();
                phones
                    .entry(mail.as_str().to_lowercase())
                    .or_default()
                    .push(Fact {
                        place: Place::new(&notice.path, *line),
                        value: digits,
                    });
            }
        }
    }
}

/// A company on a line of its own, with street and postcode below it.
fn companies(notice: &Notice, addresses: &mut BTreeMap<String, Vec<Fact>>) {
    for (index, (_, text)) in notice.lines.iter().enumerate() {
        let Some(company) = COMPANY.captures(text.trim()) else {
            continue;
        };
        let below = notice.lines.iter().skip(index + 1).take(REACH);
        let mut street = None;
        for (line, text) in below {
            let text = text.trim();
            if COMPANY.is_match(text) {
                break;
            }
            if STREET.is_match(text) {
                street.get_or_insert((*line, text.trim_end_matches([',', ';']).to_lowercase()));
            }
            if let (Some((line, street)), Some(code)) = (&street, POSTCODE.captures(text)) {
                let fact = Fact {
                    place: Place::new(&notice.path, *line),
                    value: format!("{street} {}", &code[1]),
                };
                addresses
                    .entry(format!("{} {}", &company[1], &company[2]).to_lowercase())
                    .or_default()
                    .push(fact);
                break;
            }
        }
    }
}

/// One finding at each place that another one contradicts, with the nearest of these.
fn differing(facts: BTreeMap<String, Vec<Fact>>, what: &str, findings: &mut Findings) {
    for list in facts.into_values() {
        let Some((first, others)) = list.split_first() else {
            continue;
        };
        let mut others = others
            .iter()
            .filter(|other| other.value != first.value)
            .peekable();
        if others.peek().is_none() {
            continue;
        }
        let message = format!("The {what} is another one elsewhere.");
        let finding = findings.add(
            &PC012,
            first.place.clone(),
            message,
            "Find out which one holds, and write it everywhere.",
        );
        for other in others {
            finding.at(other.place.clone());
        }
    }
}

fn authority(notice: &Notice, findings: &mut Findings) {
    if !notice.is_european() || AUTHORITY.is_in(notice.lower()) {
        return;
    }
    let titles = notice
        .sections
        .iter()
        .filter(|section| COMPLAINT.is_in(&section.title.to_lowercase()));
    let mut lines = titles.map(|section| section.line);
    let sentence = notice
        .sentences()
        .find(|sentence| COMPLAINT.is_in(&sentence.lower));
    let (line, message) = match lines.next().or(sentence.map(|sentence| sentence.line)) {
        Some(line) => (
            line,
            "People may complain to an authority, and none is named.",
        ),
        None => (
            1,
            "The right to complain to a supervisory authority is not mentioned.",
        ),
    };
    // Art. 13(2)(d) asks for the right; which authority it is, people are better told.
    let severity = if message.contains("none is named") {
        Severity::Advice
    } else {
        Severity::Error
    };
    findings.add_as(
        severity,
        &PC012,
        Place::new(&notice.path, line),
        message,
        "Name the authority of the controller's seat, with its address.",
    );
}

fn reachable(notice: &Notice, findings: &mut Findings) {
    let mail = notice.lines.iter().any(|(_, text)| MAIL.is_match(text));
    if notice.is_european() && !mail {
        findings.add(
            &PC012,
            Place::new(&notice.path, 1),
            "No mail address says where requests are read.",
            "Name the controller with its address and mail address.",
        );
    }
}
