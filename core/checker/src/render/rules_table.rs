//! For the documentation: every rule, made from the rules themselves.

use std::fmt::Write;

use crate::rules::FAMILIES;

/// The page `docs/check-rules.md`.
pub fn rules_table() -> String {
    let mut out = String::from(
        "# Every rule of `sordino check`\n\n\
         Made from the rules themselves by `cargo run -p sordino-checker --example rules`.\n\
         [`sordino check`](check.md) says what the severities mean and how to change them.\n",
    );
    for (family, rules) in FAMILIES {
        if rules.is_empty() {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "\n## {family}\n\n| Rule | Severity | Refused | Why | Source |\n|---|---|---|---|---|\n"
        );
        for rule in rules {
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} |",
                rule.id,
                rule.severity.word(),
                rule.title,
                rule.why,
                rule.source
            );
        }
    }
    out
}
