//! One mistyped name is one finding, wherever it stands and whatever hangs on it.

use crate::small::{SMALL, findings};

#[test]
fn one_mistyped_id_is_one_finding() {
    for (declared, mistyped) in [
        ("id = \"usage\"", "id = \"usgae\""),
        ("id = \"segment\"", "id = \"segmnt\""),
        ("id = \"crashes\"", "id = \"crash\""),
    ] {
        assert_eq!(SMALL.matches(declared).count(), 1, "{declared}");
        let found = findings(&SMALL.replace(declared, mistyped));
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].rule, "PC005");
        let meant = mistyped.trim_start_matches("id = ").replace('"', "`");
        let hint = format!("did you mean {meant}?");
        assert!(found[0].fix.contains(&hint), "{}", found[0]);
    }
}

#[test]
fn a_finding_names_every_line_of_an_unknown_id() {
    let toml = SMALL.replace(
        "recipients = [\"sentry\"]",
        "recipients = [\"nobody_at_all\"]",
    );
    let lines: Vec<usize> = toml
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("nobody_at_all"))
        .map(|(at, _)| at + 1)
        .collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    let found = findings(&toml);
    let unknown: Vec<_> = found
        .iter()
        .filter(|one| one.what.contains("nobody_at_all"))
        .collect();
    assert_eq!(unknown.len(), 1, "{found:#?}");
    assert_eq!(unknown[0].line, lines[0]);
    let also = format!("(also in line {})", lines[1]);
    assert!(unknown[0].what.ends_with(&also), "{}", unknown[0].what);
}

#[test]
fn an_id_that_is_no_name_is_one_finding() {
    for (declared, odd) in [
        ("id = \"usage\"", "id = \"us-age\""),
        ("id = \"segment\"", "id = \"Segment\""),
        ("id = \"crashes\"", "id = \"crash es\""),
    ] {
        let found = findings(&SMALL.replace(declared, odd));
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].rule, "PC105");
    }
}

#[test]
fn a_purpose_without_data_is_one_finding() {
    let found = findings(&SMALL.replacen("data = [", "datas = [", 1));
    let rules: Vec<_> = found.iter().map(|one| one.rule).collect();
    assert_eq!(rules, ["PC016", "PC101"], "{found:#?}");
}

#[test]
fn a_word_that_is_nearly_right_is_named() {
    for (right, wrong, hint) in [
        ("kind = \"events\"", "kind = \"event\"", "`events`?"),
        ("kind = \"crash\"", "kind = \"crashes\"", "`crash`?"),
        (
            "legal_basis = \"consent\"",
            "legal_basis = \"consnt\"",
            "`consent`?",
        ),
    ] {
        assert!(SMALL.contains(right), "{right}");
        let found = findings(&SMALL.replacen(right, wrong, 1));
        assert!(found.iter().any(|one| one.fix.contains(hint)), "{found:#?}");
    }
}

#[test]
fn one_bracket_too_few_is_one_finding_that_says_so() {
    let found = findings(&SMALL.replacen("[[purpose]]", "[purpose]", 1));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].fix.contains("[[purpose]]"), "{}", found[0]);
}

#[test]
fn a_text_without_its_language_is_told_how_it_is_written() {
    let found = findings(&SMALL.replacen("title.en = ", "title = ", 1));
    assert!(found[0].fix.contains(".en = "), "{found:#?}");
}
