//! Reads the table `[check]` of a `privacy.toml` for `sordino check`.

use toml::de::DeTable;

use crate::check_table::{CheckAllow, CheckSeverity, CheckTable};
use crate::finding::{Finding, Report, place};
use crate::raw;
use crate::read::{At, member};
use crate::validate::accepted;

/// Reads the table `[check]` of a `privacy.toml`, whatever else is wrong with the file. Without one
/// the result is empty.
///
/// # Errors
///
/// What is wrong with the table, or that the file is not TOML.
pub fn read_check_table(file_name: &str, toml: &str) -> Result<CheckTable, Vec<Finding>> {
    let mut report = Report::default();
    let tree = DeTable::parse(toml).map_err(|error| report.not_toml(&error));
    let Ok(tree) = tree else {
        return Err(report.into_findings(file_name, toml));
    };
    let table: Option<At<raw::Check>> = member(
        tree.get_ref(),
        "check",
        None,
        "policy",
        &(0..0),
        &mut report,
    );
    if let Some(table) = &table {
        accepted::validate(&table.value, &mut report);
    }
    if !report.is_empty() {
        return Err(report.into_findings(file_name, toml));
    }
    let line = |at: usize| place(toml, at).0;
    Ok(table.map_or_else(CheckTable::default, |table| built(table.value, &line)))
}

fn built(table: raw::Check, line: &dyn Fn(usize) -> usize) -> CheckTable {
    let severity = table.severity.map(|at| at.value).unwrap_or_default();
    let allow = table.allow.map(|at| at.value).unwrap_or_default();
    CheckTable {
        severity: severity
            .into_iter()
            .map(|(rule, level)| CheckSeverity {
                rule,
                level: level.value,
                line: line(level.span.start),
            })
            .collect(),
        allow: allow
            .into_iter()
            .filter_map(|entry| {
                Some(CheckAllow {
                    line: line(entry.span.start),
                    rule: entry.value.rule?.value,
                    path: entry.value.path?.value,
                    reason: entry.value.reason?.value,
                })
            })
            .collect(),
    }
}
