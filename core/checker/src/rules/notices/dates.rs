//! PC010: the date of a notice.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::notice::Notice;
use super::rules::PC010;
use super::words::LAST_UPDATED;
use crate::finding::{Findings, Place, Severity};

const MONTHS: [(&str, u32); 24] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("januar", 1),
    ("februar", 2),
    ("märz", 3),
    ("mai", 5),
    ("juni", 6),
    ("juli", 7),
    ("oktober", 10),
    ("dezember", 12),
    ("jänner", 1),
    ("sept", 9),
    ("jan", 1),
    ("feb", 2),
];

/// What says that a date is that of the notice, and the date within the next few words.
static STATED: LazyLock<regex::Regex> = LazyLock::new(|| {
    let says = r"last (?:updated|modified|revised|changed|amended)|updated on|effective (?:as of|from|since|date)|(?:is |are )?effective|status|version (?:[\d.]+,? ?)?(?:of|from|vom)|as of|published(?: on)?|revision date|date of (?:this|the) (?:notice|policy)|datum|zuletzt geprüft|veröffentlicht am|dated|valid from|in force since|in effect (?:from|since|as of)|stand|zuletzt (?:aktualisiert|geändert|bearbeitet)|letzte (?:aktualisierung|änderung)|gültig (?:ab|seit)|aktualisiert am|in kraft seit|fassung vom";
    let date = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|(?:\d{1,2}(?:\.|st|nd|rd|th)?\s+)?[a-zä]{3,9}\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?,?)?\s+\d{4}|\d{1,2}/\d{4}";
    regex::Regex::new(&format!(r"\b(?:{says})\b[^.!?]{{0,25}}?\b({date})\b"))
        .expect("the pattern is sound")
});

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stated {
    year: u32,
    month: u32,
    day: Option<u32>,
}

impl Stated {
    fn read(text: &str) -> Option<Self> {
        let mut numbers: Vec<u32> = Vec::new();
        let mut month = None;
        for word in text
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
            if let Ok(number) = digits.parse() {
                numbers.push(number);
            } else {
                month = MONTHS
                    .iter()
                    .find(|(name, _)| *name == word)
                    .map(|(_, month)| *month);
                month?;
            }
        }
        let (year, month, day) = match (numbers.as_slice(), month) {
            ([day, year], Some(month)) => (*year, month, Some(*day)),
            ([year], Some(month)) => (*year, month, None),
            ([year, month, day], None) if *year > 31 => (*year, *month, Some(*day)),
            ([day, month, year], None) => (*year, *month, Some(*day)),
            ([month, year], None) => (*year, *month, None),
            _ => return None,
        };
        let sound = (1990..2100).contains(&year) && (1..=12).contains(&month);
        sound.then_some(Self { year, month, day })
    }

    fn differs(self, other: Self) -> bool {
        let days = matches!((self.day, other.day), (Some(one), Some(two)) if one != two);
        (self.year, self.month) != (other.year, other.month) || days
    }

    fn is_after(self, today: Date) -> bool {
        let now = (
            i64::from(today.year()),
            i64::from(today.month()),
            i64::from(today.day()),
        );
        let then = (
            i64::from(self.year),
            i64::from(self.month),
            self.day.map_or(0, i64::from),
        );
        then > now
    }
}

/// Words that make a sentence one about the notice itself.
const ABOUT: [&str; 9] = [
    "policy",
    "notice",
    "statement",
    "this page",
    "datenschutz",
    "hinweis",
    "erklärung",
    "dokument",
    "document",
];

pub(super) fn check(notice: &Notice, today: Date, findings: &mut Findings) {
    let titles = notice
        .sections
        .iter()
        .map(|section| (section.line, section.title.to_lowercase()));
    let sentences = notice
        .sentences()
        .map(|sentence| (sentence.line, sentence.lower.clone()));
    let mut dates: Vec<(usize, Stated)> = Vec::new();
    for (line, text) in titles.chain(sentences) {
        if !LAST_UPDATED.is_in(&text) && !ABOUT.iter().any(|word| text.contains(word)) {
            continue;
        }
        let found = STATED
            .captures_iter(&text)
            .filter_map(|found| Stated::read(found.get(1)?.as_str()));
        dates.extend(found.map(|date| (line, date)));
    }
    dates.sort_by_key(|(line, _)| *line);
    let Some(((first_line, first), others)) = dates.split_first() else {
        findings.add_as(
            Severity::Warning,
            &PC010,
            Place::new(&notice.path, 1),
            "The notice has no date.",
            "Say since when it holds, for example \"Last updated: 1 March 2026\".",
        );
        return;
    };
    for (line, date) in &dates {
        if date.is_after(today) {
            findings.add(
                &PC010,
                Place::new(&notice.path, *line),
                "The notice is dated in the future.",
                "Publish it on that day, or correct the date.",
            );
        }
    }
    if let Some((line, _)) = others.iter().find(|(_, date)| date.differs(*first)) {
        let message = format!("The notice states two dates, in the lines {first_line} and {line}.");
        findings
            .add(
                &PC010,
                Place::new(&notice.path, *first_line),
                message,
                "Keep one date, that of the last change.",
            )
            .at(Place::new(&notice.path, *line));
    }
}
