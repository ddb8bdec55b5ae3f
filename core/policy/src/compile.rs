//! `privacy.toml` in, [`Policy`] or everything that is wrong out.

use jiff::civil::Date;
use toml::de::DeTable;

use crate::build::build;
use crate::check::check;
use crate::finding::{Finding, Report};
use crate::invariants;
use crate::model::Policy;
use crate::raw;
use crate::rules::{PC100, PC107};

/// Compiles a `privacy.toml`.
///
/// `file_name` stands in the findings; `today` decides whether the policy's date is in the future.
///
/// # Errors
///
/// Everything that is wrong with the file, in its order. Where it is not TOML at all, only that is
/// told: what follows from a broken line is noise.
pub fn compile(file_name: &str, toml: &str, today: Date) -> Result<Policy, Vec<Finding>> {
    let mut report = Report::default();
    let (tree, errors) = DeTable::parse_recoverable(toml);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        report.add(
            PC100,
            &span,
            format!("This is not TOML: {}", error.message().replace('\n', " ")),
            "Mend the line",
        );
    }
    if report.is_empty() {
        let file = raw::Policy::from_table(tree.get_ref(), &(0..0), &mut report);
        check(&file, tree.get_ref(), today, &mut report);
        if report.is_empty()
            && let Some(mut policy) = build(file)
        {
            match invariants::check(&policy) {
                Ok(()) => {
                    policy.hash = policy.content_hash();
                    return Ok(policy);
                }
                Err(broken) => report.add(PC107, &(0..0), format!("At {broken}"), "Mend it there"),
            }
        }
    }
    Err(report.into_findings(file_name, toml))
}
