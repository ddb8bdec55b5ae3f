//! PC009: what the notice in one language says, and that in another does not.

use super::notice::{Language, Notice, Section};
use super::rules::PC009;
use super::vendors::{self, VENDORS};
use super::words::{AGE, AUTHORITY, CHILDREN, CRASH, DURATION, EVENTS, IN_THE_APP, PUSH, TOOL};
use crate::finding::{Findings, Place};

const REFUSES: [&str; 11] = [
    "object",
    "opt out",
    "opt-out",
    "turn",
    "switch",
    "disable",
    "ausschalten",
    "abschalten",
    "deaktivier",
    "widersprechen",
    "abwählen",
];

/// What a notice says and where, to be found in the other one.
struct Said {
    what: String,
    line: usize,
}

pub(super) fn check(notices: &[Notice], findings: &mut Findings) {
    for here in notices {
        for there in notices {
            let compared = here.language != there.language
                && ![here.language, there.language].contains(&Language::Other);
            if compared
                && (are_twins(here, there)
                    || (!has_twin(here, notices) && !has_twin(there, notices)))
            {
                pair(here, there, are_twins(here, there), findings);
            }
        }
    }
}

/// The name without its language: `privacy` of `privacy.de.txt`, in a folder without one.
fn stem(path: &str) -> String {
    let lower = path.to_lowercase();
    let end = lower.rfind('.').unwrap_or(lower.len());
    let words = lower[..end].split(['/', '.', '-', '_']);
    let tags = [
        "de",
        "en",
        "german",
        "english",
        "deutsch",
        "datenschutz",
        "datenschutzerklärung",
        "privacy",
        "policy",
        "notice",
        "privacypolicy",
    ];
    let kept: Vec<&str> = words.filter(|word| !tags.contains(word)).collect();
    kept.join("/")
}

fn are_twins(one: &Notice, other: &Notice) -> bool {
    one.language != other.language && stem(&one.path) == stem(&other.path)
}

fn has_twin(notice: &Notice, notices: &[Notice]) -> bool {
    notices.iter().any(|other| are_twins(notice, other))
}

/// Notes what `here` says and `there` does not. Notices of different things are compared only in
/// what they say of the app.
fn pair(here: &Notice, there: &Notice, twins: bool, findings: &mut Findings) {
    let mut missing = Vec::new();
    for (index, vendor) in VENDORS.iter().enumerate() {
        let line = here
            .sections
            .iter()
            .filter(|section| twins || is_about_the_app(section))
            .find_map(|section| names(section, index));
        if let Some(line) = line
            && !there
                .sections
                .iter()
                .any(|section| names(section, index).is_some())
        {
            missing.push(Said {
                what: format!("{} as a recipient", vendor.name),
                line,
            });
        }
    }
    if let Some(line) = opts_out(here)
        && opts_out(there).is_none()
    {
        missing.push(Said {
            what: "how to refuse in the app".to_owned(),
            line,
        });
    }
    if twins {
        facts(here, there, &mut missing);
    }
    for said in missing {
        let message = format!(
            "The {} text names {}; the {} one ({}) does not.",
            here.language.tag(),
            said.what,
            there.language.tag(),
            there.path
        );
        let fix = "Say the same in both, or in neither if it is not done.";
        findings
            .add(&PC009, Place::new(&here.path, said.line), message, fix)
            .at(Place::new(&there.path, anchor(there)));
    }
}

fn names(section: &Section, vendor: usize) -> Option<usize> {
    let named = |text: &str| vendors::names(text, vendor);
    if named(&section.title) {
        return Some(section.line);
    }
    section
        .sentences
        .iter()
        .find(|sentence| named(&sentence.text))
        .map(|sentence| sentence.line)
}

fn is_about_the_app(section: &Section) -> bool {
    let text = section.lower();
    let told = [
        "mobile app",
        "our app",
        "the app ",
        "mobilen app",
        "unsere app",
        "die app ",
        "in der app",
        "der app ",
    ];
    told.iter().any(|words| text.contains(words))
        && (CRASH.is_in(&text)
            || EVENTS.is_in(&text)
            || PUSH.is_in(&text)
            || text.contains("android"))
}

fn opts_out(notice: &Notice) -> Option<usize> {
    let found = notice.sentences().find(|sentence| {
        IN_THE_APP.is_in(&sentence.lower)
            && REFUSES.iter().any(|word| sentence.lower.contains(word))
    });
    found.map(|sentence| sentence.line)
}

/// The place where the missing words belong: where the text speaks of crashes or of the app.
fn anchor(notice: &Notice) -> usize {
    let crash = notice
        .sentences()
        .find(|sentence| CRASH.is_in(&sentence.lower));
    crash.map_or(1, |sentence| sentence.line)
}

fn facts(here: &Notice, there: &Notice, missing: &mut Vec<Said>) {
    for (letter, line) in bases(here) {
        if !bases(there).iter().any(|(other, _)| *other == letter) {
            missing.push(Said {
                what: format!("Art. 6(1)({letter}) as a legal basis"),
                line,
            });
        }
    }
    let others = durations(there);
    for (length, days, line) in durations(here) {
        // A month is 30 days, and a year twelve months or 365 days.
        let same = |other: &&(String, u32, usize)| other.1.abs_diff(days) * 60 <= days;
        if others.iter().find(same).is_none() && !missing.iter().any(|said| said.line == line) {
            missing.push(Said {
                what: format!("a time of {length}"),
                line,
            });
        }
    }
    let topics: [(&super::words::Pattern, &str); 5] = [
        (&CRASH, "reports of crashes"),
        (&PUSH, "push"),
        (&TOOL, "what allows a transfer"),
        (&AUTHORITY, "the supervisory authority"),
        (&CHILDREN, "children"),
    ];
    for (pattern, what) in topics {
        let line = here
            .sentences()
            .find(|sentence| pattern.is_in(&sentence.lower))
            .map(|sentence| sentence.line);
        if let Some(line) = line
            && !pattern.is_in(there.lower())
        {
            missing.push(Said {
                what: what.to_owned(),
                line,
            });
        }
    }
}

/// The lengths of time that a text names, ages aside: in words, in days, and their lines.
fn durations(notice: &Notice) -> Vec<(String, u32, usize)> {
    let sentences = notice
        .sentences()
        .filter(|sentence| !AGE.is_in(&sentence.lower) && !CHILDREN.is_in(&sentence.lower));
    let mut found = Vec::new();
    for sentence in sentences {
        for length in DURATION.captures(&sentence.lower) {
            let Some(count) = number(&length[1]) else {
                continue;
            };
            let (unit, days) = unit(&length[3]);
            found.push((format!("{count}{unit}"), count * days, sentence.line));
        }
    }
    found
}

/// A number in digits or in a word of either language. An article is none: "a day" is no length of time.
fn number(word: &str) -> Option<u32> {
    let words = [
        ("one", 1),
        ("two", 2),
        ("zwei", 2),
        ("three", 3),
        ("drei", 3),
        ("vier", 4),
        ("six", 6),
        ("sechs", 6),
        ("ten", 10),
        ("zehn", 10),
        ("twelve", 12),
        ("zwölf", 12),
    ];
    let named = words.iter().find(|(name, _)| *name == word);
    named
        .map(|(_, number)| *number)
        .or_else(|| word.parse().ok())
        .or_else(|| word.starts_with("ein").then_some(1))
}

fn unit(word: &str) -> (&'static str, u32) {
    match word.chars().next() {
        Some('d' | 't') => (" days", 1),
        Some('w') => (" weeks", 7),
        Some('m') => (" months", 30),
        _ => (" years", 365),
    }
}

/// The letters of Art. 6(1) that a text cites, with the first line of each.
fn bases(notice: &Notice) -> Vec<(char, usize)> {
    let mut found: Vec<(char, usize)> = Vec::new();
    for sentence in notice.sentences() {
        for cited in super::words::BASIS.captures(&sentence.lower) {
            let letter = cited
                .iter()
                .skip(1)
                .flatten()
                .next()
                .and_then(|letter| letter.as_str().chars().next());
            if let Some(letter) =
                letter.filter(|letter| !found.iter().any(|(known, _)| known == letter))
            {
                found.push((letter, sentence.line));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::words::BASIS;

    #[test]
    fn an_articles_letter_is_read_however_cited() {
        for text in [
            "art. 6 abs. 1 lit. b dsgvo",
            "art. 6 abs. 1 satz 1 buchst. b dsgvo",
            "art. 6 abs. 1 s. 1 lit. b dsgvo",
            "artikel 6 absatz 1 buchstabe b",
            "art. 6(1) sentence 1(b) gdpr",
            "article 6(1)(b)",
            "art. 6 para. 1 (b) gdpr",
            "article 6, paragraph 1, letter b",
            "article 6(1) point (b)",
            "art. 6 1 b",
            "under 6 (1) (b)",
        ] {
            let letters: Vec<&str> = BASIS
                .captures(text)
                .filter_map(|found| {
                    found
                        .iter()
                        .skip(1)
                        .flatten()
                        .next()
                        .map(|one| one.as_str())
                })
                .collect();
            assert_eq!(letters, ["b"], "{text}");
        }
        for text in [
            "art. 6 a company",
            "article 16(1)(b)",
            "art. 6 of the act (b)",
        ] {
            assert_eq!(BASIS.captures(text).count(), 0, "{text}");
        }
    }
}
