//! What is planted in the day: it stands there, cannot be mistaken, and a scrubber finds it.

use std::collections::BTreeSet;

use sordino_scrub::Scrubber;

use crate::crashes::read;
use crate::line::{self, Line, day, events, is_personal};

/// Where the demo expects free text, as the policy does.
const FREE_TEXT: [&str; 6] = ["message", "note", "url", "query", "error", "reason"];

#[test]
fn every_personal_value_is_planted_where_it_stands() {
    for line in day() {
        let whole = line.texts.join("\n");
        let decoded = line::percent_decoded(&whole);
        for value in line.planted() {
            let stands = whole.contains(value) || decoded.contains(value);
            assert!(stands, "line {} does not hold {value}", line.number);
        }
        if line.kind() == "event" {
            line::each_leaf(&line.json["properties"], "", &mut |key, value| {
                let planted = value
                    .as_str()
                    .is_some_and(|value| line.planted().contains(&value));
                assert!(
                    planted || !is_personal(key),
                    "line {}: {key} is not planted",
                    line.number
                );
            });
        }
    }
}

/// A value that also stands in ordinary text could not be searched for.
#[test]
fn a_planted_value_is_unmistakable() {
    let day = day();
    let ordinary: String = day.iter().map(Line::without_personal).collect();
    let personal: BTreeSet<&str> = day.iter().flat_map(Line::personal).collect();
    assert!(personal.len() >= 250, "only {} values", personal.len());
    for value in personal {
        assert!(
            value.chars().count() >= 6,
            "{value} is too short to search for"
        );
        assert!(
            !ordinary.contains(value),
            "{value} also stands where nothing is planted"
        );
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        assert!(
            digits.len() < 7 || !ordinary.contains(&digits),
            "the digits of {value} also stand elsewhere"
        );
    }
}

#[test]
fn free_text_is_plenty_in_both_languages() {
    let (mut planted, mut german, mut english) = (0, 0, 0);
    for line in events(&day()) {
        line.each_free_text(&FREE_TEXT, &mut |key, text| {
            let rest = line::without(text, line.planted().into_iter());
            if rest == text {
                return;
            }
            planted += 1;
            let words = rest
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| word.len() > 1)
                .count();
            assert!(
                words >= 2,
                "line {}: nothing around the value in {text}",
                line.number
            );
            match line::is_german(text) {
                true if key != "url" => german += 1,
                false if key != "url" => english += 1,
                _ => {}
            }
        });
    }
    assert!(planted >= 60, "{planted}");
    let share = german * 100 / (german + english);
    assert!(
        (35..=65).contains(&share),
        "{german} German, {english} English"
    );
}

/// Values stand in free text only where a scrubber finds them: by their own shape, behind a
/// personal key, or because the app handed them over.
#[test]
fn the_scrubber_finds_only_the_planted_values() {
    let mut scrubber = Scrubber::new();
    let mut faults = Vec::new();
    for line in day() {
        match line.kind() {
            "sign_in" => {
                let known = line.personal().into_iter().map(str::to_owned);
                scrubber = Scrubber::builder().known_values(known).build();
            }
            "sign_out" => scrubber = Scrubber::new(),
            "event" => line.each_free_text(&FREE_TEXT, &mut |_, text| {
                faults.extend(faults_of_scrubbing(&scrubber, &line, text));
            }),
            "crash" => {
                let trace = read(&line);
                let frames = trace
                    .exceptions
                    .iter()
                    .flat_map(|exception| &exception.frames);
                let files = frames.filter_map(|frame| frame.file.as_deref());
                let values = trace
                    .exceptions
                    .iter()
                    .map(|exception| exception.value.as_str());
                let names = trace
                    .threads
                    .iter()
                    .filter_map(|thread| thread.name.as_deref());
                for text in files.chain(values).chain(names) {
                    faults.extend(faults_of_scrubbing(&scrubber, &line, text));
                }
            }
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults_of_scrubbing(scrubber: &Scrubber, line: &Line, text: &str) -> Vec<String> {
    let scrubbed = scrubber.scrub(text);
    let mut faults: Vec<String> = line
        .planted()
        .into_iter()
        .filter(|value| scrubbed.contains(value))
        .map(|value| format!("line {}: {value} stays in {scrubbed}", line.number))
        .collect();
    let mut rest = &*scrubbed;
    for piece in line::pieces_around(text, &line.planted()) {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => faults.push(format!(
                "line {}: {piece} of {text} is gone from {scrubbed}",
                line.number
            )),
        }
    }
    faults
}
