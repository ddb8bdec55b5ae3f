//! PC010: the day the policy takes effect, and texts that name two.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::finding::Report;
use crate::raw::{Policy, list};
use crate::rules::PC010;
use crate::shape;

pub(super) fn validate(file: &Policy, today: Date, report: &mut Report) {
    if let Some(day) = &file.date {
        let written = &day.value.0;
        match written.parse::<Date>() {
            Ok(date) if shape::is_date(written) => {
                if date > today {
                    let what =
                        format!("The policy's date {date} is in the future (today is {today})");
                    report.note(
                        PC010,
                        &day.span,
                        what,
                        "Ship it from that day on, not before",
                    );
                }
            }
            _ => report.add(
                PC010,
                &day.span,
                "The policy's date is not a day",
                "Write it as YYYY-MM-DD",
            ),
        }
    }
    let purposes = list(&file.purpose)
        .iter()
        .flat_map(|purpose| [&purpose.title, &purpose.text]);
    let permissions = list(&file.permission)
        .iter()
        .flat_map(|wish| [&wish.feature, &wish.purpose_string]);
    for text in purposes
        .chain(permissions)
        .flatten()
        .flat_map(|texts| texts.value.values())
    {
        let months = months(&text.value);
        if months.len() > 1 {
            let named: Vec<_> = months
                .iter()
                .map(|(year, month)| format!("{year}-{month:02}"))
                .collect();
            let what = format!(
                "One text names {} dates ({})",
                named.len(),
                named.join(", ")
            );
            report.add(
                PC010,
                &text.span,
                what,
                "Name one, or none: the policy has a date of its own",
            );
        }
    }
}

const MONTHS: [&[&str]; 12] = [
    &["january", "januar"],
    &["february", "februar"],
    &["march", "märz"],
    &["april"],
    &["may", "mai"],
    &["june", "juni"],
    &["july", "juli"],
    &["august"],
    &["september"],
    &["october", "oktober"],
    &["november"],
    &["december", "dezember"],
];

/// Year and month of every date in `text`: `2026-03-01`, `1.3.2026`, `March 2026`, `March 1, 2026`.
fn months(text: &str) -> BTreeSet<(u16, usize)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|sign: char| sign.is_whitespace() || sign == ',')
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = BTreeSet::new();
    for (index, word) in words.iter().enumerate() {
        if let Some(month) = MONTHS.iter().position(|names| names.contains(word)) {
            let year = words[index + 1..]
                .iter()
                .take(2)
                .find_map(|word| year(word));
            found.extend(year.map(|year| (year, month + 1)));
        }
        let parts: Vec<_> = word.split(['-', '.']).collect();
        if let [first, month, last] = parts[..]
            && let Ok(month @ 1..=12) = month.parse()
            && let Some(year) = year(first).or_else(|| year(last))
        {
            found.insert((year, month));
        }
    }
    found
}

fn year(word: &str) -> Option<u16> {
    word.parse()
        .ok()
        .filter(|year| word.len() == 4 && (1900..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_both_languages() {
        let text = "Effective September 22, 2017. Stand: Juli 2023, geändert am 24.05.2023 und 2023-05-01. In may we 12.";
        assert_eq!(
            months(text),
            BTreeSet::from([(2017, 9), (2023, 7), (2023, 5)])
        );
    }
}
