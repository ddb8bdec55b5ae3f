//! `sordino diff`: what changed between two versions of a policy, for people.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;
use sordino_policy::{Change, OtherChange, PurposeChanges};

use crate::check::read_before;

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The version before: `policy.json` of a release, or `privacy.toml`.
    before: PathBuf,
    /// The version after.
    after: PathBuf,
    /// How it is written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Markdown.
    Text,
    /// JSON, for an app that shows it.
    Json,
}

/// Writes the changes; an error, once they are written, where two policies share a version.
pub(crate) fn run(args: &DiffArgs) -> Result<(), String> {
    let (before, after) = (read_before(&args.before)?, read_before(&args.after)?);
    let (purposes, other) = (
        after.changes_since(&before),
        after.other_changes_since(&before),
    );
    match args.format {
        Format::Text => print!("{}{}", shown(&purposes), others(&other)),
        Format::Json => println!("{:#}", json!({ "purposes": purposes, "other": other })),
    }
    if after.is_another_of_one_version(&before) {
        return Err(format!(
            "both say that they are version {}, and they differ: nobody could tell which of them a person saw. Count the \
             version up.",
            after.version
        ));
    }
    Ok(())
}

/// What changed beside the purposes' aspects: one line each.
fn others(changes: &[OtherChange]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let mut text = "## Texts, names and limits\n\n".to_owned();
    for OtherChange { at, was, is } in changes {
        let line = match (was, is) {
            (Some(was), Some(is)) => format!("- {at}: {is} (was: {was})\n"),
            (None, Some(is)) => format!("- {at}: {is} (new)\n"),
            (was, _) => format!("- {at}: gone (was: {})\n", was.as_deref().unwrap_or("")),
        };
        text.push_str(&line);
    }
    text
}

fn shown(changes: &[PurposeChanges]) -> String {
    if changes.is_empty() {
        return "No purpose changed.\n".to_owned();
    }
    let mut text = String::new();
    for one in changes {
        let news = match (one.was, one.is) {
            (false, _) => " (new)",
            (_, false) => " (no longer there)",
            _ => "",
        };
        text.push_str(&format!("## {}{news}\n\n", one.purpose));
        for (aspect, Change { added, removed }) in &one.changes {
            let lines = removed
                .iter()
                .map(|word| format!("- {aspect}: no longer {word}\n"));
            text.extend(lines);
            text.extend(added.iter().map(|word| format!("- {aspect}: {word}\n")));
        }
        text.push('\n');
    }
    text
}
