//! What holds for every text, however it came about.

use jiff::civil::date;
use proptest::prelude::*;
use sordino_policy::{Policy, compile};

use crate::small::SMALL;

/// Compiles; what the compiler lets through, the phone reads, and no rule is left to the last
/// look, which cannot name a place.
fn holds(toml: &str) -> Result<(), TestCaseError> {
    match compile("privacy.toml", toml, date(2026, 3, 11)) {
        Ok(policy) => prop_assert_eq!(Policy::from_json(&policy.to_json()), Ok(policy)),
        Err(findings) => {
            prop_assert!(!findings.is_empty());
            for finding in findings {
                prop_assert!(!finding.what.contains("cannot be relied on"), "{}", finding);
            }
        }
    }
    Ok(())
}

/// What a value can be replaced by.
fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("\"\"".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        Just("\"usage\"".to_owned()),
        Just("[\"usage\", \"usage\"]".to_owned()),
        Just("\"https://a.app/1\"".to_owned()),
        Just("{ enumerate = [] }".to_owned()),
        Just("2026-03-01".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        (0..100_u32).prop_map(|number| number.to_string()),
        any::<bool>().prop_map(|answer| answer.to_string()),
        "[a-z_]{0,70}".prop_map(|text| format!("\"{text}\"")),
        "\\PC{0,20}".prop_map(|text| toml::Value::String(text).to_string()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_value_anywhere_is_taken_or_told(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any_value()), 1..4),
    ) {
        let mut lines: Vec<String> = SMALL.lines().map(str::to_owned).collect();
        let assignments: Vec<usize> = (0..lines.len()).filter(|index| lines[*index].contains(" = ")).collect();
        for (index, value) in changes {
            let line = &mut lines[*index.get(&assignments)];
            let key = line.split(" = ").next().unwrap_or_default().to_owned();
            *line = format!("{key} = {value}");
        }
        holds(&lines.join("\n"))?;
    }

    #[test]
    fn any_line_may_be_missing_or_stand_twice(
        index in any::<prop::sample::Index>(), twice in any::<bool>(),
    ) {
        let mut lines: Vec<&str> = SMALL.lines().collect();
        let index = index.index(lines.len());
        if twice { lines.insert(index, lines[index]); } else { lines.remove(index); }
        holds(&lines.join("\n"))?;
    }

    #[test]
    fn any_bytes_may_be_in_the_way(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..6),
    ) {
        let mut signs: Vec<char> = SMALL.chars().collect();
        for (index, sign) in changes {
            let index = index.index(signs.len());
            signs[index] = sign;
        }
        holds(&signs.into_iter().collect::<String>())?;
    }

    #[test]
    fn any_text_at_all_is_told(text in any::<String>()) {
        holds(&text)?;
    }
}
