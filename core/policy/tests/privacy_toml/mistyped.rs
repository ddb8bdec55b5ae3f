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
