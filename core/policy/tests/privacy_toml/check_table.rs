//! `[check]` says what `sordino check` reports, and nothing to the app.

use jiff::civil::date;
use sordino_policy::{CheckLevel, compile, read_check_table};

use crate::small::SMALL;

fn with(table: &str) -> String {
    format!("{SMALL}\n[check]\n{table}\n")
}

#[test]
fn the_table_changes_nothing_that_the_app_ships() {
    let today = date(2026, 3, 11);
    let with = with("severity = { PS008 = \"off\" }");
    let plain = compile("privacy.toml", SMALL, today).expect("it breaks no rule");
    let checked = compile("privacy.toml", &with, today).expect("it breaks no rule");
    assert_eq!(plain.to_json(), checked.to_json());
}

#[test]
fn levels_and_allowances_are_read_with_lines() {
    let toml = with(
        "severity = { PS008 = \"off\" }\nallow = [{ rule = \"AM014\", path = \"app\", reason = \"a server at home\" }]",
    );
    let table = read_check_table("privacy.toml", &toml).expect("it is sound");
    let first = toml
        .lines()
        .position(|line| line == "[check]")
        .map_or(0, |at| at + 2);
    assert_eq!(table.severity[0].level, CheckLevel::Off);
    assert_eq!(
        (table.severity[0].line, table.allow[0].line),
        (first, first + 1)
    );
    assert_eq!(table.allow[0].reason, "a server at home");
    assert_eq!(
        read_check_table("privacy.toml", SMALL),
        Ok(Default::default())
    );
}

#[test]
fn what_is_accepted_without_a_reason_is_refused() {
    for (table, rule) in [
        ("allow = [{ rule = \"AM014\", path = \"app\" }]", "PC102"),
        (
            "allow = [{ rule = \"AM014\", path = \"app\", reason = \" \" }]",
            "PC102",
        ),
        ("severity = { PS008 = \"loud\" }", "PC104"),
        ("severities = { PS008 = \"off\" }", "PC101"),
    ] {
        let toml = with(table);
        let found = read_check_table("privacy.toml", &toml).expect_err("it is refused");
        assert_eq!(found[0].rule, rule, "{table}");
        assert!(
            compile("privacy.toml", &toml, date(2026, 3, 11)).is_err(),
            "{table}"
        );
    }
}
