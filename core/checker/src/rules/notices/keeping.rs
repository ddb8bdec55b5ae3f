//! PC003, PC006, PC007 and PC008: on what basis, where to, and for how long.

use super::notice::{Notice, Section};
use super::rules::{PC003, PC006, PC007, PC008};
use super::words::{
    BACKUP, CRASH, DENIES, DURATION, EVENTS, FAR, INTEREST, KEEPS, MOVES, OPT_OUT, PUSH, Pattern,
    TOOL,
};
use crate::finding::{Findings, Place};

/// Longer is longer than a month.
const BACKUP_DAYS: u32 = 31;

pub(super) fn check(notice: &Notice, findings: &mut Findings) {
    backups(notice, findings);
    if !notice.is_european() {
        return;
    }
    transfer(notice, findings);
    basis(notice, findings);
    let kinds: [(&Pattern, &str); 2] = [(&CRASH, "reports of crashes"), (&PUSH, "push tokens")];
    for (pattern, what) in kinds {
        retention(notice, pattern, what, findings);
    }
}

fn transfer(notice: &Notice, findings: &mut Findings) {
    if TOOL.is_in(notice.lower()) {
        return;
    }
    let sentence = notice
        .sentences()
        .find(|sentence| FAR.is_in(&sentence.lower) && MOVES.is_in(&sentence.lower));
    if let Some(sentence) = sentence {
        findings.add(
            &PC006,
            Place::new(&notice.path, sentence.line),
            "Data may leave the EEA, and the text names nothing that allows it.",
            "Name the adequacy decision, the standard contractual clauses or the binding rules.",
        );
    }
}

/// The days of a length of time.
fn days(found: &regex::Captures<'_>) -> Option<u32> {
    let number = match &found[1] {
        "one" | "ein" | "einem" | "einen" | "einer" | "eines" => 1,
        "two" | "zwei" => 2,
        "three" | "drei" => 3,
        "vier" => 4,
        "six" | "sechs" => 6,
        "ten" | "zehn" => 10,
        "twelve" | "zwölf" => 12,
        digits => digits.parse().ok()?,
    };
    let unit = match found[3].chars().next()? {
        'd' | 't' => 1,
        'w' => 7,
        'm' => 30,
        _ => 365,
    };
    Some(number * unit)
}

fn backups(notice: &Notice, findings: &mut Findings) {
    for sentence in notice
        .sentences()
        .filter(|sentence| BACKUP.is_in(&sentence.lower))
    {
        let longest = DURATION
            .captures(&sentence.lower)
            .filter_map(|found| days(&found))
            .max();
        if longest.is_some_and(|days| days > BACKUP_DAYS) {
            findings.add(
                &PC008,
                Place::new(&notice.path, sentence.line),
                "Backups keep what was deleted for longer than a month.",
                "Let backups follow within 30 days.",
            );
        }
    }
}

/// The sections that one subject is spread over: those below the same deep number, else its own.
fn scope(notice: &Notice, index: usize) -> Vec<&Section> {
    match notice.sections.get(index) {
        Some(section) if section.number.len() >= 3 => notice.around(index),
        Some(section) => vec![section],
        None => Vec::new(),
    }
}

fn basis(notice: &Notice, findings: &mut Findings) {
    let mut seen: Vec<usize> = Vec::new();
    for index in 0..notice.sections.len() {
        let section = &notice.sections[index];
        if !speaks_of(section, &CRASH) && !speaks_of(section, &EVENTS) {
            continue;
        }
        let scope = scope(notice, index);
        let all: String = scope.iter().map(|section| section.lower()).collect();
        let sentences = scope.iter().flat_map(|section| &section.sentences);
        let Some(basis) = sentences
            .into_iter()
            .find(|sentence| INTEREST.is_in(&sentence.lower))
        else {
            continue;
        };
        if OPT_OUT.is_in(&all) || seen.contains(&basis.line) {
            continue;
        }
        seen.push(basis.line);
        findings.add(
            &PC003,
            Place::new(&notice.path, basis.line),
            "Reports of crashes or of use rest on a legitimate interest, and nothing here says how to refuse them.",
            "Ask for consent before the device is read, or name the switch and where the interest was weighed.",
        );
    }
}

fn retention(notice: &Notice, kind: &Pattern, what: &str, findings: &mut Findings) {
    let index = notice
        .sections
        .iter()
        .position(|section| speaks_of(section, kind));
    let Some(index) = index else {
        return;
    };
    let ends = |section: &Section| {
        section.sentences.iter().any(|sentence| {
            let text = sentence.lower.as_str();
            let own = kind.is_in(text) && KEEPS.is_in(text) && !BACKUP.is_in(text);
            own || (DURATION.is_in(text) && KEEPS.is_in(text) && !BACKUP.is_in(text))
        })
    };
    let general = notice.sections.iter().filter(|section| {
        section.number.len() < 3 && is_about_keeping(&section.title.to_lowercase())
    });
    let scope = scope(notice, index);
    let elsewhere = notice.sentences().any(|sentence| {
        kind.is_in(&sentence.lower)
            && KEEPS.is_in(&sentence.lower)
            && DURATION.is_in(&sentence.lower)
    });
    if elsewhere || scope.iter().any(|section| ends(section)) || general.into_iter().any(ends) {
        return;
    }
    let mut told = scope
        .iter()
        .filter(|section| is_about_keeping(&section.title.to_lowercase()));
    let line = told
        .next()
        .and_then(|section| section.sentences.first())
        .map(|sentence| sentence.line);
    let mention = || {
        let section = &notice.sections[index];
        let sentence = section
            .sentences
            .iter()
            .find(|sentence| kind.is_in(&sentence.lower));
        sentence.map_or(section.line, |sentence| sentence.line)
    };
    let message = format!(
        "The text does not say when {what} are deleted (first named in line {}).",
        mention()
    );
    findings.add(
        &PC007,
        Place::new(&notice.path, line.unwrap_or_else(mention)),
        message,
        "Say after how many days, or at which event, they go.",
    );
}

/// Whether the section says that something is done; that it is not done needs no basis and no end.
fn speaks_of(section: &Section, kind: &Pattern) -> bool {
    let said = |text: &str| kind.is_in(text) && !DENIES.is_in(text);
    let mut sentences = section.sentences.iter();
    said(&section.title.to_lowercase()) || sentences.any(|sentence| said(&sentence.lower))
}

fn is_about_keeping(title: &str) -> bool {
    [
        "retention",
        "storage",
        "how long",
        "deletion",
        "speicherdauer",
        "aufbewahrung",
        "löschung",
        "wie lange",
        "löschfrist",
    ]
    .iter()
    .any(|word| title.contains(word))
}
