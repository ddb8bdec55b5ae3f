//! `privacy.toml` in, [`Policy`] or everything that is wrong out.
//!
//! The parser is the crate `toml` itself: it is kept by those who keep Cargo's, knows the place of
//! every value and key, and goes on after a syntax error, so that several are told at once.

use jiff::civil::Date;
use toml::de::DeTable;

use crate::build::{build, stores};
use crate::finding::{Finding, Report};
use crate::invariants;
use crate::json::MAX_BYTES;
use crate::mistyped;
use crate::model::Policy;
use crate::presets;
use crate::raw;
use crate::rules::PC107;
use crate::stores::Compiled;
use crate::validate::validate;

/// Compiles a `privacy.toml`.
///
/// `file_name` stands in the findings; `today` decides whether the policy's date is in the future.
///
/// # Errors
///
/// Everything that is wrong with the file, in its order. Where it is not TOML at all, only that is
/// told: what follows from a broken line is noise.
pub fn compile(file_name: &str, toml: &str, today: Date) -> Result<Policy, Vec<Finding>> {
    compile_all(file_name, toml, today).map(|compiled| compiled.policy)
}

/// Compiles a `privacy.toml` like [`compile`], and keeps what stores ask and phones need not know.
///
/// The words of the stores are only placed, not looked up: whoever writes to a store knows them.
///
/// # Errors
///
/// Those of [`compile`].
pub fn compile_all(file_name: &str, toml: &str, today: Date) -> Result<Compiled, Vec<Finding>> {
    let mut report = Report::default();
    let (tree, errors) = DeTable::parse_recoverable(toml);
    for error in &errors {
        report.not_toml(error);
    }
    if report.is_empty() {
        let mut file = raw::Policy::from_table(tree.get_ref(), &(0..0), &mut report);
        mistyped::settle(&mut file, &mut report);
        presets::write_out(&mut file);
        validate(&file, tree.get_ref(), today, &mut report);
        let stores = stores::build(&file, toml);
        let translations = stores::translations(&file);
        if report.is_empty()
            && let Some(policy) = build(file)
        {
            match readable(policy) {
                Ok(policy) => {
                    return Ok(Compiled {
                        policy,
                        stores,
                        translations,
                        notes: report.into_notes(file_name, toml),
                    });
                }
                Err(what) => report.add(PC107, &(0..0), what, "Mend it there"),
            }
        }
    }
    Err(report.into_findings(file_name, toml))
}

/// The policy with its hash, if the phone will read it.
fn readable(mut policy: Policy) -> Result<Policy, String> {
    invariants::check(&policy)
        .map_err(|broken| format!("The policy cannot be relied on at {broken}"))?;
    let bytes = policy.to_json().len();
    if bytes > MAX_BYTES {
        return Err(format!(
            "The policy has {bytes} bytes, and a phone reads at most {MAX_BYTES}"
        ));
    }
    policy.hash = policy.content_hash();
    Ok(policy)
}
