//! The small policy without a fault, and how to put one in.

use jiff::civil::date;
use sordino_policy::{Finding, compile};

pub(crate) const SMALL: &str = include_str!("small.toml");

pub(crate) fn findings(toml: &str) -> Vec<Finding> {
    compile("privacy.toml", toml, date(2026, 3, 11))
        .err()
        .unwrap_or_default()
}

/// Puts `fault` in the place of `sound`, which stands in the policy once. Each `«` in the fault is
/// a place at which a finding is expected.
#[track_caller]
pub(crate) fn places(sound: &str, fault: &str) -> (String, Vec<(usize, usize)>) {
    assert_eq!(
        SMALL.matches(sound).count(),
        1,
        "{sound:?} stands in the policy once"
    );
    let marked = SMALL.replacen(sound, fault, 1);
    let mut places = Vec::new();
    for (index, line) in marked.lines().enumerate() {
        for (earlier, (column, _)) in line
            .char_indices()
            .filter(|(_, sign)| *sign == '«')
            .enumerate()
        {
            places.push((index + 1, line[..column].chars().count() + 1 - earlier));
        }
    }
    (marked.replace('«', ""), places)
}

/// The fault yields these rules at the marked places, and nothing else.
#[track_caller]
pub(crate) fn yields(rules: &[&str], sound: &str, fault: &str) {
    let (toml, places) = places(sound, fault);
    let found = findings(&toml);
    let shown: Vec<_> = found.iter().map(ToString::to_string).collect();
    let found: Vec<_> = found
        .iter()
        .map(|finding| (finding.rule, (finding.line, finding.column)))
        .collect();
    let wanted: Vec<_> = rules
        .iter()
        .copied()
        .zip(places.iter().copied().cycle())
        .collect();
    assert!(
        !places.is_empty() && rules.len() >= places.len(),
        "mark a place for each rule"
    );
    assert_eq!(found, wanted, "{}", shown.join("\n"));
}
